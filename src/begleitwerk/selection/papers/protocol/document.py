"""The protocol as a document: German, accessible, complete; the file beside it can be replayed."""

from collections.abc import Iterator

from begleitwerk.core.selectors import dictionary_order
from begleitwerk.core.templatetags.bw import number
from begleitwerk.engine.documents import Block, Bullets, Document, Facts, Heading, Paragraph, Table
from begleitwerk.engine.program import Status
from begleitwerk.engine.selection.protocol import (
    Broken,
    Protocol,
    audit,
    decided_members,
    load,
)
from begleitwerk.engine.selection.result import PLACES, Placed
from begleitwerk.selection.enums import RuleStage
from begleitwerk.selection.models import SelectionDecision
from begleitwerk.selection.papers.letter_frame import day, moment
from begleitwerk.selection.papers.protocol.conduct import conduct_blocks
from begleitwerk.selection.papers.protocol.lot import lot_blocks
from begleitwerk.selection.presenters.published import conditions, tie_sentences
from begleitwerk.selection.presenters.reasons import (
    Names,
    effect_words,
    names_of,
    points_words,
)
from begleitwerk.selection.presenters.rule_words import criterion_sentence
from begleitwerk.selection.selectors.rules import content_of
from begleitwerk.selection.selectors.rules.content import Content
from begleitwerk.selection.selectors.runs import finding_in

REPLAY = (
    "Die Datei zu diesem Protokoll (JSON) enthält alle Daten der Berechnung. Wer sie hat, rechnet "
    "die Auswahl nach: begleitwerk selection_replay PROTOKOLL.json. Das Ergebnis muss dasselbe "
    "sein; jede spätere Änderung der Datei wird an ihrer Stelle gemeldet."
)

NO_CHOICE = (
    "Bewiesen: Keine Auswahl, in der alle anderen ihren Platz behalten, hält alle Regeln ein. Den "
    "freien Platz haben deshalb zwei Personen vergeben, mit Grund und Preis."
)


def protocol_document(decision: SelectionDecision) -> Document:
    """The confirmed decision for readers and archives. Call it with German active."""
    protocol = load(decision.protocol)
    names = names_of(decision.run)
    return Document(
        title=f"Protokoll der Auswahl: {protocol.round.title}",
        subject=f"Protokoll der Auswahl: {protocol.round.title}",
        preline="Protokoll",
        letterhead_left=(str(decision.run.round.edition.programme), protocol.round.edition),
        letterhead_right=tuple(f"{row.function}, {day(row.on)}" for row in protocol.decided_by),
        blocks=tuple(blocks_of(decision, protocol, names)),
        author=str(decision.run.round.edition.programme),
        created=protocol.decided_by[-1].on if protocol.decided_by else None,
    )


def blocks_of(decision: SelectionDecision, protocol: Protocol, names: Names) -> Iterator[Block]:
    yield Facts("Grundlage", tuple(basis(decision, protocol)))
    yield Heading("Regeln")
    yield from rules(decision, protocol, names)
    yield from conduct_blocks(protocol, names)
    yield from waived(protocol)
    yield Heading("Ergebnis der Regel")
    if protocol.result.proof.status is Status.INFEASIBLE:
        yield Paragraph(NO_CHOICE)
        yield members_table("Behalten ihren Platz", protocol.result.portfolio.members, names)
    else:
        yield members_table("Vorschlag nach den Regeln", protocol.result.portfolio.members, names)
        yield Paragraph(proof_sentence(protocol))
        yield from effects(decision, names)
        yield from lot_blocks(decision, protocol, names)
    yield Heading("Entscheidung")
    yield from decided(decision, protocol, names)
    yield Heading("Bewerbungen und Punkte")
    yield all_candidates(protocol, names)
    yield Heading("Nachrechnen")
    yield Paragraph(REPLAY)


def basis(decision: SelectionDecision, protocol: Protocol) -> Iterator[tuple[str, str]]:
    rules = protocol.rule_set
    yield "Stand der Daten", f"{protocol.snapshot.title}, {day(protocol.snapshot.taken_on)}"
    yield (
        "Fassung der Regeln",
        f"{rules.number}, eingefroren am {moment(rules.frozen_at.isoformat())}",
    )
    if rules.reason:
        yield "Grund der Fassung", rules.reason
    yield "Prüfsumme der Regeln", decision.run.rule_set.digest
    yield "Prüfsumme des Protokolls", decision.protocol_digest
    yield "Software", f"{protocol.software.engine}, {protocol.software.solver}"


def rules(decision: SelectionDecision, protocol: Protocol, names: Names) -> Iterator[Block]:
    content = content_of(decision.run.rule_set)
    if invited := conditions(content, RuleStage.LONGLIST):
        yield Paragraph("Eingeladen wurde zu einem Thema, wer alle Bedingungen dafür erfüllt:")
        yield Bullets(invited)
    if names.hard_rules and protocol.problem.hard_rules:
        yield Paragraph("Auswählbar ist, wer alle Bedingungen erfüllt:")
        yield Bullets(conditions(content, RuleStage.ELIGIBILITY))
    yield Paragraph("Bewertet wird nach diesen Kriterien:")
    yield Bullets(tuple(criterion_line(row) for row in content["criteria"]))
    quotas = [row.key for row in protocol.problem.quotas]
    yield Paragraph("Für die Auswahl als Ganzes gilt:")
    yield Bullets(tuple(names.rule(key) for key in (PLACES, *quotas)))
    yield Paragraph("Bei gleichen Punkten gilt:")
    yield Bullets(tuple(tie_sentences(content)))


