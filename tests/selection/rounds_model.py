"""A round as a small state, moved by the same table of steps the services ask (`rules.steps`).

Two municipalities, one place. A move is a step the table allows, with what the services make of it;
beside them stand what nobody decides (a day passes, a calculation ends).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from begleitwerk.selection.rules.steps import (
    CANDIDATE,
    DECISION,
    REVIEW,
    ROUND,
    TALK,
    CandidateStand,
    CandidateStep,
    DecisionStand,
    DecisionStep,
    Place,
    ReviewStand,
    ReviewStep,
    RoundStand,
    RoundStep,
    Table,
    TalkStand,
    TalkStep,
    allowed,
)

PLACED = ("selected", "contract_sent", "active")
DECIDED_ABOUT = (*PLACED, "reserve", "rejected")
HANDED_IN = ("submitted", "late")
WRITABLE = ("draft", "to_approve", "incomplete")


@dataclass(frozen=True)
class One:
    """A municipality; `review` is how far its two reviews are, `inside` whether the newest
    calculation counted with it, `is_used` whether any did since its reviews were finished,
    `is_given_up` whether two people let it go on without it, `told` what its letter says."""

    state: str = "longlisted"
    application: str = ""
    review: str = ""  # "", assigned, open, done, apart, recorded
    is_given_up: bool = False
    inside: bool = False
    is_used: bool = False
    place: Place = Place.NONE
    takes_part: bool = False
    told: str = ""

    @property
    def stands(self) -> bool:
        return self.application in HANDED_IN and self.state in ("applied", *DECIDED_ABOUT)


@dataclass(frozen=True)
class Model:
    """`over`: the deadline has passed. `run` is the newest calculation, `replaces` whose place it
    fills, `chosen` whom it proposes, `older` whom the decision on one before it takes, and of
    whom, while it waits for its second person."""

    round: str = "draft"
    is_built: bool = True
    is_frozen: bool = False
    over: bool = False
    lot: str = ""
    run: str = ""
    replaces: int | None = None
    chosen: int | None = None
    decision: str = ""
    deviates: bool = False
    relaxation: str = ""
    fits: bool = True
    older: tuple[int, tuple[int, ...]] | None = None
    letters: bool = False
    ones: tuple[One, ...] = (One(), One())

    def with_one(self, number: int, **values: Any) -> "Model":
        one = replace(self.ones[number], **values)
        ones = (*self.ones[:number], one, *self.ones[number + 1 :])
        return replace(self, ones=ones)

    @property
    def standing(self) -> tuple[int, ...]:
        return tuple(number for number, one in enumerate(self.ones) if one.stands)

    @property
    def is_end(self) -> bool:
        return self.round == "closed"


# --- What the table is asked ----------------------------------------------------------------------


def against(model: Model) -> str:
    """As `selectors.grounds.to_calculate`."""
    sent_back = any(is_sent_back(one) and not one.is_given_up for one in model.ones)
    return "early" if not model.over or sent_back else ""


def missing(model: Model) -> str:
    """As `presenters.blockers`: rules, applications, reviews, the number of the lot."""
    if not model.is_frozen or not model.standing:
        return "rules or applications"
    if any(model.ones[number].review != "done" for number in model.standing):
        return "reviews"
    return "lot" if len(model.standing) > 1 and model.lot != "entered" else ""


def left(model: Model) -> str:
    """As `presenters.ending`."""
    states = [one.state for one in model.ones]
    if model.run == "running" or "applied" in states:
        return "run or application"
    if model.decision == "proposed" or model.older is not None or model.relaxation == "proposed":
        return "second person"
    if model.round == "decided":
        waits = any(one.place == Place.WAITS for one in model.ones)
        if model.letters or waits or "selected" in states or "contract_sent" in states:
            return "letters, places, contracts"
    return ""


def round_stand(model: Model) -> RoundStand:
    return RoundStand(
        state=model.round,
        is_built=model.is_built,
        is_running=model.run == "running",
        has_number=model.lot == "entered",
        against=against(model),
        missing=missing(model),
        left=left(model),
    )


def candidate_stand(model: Model, number: int) -> CandidateStand:
    one = model.ones[number]
    return CandidateStand(
        round=model.round,
        state=one.state,
        application=one.application,
        has_theme=True,
        is_given_up=one.is_given_up,
        was_decided=one.state in DECIDED_ABOUT,
        told=one.told,
        takes_part=one.takes_part,
        is_running=model.run == "running",
        missing=missing(model),
        place=one.place,
    )


def review_stand(model: Model, number: int) -> ReviewStand:
    one = model.ones[number]
    state = "done" if one.review in ("apart", "recorded") else one.review
    return ReviewStand(one.state, state, is_hers=bool(one.review), is_used=one.is_used)


def talk_stand(model: Model, number: int) -> TalkStand:
    review = model.ones[number].review
    apart = review in ("apart", "recorded")
    return TalkStand(
        are_done=review == "done" or apart, are_apart=apart, is_recorded=review == "recorded"
    )


def decision_stand(model: Model) -> DecisionStand:
    is_replacement = model.replaces is not None
    waits = model.replaces is not None and model.ones[model.replaces].place == Place.WAITS
    chosen_stands = model.chosen is None or model.chosen in model.standing
    return DecisionStand(
        round=model.round,
        is_replacement=is_replacement,
        run=model.run,
        state=model.decision,
        relaxation=model.relaxation,
        fits=model.fits,
        is_last_word=model.run == "impossible" and waits and model.fits,
        deviates=model.deviates,
        gone="" if chosen_stands else "somebody",
        came="somebody" if any(not model.ones[row].inside for row in model.standing) else "",
    )


def older_stand(model: Model) -> DecisionStand:
    """Of the decision on a calculation before the newest one; it waits."""
    chosen, inside = model.older or (0, ())
    gone = "" if chosen in model.standing else "somebody"
    came = "somebody" if set(model.standing) - set(inside) else ""
    return DecisionStand(model.round, False, "done", "proposed", gone=gone, came=came)


# --- What a step makes of it ----------------------------------------------------------------------


def outdated(model: Model) -> Model:
    """Places have changed: a replacement calculated before fits no more, and waits for nobody."""
    if model.replaces is None:
        return model
    decision = "superseded" if model.decision == "proposed" else model.decision
    relaxation = "superseded" if model.relaxation == "proposed" else model.relaxation
    return replace(model, fits=False, decision=decision, relaxation=relaxation)


def without_run(model: Model, **values: Any) -> Model:
    return replace(
        model,
        run="",
        replaces=None,
        chosen=None,
        decision="",
        deviates=False,
        relaxation="",
        fits=True,
        **values,
    )


def calculating(model: Model, replaces: int | None = None) -> Model:
    older = model.older
    if model.decision == "proposed" and model.replaces is None and model.chosen is not None:
        older = model.chosen, tuple(row for row, one in enumerate(model.ones) if one.inside)
    started = without_run(model, older=older)
    ones = tuple(
        replace(one, inside=one.stands, is_used=one.is_used or one.stands) for one in model.ones
    )
    return replace(started, run="running", replaces=replaces, ones=ones)


def decided(model: Model, chosen: int, others: str = "reserve") -> Model:
    """Places are given to whoever was chosen; the place of who left is taken."""
    for number, one in enumerate(model.ones):
        if number == chosen:
            model = model.with_one(number, state="selected")
        elif one.state == "applied" and one.application in HANDED_IN:
            model = model.with_one(number, state=others)
        if one.place == Place.WAITS:
            model = model.with_one(number, place=Place.TAKEN)
    return without_run(model, round="decided", older=None, letters=True)


def left_it(model: Model, number: int) -> Model:
    held = model.ones[number].state in PLACED
    model = model.with_one(number, state="withdrawn", place=Place.WAITS if held else Place.TAKEN)
    return outdated(told(model))


def withdrawn(model: Model, number: int) -> Model:
    """By the municipality itself; a place it did not know of yet is given back."""
    before = model.ones[number].state
    model = model.with_one(number, application="withdrawn")
    if before in PLACED:
        return left_it(model, number)
    gone = "declined" if before in ("invited", "no_reply") else "withdrawn"
    return told(model.with_one(number, state=gone))


def told(model: Model) -> Model:
    """Nobody is told what is true no longer."""
    return replace(
        model, letters=model.letters and any(one.state in DECIDED_ABOUT for one in model.ones)
    )


Effect = Callable[[Model], Model]


def of_round(model: Model) -> Iterator[tuple[StrEnum, Effect]]:
    state = "decided" if any(one.state in DECIDED_ABOUT or one.place for one in model.ones) else ""
    before = state or ("open" if model.is_frozen else "draft")
    yield RoundStep.FREEZE, lambda m: replace(m, is_built=False, is_frozen=True, round="open")
    yield RoundStep.REOPEN_RULES, lambda m: replace(m, is_built=True)
    if model.is_frozen and not missing(replace(model, lot="entered")):
        nxt = "entered" if model.lot == "published" else "published"
        yield RoundStep.BIND, lambda m: replace(m, lot=nxt)
    yield RoundStep.CALCULATE, calculating
    yield RoundStep.END, lambda m: replace(m, round="closed")
    yield RoundStep.RESUME, lambda m: replace(m, round=before)


def of_candidate(model: Model, number: int) -> Iterator[tuple[StrEnum, Effect]]:
    one = model.ones[number]
    applied = one.state == "applied"

    def to(**values: Any) -> Effect:
        return lambda m: m.with_one(number, **values)

    ended = "withdrawn" if one.application in WRITABLE else one.application
    review = "open" if one.review in ("done", "apart", "recorded") else one.review
    if not model.over:  # a reply comes before the end of the applications
        yield CandidateStep.INVITE, to(state="invited")
    yield CandidateStep.BEGIN, to(application=one.application if ended else "draft")
    if one.application in ("", "withdrawn"):
        yield CandidateStep.BEGIN, to(application="draft")
    yield CandidateStep.DECLINE, to(state="declined", application=ended)
    yield CandidateStep.NOTE_SILENCE, to(state="no_reply")
    yield CandidateStep.WRITE, to()
    yield CandidateStep.ASK_APPROVAL, to(application="to_approve")
    yield CandidateStep.REFUSE_APPROVAL, to(application="incomplete" if applied else "draft")
    yield (
        CandidateStep.HAND_IN,
        to(state="applied", application="submitted", review=review, is_given_up=False),
    )
    yield CandidateStep.CORRECT, to(review=review)  # proposed and agreed to
    yield CandidateStep.SEND_BACK, to(application="incomplete")
    yield CandidateStep.CLOSE, to(state="closed", application="closed")
    yield CandidateStep.WITHDRAW, lambda m: withdrawn(m, number)
    if not one.review and one.application in HANDED_IN:
        yield CandidateStep.REVIEW, to(review="assigned")
    contract = {"selected": "contract_sent", "contract_sent": "active"}.get(one.state, one.state)
    signs = to(state=contract, takes_part=contract == "active")
    yield CandidateStep.SEND_CONTRACT if one.state == "selected" else CandidateStep.CONTRACT, signs
    yield CandidateStep.GIVE_BACK, lambda m: left_it(m, number)
    yield CandidateStep.REPLACE, lambda m: calculating(m, number)
    yield CandidateStep.LEAVE_FREE, lambda m: outdated(m.with_one(number, place=Place.STAYS_FREE))
    yield CandidateStep.FILL_AFTER_ALL, lambda m: outdated(m.with_one(number, place=Place.WAITS))


def of_reviews(model: Model, number: int) -> Iterator[tuple[StrEnum, Effect]]:
    def to(review: str) -> Effect:
        return lambda m: m.with_one(number, review=review, is_used=False)

    yield ReviewStep.DECLARE, to("open")
    yield ReviewStep.SCORE, lambda m: m
    yield ReviewStep.FINISH, to("done")
    yield ReviewStep.REOPEN, to("open")
    yield ReviewStep.HAND_ON, to("assigned")


def of_decision(model: Model) -> Iterator[tuple[StrEnum, Effect]]:
    others = [row for row in model.standing if model.ones[row].inside and row != model.chosen]
    swapped = others[0] if others else model.chosen
    yield DecisionStep.CANCEL, without_run
    if not model.decision:
        yield DecisionStep.PREPARE, lambda m: replace(m, decision="draft")
    if others and model.run == "done" and model.replaces is None:
        yield DecisionStep.DEVIATE, lambda m: replace(m, deviates=True, chosen=swapped)
    if any(model.ones[row].state not in PLACED for row in others):
        yield DecisionStep.GIVE_PLACE, lambda m: replace(m, deviates=True, chosen=swapped)
    yield DecisionStep.PROPOSE, lambda m: replace(m, decision="proposed", older=None)
    yield DecisionStep.RETURN, lambda m: replace(m, decision="returned")
    if model.chosen is not None:
        yield DecisionStep.CONFIRM, lambda m: decided(m, m.chosen or 0)
        yield DecisionStep.CONFIRM, lambda m: decided(m, m.chosen or 0, "rejected")
    if model.replaces is not None:
        yield DecisionStep.RELAX, lambda m: replace(m, relaxation="proposed")
    yield DecisionStep.CONFIRM_RELAXATION, lambda m: replace(m, relaxation="confirmed")
    yield DecisionStep.RETURN_RELAXATION, lambda m: replace(m, relaxation="returned")


def of_the_world(model: Model) -> Iterator[tuple[str, Model]]:
    """What happens by itself, or needs nothing but two people."""
    if model.round in ("open", "decided") and not model.over:
        yield "deadline passes", replace(model, over=True)
    if model.round == "open" and model.over:
        yield "prolong", replace(model, over=False)
    if model.letters and model.over:
        yield "letters", told_all(model)
    yield from of_applications(model)
    yield from of_calculation(model)
    if model.older is not None:
        steps, chosen = may("decision", older_stand(model)), model.older[0]
        if DecisionStep.RETURN in steps:
            yield "return older", replace(model, older=None)
        if DecisionStep.CONFIRM in steps:
            yield "confirm older", decided(model, chosen)
            yield "confirm older", decided(model, chosen, "rejected")


def told_all(model: Model) -> Model:
    for number, one in enumerate(model.ones):
        if one.state in DECIDED_ABOUT:
            told = "selected" if one.state in PLACED else one.state
            model = model.with_one(number, told=told)
    return replace(model, letters=False)


def of_applications(model: Model) -> Iterator[tuple[str, Model]]:
    """Two people let the selection go on without what was sent back; reviewers stand far apart."""
    rows = range(len(model.ones))
    back = [
        row for row in rows if is_sent_back(model.ones[row]) and not model.ones[row].is_given_up
    ]
    if model.round == "open" and model.over and back:
        after = model
        for row in back:
            after = after.with_one(row, is_given_up=True)
        yield "two let it go on", after
    for row in rows:
        if model.ones[row].review == "open" and model.ones[row].state == "applied":
            yield f"finish_apart {row}", model.with_one(row, review="apart", is_used=False)


def is_sent_back(one: One) -> bool:
    return one.state == "applied" and one.application in WRITABLE


def of_calculation(model: Model) -> Iterator[tuple[str, Model]]:
    if model.run == "running":
        for row in model.standing:
            if model.ones[row].state not in PLACED:
                yield f"chooses {row}", replace(model, run="done", chosen=row)
        yield "finds none", replace(model, run="impossible")


TABLES: dict[str, Table[Any]] = {
    "round": ROUND,
    "decision": DECISION,
    "candidate": CANDIDATE,
    "review": REVIEW,
    "talk": TALK,
}


@cache
def may(table: str, stand: Any) -> frozenset[StrEnum]:
    return allowed(TABLES[table], stand)


@cache
def moves(model: Model) -> tuple[tuple[str, Model], ...]:
    """Every allowed step by its name, with what it makes of the state."""
    found = [*of_the_world(model)]
    asked: list[tuple[str, str, Any, Iterator[tuple[StrEnum, Effect]]]] = [
        ("", "round", round_stand(model), of_round(model)),
        ("", "decision", decision_stand(model), of_decision(model)),
    ]
    for row, one in enumerate(model.ones):
        asked.append(
            (f" {row}", "candidate", candidate_stand(model, row), of_candidate(model, row))
        )
        if one.review:
            asked.append((f" {row}", "review", review_stand(model, row), of_reviews(model, row)))
            talk = may("talk", talk_stand(model, row))
            if TalkStep.RECORD in talk and one.review == "apart":
                found.append((f"talk {row}", model.with_one(row, review="recorded")))
            if TalkStep.CONFIRM in talk:
                found.append((f"talk confirmed {row}", model.with_one(row, review="done")))
    for suffix, table, stand, effects in asked:
        steps = may(table, stand)
        found += [(f"{step}{suffix}", effect(model)) for step, effect in effects if step in steps]
    return tuple(found)


Found = dict[Model, tuple[tuple[str, Model], ...]]


def reachable(start: Model, without: tuple[str, ...] = ()) -> Found:
    """Every state that can come about, with the steps that lead on; some steps left out."""
    found: Found = {}
    waiting = [start]
    while waiting:
        model = waiting.pop()
        if model not in found:
            steps = [step for step in moves(model) if not step[0].startswith(without)]
            found[model] = tuple(step for step in steps if step[1] != model)
            waiting += [after for _name, after in found[model]]
    return found


def distances(found: Found, without: tuple[str, ...] = ()) -> dict[Model, int]:
    """How many steps each state is from an end, at the least; those that lead to none are left
    out, and so are the steps nobody may rely on."""
    before: dict[Model, list[Model]] = {}
    for model, steps in found.items():
        for name, after in steps:
            if not name.startswith(without):
                before.setdefault(after, []).append(model)
    known = {model: 0 for model in found if model.is_end}
    edge = list(known)
    while edge:
        new = {row: known[after] + 1 for after in edge for row in before.get(after, ())}
        edge = [row for row in new if row not in known]
        known |= {row: new[row] for row in edge}
    return known
