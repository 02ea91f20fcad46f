"""A poster with one link for many, and cards to cut with one code each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from begleitwerk.engine.documents import Cards, Document, Paragraph
from begleitwerk.fieldwork.models import Collection, Group
from begleitwerk.fieldwork.papers.frame import paper, until


@dataclass(frozen=True)
class Card:
    """One code: its number, the address it opens, how it is typed, and where."""

    number: int
    link: str
    code: str
    typed_at: str


def cards(collection: Collection, group: Group, rows: Sequence[Card]) -> Document:
    """One card for each code, two in a row, to cut along the dashed lines."""
    hint = Paragraph(
        _("Cut along the lines and hand out one card each. Do not note who gets which number.")
    )
    drawn = Cards(tuple(card(collection, group, row) for row in rows))
    return paper(collection, _("Cards with codes"), (hint, drawn))


def card(collection: Collection, group: Group, row: Card) -> tuple[str, str, str, str]:
    text = _("Scan the code, or open %(address)s and type: %(code)s") % {
        "address": row.typed_at,
        "code": row.code,
    }
    about = {"number": row.number, "group": group.name, "day": until(collection)}
    note = _("No. %(number)s · %(group)s · until %(day)s") % about
    return collection.title, text, row.link, note


def poster(collection: Collection, group: Group | None, link: str) -> Document:
    """One page with a large code, to hang up or to show."""
    text = _("It takes a few minutes, needs no account, and nobody sees who answered what.")
    about = {"group": group.name if group else "", "day": until(collection)}
    note = (_("For: %(group)s. Until %(day)s.") if group else _("Until %(day)s.")) % about
    drawn = Cards(((_("Your view is asked for"), text, link, note),), large=True)
    return paper(collection, _("Invitation to answer"), (drawn,))
