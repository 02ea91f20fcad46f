"""The record of a consensus meeting: what was agreed, why, what comes next, how the room voted.

German in every language of the interface: it goes to the files of a municipality.
"""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from django.db.models import Max
from django.utils import translation

from begleitwerk.assessment.enums import FindingState
from begleitwerk.assessment.models import Assessment, Finding
from begleitwerk.assessment.presenters import level_of, priority_words
from begleitwerk.assessment.presenters.figures import median_words
from begleitwerk.assessment.presenters.meeting import VoteWords, vote_words
from begleitwerk.assessment.selectors.consensus import (
    Agenda,
    Order,
    Topic,
    agenda_of,
    last_votes,
    polls_in,
)
from begleitwerk.assessment.selectors.results import result_of
from begleitwerk.core.papers import counted, day, listed, number, sentence
from begleitwerk.engine.documents import Block, Bullets, Document, Facts, Heading, Paragraph, Table
from begleitwerk.processes.models import Meeting

LEFT = (FindingState.OPEN, FindingState.SKIPPED)
Votes = dict[int, VoteWords]  # by item


def consensus_document(assessment: Assessment) -> Document:
    """The record by itself; five queries."""
    place, meeting = assessment.municipality, assessment.consensus_meeting
    with translation.override("de"):
        return Document(
            title=f"Protokoll der Konsenssitzung: {assessment.title}",
            subject=f"Protokoll der Konsenssitzung: {assessment.title}",
            preline="Protokoll",
            letterhead_left=(place.name,),
            letterhead_right=(meeting.when,) if meeting else (),
            blocks=(Facts("Grundlage", tuple(basis(assessment))), *consensus_blocks(assessment)),
            author=place.name,
            created=latest_day(assessment),
        )


def basis(assessment: Assessment) -> Iterator[tuple[str, str]]:
    meeting, result = assessment.consensus_meeting, result_of(assessment)
    if meeting:
        yield "Sitzung", f"{meeting.title}, {meeting.when}"
        yield from about_meeting(meeting)
    yield "Selbsteinschätzung", assessment.title
    yield "Qualitätsrahmen", assessment.framework.title
    if result:
        yield "Antworten", f"{counted(result.size, 'eine Person', 'Personen')}, {day(result.on)}"
    yield "Prüfsumme des Ergebnisses", assessment.digest
    if assessment.released_on:
        body = assessment.released_by.name if assessment.released_by else "–"
        yield "Freigegeben", f"{body}, {day(assessment.released_on)}"
        yield "Prüfsumme der Freigabe", assessment.release_digest


def about_meeting(meeting: Meeting) -> Iterator[tuple[str, str]]:
    if meeting.body:
        yield "Gremium", meeting.body.name
    if meeting.place:
        yield "Ort", meeting.place
    if meeting.participants is not None:
        yield "Teilnehmende", str(meeting.participants)


def latest_day(assessment: Assessment) -> date | None:
    latest: date | None = assessment.findings.aggregate(day=Max("agreed_on"))["day"]
    return latest


def consensus_blocks(assessment: Assessment, level: int = 1) -> Iterator[Block]:
    """What was agreed, parked and left, in the order of the framework; `level` is that of its
    headings."""
    agenda = agenda_of(assessment, Order.FRAMEWORK)
    votes = votes_by_item(assessment, agenda)
    yield Paragraph(summary(agenda))
    agreed = [row for row in agenda.topics if row.finding.state == FindingState.AGREED]
    if agreed:
        yield Heading("Vereinbart", level)
        yield overview(agreed)
        yield from chain.from_iterable(details(row, votes, level + 1) for row in agreed)
    parked = [row for row in agenda.topics if row.finding.state == FindingState.PARKED]
    if parked:
        yield Heading("Geparkt", level)
        yield Bullets(tuple(parked_line(row, votes) for row in parked))
    left = [row for row in agenda.topics if row.finding.state in LEFT]
    if left:
        yield Heading("Nicht entschieden", level)
        yield Bullets(tuple(str(row.row) for row in left))


def votes_by_item(assessment: Assessment, agenda: Agenda) -> Votes:
    polls = last_votes(polls_in(assessment))
    items = [row.finding.criterion.item for row in agenda.topics]
    return {
        item.pk: vote_words(polls[item.pk], item) for item in items if item and item.pk in polls
    }


def summary(agenda: Agenda) -> str:
    """How many were agreed, parked and left, and in which meetings."""
    counts = agenda.counts
    told = [
        (counts[FindingState.AGREED], "eine vereinbart", "vereinbart"),
        (counts[FindingState.PARKED], "eine geparkt", "geparkt"),
        (agenda.left, "eine nicht entschieden", "nicht entschieden"),
    ]
    parts = [counted(count, one, many) for count, one, many in told if count]
    total = counted(len(agenda.topics), "einer Aussage", "Aussagen")
    words = f"Von {total}: {listed(parts)}." if parts else "Es gibt keine Aussage."
    meetings = {row.finding.meeting for row in agenda.topics if row.finding.meeting}
    names = sorted(f"„{meeting.title}“ ({meeting.when})" for meeting in meetings)
    return f"{words} Entschieden wurde in: {listed(names)}." if names else words


def overview(agreed: list[Topic]) -> Table:
    return Table(
        "Vereinbarte Stufen",
        ("Aussage", "Stufe", "Nächster Schritt"),
        tuple((str(row.row), level_of(row.finding), row.finding.next_step) for row in agreed),
    )


def details(topic: Topic, votes: Votes, level: int) -> Iterator[Block]:
    finding = topic.finding
    yield Heading(str(topic.row), level)
    yield Paragraph(sentence(str(topic.row.text)))
    yield Bullets(tuple(told_of(finding, topic, votes)))


def told_of(finding: Finding, topic: Topic, votes: Votes) -> Iterator[str]:
    yield f"Vereinbarte Stufe: {level_of(finding)}"
    if topic.row.overall:
        whom = "aller" if topic.row.is_whole else "der gezeigten Gruppen"
        middle = median_words(topic.row.overall, topic.row.scale)
        yield f"Antworten vorher, Median {whom}: {middle}"
    else:
        yield "Antworten vorher: geschützt"
    if topic.item_id in votes:
        yield vote_line(votes[topic.item_id])
    if finding.reason:
        yield f"Begründung: {sentence(finding.reason)}"
    if finding.next_step:
        yield f"Nächster Schritt: {sentence(finding.next_step)}"
    if finding.priority:
        yield f"Dringlichkeit: {priority_words(finding.priority)}"


def vote_line(vote: VoteWords) -> str:
    """How the room voted; of fewer than three votes only how many there were."""
    whole = counted(vote.votes, "eine Stimme", "Stimmen")
    if vote.is_withheld:
        return f"Abstimmung im Raum: {whole}, Verteilung geschützt"
    parts = [f"{row.label}: {number(row.count)}" for row in vote.rows]
    if vote.cannot_judge:
        parts.append(f"nicht beurteilbar: {number(vote.cannot_judge)}")
    if vote.not_applicable:
        parts.append(f"trifft hier nicht zu: {number(vote.not_applicable)}")
    return f"Abstimmung im Raum: {whole} ({'; '.join(parts)})"


def parked_line(topic: Topic, votes: Votes) -> str:
    finding = topic.finding
    parts = [str(topic.row)]
    if finding.reason:
        parts.append(sentence(finding.reason))
    if finding.next_step:
        parts.append(f"Nächster Schritt: {sentence(finding.next_step)}")
    if topic.item_id in votes:
        parts.append(vote_line(votes[topic.item_id]))
    return "\n".join(parts)
