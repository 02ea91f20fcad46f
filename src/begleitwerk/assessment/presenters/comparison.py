"""Two self-assessments side by side, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.presenters.figures import figure
from begleitwerk.assessment.selectors.comparison import Change, Comparison, Link
from begleitwerk.engine.ratings import mean

LINKS: Mapping[Link, Promise | str] = {
    Link.SAME: "",
    Link.REWORDED: _("worded differently then"),
    Link.NOT_ASKED: _("was not asked then"),
    Link.UNMAPPED: _("has no counterpart that can be compared"),
    Link.OTHER_SCALE: _("was asked on another scale"),
}


@dataclass(frozen=True)
class ChangeRow:
    """A criterion: before, now, change; `why` says why there is no figure, or what to mind."""

    name: str
    url: str
    before: str
    now: str
    change: str
    same: str
    why: str


def change_rows(
    comparison: Comparison, urls: Mapping[int, str]
) -> tuple[list[ChangeRow], list[ChangeRow]]:
    """The criteria with a counterpart, and those without."""
    rows = [(change, _row(change, urls[change.now.pk])) for change in comparison.changes]
    return (
        [row for change, row in rows if change.before],
        [row for change, row in rows if not change.before],
    )


def _row(change: Change, url: str) -> ChangeRow:
    before = change.before.overall if change.before else None
    now = change.now.overall
    return ChangeRow(
        name=str(change.now),
        url=url,
        before=figure(mean(before)) if before else "",
        now=figure(mean(now)) if now else "",
        change=signed(change.levels),
        same=signed(change.levels_of_same),
        why=" ".join(filter(None, (str(LINKS[change.link]), change.note))),
    )


def signed(levels: Fraction | None) -> str:
    """+0,4 or −0,3; nothing where there is no figure."""
    if levels is None:
        return ""
    found = round(float(levels), 1)
    sign = "+" if found > 0 else "−" if found < 0 else "±"
    return f"{sign}{figure(abs(found))}"


def comparison_headline(comparison: Comparison) -> str:
    """How many statements moved up and down, of those that can be compared."""
    moved = [round(float(change.levels or 0), 1) for change in comparison.measured]
    if not moved:
        return gettext("Nothing can be compared")
    return gettext("Statements: %(up)s higher, %(down)s lower, %(same)s the same") % {
        "up": sum(value > 0 for value in moved),
        "down": sum(value < 0 for value in moved),
        "same": sum(value == 0 for value in moved),
    }


def shared_words(comparison: Comparison) -> str:
    """How many groups are the same; where not all are, other people may be what changed."""
    shared, groups = len(comparison.shared), len(comparison.now.groups)
    said = ngettext(
        "%(shared)s of %(count)s group is shown by itself both times under the same name.",
        "%(shared)s of %(count)s groups are shown by themselves both times under the same name.",
        groups,
    ) % {"shared": shared, "count": groups}
    beware = gettext("What differs may also be due to who answered.")
    return said if shared == groups else f"{said} {beware}"
