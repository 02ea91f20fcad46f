"""What a survey file would do to a wave: row by row, with all that is wrong. Writes nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.core.forms.base import HINT_WORDS
from begleitwerk.core.imports import (
    Notation,
    Plan,
    Planned,
    Problem,
    near_equals,
    text_of,
)
from begleitwerk.core.models import Upload
from begleitwerk.core.presenters import changes_between
from begleitwerk.core.services.undo import touching
from begleitwerk.core.services.uploads import Progress
from begleitwerk.engine.disclosure import personal_data_hints
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipal_survey.imports.codebook import COLUMNS, Entry, compared_twice
from begleitwerk.municipal_survey.imports.columns import (
    KEY,
    LEAVE_OUT,
    MOST,
    Reading,
    evidence_of,
    filled,
    key_share,
    misplaced,
    read_column,
)
from begleitwerk.municipal_survey.imports.received import Received
from begleitwerk.municipal_survey.imports.tables import Line, Table
from begleitwerk.municipal_survey.imports.values import Value, guessed_variable, unknown_missing
from begleitwerk.municipal_survey.models import SurveyRow, SurveyVariable, SurveyWave
from begleitwerk.municipal_survey.presenters import changes_in
from begleitwerk.municipal_survey.selectors.waves import answers_of, variables_of
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import Places, dissolved_by, read_places

# what a codebook file says of a question; the rest stays as people set it
KEPT = {"compared_with"}  # where a file does not say it
OF_FILE = [row.field for row in COLUMNS if row.field in {*SurveyVariable.logged} - KEPT]


@dataclass
class SurveyPlan(Plan):
    """What a file would do to a wave: to its codebook, its answers, or both."""

    new_variables: list[SurveyVariable] = field(default_factory=list)
    altered_variables: list[SurveyVariable] = field(default_factory=list)
    new: list[SurveyRow] = field(default_factory=list)
    altered: list[SurveyRow] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def is_idle(self) -> bool:
        return not (self.new_variables or self.altered_variables or self.new or self.altered)

    def report(self) -> dict[str, Any]:
        return {
            **super().report(),
            "new_variables": [variable.name for variable in self.new_variables],
            "altered_variables": [variable.name for variable in self.altered_variables],
            "left_out": self.left_out,
        }


@dataclass(frozen=True)
class Source:
    """A kept file and the wave it is for, with what was said about its columns."""

    upload: Upload
    wave: SurveyWave

    @property
    def mapping(self) -> Mapping[str, str]:
        mapping: Mapping[str, str] = self.upload.options.get("mapping", {})
        return mapping

    @property
    def missing(self) -> frozenset[str]:
        """Signs that stand for no answer in new questions."""
        return frozenset(self.upload.options.get("missing", ()))


def survey_plan(upload: Upload, read: Received, progress: Progress) -> SurveyPlan:
    """The plan of a kept file, whatever it holds."""
    item = Source(upload, get_wave(upload))
    match read:
        case Problem():
            return SurveyPlan(problems=[read])
        case Table():
            return answers_plan(item, read, progress)
    return codebook_plan(item, *read)


def get_wave(upload: Upload) -> SurveyWave:
    waves = SurveyWave.objects.select_related("programme__workspace")
    return waves.get(pk=upload.subject_id)


# --- Codebook -----------------------------------------------------------------------------------


def codebook_plan(
    item: Source, entries: Sequence[Entry], problems: Sequence[Problem]
) -> SurveyPlan:
    """Each row of a codebook file adds a variable or changes one; others stay.

    A file that holds all of them sets their order too; else new ones stand at the end.
    """
    plan = SurveyPlan(problems=list(problems))
    known = {variable.name: variable for variable in variables_of(item.wave)}
    given = given_answers(item.wave, known) if entries else {}
    is_whole = set(known) <= {entry.variable.name for entry in entries}
    end = 0 if is_whole else max(variable.position for variable in known.values()) + 1
    for place, entry in enumerate(entries, end):
        present = known.get(entry.variable.name)
        if present is None:
            entry.variable.wave, entry.variable.position = item.wave, place
            plan.new_variables.append(entry.variable)
            plan.rows.append(Planned(entry.row, entry.variable.name, entry.variable.label, "new"))
            continue
        plan_variable(entry, present, place if is_whole else present.position, plan)
        plan.problems += no_longer_fitting(entry.row, present, given[present.name])
    plan.problems += compared_twice(entries, known)
    plan.problems.sort(key=lambda problem: problem.row)
    return plan


def plan_variable(entry: Entry, present: SurveyVariable, position: int, plan: SurveyPlan) -> None:
    """Decide what becomes of a variable that is there already."""
    touching(plan, present)
    before, moves = words_of(present), present.position != position
    for name in OF_FILE:
        setattr(present, name, getattr(entry.variable, name))
    if entry.variable.compared_with:  # a file that says nothing of it takes nothing away
        present.compared_with = entry.variable.compared_with
    present.position = position
    differing = changed_fields(before, words_of(present))
    if differing or moves:
        plan.altered_variables.append(present)
    if differing:
        plan.before[present.name] = {name: before[name] for name in differing}
    action = "changed" if differing else "same"
    told = changes_between(present._meta.label_lower, before, words_of(present))
    plan.rows.append(Planned(entry.row, present.name, present.label, action, told))


def words_of(variable: SurveyVariable) -> dict[str, Any]:
    return {name: getattr(variable, name) for name in SurveyVariable.logged}


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [name for name in before if before[name] != after[name]]


def given_answers(wave: SurveyWave, names: Iterable[str]) -> dict[str, list[Any]]:
    """The different answers to each question that stand in the wave."""
    rows = [row.values for row in answers_of(wave).values()]
    return {
        name: list(dict.fromkeys(values[name] for values in rows if name in values))
        for name in names
    }


def no_longer_fitting(row: int, variable: SurveyVariable, answers: Sequence[Any]) -> list[Problem]:
    """A codebook may not take away the meaning of answers that are there."""
    table = Table((variable.name,), tuple(Line(n, (raw,)) for n, raw in enumerate(answers)))
    wrong = read_column(table, variable.name, variable, Notation.POINT).wrong
    if not wrong:
        return []
    what = ngettext(
        "%(count)d imported answer would not fit any more: %(what)s",
        "%(count)d different imported answers would not fit any more: %(what)s",
        len(wrong),
    )
    words = {"count": len(wrong), "what": next(iter(wrong.values())).what}
    mend = _("Keep the type and the codes these answers need.")
    return [Problem(row, variable.name, what % words, mend)]


# --- Answers ------------------------------------------------------------------------------------


def answers_plan(item: Source, table: Table, progress: Progress) -> SurveyPlan:
    """Each row of the file adds or changes the answers of a municipality.

    Only assigned columns count: questions of other columns keep their answers.
    """
    plan = SurveyPlan(problems=list(table.problems), notes=list(table.notes))
    plan.left_out = [name for name in table.columns if not item.mapping.get(name, LEAVE_OUT)]
    owners = municipalities_of(table, item.mapping, read_places(), plan)
    book = codebook_for(item, table, plan)
    assigned = {
        column: book[item.mapping[column]]
        for column in table.columns
        if item.mapping.get(column, LEAVE_OUT) not in (KEY, LEAVE_OUT)
    }
    evidence = evidence_of(table, assigned)
    readings = []
    for number, (column, variable) in enumerate(assigned.items()):
        progress(number, len(assigned))
        readings.append(read_column(table, column, variable, evidence.notation(column)))
    plan.problems += misplaced(table, readings, list(book.values()))
    plan.problems += wrong_cells(table, [one for one in readings if not one.is_misplaced])
    plan.notes += evidence.notes()
    plan.notes += [note for one in readings for note in near_notes(one, table.cells(one.column))]
    plan.notes += [note for one in readings for note in personal_notes(one)]
    plan_rows(item, table, owners, readings, plan)
    plan.problems.sort(key=lambda problem: problem.row)
    return plan


def codebook_for(item: Source, table: Table, plan: SurveyPlan) -> dict[str, SurveyVariable]:
    """The variables the columns are assigned to: the wave's, then new ones of the file.

    An SPSS file completes what the wave's codebook does not say; it never rewords it.
    """
    book = {variable.name: variable for variable in variables_of(item.wave)}
    place = max((variable.position for variable in book.values()), default=-1)
    for column in table.columns:
        name = item.mapping.get(column, LEAVE_OUT)
        if name in (KEY, LEAVE_OUT):
            continue
        described, cells = table.book.get(column), table.cells(column)
        if name in book:
            touching(plan, book[name])
            if completed(book[name], described, unknown_missing(cells, book[name]) & item.missing):
                plan.altered_variables.append(book[name])
            continue
        place += 1
        book[name] = described or guessed_variable(name, column, cells, item.missing)
        completed(book[name], None, unknown_missing(cells, book[name]) & item.missing)
        book[name].name, book[name].wave, book[name].position = name, item.wave, place
        plan.new_variables.append(book[name])
    return book


def completed(
    variable: SurveyVariable, described: SurveyVariable | None, missing: Collection[str]
) -> bool:
    """Add the codes of the file the codebook does not have, and signs for no answer; True where
    there were any."""
    known = variable.value_labels | variable.missing_codes
    given = described or SurveyVariable()
    more = {code: words for code, words in given.value_labels.items() if code not in known}
    none = {code: words for code, words in given.missing_codes.items() if code not in known}
    none |= dict.fromkeys(missing, "")
    variable.value_labels = variable.value_labels | more
    variable.missing_codes = variable.missing_codes | none
    return bool(more or none)


def wrong_cells(table: Table, readings: Sequence[Reading]) -> list[Problem]:
    """One problem per wrong cell; one for the row where most of its cells are wrong."""
    problems = []
    for line in table.lines:
        wrong = [reading for reading in readings if line.number in reading.wrong]
        given = sum(1 for reading in readings if line.number in reading.values) + len(wrong)
        if len(wrong) > 2 and len(wrong) > MOST * given:
            what = _("%(wrong)d of %(all)d answers of this row do not fit: the row seems shifted.")
            mend = _(
                "Look for a separator within a text before “%(column)s”, and put that text into"
                " quotation marks."
            ) % {"column": wrong[0].column}
            words = {"wrong": len(wrong), "all": given}
            problems.append(Problem(line.number, wrong[0].column, what % words, mend))
            continue
        for reading in wrong:
            error = reading.wrong[line.number]
            problems.append(Problem(line.number, reading.column, error.what, error.mend))
    return problems


def personal_notes(reading: Reading) -> Iterator[Problem]:
    """Texts that may name a person or a family: nothing wrong, but to be looked at."""
    if reading.variable.kind != SurveyKind.TEXT:
        return
    for number, text in reading.values.items():
        for hint in personal_data_hints(str(text))[:1]:
            words = {"words": hint.excerpt, "looks": HINT_WORDS[hint.kind]}
            what = _("“%(words)s” %(looks)s") % words
            yield Problem(number, reading.column, what, _("Take it out if it tells of a person."))


def near_notes(reading: Reading, cells: Sequence[Any]) -> Iterator[Problem]:
    """Answers that differ from each other, or from the codebook, in nothing but spelling."""
    labels = reading.variable.value_labels
    known = [*labels, *labels.values()]
    meant_by = near_equals(map(text_of, cells), known)
    match reading.variable.kind:
        case SurveyKind.CHOICE:
            what = _("“%(text)s” nearly equals “%(meant)s” and counts as that.")
            meant_by = {text: meant for text, meant in meant_by.items() if meant in known}
        case SurveyKind.TEXT:
            what = _("“%(text)s” nearly equals “%(meant)s”, but rules tell them apart.")
        case _:
            return
    for text, meant in meant_by.items():
        words = {"text": text[:60], "meant": meant[:60]}
        yield Problem(0, reading.column, what % words, _("Spell it the same if that is meant."))


# --- Keys ---------------------------------------------------------------------------------------


def municipalities_of(
    table: Table, mapping: Mapping[str, str], places: Places, plan: SurveyPlan
) -> dict[int, Municipality]:
    """Row number → municipality, for rows whose key is known and stands there once."""
    column = next((name for name in table.columns if mapping.get(name) == KEY), None)
    if column is None:
        what = _("No column is assigned to the municipality's key.")
        plan.problems.append(Problem(0, "", what, _("Assign one column to the key.")))
        return {}
    cells = table.cells(column)
    some = filled(cells)
    if len(some) > 2 and sum(map(places.is_named, some)) <= MOST * len(some):
        plan.problems.append(wrong_key_column(table, column, places, some))
        return {}
    found = {line.number: places.found(cell) for line, cell in zip(table.lines, cells, strict=True)}
    texts = {line.number: text_of(cell) for line, cell in zip(table.lines, cells, strict=True)}
    owners: dict[int, Municipality] = {}
    first: dict[int, int] = {}
    # keys that had to be repaired come last, so that they never take the place of an exact one
    for number in sorted(found, key=lambda number: found[number].is_repaired):
        gone = None if found[number].items else dissolved_by(texts[number])
        if gone is not None:
            plan.notes.append(Problem(number, column, str(gone), ""))
        elif wrong := wrong_key(texts[number], found[number].items, first):
            plan.problems.append(Problem(number, column, *wrong))
        else:
            owners[number] = found[number].items[0]
            first[owners[number].pk] = number
    return owners


def wrong_key(
    text: str, found: Sequence[Municipality], first: Mapping[int, int]
) -> tuple[str, str] | None:
    """What is wrong with a key, and how to mend it."""
    if not text:
        return (_("The key is missing."), _("Enter the key of the municipality, or its AGS."))
    if not found:
        return (
            _("There is no municipality with the key “%(key)s”.") % {"key": text[:60]},
            _("Compare it with the register, or add the municipality there first."),
        )
    if len(found) > 1:
        keys = ", ".join(place.youth_office_id for place in found[:4])
        return (
            _("“%(key)s” stands for several municipalities.") % {"key": text[:60]},
            _("Enter the key instead: %(keys)s.") % {"keys": keys},
        )
    if found[0].pk in first:
        return (
            _("%(place)s stands in row %(row)d already.")
            % {"place": found[0].name, "row": first[found[0].pk]},
            _("Delete one of the two rows."),
        )
    return None


def wrong_key_column(table: Table, column: str, places: Places, some: Sequence[Any]) -> Problem:
    known = sum(map(places.is_named, some))
    what = _("Of %(all)d keys in this column the register knows %(known)d.") % {
        "all": len(some),
        "known": known,
    }
    shares = {name: key_share(table.cells(name), places.is_named) for name in table.columns}
    best = max(table.columns, key=lambda name: shares[name])
    if shares[best] > MOST:
        mend = _("Assign the key to “%(column)s”: its values are known keys.") % {"column": best}
    else:
        mend = _("Assign the column with the keys of the register, with the AGS or the names.")
    return Problem(0, column, what, mend)


# --- Rows ---------------------------------------------------------------------------------------


def plan_rows(
    item: Source,
    table: Table,
    owners: Mapping[int, Municipality],
    readings: Sequence[Reading],
    plan: SurveyPlan,
) -> None:
    present = answers_of(item.wave)
    for line in table.lines:
        place = owners.get(line.number)
        if place is None:
            continue
        given = {
            reading.variable.name: reading.values[line.number]
            for reading in readings
            if line.number in reading.values
        }
        asked = [reading.variable for reading in readings]
        plan_row(item, line.number, place, (given, asked), present.get(place.pk), plan)


def plan_row(
    item: Source,
    number: int,
    place: Municipality,
    answers: tuple[dict[str, Value], Sequence[SurveyVariable]],
    row: SurveyRow | None,
    plan: SurveyPlan,
) -> None:
    """Decide what becomes of a row; `answers` are the given ones, and the questions asked."""
    given, questions = answers
    asked = [variable.name for variable in questions]
    upload = item.upload
    source = {
        "file_name": upload.file_name,
        "file_sha256": upload.sha256,
        "row_number": number,
    }
    if row is None:
        plan.new.append(SurveyRow(wave=item.wave, municipality=place, values=given, **source))
        plan.rows.append(Planned(number, place.youth_office_id, place.name, "new"))
        return
    differing = [name for name in asked if row.values.get(name) != given.get(name)]
    action = "changed" if differing else "same"
    told = changes_in(row.values, given, [one for one in questions if one.name in differing])
    plan.rows.append(Planned(number, place.youth_office_id, place.name, action, told))
    if differing:
        plan.before[place.youth_office_id] = {name: row.values.get(name) for name in differing}
        touching(plan, row)
        keep_origins(row, set(asked))
        row.values = {
            name: value for name, value in row.values.items() if name not in asked
        } | given
        for name, value in source.items():
            setattr(row, name, value)
        plan.altered.append(row)


def keep_origins(row: SurveyRow, asked: set[str]) -> None:
    """Answers the new file does not touch still say which file and row they came from."""
    older = [row.file_name, row.file_sha256, row.row_number]
    row.origins = {name: row.origins.get(name, older) for name in row.values if name not in asked}
