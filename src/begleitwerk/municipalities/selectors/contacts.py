"""Where letters to municipalities go."""

from collections.abc import Iterable

from django.db.models import QuerySet

from begleitwerk.municipalities.models import LetterContact, Municipality

NOBODY = "Sehr geehrte Damen und Herren,"


def contact_of(municipality: Municipality) -> LetterContact:
    """Where its letters go; one not stored yet where nobody has said so."""
    found = LetterContact.objects.filter(municipality=municipality).first()
    return found or LetterContact(municipality=municipality)


def contacts_of(municipalities: Iterable[int]) -> dict[int, LetterContact]:
    """Where letters go, by the id of the municipality, for those of whom it is known. One query."""
    rows = LetterContact.objects.filter(municipality__in=list(municipalities))
    return {row.municipality_id: row for row in rows.select_related("municipality")}


def addressed_municipalities() -> QuerySet[Municipality]:
    """All municipalities with their address for letters."""
    return Municipality.objects.select_related("workspace", "land", "letter_contact")
