"""How the applications of a calculation were dealt with: talks, conflicts of interest, claims.

What people wrote about it stays where it is, and so does who they are.
"""

from django.db.models import Count

from begleitwerk.engine.selection.protocol import Clarification, Talk
from begleitwerk.selection.enums import ReviewState
from begleitwerk.selection.models import Candidacy, ClaimAnswer, Review, SelectionRun
from begleitwerk.selection.selectors.scores.book import ScoreBook, with_themes


def inside(run: SelectionRun) -> dict[int, Candidacy]:
    """The candidacies that stand in a calculation, by their row."""
    keys = {row["key"] for row in run.problem["candidates"]}
    rows = Candidacy.objects.filter(round=run.round).select_related("municipality", "application")
    return {row.pk: row for row in rows if row.key in keys}


def talks_in(run: SelectionRun) -> tuple[Talk, ...]:
    """Where two reviews stood far apart and what both agreed on, in a fixed order."""
    book = ScoreBook(run.rule_set, with_themes(inside(run).values()))
    found = [
        Talk(row.key, *slot.key, joint.level, joint.talked_on)
        for row in book.candidacies
        for slot in book.slots(row)
        if book.are_apart(row, slot) and (joint := book.joint(row).get(slot.key))
    ]
    return tuple(sorted(found, key=lambda row: (row.candidate, row.criterion, row.theme)))


def conflicts_in(run: SelectionRun) -> dict[str, int]:
    """How many people declared a conflict of interest, by key of the candidate."""
    candidacies = inside(run)
    rows = Review.objects.filter(candidacy__in=candidacies, state=ReviewState.CONFLICT)
    counts = rows.order_by().values_list("candidacy").annotate(Count("pk"))
    return {candidacies[pk].key: count for pk, count in counts}


def clarifications_in(run: SelectionRun) -> tuple[Clarification, ...]:
    """Claims that contradicted the register and which of the two counted, in a fixed order."""
    candidacies = inside(run)
    rows = ClaimAnswer.objects.filter(candidacy__in=candidacies)
    found = [
        Clarification(
            candidacies[row.candidacy_id].key, row.claim, row.claimed, row.registered, row.counts
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda row: (row.candidate, row.claim)))
