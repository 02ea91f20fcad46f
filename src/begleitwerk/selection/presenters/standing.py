"""Where a round stands, in one sentence, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, npgettext

from begleitwerk.core.templatetags.bw import day, number_word
from begleitwerk.selection.enums import DecisionState, RoundState
from begleitwerk.selection.models import (
    Lot,
    Review,
    SelectionDecision,
    SelectionRound,
    SelectionRun,
)
from begleitwerk.selection.presenters.funnel import Stage
from begleitwerk.selection.selectors.after import batches_of, contract_lines
from begleitwerk.selection.selectors.vacancies import free_places
from begleitwerk.selection.selectors.versions import (
    criteria_of,
    current_rules,
    frozen_rules,
    versions_of,
)


@dataclass(frozen=True)
class NextStep:
    """The one thing to do now: the verb and where it is done."""

    label: str
    url: str


@dataclass(frozen=True)
class RoundStanding:
    """Where a round stands: the sentence of its page, and the next step for whom it is due."""

    sentence: str
    step: NextStep | None
    permission: str = "selection.edit_round"


def standing_of(round: SelectionRound, funnel: list[Stage]) -> RoundStanding:
    if round.state == RoundState.CLOSED:
        return RoundStanding(gettext("The round is closed"), None)
    counts = {stage.key: stage.count for stage in funnel}
    for ask in (of_rules, of_longlist, of_applications, of_reviews):
        found = ask(round, counts)
        if found is not None:
            return found
    return of_result(round, counts)


def step(round: SelectionRound, label: str, name: str, *ids: int) -> NextStep:
    address = reverse(f"selection:{name}", args=[round.workspace.slug, round.pk, *ids])
    return NextStep(label, address)


def of_rules(round: SelectionRound, counts: Mapping[str, int]) -> RoundStanding | None:
    rules = current_rules(round)
    if rules.is_frozen or round.state == RoundState.DECIDED:
        return None
    if rules.number > 1:
        sentence = gettext("Version %(number)d of the rules is being built") % {
            "number": rules.number
        }
        return RoundStanding(sentence, step(round, gettext("Go on with the rules"), "rules"))
    if criteria_of(rules):
        return RoundStanding(
            gettext("The rules are being built"),
            step(round, gettext("Go on with the rules"), "rules"),
        )
    return RoundStanding(
        gettext("The round begins with its rules"),
        step(round, gettext("Build the rules"), "rules"),
    )


def of_longlist(round: SelectionRound, counts: Mapping[str, int]) -> RoundStanding | None:
    if counts["applied"]:
        return None
    if not counts["longlisted"]:
        return RoundStanding(
            gettext("The rules are frozen, nobody is on the longlist yet"),
            step(round, gettext("Draw up the longlist"), "longlist_draw"),
        )
    if not counts["invited"]:
        sentence = ngettext(
            "One municipality is on the longlist, it is not invited yet",
            "%(count)d municipalities are on the longlist, none is invited yet",
            counts["longlisted"],
        )
        return RoundStanding(
            sentence % {"count": counts["longlisted"]},
            step(round, gettext("Invite municipalities"), "invite"),
        )
    sentence = ngettext(
        "One municipality is invited, it has not applied yet",
        "%(count)d municipalities are invited, none has applied yet",
        counts["invited"],
    )
    return RoundStanding(sentence % {"count": counts["invited"]}, see_candidates(round))


def see_candidates(round: SelectionRound) -> NextStep:
    return step(round, gettext("See the candidates"), "candidates")


def of_applications(round: SelectionRound, counts: Mapping[str, int]) -> RoundStanding | None:
    if Review.objects.filter(candidacy__round=round).exists():
        return None
    sentence = ngettext(
        "One of %(invited)d invited municipalities has applied",
        "%(count)d of %(invited)d invited municipalities have applied",
        counts["applied"],
    )
    words = sentence % {"count": counts["applied"], "invited": counts["invited"]}
    return RoundStanding(words, step(round, gettext("Assign reviewers"), "reviews_assign"))


def of_reviews(round: SelectionRound, counts: Mapping[str, int]) -> RoundStanding | None:
    if SelectionRun.objects.filter(round=round).exists():
        return None
    words = {"count": counts["scored"], "applied": counts["applied"]}
    if counts["scored"] < counts["applied"]:
        sentence = gettext("%(count)d of %(applied)d applications are reviewed") % words
        return RoundStanding(sentence, step(round, gettext("See the reviews"), "round_reviews"))
    sentence = ngettext(
        "The application is reviewed",
        "All %(applied)d applications are reviewed",
        counts["applied"],
    )
    return RoundStanding(sentence % words, step(round, gettext("Compute the choice"), "runs"))


def of_result(round: SelectionRound, counts: Mapping[str, int]) -> RoundStanding:
    run = SelectionRun.objects.filter(round=round).order_by("-pk")[:1].get()
    decision = (
        SelectionDecision.objects.filter(run__round=round, confirmed_at__isnull=False)
        .order_by("-confirmed_at")
        .first()
    )
    return of_places(round) if decision else of_proposal(round, run)


def of_proposal(round: SelectionRound, run: SelectionRun) -> RoundStanding:
    """Before the decision: the result, then its preparation, then the second person."""
    prepared = SelectionDecision.objects.filter(run=run).first()
    if prepared is None:
        see = step(round, gettext("See the result"), "run", run.pk)
        return RoundStanding(gettext("A choice is computed, it is not decided yet"), see)
    if prepared.state == DecisionState.PROPOSED:
        check = step(round, gettext("See the decision"), "decision", run.pk)
        sentence = gettext("The decision waits for the second person")
        return RoundStanding(sentence, check, "selection.view_round")
    go_on = step(round, gettext("Go on with the decision"), "decision", run.pk)
    return RoundStanding(gettext("The decision is being prepared"), go_on)


def of_places(round: SelectionRound) -> RoundStanding:
    """After the decision: letters, then free places, then contracts, then the clusters."""
    lines, free = contract_lines(round), free_places(round)
    held = {"count": len(lines), "word": capfirst(number_word(len(lines)))}
    if any(batch.waiting for batch in batches_of(round)):
        sentence = ngettext(
            "One municipality is selected, letters have not gone out yet",
            "%(word)s municipalities are selected, letters have not gone out yet",
            len(lines),
        )
        return RoundStanding(sentence % held, step(round, gettext("To the letters"), "letters"))
    if free > 0:
        sentence = ngettext("One place is free again", "%(word)s places are free again", free) % {
            "word": capfirst(number_word(free))
        }
        return RoundStanding(sentence, step(round, gettext("Fill the place"), "contracts"))
    waiting = sum(bool(line.todo) for line in lines)
    if waiting:
        sentence = ngettext(
            "One of %(all)s contracts is still open",
            "%(count)s of %(all)s contracts are still open",
            waiting,
        )
        words = {"count": waiting, "all": len(lines)}
        return RoundStanding(
            sentence % words, step(round, gettext("To the contracts"), "contracts")
        )
    sentence = npgettext(
        "round", "One municipality takes part", "%(word)s municipalities take part", len(lines)
    )
    address = reverse("clusters:clusters", args=[round.workspace.slug, round.edition_id])
    return RoundStanding(sentence % held, NextStep(gettext("Form clusters"), address))


def history_records(round: SelectionRound) -> Mapping[str, list[int]]:
    """The records whose events make the history of a round: itself, its versions, its lot."""
    lot: Lot | None = getattr(round, "lot", None)  # read with the round
    return {
        "selection.selectionround": [round.pk],
        "selection.ruleset": [version.pk for version in versions_of(round)],
        "selection.lot": [lot.pk] if lot else [],
    }


def frozen_words(round: SelectionRound) -> str:
    rules = frozen_rules(round)
    if rules is None:
        return gettext("not frozen yet")
    return gettext("version %(number)d, %(day)s") % {
        "number": rules.number,
        "day": day(rules.frozen_at),
    }
