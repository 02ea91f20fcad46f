"""The report of a self-assessment: chosen parts of what may be told, German, accessible.

It reads the kept result alone, as the pages do, so it cannot say more than they.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.enums import FindingState
from begleitwerk.assessment.models import Assessment, Finding
from begleitwerk.assessment.presenters.figures import figure, group_name
from begleitwerk.assessment.presenters.points import headline_of, lead_of, point_sections
from begleitwerk.assessment.presenters.tables import (
    criterion_rows,
    dimension_rows,
    group_rows,
    rows_of,
)
from begleitwerk.assessment.selectors.results import Result, ResultCriterion
from begleitwerk.core.papers import day
from begleitwerk.engine.documents import Block, Bullets, Document, Facts, Heading, Paragraph, Table
from begleitwerk.engine.ratings import mean

WITHHELD = "geschützt"
STATEMENT = "Aussage"
METHOD = (
    (
        "Antworten zählen nur gemeinsam. Eine Gruppe erscheint, wenn genug aus ihr geantwortet"
        " haben; kleine Gruppen stehen zusammen. „Geschützt“ heißt: Aus der Zahl ließe sich"
        " schließen, was einzelne Personen gesagt haben."
    ),
    (
        "Die Reife ist der Mittelwert der Stufen. Er nimmt an, dass alle Stufen gleich weit"
        " auseinanderliegen, und steht deshalb nie ohne die Verteilung."
    ),
    (
        "Der Konsens ist 1, wenn alle dieselbe Stufe nennen, und 0, wenn die eine Hälfte die"
        " niedrigste und die andere die höchste nennt (Tastle und Wierman 2007)."
    ),
    "„Trifft hier nicht zu“ zählt nicht mit. „Nicht beurteilbar“ ist eigens ausgewiesen.",
)


@dataclass(frozen=True)
class Told:
    """What a report is made from; `findings` by the id of their criterion."""

    assessment: Assessment
    result: Result
    findings: Mapping[int, Finding]


@dataclass(frozen=True)
class ReportPart:
    """A part somebody may choose."""

    label: Promise
    of: Callable[[Told], Iterator[Block]]


def report_document(told: Told, parts: Collection[str]) -> Document:
    """The report with these parts (keys of PARTS), in their order. Call it with German active."""
    assessment, result = told.assessment, told.result
    chosen = [part for key, part in PARTS.items() if key in parts]
    return Document(
        title=f"Bericht: {assessment.title}",
        subject=assessment.title,
        preline="Bericht zur Selbsteinschätzung",
        letterhead_left=(assessment.municipality.name,),
        letterhead_right=(assessment.framework.title, f"Abgeschlossen am {day(result.on)}"),
        blocks=tuple(block for part in chosen for block in part.of(told)),
        author=assessment.municipality.name,
        created=result.on,
    )


# --- Parts ----------------------------------------------------------------------------------------


def overview(told: Told) -> Iterator[Block]:
    result = told.result
    yield Heading(headline_of(result))
    yield Paragraph(lead_of(result, result.criteria))
    nowhere = {row.pk: "" for row in result.dimensions}
    rows = dimension_rows(result, nowhere)
    yield Table(
        "Die Dimensionen im Überblick",
        ("Qualitätsdimension", "Reife", "Wichtigkeit", "Konsens", "Nicht beurteilbar"),
        tuple(
            (f"{row.short} {row.name}", *map(shown, (row.maturity, row.importance, row.consensus,
             row.unsure)))
            for row in rows
        ),
        numeric=frozenset({1, 2, 3, 4}),
    )  # fmt: skip


def who_answered(told: Told) -> Iterator[Block]:
    result = told.result
    yield Heading("Wer geantwortet hat")
    pairs = [("Antworten insgesamt", str(result.size))]
    if result.late:
        pairs.append(("davon nach dem Ende der Frist", str(result.late)))
    if result.from_paper:
        pairs.append(("davon auf Papier", str(result.from_paper)))
    yield Facts("Antworten", tuple(pairs))
    yield Table(
        "Gruppen",
        ("Gruppe", "Antworten", "Anmerkung"),
        tuple(
            (row.name, str(row.size), row.why or (f"Darin: {row.members}" if row.members else ""))
            for row in group_rows(result)
        ),
        numeric=frozenset({1}),
    )


def to_talk_about(told: Told) -> Iterator[Block]:
    yield Heading("Worüber zu sprechen ist")
    nowhere = {row.pk: "" for row in told.result.criteria}
    sections = point_sections(told.result, told.result.points, nowhere)
    if not sections:
        yield Paragraph("Nichts sticht heraus.")
    for section in sections:
        yield Heading(section.title, level=2)
        yield Paragraph(section.rule)
        lines = (*section.first, *section.more)
        yield Bullets(tuple(f"{line.title}: {line.note}" for line in lines))


def statements(told: Told) -> Iterator[Block]:
    """Each dimension with its statements, and how the groups see each."""
    for dimension in told.result.dimensions:
        criteria = told.result.of(dimension)
        yield Heading(f"{dimension.number} {dimension}".strip())
        yield from figures_of(criteria)
        for row in criteria:
            yield from statement(told, row)


def figures_of(criteria: list[ResultCriterion]) -> Iterator[Block]:
    nowhere = {row.pk: "" for row in criteria}
    yield Table(
        "Die Aussagen im Überblick",
        (STATEMENT, "Reife", "Wichtigkeit", "Konsens", "Nicht beurteilbar"),
        tuple(
            (f"{row.short} {row.name}", *map(shown, (row.maturity, row.importance, row.consensus,
             row.unsure)))
            for row in criterion_rows(criteria, nowhere)
        ),
        numeric=frozenset({1, 2, 3, 4}),
    )  # fmt: skip


def statement(told: Told, row: ResultCriterion) -> Iterator[Block]:
    yield Heading(str(row), level=2)
    yield Paragraph(str(row.text))
    levels = [f"{level.value} {level.label}" for level in row.scale.levels]
    yield Table(
        f"Antworten: {row}",
        ("Gruppe", *levels, "nicht beurteilbar", "Mittel"),
        tuple(_answers(group.name, group.why, [count.count for count in group.counts],
              group.cannot_judge, group.mean, len(levels))
              for group in rows_of(told.result.groups, row)),
        numeric=frozenset(range(1, len(levels) + 3)),
    )  # fmt: skip


def _answers(
    name: str, why: str, counts: list[int], unsure: int, middle: str, levels: int
) -> tuple[str, ...]:
    if why:
        return (name, *[WITHHELD] * (levels + 2))
    return (name, *map(str, counts), str(unsure), middle)


def findings(told: Told) -> Iterator[Block]:
    """What was agreed; without a consensus meeting, that it is still to come."""
    yield Heading("Was vereinbart wurde")
    rows = [
        (row, found)
        for row in told.result.criteria
        if (found := told.findings.get(row.pk)) and found.state == FindingState.AGREED
    ]
    if not rows:
        yield Paragraph("Noch nichts. Vereinbart wird in der Konsenssitzung.")
        return
    yield Table(
        "Vereinbarte Stufen",
        (STATEMENT, "Mittel der Antworten", "Vereinbart", "Begründung", "Nächster Schritt"),
        tuple(
            (
                str(row),
                figure(mean(row.overall)) if row.overall else WITHHELD,
                level_name(row, found.level),
                found.reason,
                found.next_step,
            )
            for row, found in rows
        ),
        numeric=frozenset({1}),
    )


def level_name(row: ResultCriterion, level: int | None) -> str:
    return next((f"{it.value} {it.label}" for it in row.scale.levels if it.value == level), "")


def method(told: Told) -> Iterator[Block]:
    yield Heading("Wie die Zahlen entstehen")
    yield Bullets(METHOD)
    groups = [f"{group_name(group)}: ab {group.floor} Antworten" for group in told.result.groups]
    yield Paragraph("Gezeigt werden Gruppen von dieser Zahl an:")
    yield Bullets(tuple(groups))
    yield Paragraph(told.assessment.framework.source)


def shown(text: str) -> str:
    """A dash is where all answers are withheld."""
    return WITHHELD if text == "–" else text


PARTS: dict[str, ReportPart] = {
    "ueberblick": ReportPart(_("Overview of the dimensions"), overview),
    "antworten": ReportPart(_("Who answered"), who_answered),
    "gespraech": ReportPart(_("What to talk about"), to_talk_about),
    "befunde": ReportPart(_("What was agreed"), findings),
    "aussagen": ReportPart(_("Each statement by group"), statements),
    "methode": ReportPart(_("How the figures are made"), method),
}
