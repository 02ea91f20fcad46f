"""A completed application is read again by those who had finished with it."""

from begleitwerk.accounts.models import User
from begleitwerk.core.services import changing
from begleitwerk.selection.enums import ReviewState
from begleitwerk.selection.models import Application, Letter, Review
from begleitwerk.selection.services.review_mails import tell_of_completion


def read_again(
    *, by: User | None, application: Application, before: Letter | None, now: Letter
) -> None:
    """Take up the finished reviews where other words were handed in than those they are about.

    Their scores stay until the reviewers change or finish them anew; a calculation that counted
    with them keeps its own. Nobody's review rests on what was not handed in.
    """
    if before is None or before.content["digest"] == now.content["digest"]:
        return
    held = Review.objects.filter(candidacy=application.candidacy, position__isnull=False)
    for review in held.filter(state=ReviewState.DONE).select_related("reviewer"):
        with changing(
            review,
            by=by,
            verb="selection.review_taken_up",
            always=Review.logged,
            workspace_id=application.candidacy.office.pk,
        ) as row:
            row.state, row.done_at = ReviewState.OPEN, None
        tell_of_completion(row)
