"""Findings in words: the agreed level as its scale calls it, how urgent it is."""

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

from begleitwerk.assessment.enums import FindingState
from begleitwerk.assessment.models import Finding
from begleitwerk.fieldwork.selectors import Level, scale_of

PRIORITY_WORDS: dict[int, Promise] = {
    1: pgettext_lazy("priority", "1, first of all"),
    2: pgettext_lazy("priority", "2, soon"),
    3: pgettext_lazy("priority", "3, when there is time"),
}


def priority_words(priority: int | None) -> str:
    """How urgent it is, empty where nobody said."""
    return str(PRIORITY_WORDS[priority]) if priority else ""


def agreed_level(finding: Finding) -> Level | None:
    """The agreed level as the criterion's scale calls it; None where nothing is agreed."""
    item = finding.criterion.item
    if finding.state != FindingState.AGREED or item is None:
        return None
    return next((row for row in scale_of(item).levels if row.value == finding.level), None)


def level_of(finding: Finding) -> str:
    """The agreed level with its word: “1, in parts”; empty where nothing is agreed."""
    level = agreed_level(finding)
    if level is not None:
        return f"{level.value}, {level.label}" if level.label else str(level.value)
    return str(finding.level) if finding.state == FindingState.AGREED else ""


def agreed_words(finding: Finding) -> str:
    """What a station says of a finding: “Level 1, in parts”, or its state."""
    level = level_of(finding)
    return gettext("Level %(level)s") % {"level": level} if level else finding.get_state_display()
