"""Many letters as one file."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.tasks import job_task
from begleitwerk.selection.models import SelectionRound
from begleitwerk.selection.selectors.dispatches import letters_in_order
from begleitwerk.selection.services.dispatches import make_bundle


@job_task(broke_off=_("The file was not made."))
def bundle_letters(*, by: User, job_id: int, round_id: int, letter_ids: list[int]) -> None:
    """Typeset all these letters, in this order, as one file."""
    round = SelectionRound.objects.get(pk=round_id)
    letters = letters_in_order(round, by, letter_ids)
    make_bundle(by=by, round=round, letters=letters, job_id=job_id)
