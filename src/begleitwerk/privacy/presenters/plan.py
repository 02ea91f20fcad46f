"""What erasing a person would do, in plain words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from begleitwerk.privacy.enums import Tie
from begleitwerk.privacy.presenters.fields import field_name
from begleitwerk.privacy.selectors import Place, table

TITLES = {
    Tie.OWN: _("Goes altogether"),
    Tie.ADDRESSED: _("Loses her mail address"),
    Tie.ACTED: _("Stays, with a number instead of her name"),
    Tie.SEALED: _("Stays word for word"),
}
NOTES = {
    Tie.OWN: _("What belongs to nobody but her."),
    Tie.ADDRESSED: _("Fields with her address are emptied, in texts a note stands in its place."),
    Tie.ACTED: _(
        "Decisions, reviews and counts stay whole. Nothing leads from the number to a name."
    ),
    Tie.SEALED: _(
        "The log, released papers and protocols are proof and carry a digest. The law lets them"
        " stay (GDPR, Art. 17 (3) b and e)."
    ),
}


@dataclass(frozen=True)
class Group:
    """Records with one fate: how many of which table."""

    tie: Tie
    lines: tuple[tuple[str, int], ...]

    @property
    def title(self) -> str:
        return str(TITLES[self.tie])

    @property
    def note(self) -> str:
        return str(NOTES[self.tie])


def erasing_plan(places: Iterable[Place]) -> list[Group]:
    """What is certain, by what happens to it; what only bears her name is asked about."""
    found = {(place.tie, place.table, place.pk) for place in places}
    counts: dict[Tie, Counter[str]] = {tie: Counter() for tie in TITLES}
    for tie, key, _pk in found:
        if tie in counts:
            counts[tie][str(table(key).said.label)] += 1
    return [Group(tie, tuple(sorted(count.items()))) for tie, count in counts.items() if count]


def place_words(place: Place) -> str:
    """A record that bears the name: what it is and where, never what else stands in it."""
    row = table(place.table)
    field = field_name(row, place.field) if place.field else _("in a text")
    parts = (str(row.said.label), place.where, f"{_('Number')} {place.pk}", str(field))
    return ", ".join(part for part in parts if part)
