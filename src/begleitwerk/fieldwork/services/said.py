"""What somebody says of an item, and why it is not taken."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.services import Refused


class Why(StrEnum):
    """Why nothing can be answered."""

    UNKNOWN = "unknown"
    EARLY = "early"
    CLOSED = "closed"
    HANDED_IN = "handed_in"
    WITHDRAWN = "withdrawn"
    TAKEN_BACK = "taken_back"


WORDS: dict[Why, Promise] = {
    Why.UNKNOWN: _("This link leads nowhere. Maybe the survey is closed already."),
    Why.EARLY: _("This has not begun yet."),
    Why.CLOSED: _("This is closed. Nothing can be answered any more."),
    Why.HANDED_IN: _("You have handed in your answers. They cannot be changed any more."),
    Why.WITHDRAWN: _("This is not asked any more. What you answered stays."),
    Why.TAKEN_BACK: _("This link was taken back. Please ask whoever gave it to you."),
}


class AnswerRefused(Refused):
    """Nothing was saved; `why` says why in a word, the message to people."""

    def __init__(self, why: Why) -> None:
        super().__init__(WORDS[why])
        self.why = why


@dataclass(frozen=True)
class Said:
    """What a sheet says of an item: a level or a special answer, perhaps how important it is."""

    level: int | None = None
    special: str = ""
    importance: int | None = None

    def __bool__(self) -> bool:
        """Whether anything was said."""
        return self != Said()
