"""Declaring a conflict of interest without being asked to review: whoever prepares, decides or
confirms may be bound to an applicant too."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, record_added, require_reason
from begleitwerk.selection.enums import ReviewState
from begleitwerk.selection.models import Candidacy, Review
from begleitwerk.selection.services.reviews import declare


def declare_bound(*, by: User, candidacy: Candidacy, reason: str) -> Review:
    """From now on this person sees nothing of the applicant and takes no part in what is decided
    about her: the same as for a reviewer (`rules.kept_from`).

    Who reviews the application gives her review back with it. Raises Refused at `reason` without
    one, for a finished review, and where it was declared before.
    """
    why = require_reason(reason, _("Say in a few words what binds you."))
    with transaction.atomic():
        Candidacy.objects.select_for_update().get(pk=candidacy.pk)
        review = candidacy.reviews.filter(reviewer=by).first()
        if review is not None and review.position is not None:
            return declare(by=by, review=review, conflict=True, reason=why)
        if review is None:
            review = Review(candidacy=candidacy, reviewer=by)
        elif review.state == ReviewState.CONFLICT:
            raise Refused(_("You declared this already."))
        review.state, review.conflict_reason = ReviewState.CONFLICT, why
        review.declared_at = timezone.now()
        review.save()
        record_added(by=by, verb="selection.conflict_declared", row=review)
    return review