STEPS = {"calculate": "Berechnung", "decide": "Entscheidung", "send": "Versand der Schreiben"}


def waived(protocol: Protocol) -> Iterator[Block]:
    """What went on although something spoke against it."""
    if not protocol.waivers:
        return
    yield Heading("Was trotzdem weiterging")
    yield Paragraph(
        "Zwei Personen haben begründet, warum ein Schritt trotz dessen, was hier steht, ging."
    )
    for row in protocol.waivers:
        yield Heading(STEPS.get(row.step, row.step), level=2)
        yield Bullets(row.grounds)
        yield Paragraph(
            f"Grund: {row.reason}\nGefragt hat {row.asked_by.function} am {day(row.asked_by.on)},"
            f" erlaubt hat es {row.allowed_by.function} am {day(row.allowed_by.on)}."
        )


def criterion_line(row: Content) -> str:
    return f"{row['name']}, Gewicht {number(row['weight'])}: {criterion_sentence(row)}"


def members_table(caption: str, members: tuple[Placed, ...], names: Names) -> Table:
    return Table(
        caption,
        ("Kommune", "Thema", "Punkte"),
        tuple(
            (names.candidate(row.candidate), names.theme(row.theme), points_words(row.points))
            for row in members
        ),
        numeric=frozenset({2}),
    )


def proof_sentence(protocol: Protocol) -> str:
    proof = protocol.result.proof
    total = points_words(proof.points)
    if proof.status is Status.OPTIMAL:
        return (
            f"Zusammen {total} Punkte. Bewiesen: Keine Auswahl, die alle Regeln einhält, hat mehr "
            f"(obere Schranke {points_words(proof.bound)})."
        )
    return f"Zusammen {total} Punkte; höchstens {points_words(proof.bound)} wären möglich."


def effects(decision: SelectionDecision, names: Names) -> Iterator[Block]:
    words = [effect_words(row, names) for row in finding_in(decision.run).report.effects]
    yield Table(
        "Regeln und ihre Wirkung",
        ("Regel", "Stand", "Wirkung"),
        tuple((row.rule, row.kept, row.without) for row in words),
    )


def decided(decision: SelectionDecision, protocol: Protocol, names: Names) -> Iterator[Block]:
    if not protocol.deviations:
        yield Paragraph("Die Entscheidung folgt dem Vorschlag der Regel ohne Abweichung.")
    else:
        yield deviations_table(protocol, names)
        yield members_table("Entschieden", decided_members(protocol), names)
        yield from broken(protocol, names)
    if decision.reason:
        yield Paragraph(f"Begründung: {decision.reason}")
    if protocol.reserves:
        until = protocol.reserves_valid_until
        yield Table(
            "Reserveliste" + (f", gültig bis {day(until)}" if until else ""),
            ("Kommune", "Thema", "Punkte"),
            tuple(
                (names.candidate(row.candidate), names.theme(row.theme), points_words(row.points))
                for row in protocol.reserves
            ),
            numeric=frozenset({2}),
        )


def broken(protocol: Protocol, names: Names) -> Iterator[Block]:
    """Rules of balance that what was decided does not keep, counted from the protocol itself."""
    found = audit(protocol.problem, decided_members(protocol))
    keys = dict.fromkeys(row.key for row in found if row.broken is Broken.QUOTA)
    if keys:
        yield Paragraph("Diese Regeln hält die Entscheidung nicht ein:")
        yield Bullets(tuple(names.rule(key) for key in keys))
    else:
        yield Paragraph("Die Entscheidung hält alle Regeln für die Auswahl als Ganzes ein.")


def deviations_table(protocol: Protocol, names: Names) -> Table:
    return Table(
        "Abweichungen vom Vorschlag",
        ("Hinaus", "Hinein", "Thema", "Weniger Punkte", "Grund"),
        tuple(
            (
                names.candidate(row.out) if row.out else "freier Platz",
                names.candidate(row.into),
                names.theme(row.theme),
                points_words(row.cost),
                row.reason,
            )
            for row in protocol.deviations
        ),
        numeric=frozenset({3}),
    )


def all_candidates(protocol: Protocol, names: Names) -> Table:
    """Every candidate with its scores, so that the points can be checked by hand."""
    criteria = protocol.problem.criteria
    labels = [protocol.names.criteria.get(row.key, row.key) for row in criteria]
    rows = tuple(
        (
            names.candidate(row.key),
            names.theme(theme),
            *(number(sheet[item.key], 2) if item.key in sheet else "–" for item in criteria),
        )
        for row in sorted(
            protocol.problem.candidates, key=lambda row: dictionary_order(names.candidate(row.key))
        )
        for theme, sheet in sorted(row.scores.items())
    )
    header = ("Kommune", "Thema", *labels)
    return Table("Bewertungen", header, rows, numeric=frozenset(range(2, len(header))))
