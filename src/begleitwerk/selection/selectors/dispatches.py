"""Letters of a round as they leave the house: in post order, with when and how."""

from collections.abc import Collection

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.core.selectors import row_at
from begleitwerk.selection.enums import LetterKind
from begleitwerk.selection.models import Candidacy, Letter, LetterBundle, SelectionRound
from begleitwerk.selection.rules import declared_by

CONTACT = "candidacy__municipality__letter_contact"
POST_ORDER = ("postcode", "town", "candidacy__municipality__search_text", "pk")


def posted_letters(round: SelectionRound, user: User) -> QuerySet[Letter]:
    """Invitations and results of a round by postcode, then town; receipts stay on the platform.

    Those without an address come first, because somebody has to look for it. Whoever declared a
    conflict of interest does not see the letters to that municipality.
    """
    bound = Candidacy.objects.filter(declared_by(user), round=round)
    return (
        Letter.objects.filter(candidacy__round=round)
        .exclude(kind=LetterKind.RECEIPT)
        .exclude(content={})
        .exclude(candidacy__in=bound)
        .select_related(CONTACT, "candidacy__municipality__workspace", "dispatch")
        .select_related("candidacy__round__edition__programme__workspace", "decision")
        .annotate(
            postcode=Coalesce(F(f"{CONTACT}__postcode"), Value("")),
            town=Coalesce(F(f"{CONTACT}__town"), Value("")),
        )
        .order_by(*POST_ORDER)
    )


def letters_in_order(round: SelectionRound, user: User, ids: Collection[int]) -> list[Letter]:
    """The letters of these numbers in just this order, without those she may not see."""
    rows = {row.pk: row for row in posted_letters(round, user).filter(pk__in=ids)}
    return [rows[pk] for pk in ids if pk in rows]


def bundle_or_404(round: SelectionRound, user: User, pk: int) -> LetterBundle:
    """One's own file of many letters."""
    found = row_at(LetterBundle.objects.filter(round=round, owner_id=user.pk, pk=pk))
    if found is None:
        raise Http404
    return found
