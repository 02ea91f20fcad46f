"""What a step would rest on that does not hold: the deadline, open applications, moved data.

Each step asks here, and each page shows what is said here; two people may let it go on with a
reason (`services.waivers`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.once import once_per_page
from begleitwerk.core.selectors import alphabetical
from begleitwerk.selection.enums import (
    MAY_APPLY,
    OPEN_TO_EDIT,
    ApplicationState,
    CandidacyState,
    GroundKind,
    RunKind,
    WaiverState,
    WaiverStep,
)
from begleitwerk.selection.models import (
    Candidacy,
    SelectionDecision,
    SelectionRound,
    SelectionRun,
    Waiver,
)
from begleitwerk.selection.rules import is_published
from begleitwerk.selection.selectors.drift import ABOUT_FACTS, Drift, drift_of
from begleitwerk.selection.selectors.pulse import kept_while_still, pulse_now

WRITES = (ApplicationState.DRAFT, ApplicationState.TO_APPROVE)


@dataclass(frozen=True)
class Ground:
    """One thing that does not hold. `mark` is what a waiver knows it by."""

    kind: GroundKind
    mark: str
    candidacy: Candidacy | None = None
    drift: Drift | None = None


def moved(run: SelectionRun, *, is_decided: bool) -> list[Ground]:
    """What moved under a run and nobody set aside; once letters are out the world goes on."""
    rows = [row for row in drift_of(run) if not is_decided or row.kind in ABOUT_FACTS]
    if rows and is_decided and is_published(run):
        return []
    return not_granted(run.round, WaiverStep.DECIDE, of_drift(rows))


def to_calculate(round: SelectionRound) -> list[Ground]:
    """What speaks against a calculation now, and no two people allowed."""
    return not_granted(round, WaiverStep.CALCULATE, early(round))


def to_decide(run: SelectionRun, *, shown: bool = False) -> list[Ground]:
    """What speaks against deciding on a run now; a replacement has no deadline. `shown`: on a page,
    which may rest on what was read before."""
    read = shown_early if shown else early
    grounds = read(run.round) if run.kind == RunKind.CHOICE else []
    return not_granted(run.round, WaiverStep.DECIDE, [*grounds, *of_drift(drift_of(run))])


def to_send(decision: SelectionDecision) -> list[Ground]:
    """What speaks against the letters of a decision now. Nobody writes any more by then."""
    run = decision.run
    grounds = of_deadline(run.round) if run.kind == RunKind.CHOICE else []
    facts = (drift for drift in drift_of(run) if drift.kind in ABOUT_FACTS)
    return not_granted(run.round, WaiverStep.SEND, [*grounds, *of_drift(facts)])


def early(round: SelectionRound) -> list[Ground]:
    return [*of_deadline(round), *of_applications(round)]


def shown_early(round: SelectionRound) -> list[Ground]:
    """As `early`, kept while nothing changes: for pages alone."""
    what = f"early {round.pk} {timezone.localdate()}"
    return kept_while_still(what, pulse_now(), lambda: early(round))


def of_deadline(round: SelectionRound) -> list[Ground]:
    """Until the end of the published day everybody may hand in."""
    until = round.apply_until
    if until is None or timezone.localdate() > until:
        return []
    return [Ground(GroundKind.DEADLINE, f"deadline {until.isoformat()}")]


def of_applications(round: SelectionRound) -> list[Ground]:
    """Applications that count and are not there: before the deadline those being written, and
    always those the office sent back, whether they wait for an approval by now or not."""
    until = round.apply_until
    is_over = until is not None and timezone.localdate() > until
    sent_back = Q(state=CandidacyState.APPLIED, application__state__in=OPEN_TO_EDIT)
    writing = Q(state__in=MAY_APPLY, application__state__in=WRITES)
    rows = Candidacy.objects.filter(sent_back if is_over else sent_back | writing, round=round)
    return [
        Ground(GroundKind.SENT_BACK, sent_back_mark(row), candidacy=row)
        if row.state == CandidacyState.APPLIED
        else Ground(GroundKind.WRITING, f"{GroundKind.WRITING} {row.pk}", candidacy=row)
        for row in rows.select_related("municipality", "application").order_by(
            alphabetical("municipality__name")
        )
    ]


def sent_back_mark(candidacy: Candidacy) -> str:
    """Of what was handed in last: completed and sent back again it is asked about anew."""
    approved = candidacy.application.approved_at
    return f"{GroundKind.SENT_BACK} {candidacy.pk} {approved.isoformat() if approved else ''}"


def is_given_up(candidacy: Candidacy) -> bool:
    """Whether two people let a calculation or a decision go on without its application."""
    if not hasattr(candidacy, "application"):
        return False
    mark = sent_back_mark(candidacy)
    return any(
        mark in row.marks
        for row in granted_in(candidacy.round)
        if row.step in (WaiverStep.CALCULATE, WaiverStep.DECIDE)
    )


def of_drift(rows: Iterable[Drift]) -> list[Ground]:
    return [Ground(GroundKind.DRIFT, row.mark, drift=row) for row in rows]


def not_asked(run: SelectionRun, grounds: Iterable[Ground]) -> list[Ground]:
    """What came up since a decision was handed over: nobody may confirm it with that."""
    asked = waiting_for(run.round, WaiverStep.DECIDE, run)
    known = asked.marks if asked else set()
    return [ground for ground in grounds if ground.mark not in known]


# --- What two people said -------------------------------------------------------------------------


@once_per_page
def waivers_of(round: SelectionRound) -> tuple[Waiver, ...]:
    """All of a round in their order, with the names of the two (`asked_by`, `answered_by`)."""
    rows = Waiver.objects.filter(round=round).select_related("run")
    named = rows.annotate(asked_by=name_of("asked_by_id"), answered_by=name_of("answered_by_id"))
    return tuple(named.order_by("pk"))


def name_of(account: str) -> Coalesce:
    people = User.objects.filter(pk=OuterRef(account)).values("name")
    return Coalesce(Subquery(people[:1]), Value(""), output_field=CharField())


def granted_in(round: SelectionRound) -> list[Waiver]:
    return [row for row in waivers_of(round) if row.state == WaiverState.GRANTED]


def not_granted(round: SelectionRound, step: WaiverStep, grounds: Iterable[Ground]) -> list[Ground]:
    """Those nobody allowed: what was set aside counts for every step, the time for its own."""
    granted = granted_in(round)
    marks = {mark for row in granted if row.step == step for mark in row.marks}
    aside = {mark for row in granted for mark in row.marks}
    return [
        ground
        for ground in grounds
        if ground.mark not in (aside if ground.kind == GroundKind.DRIFT else marks)
    ]


def waiting_for(
    round: SelectionRound, step: WaiverStep, run: SelectionRun | None = None
) -> Waiver | None:
    """The one that waits for its second person."""
    return next(
        (
            row
            for row in waivers_of(round)
            if row.step == step
            and row.state == WaiverState.ASKED
            and (run is None or row.run_id == run.pk)
        ),
        None,
    )
