"""How papers of a municipality look, and which number comes next."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, changing
from begleitwerk.council.models import Paper, PaperSettings
from begleitwerk.council.papers.numbering import Pattern, PatternError
from begleitwerk.council.services.common import assign
from begleitwerk.municipalities.models import Municipality


def change_settings(
    *, by: User | None, municipality: Municipality, version: int | None = None, **values: Any
) -> PaperSettings:
    """Change head, numbering and usual entries; made on first use.

    Refused at `reference_pattern` for a pattern that cannot number papers. Raises EditConflict.
    """
    verb = "council.settings_changed"
    with (
        transaction.atomic(),
        changing(locked_settings(municipality), by=by, verb=verb, version=version) as settings,
    ):
        assign(settings, values, settings.logged)
        if "reference_pattern" in values:
            check_pattern(settings.reference_pattern)
        if settings.template and settings.template.municipality_id != municipality.pk:
            raise Refused(_("This file belongs to another municipality."), "template")
        settings.number_year = timezone.localdate().year
    return settings


def locked_settings(municipality: Municipality) -> PaperSettings:
    """The settings of a municipality, locked; made with the defaults where there are none."""
    rows = PaperSettings.objects.select_for_update()
    return rows.get_or_create(municipality=municipality)[0]


def check_pattern(text: str) -> Pattern:
    try:
        return Pattern.parse(text)
    except PatternError as error:
        raise Refused(_PATTERN_TEXT[error.code] % error.params, "reference_pattern") from error


def next_reference(settings: PaperSettings, year: int) -> str:
    """The number a paper of that year would get now: by the pattern, and not yet taken.

    Empty where the stored pattern cannot number papers (written past the services).
    """
    found = _next(settings, year)
    return found[1] if found else ""


def take_reference(settings: PaperSettings, day: date) -> str:
    """The next number, used up. `settings` must be locked."""
    found = _next(settings, day.year)
    if found is None:
        return ""
    number, reference = found
    settings.next_number, settings.number_year = number + 1, day.year
    settings.save(update_fields=["next_number", "number_year"])
    return reference


def _next(settings: PaperSettings, year: int) -> tuple[int, str] | None:
    try:
        pattern = Pattern.parse(settings.reference_pattern)
    except PatternError:
        return None
    stale = pattern.has_year and settings.number_year and settings.number_year != year
    number = 1 if stale else settings.next_number
    rows = Paper.objects.filter(municipality_id=settings.municipality_id).exclude(reference="")
    taken = set(rows.values_list("reference", flat=True)) if settings.municipality_id else set()
    while pattern.format(number, year) in taken:
        number += 1
    return number, pattern.format(number, year)


_PATTERN_TEXT = {
    "unknown": gettext_lazy(
        "“%(name)s” is not a placeholder. Use {number}, {number:3} for three digits, and {year}."
    ),
    "no_number": gettext_lazy("The pattern needs {number}, or all papers would have the same one."),
    "brace": gettext_lazy("A curly bracket is open or closed without its partner."),
}
