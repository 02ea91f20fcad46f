"""What is to be settled before a round ends, each with the page where it is done."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from begleitwerk.core.selectors import alphabetical
from begleitwerk.selection.enums import (
    HANDED_IN,
    CandidacyState,
    DecisionState,
    RoundState,
)
from begleitwerk.selection.models import (
    Candidacy,
    RuleRelaxation,
    SelectionDecision,
    SelectionRound,
)
from begleitwerk.selection.presenters.blockers import Blocker, candidacy_url, page_url
from begleitwerk.selection.selectors.after import batches_of
from begleitwerk.selection.selectors.stands import is_calculating
from begleitwerk.selection.selectors.vacancies import open_vacancies

WITHOUT_CONTRACT = (CandidacyState.SELECTED, CandidacyState.CONTRACT_SENT)


def left_of(round: SelectionRound) -> list[Blocker]:
    """Everything that is open; empty means the round can end."""
    found = list(of_calculations(round))
    rows = Candidacy.objects.filter(
        round=round, state__in=(CandidacyState.APPLIED, *WITHOUT_CONTRACT)
    )
    rows = rows.select_related(
        "municipality", "application", "round__edition__programme__workspace"
    )
    candidacies = list(rows.order_by(alphabetical("municipality__name")))
    found += of_applications(round, candidacies)
    if round.state == RoundState.DECIDED:
        found += of_letters(round)
        found += of_places(round)
        found += of_contracts(candidacies)
    return found


def of_calculations(round: SelectionRound) -> Iterator[Blocker]:
    if is_calculating(round):
        yield Blocker(gettext("A calculation is under way."), page_url("runs", round))
    waits = {"run__round": round, "state": DecisionState.PROPOSED}
    for decision in SelectionDecision.objects.filter(**waits):
        words = gettext("A decision waits for the second person.")
        yield Blocker(words, run_url("decision", round, decision.run_id))
    for relaxation in RuleRelaxation.objects.filter(**waits):
        words = gettext("Relaxed rules wait for the second person.")
        yield Blocker(words, run_url("run", round, relaxation.run_id))


def run_url(name: str, round: SelectionRound, run: int) -> str:
    return reverse(f"selection:{name}", args=[round.workspace.slug, round.pk, run])


def of_applications(round: SelectionRound, candidacies: list[Candidacy]) -> Iterator[Blocker]:
    applied = [row for row in candidacies if row.state == CandidacyState.APPLIED]
    counts = [row for row in applied if row.application.state in HANDED_IN]
    if counts:
        text = ngettext(
            "One application was handed in and is not decided about.",
            "%(count)d applications were handed in and are not decided about.",
            len(counts),
        )
        yield Blocker(text % {"count": len(counts)}, page_url("runs", round))
    for row in applied:
        if row not in counts:
            text = gettext("%(name)s has its application back and has not completed it.")
            yield Blocker(text % {"name": row.municipality.name}, candidacy_url(row))


def of_letters(round: SelectionRound) -> Iterator[Blocker]:
    count = sum(batch.waiting for batch in batches_of(round))
    if count:
        text = ngettext(
            "One letter has not gone out.", "%(count)d letters have not gone out.", count
        )
        yield Blocker(text % {"count": count}, page_url("letters", round))


def of_places(round: SelectionRound) -> Iterator[Blocker]:
    for row in open_vacancies(round):
        text = gettext("The place of %(name)s waits for somebody. Fill it, or say it stays free.")
        args = [round.workspace.slug, round.pk, row.candidacy_id]
        yield Blocker(
            text % {"name": row.candidacy.municipality.name},
            reverse("selection:replacement", args=args),
        )


def of_contracts(candidacies: list[Candidacy]) -> Iterator[Blocker]:
    for row in candidacies:
        if row.state in WITHOUT_CONTRACT:
            text = gettext("The contract with %(name)s is not signed.")
            args = [row.round.workspace.slug, row.round_id, row.pk]
            yield Blocker(
                text % {"name": row.municipality.name}, reverse("selection:contract", args=args)
            )
