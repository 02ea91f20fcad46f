"""The candidates and applications of a round, and where invitations go."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from begleitwerk.core.selectors import alphabetical
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import LetterContact, Membership
from begleitwerk.municipalities.selectors import contacts_of
from begleitwerk.municipalities.selectors.access import valid_on
from begleitwerk.selection.models import Candidacy, SelectionRound


def candidates_of(round: SelectionRound) -> QuerySet[Candidacy]:
    """All candidates of a round with what invitations and letters say about them."""
    return (
        Candidacy.objects.filter(round=round)
        .select_related("municipality__workspace", "round__edition__programme", "application")
        .prefetch_related("themes__item")
        .order_by(alphabetical("municipality__name"), "pk")
    )


@dataclass(frozen=True)
class Recipient:
    """Where an invitation goes."""

    candidacy: Candidacy
    email: str
    contact: LetterContact | None = None


def recipients_of(candidacies: Iterable[Candidacy]) -> list[Recipient]:
    """Mail address of each: the one noted for the selection, else the coordinator's, else where
    letters to the municipality go; and that address. Two queries."""
    rows = list(candidacies)
    spaces = [row.municipality.workspace_id for row in rows]
    members = Membership.objects.filter(
        valid_on(timezone.localdate()),
        workspace__in=spaces,
        role=Role.COORDINATOR,
        user__is_active=True,
    )
    found: dict[int, str] = {}
    for space, email in members.order_by("valid_from", "pk").values_list(
        "workspace_id", "user__email"
    ):
        found.setdefault(space, email)
    contacts = contacts_of(row.municipality_id for row in rows)
    return [
        Recipient(
            candidacy=row,
            email=row.contact_email
            or found.get(row.municipality.workspace_id, "")
            or (contact.email if contact else ""),
            contact=contact,
        )
        for row in rows
        for contact in [contacts.get(row.municipality_id)]
    ]
