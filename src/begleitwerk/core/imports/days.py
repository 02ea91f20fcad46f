"""Days, however a file writes them."""

import re
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.core.imports.problems import CellError
from begleitwerk.core.imports.texts import text_of

GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})( \d{1,2}:\d{2}(:\d{2})?)?")
ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?")


def day_of(cell: Any) -> date | None:
    """A day, or that of a moment; a moment with a zone counts by the clock of this place.

    Many programs store a day as the moment it begins here, written in Greenwich time:
    2025-03-30T22:00:00Z is 31 March 2025.
    """
    if isinstance(cell, datetime):
        return timezone.localdate(cell) if timezone.is_aware(cell) else cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    if not text:
        return None
    try:
        if german := GERMAN.fullmatch(text):
            return date(int(german[3]), int(german[2]), int(german[1]))
        if ISO.fullmatch(text):
            return day_of(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        pass
    raise CellError(
        _("“%(value)s” is no date.") % {"value": text[:40]},
        _("Enter it as 31.12.2018 or 2018-12-31."),
    )
