"""Findings in words: the agreed level as its scale calls it, how urgent it is."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

from begleitwerk.assessment.enums import FindingState
from begleitwerk.assessment.models import Finding
from begleitwerk.catalogue.models import reads_english

PRIORITY_WORDS: dict[int, Promise] = {
    1: pgettext_lazy("priority", "1, first of all"),
    2: pgettext_lazy("priority", "2, soon"),
    3: pgettext_lazy("priority", "3, when there is time"),
}


def priority_words(priority: int | None) -> str:
    """How urgent it is, empty where nobody said."""
    return str(PRIORITY_WORDS[priority]) if priority else ""


def level_label(finding: Finding, name: str = "label") -> str:
    """What the scale calls the agreed level (or its `anchor`), in the active language."""
    item = finding.criterion.item
    levels: list[dict[str, Any]] = item.scale["levels"] if item else []
    words = next((level.get(name) for level in levels if level["value"] == finding.level), None)
    if not words:
        return ""
    return str((words.get("en") if reads_english() else "") or words.get("de") or "")


def level_of(finding: Finding) -> str:
    """The agreed level with its word: “1, in parts”; empty where nothing is agreed."""
    if finding.state != FindingState.AGREED or finding.level is None:
        return ""
    word = level_label(finding)
    return f"{finding.level}, {word}" if word else str(finding.level)


def agreed_words(finding: Finding) -> str:
    """What a station says of a finding: “Level 1, in parts”, or its state."""
    level = level_of(finding)
    return gettext("Level %(level)s") % {"level": level} if level else finding.get_state_display()
