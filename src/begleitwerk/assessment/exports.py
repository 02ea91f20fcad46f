"""A self-assessment as tables with a code list, and as report: what may be told, nothing else."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext, override

from begleitwerk.assessment.models import Assessment
from begleitwerk.assessment.papers.report import PARTS, Told, report_document
from begleitwerk.assessment.presenters.figures import group_name
from begleitwerk.assessment.selectors.results import (
    Result,
    ResultCriterion,
    ResultGroup,
    ResultScale,
    Telling,
)
from begleitwerk.core.exports import TableSheet, book_bytes, csv_bytes
from begleitwerk.core.services import make_docx, make_pdf
from begleitwerk.engine.ratings import Distribution, consensus, mean, median

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
MAKERS = {"pdf": make_pdf, "docx": make_docx}
SPECIALS = ("na", "nb", "kA")  # columns of answers that are no level
SHEET = ("dimension", "kriterium", "aussage", "gruppe", "antwortende", "stand")
FIGURES = ("median_unten", "median_oben", "mittel", "konsens")
IMPORTANCE = ("wichtig_1", "wichtig_2", "wichtig_3")


def report_file(told: Told, kind: str, parts: Collection[str]) -> bytes:
    """The report as PDF or Word file. Raises Refused where it cannot be made."""
    with override("de"):
        document = report_document(told, [key for key in PARTS if key in parts])
    return MAKERS[kind](document)


def file_name(assessment: Assessment, what: str, kind: str) -> str:
    return f"selbsteinschaetzung-{assessment.pk}-{what}.{kind}"


# --- Tables ---------------------------------------------------------------------------------------


def result_csv(result: Result) -> bytes:
    return csv_bytes(header_of(result), list(rows_of(result)))


def codes_csv(result: Result) -> bytes:
    return csv_bytes(code_header(), list(codes_of(result)))


def result_xlsx(result: Result) -> bytes:
    """Two sheets: the answers, and what their columns and codes mean."""
    return book_bytes(
        [
            TableSheet(gettext("Answers"), header_of(result), rows_of(result), (12, 10, 60, 28)),
            TableSheet(gettext("Code list"), code_header(), codes_of(result), (16, 12, 70)),
        ]
    )


def levels_of(result: Result) -> tuple[int, ...]:
    """The levels of all scales that were used, ascending."""
    return tuple(sorted({value for row in result.criteria for value in row.scale.values}))


def header_of(result: Result) -> list[str]:
    levels = [f"stufe_{value}" for value in levels_of(result)]
    return [*SHEET, *levels, *SPECIALS, *FIGURES, *IMPORTANCE]


def rows_of(result: Result) -> Iterator[list[object]]:
    """A row for each criterion and group, and one for all; withheld counts are said to be."""
    numbers = {row.pk: row.number for row in result.dimensions}
    levels = levels_of(result)
    for row in result.criteria:
        head = [numbers[row.dimension], row.number, str(row.text)]
        for group in result.groups:
            told = row.groups.get(group.key)
            state = state_of(row, group)
            yield [*head, group_name(group), group.size, state,
                   *cells(told, levels), *weights(row.weights.get(group.key))]  # fmt: skip
        state = Telling.TOLD if row.is_whole else Telling.OTHERS
        yield [*head, gettext("all"), result.size, state,
               *cells(row.everybody, levels), *weights(row.weight)]  # fmt: skip


def state_of(row: ResultCriterion, group: ResultGroup) -> str:
    return str(row.telling(group))


def cells(told: Distribution | None, levels: tuple[int, ...]) -> list[object]:
    """Counts by level, answers that are none, figures; all withheld where the answers are."""
    if told is None:
        return [gettext("protected")] * (len(levels) + len(SPECIALS) + len(FIGURES))
    counts = dict(zip(told.levels, told.counts, strict=True))
    middle, average, agreed = median(told), mean(told), consensus(told)
    return [
        *(counts.get(value, "") for value in levels),
        told.not_applicable,
        told.cannot_judge,
        told.missing,
        *(middle or ("", "")),
        "" if average is None else round(float(average), 2),
        "" if agreed is None else round(agreed, 2),
    ]


def weights(told: Distribution | None) -> list[object]:
    return [gettext("protected")] * len(IMPORTANCE) if told is None else list(told.counts)


# --- Code list ------------------------------------------------------------------------------------


def code_header() -> list[str]:
    return [gettext("Column"), gettext("Value"), gettext("Meaning")]


def codes_of(result: Result) -> Iterator[list[str]]:
    """What columns and values mean."""
    for column, meaning in columns_of():
        yield [column, "", meaning]
    for state, meaning in states_of():
        yield ["stand", state, meaning]
    for scale in dict.fromkeys(row.scale for row in result.criteria):
        yield from scale_codes(scale)


def columns_of() -> list[tuple[str, str]]:
    return [
        ("dimension", gettext("Number of the quality dimension")),
        ("kriterium", gettext("Number of the criterion")),
        ("aussage", gettext("The statement as it was asked")),
        ("gruppe", gettext("Who answered; small groups stand together")),
        ("antwortende", gettext("How many people of the group answered")),
        ("na", gettext("How many said: not applicable")),
        ("nb", gettext("How many said: cannot judge")),
        ("kA", gettext("How many handed in without an answer to this")),
        ("median_unten", gettext("Lower median of the levels")),
        ("median_oben", gettext("Upper median of the levels")),
        ("mittel", gettext("Mean level, taking all steps for equally long")),
        ("konsens", gettext("Consensus from 0 to 1 (Tastle and Wierman 2007)")),
        *(
            (name, gettext("How many gave it importance %(value)s of 3") % {"value": value})
            for value, name in enumerate(IMPORTANCE, 1)
        ),
    ]


def states_of() -> list[tuple[str, str]]:
    return [
        (Telling.TOLD, gettext("The answers are told")),
        (Telling.EMPTY, gettext("Nobody answered")),
        (Telling.FEW, gettext("Protected: fewer answers than the group is told from on")),
        (Telling.OTHERS, gettext("Protected: it would give away what single people said")),
    ]


def scale_codes(scale: ResultScale) -> Iterator[list[str]]:
    for level in scale.levels:
        yield [f"stufe_{level.value}", str(level.value), str(level.label)]
