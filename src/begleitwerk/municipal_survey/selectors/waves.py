"""Waves of the municipal survey, their codebook, and what municipalities answered."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.templatetags.bw import day, number
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipal_survey.imports.values import NO, YES, sorted_codes
from begleitwerk.municipal_survey.models import (
    SurveyColumn,
    SurveyRow,
    SurveyVariable,
    SurveyWave,
    code_of,
)
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import access_of
from begleitwerk.municipalities.selectors import visible_to as visible_municipalities
from begleitwerk.programmes.models import Programme

# --- Waves --------------------------------------------------------------------------------------


def waves_of(programme: Programme) -> QuerySet[SurveyWave]:
    """The waves, newest first; `questions` and `answered` count variables and municipalities."""
    return (
        SurveyWave.objects.filter(programme=programme)
        .select_related("programme__workspace")
        .annotate(
            questions=Count("variables", distinct=True), answered=Count("rows", distinct=True)
        )
        .order_by("-number")
    )


def get_wave_or_404(programme: Programme, pk: int) -> SurveyWave:
    return get_object_or_404(waves_of(programme), pk=pk)


def next_number(programme: Programme) -> int:
    last = SurveyWave.objects.filter(programme=programme).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


# --- Codebook -----------------------------------------------------------------------------------


def variables_of(wave: SurveyWave) -> QuerySet[SurveyVariable]:
    """The codebook in its order."""
    return wave.variables.order_by("position", "pk")


def get_variable_or_404(wave: SurveyWave, pk: int) -> SurveyVariable:
    return get_object_or_404(variables_of(wave), pk=pk)


@dataclass(frozen=True)
class Tally:
    """How a question was answered: by how many, how many gave a code for no answer, who nothing."""

    valid: int = 0
    missing: int = 0
    absent: int = 0

    @property
    def total(self) -> int:
        return self.valid + self.missing + self.absent


def tallies_of(wave: SurveyWave, variables: Iterable[SurveyVariable]) -> dict[str, Tally]:
    """Variable name → how it was answered, over all rows of the wave; one query."""
    rows = list(SurveyRow.objects.filter(wave=wave).values_list("values", flat=True))
    found: dict[str, Tally] = {}
    for variable in variables:
        given = [values[variable.name] for values in rows if variable.name in values]
        missing = sum(1 for raw in given if variable.is_missing(raw))
        found[variable.name] = Tally(len(given) - missing, missing, len(rows) - len(given))
    return found


def codes_of(variable: SurveyVariable) -> list[tuple[str, str]]:
    """All codes with their words, those for a missing answer last."""
    missing = [(code, missing_words(variable, code)) for code in variable.missing_codes]
    return sorted_codes(variable.value_labels) + sorted_codes(dict(missing))


@dataclass(frozen=True)
class AnswerCount:
    """One answer and how often it was given; `share` of all that answered, 0 to 100."""

    code: str
    label: str
    count: int
    share: int | None
    is_missing: bool = False


def answer_counts(variable: SurveyVariable) -> list[AnswerCount]:
    """How often each answer of a question with fixed answers was given, none left out.

    Missing codes follow, without a share. Empty for figures, texts and days.
    """
    if variable.kind not in (SurveyKind.CHOICE, SurveyKind.YES_NO):
        return []
    rows = SurveyRow.objects.filter(wave_id=variable.wave_id).values_list("values", flat=True)
    given = Counter(code_of(values[variable.name]) for values in rows if variable.name in values)
    labels = variable.value_labels or {YES: _("yes"), NO: _("no")}
    answered = sum(count for code, count in given.items() if code not in variable.missing_codes)
    valid = [
        AnswerCount(code, words, given[code], share_of(given[code], answered))
        for code, words in sorted_codes(labels)
    ]
    missing = [
        AnswerCount(code, missing_words(variable, code), given[code], None, is_missing=True)
        for code, _words in sorted_codes(variable.missing_codes)
    ]
    return valid + missing


def share_of(count: int, total: int) -> int | None:
    return round(100 * count / total) if total else None


@dataclass(frozen=True)
class Spread:
    """Smallest, middle and largest figure of a question, of how many municipalities."""

    count: int
    lowest: float
    median: float
    highest: float


def spread_of(variable: SurveyVariable) -> Spread | None:
    """Of a question for figures; None where nobody gave one."""
    if variable.kind != SurveyKind.NUMBER:
        return None
    rows = SurveyRow.objects.filter(wave_id=variable.wave_id).values_list("values", flat=True)
    raws = [values.get(variable.name) for values in rows]
    figures = sorted(float(raw) for raw in raws if not variable.is_missing(raw))
    if not figures:
        return None
    middle = len(figures) // 2
    median = figures[middle] if len(figures) % 2 else (figures[middle - 1] + figures[middle]) / 2
    return Spread(len(figures), figures[0], median, figures[-1])


# --- Answers ------------------------------------------------------------------------------------


def visible_to(user: User) -> QuerySet[SurveyRow]:
    """Answers to surveys of programmes whose selection the user may see, and of her own places."""
    rights = access_of(user).by_workspace.items()
    programmes = [pk for pk, held in rights if Permission.SELECTION_VIEW in held]
    own = [pk for pk, held in rights if Permission.SURVEY_VIEW_OWN in held]
    return SurveyRow.objects.filter(
        Q(wave__programme__workspace__in=programmes)
        | Q(municipality__in=visible_municipalities(user).filter(workspace__in=own))
    )


def rows_of(wave: SurveyWave) -> QuerySet[SurveyRow]:
    """Who answered, with the municipality."""
    return wave.rows.select_related("municipality__land")


def answers_of(
    wave: SurveyWave, municipality_ids: Iterable[int] | None = None
) -> Mapping[int, SurveyRow]:
    """Municipality → its row; who did not answer is not there. One query."""
    rows = SurveyRow.objects.filter(wave=wave)
    if municipality_ids is not None:
        rows = rows.filter(municipality__in=list(municipality_ids))
    return {row.municipality_id: row for row in rows}


def get_row_or_404(wave: SurveyWave, pk: int) -> SurveyRow:
    return get_object_or_404(rows_of(wave), pk=pk)


def missing_words(variable: SurveyVariable, raw: Any) -> str:
    """Why there is no answer: the words of the code, or that nothing was filled in."""
    if raw is None:
        return _("not answered")
    return variable.missing_codes.get(code_of(raw)) or _("no answer")


def shown_value(variable: SurveyVariable, raw: Any) -> str:
    """An answer as people read it: its words, a figure with its unit; a missing one says so."""
    if variable.is_missing(raw):
        return missing_words(variable, raw)
    words = variable.value_labels.get(code_of(raw), "")
    match variable.kind:
        case SurveyKind.CHOICE:
            return words or str(raw)
        case SurveyKind.YES_NO:
            return words or (_("yes") if str(raw) == YES else _("no"))
        case SurveyKind.NUMBER:
            figure = f"{number(raw)}\N{NO-BREAK SPACE}{variable.unit}".strip()
            return f"{figure} ({words})" if words else figure
        case SurveyKind.DAY:
            return day(date.fromisoformat(str(raw)))
    return str(raw)


@dataclass(frozen=True)
class Origin:
    """Where a value comes from: file, its digest, row."""

    file_name: str
    sha256: str
    row_number: int


def origin_of(row: SurveyRow, variable_name: str) -> Origin:
    """The file and row a value was imported from."""
    older = row.origins.get(variable_name)
    return Origin(*older) if older else Origin(row.file_name, row.file_sha256, row.row_number)


@dataclass(frozen=True)
class Answer:
    """A question, what was answered, and where that stands."""

    variable: SurveyVariable
    shown: str
    is_missing: bool
    origin: Origin


def answers_in(row: SurveyRow, variables: Iterable[SurveyVariable]) -> Iterator[Answer]:
    for variable in variables:
        raw = row.values.get(variable.name)
        yield Answer(
            variable,
            shown_value(variable, raw),
            variable.is_missing(raw),
            origin_of(row, variable.name),
        )


@dataclass(frozen=True)
class OwnWave:
    """A wave as the municipality sees it: its own answers, nobody else's."""

    wave: SurveyWave
    row: SurveyRow
    answers: Sequence[Answer]

    @property
    def valid(self) -> int:
        return sum(1 for answer in self.answers if not answer.is_missing)


def own_answers(municipality: Municipality) -> list[OwnWave]:
    """The municipality's answers, newest wave first; waves it did not answer are not there."""
    rows = (
        SurveyRow.objects.filter(municipality=municipality)
        .select_related("wave__programme")
        .prefetch_related("wave__variables")
        .order_by(F("wave__reference_date").desc(nulls_last=True), "-wave__number", "-wave_id")
    )
    return [OwnWave(row.wave, row, list(answers_in(row, row.wave.variables.all()))) for row in rows]


# --- Files --------------------------------------------------------------------------------------


def remembered_columns(programme: Programme) -> dict[str, str]:
    """Column → variable, as they were assigned last time."""
    rows = SurveyColumn.objects.filter(programme=programme)
    return dict(rows.values_list("column", "variable"))
