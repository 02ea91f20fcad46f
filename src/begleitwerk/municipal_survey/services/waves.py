"""Waves of the municipal survey and the words of their codebook."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.accounts.models import User
from begleitwerk.core.imports import CellError, Notation
from begleitwerk.core.services import Refused, facts, record_event, save_changes
from begleitwerk.municipal_survey.imports.codebook import both_at_once, wrong_labels
from begleitwerk.municipal_survey.imports.values import value_of
from begleitwerk.municipal_survey.models import SurveyRow, SurveyVariable, SurveyWave
from begleitwerk.programmes.models import Programme


def create_wave(
    *,
    by: User | None,
    programme: Programme,
    number: int,
    name: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    reference_date: date | None = None,
    source: str = "",
    note: str = "",
) -> SurveyWave:
    """A wave without questions yet.

    Raises Refused at `number` where there is one of this number, at `ends_on` for an end before
    the start.
    """
    with transaction.atomic():
        wave = SurveyWave(
            programme=programme,
            number=number,
            name=name,
            starts_on=starts_on,
            ends_on=ends_on,
            reference_date=reference_date,
            source=source,
            note=note,
        )
        check_wave(wave)
        wave.save()
        record_event(
            by=by,
            verb="municipal_survey.wave_created",
            subject=wave,
            workspace_id=programme.workspace_id,
            after=facts(wave, SurveyWave.logged),
        )
    return wave


def change_wave(
    *, by: User | None, wave: SurveyWave, version: int | None, values: Mapping[str, Any]
) -> SurveyWave:
    """Change what is said about a wave. Raises Refused as create_wave does, and EditConflict."""
    with transaction.atomic():
        wave = save_changes(
            by=by,
            row=wave,
            version=version,
            values=values,
            verb="municipal_survey.wave_changed",
        )
        check_wave(wave)
    return wave


def check_wave(wave: SurveyWave) -> None:
    others = SurveyWave.objects.filter(programme=wave.programme, number=wave.number)
    if others.exclude(pk=wave.pk).exists():
        raise Refused(_("There is a wave of this number. Choose a different one."), "number")
    if wave.starts_on and wave.ends_on and wave.ends_on < wave.starts_on:
        raise Refused(_("The end lies before the start."), "ends_on")


def change_variable(
    *, by: User | None, variable: SurveyVariable, version: int | None, values: Mapping[str, Any]
) -> SurveyVariable:
    """Change what a variable means.

    Raises Refused where its answers contradict each other, or where answers that were imported
    would not fit any more; then it names how many, and one. Raises EditConflict.
    """
    with transaction.atomic():
        variable = save_changes(
            by=by,
            row=variable,
            version=version,
            values=values,
            verb="municipal_survey.variable_changed",
        )
        check_variable(variable)
        check_given_answers(variable)
    return variable


def check_variable(variable: SurveyVariable) -> None:
    for what, mend in wrong_labels(variable.kind, variable.value_labels):
        raise Refused(f"{what} {mend}", "value_labels")
    both = sorted(set(variable.value_labels) & set(variable.missing_codes))
    if both:
        raise Refused(" ".join(both_at_once(both[0])), "missing_codes")


def check_given_answers(variable: SurveyVariable) -> None:
    """Raises Refused where an imported answer does not fit the variable as it is now."""
    wrong = []
    rows = SurveyRow.objects.filter(wave_id=variable.wave_id).select_related("municipality")
    for row in rows.order_by("row_number"):
        try:
            # figures were stored as figures; a point in a text stands before decimals then
            value_of(variable, row.values.get(variable.name), Notation.POINT)
        except CellError as error:
            wrong.append((row.municipality.name, error.what))
    if wrong:
        place, what = wrong[0]
        text = ngettext(
            "%(count)d imported answer would not fit any more, that of %(place)s: %(what)s",
            "%(count)d imported answers would not fit any more, for example that of %(place)s:"
            " %(what)s",
            len(wrong),
        )
        raise Refused(
            text % {"count": len(wrong), "place": place, "what": what},
            "value_labels" if variable.value_labels else "kind",
        )
