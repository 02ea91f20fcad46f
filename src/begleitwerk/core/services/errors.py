"""Why a service says no."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FILL_IN = _("Please fill this in.")
GIVE_REASON = _("Please give a reason.")


class Refused(Exception):
    """The domain does not allow it now; the text says why and what to do, at `field` if given."""

    def __init__(self, message: "str | Promise", field: str | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field


@dataclass(frozen=True)
class Question:
    """What is unusual and may be meant: `code` names it, it stands at `field`."""

    code: str
    field: str
    text: "str | Promise"


class AskedBack(Refused):
    """Nothing is written before whoever does it says that it is meant so."""

    def __init__(self, questions: Sequence[Question]) -> None:
        super().__init__(questions[0].text, questions[0].field)
        self.questions = questions


def ask_back(questions: Iterable[Question], sure: Collection[str] | None) -> None:
    """Raise AskedBack for questions nobody has answered yet. `sure` are codes of those answered;
    None where nobody is there to be asked: a command, a demo."""
    if sure is None:
        return
    if open_ones := [row for row in questions if row.code not in sure]:
        raise AskedBack(open_ones)


def require(text: str, field: str, message: Promise | str = FILL_IN) -> str:
    """The text without blanks around it; refused at the field where nothing is left."""
    if not text.strip():
        raise Refused(message, field)
    return text.strip()


def require_reason(reason: str, message: Promise | str = GIVE_REASON) -> str:
    """The reason of a decision, for its event."""
    return require(reason, "reason", message)


def not_in_future(day: date, field: str) -> None:
    if day > timezone.localdate():
        raise Refused(_("This day lies in the future. Enter today or an earlier day."), field)
