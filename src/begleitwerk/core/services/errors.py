"""Why a service says no."""

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
