"""The published rules as a document: German, accessible, the same as on their page."""

from collections.abc import Iterator

from begleitwerk.engine.documents import Block, Bullets, Document, Facts, Heading, Paragraph, Table
from begleitwerk.selection.papers.letter_frame import day, moment
from begleitwerk.selection.presenters.published import PublishedRules, Version
from begleitwerk.selection.presenters.rules import CriterionLine

POINTS = (
    "Für jedes Kriterium zählt, welcher Teil der Skala erreicht ist, mal dem Gewicht des"
    " Kriteriums. Wer überall die höchste Stufe erreicht, hat 100 Punkte."
)
CHOICE = (
    "Ausgewählt werden die Kommunen, die zusammen die meisten Punkte haben und dabei alle"
    " Vorgaben dieses Abschnitts einhalten. Eine Kommune mit weniger Punkten kann deshalb vor"
    " einer mit mehr Punkten stehen."
)


def published_document(rules: PublishedRules, programme: str) -> Document:
    """What is published of a round. Call it with German active."""
    version = rules.version
    return Document(
        title=f"Regeln der Auswahl: {rules.round}",
        subject=f"Regeln der Auswahl: {rules.round}",
        preline="Veröffentlichte Regeln",
        letterhead_left=(programme, rules.edition),
        letterhead_right=(
            f"Fassung {version.number}",
            f"Eingefroren am {moment(version.frozen_at.isoformat())}",
        ),
        blocks=tuple(blocks_of(rules)),
        author=programme,
        created=version.frozen_at.date(),
    )


def blocks_of(rules: PublishedRules) -> Iterator[Block]:
    themes = tuple((label, str(places)) for label, places in rules.themes)
    yield Table("Themen und Plätze", ("Thema", "Plätze"), themes, numeric=frozenset({1}))
    yield Heading("Wer eingeladen wird")
    yield from conditions(rules.invited, "Eingeladen wird ohne weitere Bedingung.")
    yield Heading("Wer ausgewählt werden kann")
    yield from conditions(rules.eligible, "Jede Bewerbung kann ausgewählt werden.")
    yield Heading("Was bewertet wird")
    yield Paragraph(POINTS)
    for line in rules.criteria:
        yield from criterion_blocks(line)
    yield Heading("Was für die Auswahl als Ganzes gilt")
    yield Paragraph(CHOICE)
    yield Bullets((f"Plätze zusammen: {rules.places}", *rules.balance))
    yield Heading("Bei gleichen Punkten")
    yield Bullets(rules.ties)
    yield Heading("Diese Fassung")
    yield Facts("Angaben zur Fassung", tuple(facts_of(rules)))
    if rules.earlier:
        yield Paragraph("Frühere Fassungen:")
        yield Bullets(tuple(version_line(row) for row in rules.earlier))


def conditions(sentences: tuple[str, ...], none: str) -> Iterator[Block]:
    yield Bullets(sentences) if sentences else Paragraph(none)


def criterion_blocks(line: CriterionLine) -> Iterator[Block]:
    yield Heading(f"{line.name}: {line.share} des Gewichts", level=2)
    if line.description:
        yield Paragraph(line.description)
    yield Table(
        f"Stufen: {line.name}",
        ("Stufe", "Wert", "Was dafür da sein muss"),
        tuple((label, value, text or "–") for value, label, text in line.levels),
        numeric=frozenset({1}),
    )
    yield Paragraph(f"So entsteht die Stufe: {line.given}.")
    if line.bands:
        yield Bullets(tuple(f"{value}: {level}" for value, level in line.bands))


def facts_of(rules: PublishedRules) -> Iterator[tuple[str, str]]:
    yield "Fassung", str(rules.version.number)
    yield "Eingefroren", moment(rules.version.frozen_at.isoformat())
    if rules.version.reason:
        yield "Grund der Fassung", rules.version.reason
    if rules.survey:
        yield "Kommunalbefragung", rules.survey
    yield "Prüfsumme", rules.digest


def version_line(version: Version) -> str:
    words = f"Fassung {version.number}, eingefroren am {day(version.frozen_at.date())}"
    return f"{words}. Grund: {version.reason}" if version.reason else words
