"""The letter itself, from its content."""

from collections.abc import Iterator
from typing import Any

from begleitwerk.engine.documents import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
    parse_text,
)
from begleitwerk.selection.enums import LetterKind
from begleitwerk.selection.papers.letter_frame import Content, closing, day, greeting, letter

SUBJECTS = {
    LetterKind.SELECTED: "Auswahl: Ihre Kommune ist dabei",
    LetterKind.RESERVE: "Auswahl: Ihre Kommune steht auf der Reserveliste",
    LetterKind.REJECTED: "Auswahl: Ihre Bewerbung wurde nicht ausgewählt",
}


def decision_letter(content: Content) -> Document:
    """The letter after the decision, German always."""
    return letter(
        content,
        subject=SUBJECTS[LetterKind(content["kind"])],
        preline=f"{content['programme']}, {content['edition']}",
        blocks=tuple(blocks_of(content)),
    )


def blocks_of(content: Content) -> Iterator[Block]:
    yield Paragraph(greeting(content))
    yield Paragraph(result_sentence(content))
    yield Facts("Das Ergebnis auf einen Blick", tuple(facts_of(content)))
    yield Heading("Die Gründe")
    yield from (Paragraph(sentence) for sentence in content["reasons"])
    yield from aside_blocks(content)
    yield from scores_blocks(content)
    yield from how_blocks(content)
    yield Heading("So geht es weiter")
    yield Paragraph(what_follows(content))
    if content["url"]:
        yield Paragraph(f"Ergebnis und Schreiben finden Sie auch hier: {content['url']}")
    if content["contact"]:
        yield Heading("Fragen")
        yield from parse_text(content["contact"])
    yield Paragraph(closing(content))


def result_sentence(content: Content) -> str:
    decided = f"am {day(content['decided_on'])} wurde über die Auswahl entschieden."
    if content["kind"] == LetterKind.SELECTED:
        return (
            f"{decided} Ihre Kommune ist für das Entwicklungsthema „{content['theme']}“ ausgewählt."
        )
    if content["kind"] == LetterKind.RESERVE:
        return (
            f"{decided} Einen Platz können wir Ihrer Kommune zurzeit nicht anbieten. Sie steht für"
            f" das Entwicklungsthema „{content['theme']}“ auf der Reserveliste."
        )
    return (
        f"{decided} Einen Platz können wir Ihrer Kommune in dieser Auswahl nicht anbieten. Für Ihre"
        " Bewerbung danken wir Ihnen."
    )


def facts_of(content: Content) -> Iterator[tuple[str, str]]:
    yield "Auswahl", content["round"]
    words = {"selected": "ausgewählt", "reserve": "Reserveliste", "rejected": "nicht ausgewählt"}
    yield "Ergebnis", words[content["kind"]]
    if content["theme"]:
        yield "Entwicklungsthema", content["theme"]
    if content["rank"]:
        yield "Rang auf der Reserveliste", str(content["rank"])
    if content["kind"] == LetterKind.RESERVE and content["reserve_until"]:
        yield "Reserveliste gilt bis", day(content["reserve_until"])


def scores_blocks(content: Content) -> Iterator[Block]:
    if not content["scores"]:
        return
    yield Heading("Ihre Punkte")
    yield Paragraph(
        "Jedes Kriterium hat eine Skala, deren Stufen vorher beschrieben wurden. Wo zwei Gutachten"
        " verschieden ausfielen, zählt ihr Mittel oder das Ergebnis des Gesprächs darüber."
    )
    for sheet in content["scores"]:
        caption = f"{sheet['theme']}: {sheet['points']} von 100 Punkten"
        yield Heading(caption, level=2)
        yield Table(
            caption,
            ("Kriterium", "Anteil", "Ihr Wert", "Das bedeutet"),
            tuple(row_of(row) for row in sheet["criteria"]),
            numeric=frozenset({1}),
        )


def row_of(row: dict[str, Any]) -> tuple[str, ...]:
    name = "\n".join(filter(None, (row["name"], row["description"])))
    return name, row["share"], row["score"], f"{row['meaning']}, {row['origin']}"


def aside_blocks(content: Content) -> Iterator[Block]:
    """What changed about the addressee after the calculation and does not count."""
    if rows := content.get("set_aside"):
        yield Paragraph(
            "Seit der Berechnung hat sich zu Ihrer Kommune etwas geändert. Für diese Auswahl zählt,"
            " was vorher galt; zwei Personen haben das begründet:"
        )
        yield Bullets(tuple(rows))


def how_blocks(content: Content) -> Iterator[Block]:
    how = content["how"]
    yield Heading("Wie ausgewählt wurde")
    yield Paragraph(
        f"Zur Wahl standen {how['applications']} Bewerbungen. Gewählt wird die Zusammensetzung, die"
        " alle Regeln einhält und zusammen die meisten Punkte erreicht. Das Verfahren schlägt vor,"
        " zwei Personen entscheiden."
        + (" Wer schon ausgewählt war, behielt den Platz." if content["is_replacement"] else "")
        + (" In dieser Auswahl weicht die Entscheidung begründet ab." if how["deviates"] else "")
        + ground_sentences(how)
    )
    yield Paragraph(rules_sentence(how))
    yield Bullets((how["places"], *how["rules"]))
    if how["digest"]:
        yield Paragraph(
            "Die Auswahl ist in einem Protokoll festgehalten, mit dem sie sich nachrechnen lässt."
            f" Seine Prüfsumme (SHA-256): {how['digest']}"
        )


def ground_sentences(how: dict[str, Any]) -> str:
    """On which data, and whether before the deadline; letters of earlier years say neither."""
    found = ""
    if how.get("data_on"):
        found += f" Es zählen die Angaben, wie sie am {day(how['data_on'])} vorlagen."
    if how.get("early"):
        found += (
            f" Berechnet oder entschieden wurde, bevor die Frist am {day(how['early'])} abgelaufen"
            " war; zwei Personen haben das begründet."
        )
    return found


def rules_sentence(how: dict[str, Any]) -> str:
    frozen = day(how["frozen_on"])
    if how["version"] == 1:
        return f"Die Regeln für die Zusammensetzung stehen seit dem {frozen} fest:"
    return (
        f"Für die Zusammensetzung gilt Fassung {how['version']} der Regeln vom {frozen}. Der Grund"
        f" der Änderung: {how['rules_reason'].rstrip('.')}. Die Regeln:"
    )


def what_follows(content: Content) -> str:
    if content["kind"] == LetterKind.SELECTED:
        return (
            "Wir senden Ihnen den Kooperationsvertrag. Mit der zweiten Unterschrift beginnt Ihre"
            " Teilnahme."
        )
    if content["kind"] == LetterKind.RESERVE:
        until = content["reserve_until"]
        return (
            "Wird ein Platz frei, rechnen wir unter denselben Regeln neu; wer ausgewählt ist,"
            " behält seinen Platz."
            + (f" Die Reserveliste gilt bis zum {day(until)}." if until else "")
            + " Sie müssen dafür nichts tun."
        )
    return (
        "Wird ein Platz frei, kann Ihre Bewerbung unter denselben Regeln noch zum Zuge kommen. Sie"
        " müssen dafür nichts tun."
    )
