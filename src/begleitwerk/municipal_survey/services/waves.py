"""Waves of the municipal survey and the words of their codebook."""

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.accounts.models import User
from begleitwerk.core.imports import CellError, Notation
from begleitwerk.core.services import Refused, assign, changing, record_added
from begleitwerk.municipal_survey.enums import Compared
from begleitwerk.municipal_survey.imports.codebook import (
    both_at_once,
    wrong_comparison,
    wrong_labels,
    wrong_range,
)
from begleitwerk.municipal_survey.imports.values import value_of
from begleitwerk.municipal_survey.models import SurveyRow, SurveyVariable, SurveyWave
from begleitwerk.programmes.models import Programme


class WaveValues(TypedDict, total=False):
    """What an editor may set on a wave."""

    number: int
    name: str
    starts_on: date | None
    ends_on: date | None
    reference_date: date | None
    source: str
    note: str


class VariableValues(TypedDict, total=False):
    """What an editor may set on a question."""

    label: str
    kind: str
    unit: str
    lowest: Decimal | None
    highest: Decimal | None
    compared_with: str
    value_labels: dict[str, str]
    missing_codes: dict[str, str]


def create_wave(
    *, by: User | None, programme: Programme, **values: Unpack[WaveValues]
) -> SurveyWave:
    """A wave without questions yet; `number` and `name` are needed.

    Raises Refused at `number` where there is one of this number, at `ends_on` for an end before
    the start.
    """
    with transaction.atomic():
        wave = SurveyWave(programme=programme)
        assign(wave, values, SurveyWave.logged)
        check_wave(wave)
        wave.save()
        record_added(by=by, verb="municipal_survey.wave_created", row=wave)
    return wave


def change_wave(
    *, by: User | None, wave: SurveyWave, version: int | None = None, **values: Unpack[WaveValues]
) -> SurveyWave:
    """Change what is said about a wave. Raises Refused as create_wave does, and EditConflict."""
    with changing(wave, by=by, verb="municipal_survey.wave_changed", version=version) as wave:
        assign(wave, values, SurveyWave.logged)
        check_wave(wave)
    return wave


def check_wave(wave: SurveyWave) -> None:
    others = SurveyWave.objects.filter(programme=wave.programme, number=wave.number)
    if others.exclude(pk=wave.pk).exists():
        raise Refused(_("There is a wave of this number. Choose a different one."), "number")
    if wave.starts_on and wave.ends_on and wave.ends_on < wave.starts_on:
        raise Refused(_("The end lies before the start."), "ends_on")


def change_variable(
    *,
    by: User | None,
    variable: SurveyVariable,
    version: int | None = None,
    **values: Unpack[VariableValues],
) -> SurveyVariable:
    """Change what a variable means.

    Raises Refused where its answers contradict each other, or where answers that were imported
    would not fit any more; then it names how many, and one. Raises EditConflict.
    """
    with changing(
        variable, by=by, verb="municipal_survey.variable_changed", version=version
    ) as variable:
        assign(variable, values, SurveyVariable.logged)
        check_variable(variable)
        check_given_answers(variable)
    return variable


def check_variable(variable: SurveyVariable) -> None:
    check_compared(variable)
    for what, mend in wrong_labels(variable.kind, variable.value_labels):
        raise Refused(f"{what} {mend}", "value_labels")
    wrong = wrong_range(variable.kind, variable.lowest, variable.highest)
    if wrong:
        raise Refused(" ".join(wrong), "highest" if variable.highest is not None else "lowest")
    both = sorted(set(variable.value_labels) & set(variable.missing_codes))
    if both:
        raise Refused(" ".join(both_at_once(both[0])), "missing_codes")


def check_compared(variable: SurveyVariable) -> None:
    """Of one wave a single question says the same as the register, in a way that compares."""
    if not variable.compared_with:
        return
    wrong = wrong_comparison(variable.kind, variable.compared_with)
    if wrong:
        raise Refused(" ".join(wrong), "compared_with")
    compared = Compared(variable.compared_with)
    same = SurveyVariable.objects.filter(wave=variable.wave_id, compared_with=compared)
    other = same.exclude(pk=variable.pk).first()
    if other is not None:
        raise Refused(
            _("“%(question)s” is compared with it already. Change that question first.")
            % {"question": other.label},
            "compared_with",
        )


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
            field_in_the_way(variable),
        )


def field_in_the_way(variable: SurveyVariable) -> str:
    """The field somebody looks at first where answers do not fit any more."""
    if variable.highest is not None:
        return "highest"
    if variable.lowest is not None:
        return "lowest"
    return "value_labels" if variable.value_labels else "kind"
