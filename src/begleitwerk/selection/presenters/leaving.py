"""What a person leaves undone in a selection, before she can be erased."""

from typing import Any

from django.utils.translation import gettext, ngettext

from begleitwerk.selection.enums import ApplicationState, ReviewState
from begleitwerk.selection.models import Application, Review


def left_undone(user: Any) -> list[str]:
    """Reviews somebody else has to take over, applications somebody else has to approve."""
    open_states = (ReviewState.ASSIGNED, ReviewState.OPEN)
    reviews = Review.objects.filter(reviewer=user, position__isnull=False, state__in=open_states)
    waiting = Application.objects.filter(approver=user, state=ApplicationState.TO_APPROVE)
    found = []
    if number := reviews.count():
        words = ngettext(
            "One review of hers is open. Give it to somebody else first.",
            "%(number)d reviews of hers are open. Give them to somebody else first.",
            number,
        )
        found.append(words % {"number": number})
    if waiting.exists():
        found.append(
            gettext("An application waits for her approval. Let somebody else approve it first.")
        )
    return found
