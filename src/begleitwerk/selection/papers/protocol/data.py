"""A decision as the engine's protocol. People stand in it by their function, never by name."""

from datetime import date, datetime
from importlib.metadata import version

from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.engine.selection.digest import rules_digest
from begleitwerk.engine.selection.plain import from_plain
from begleitwerk.engine.selection.problem import points_of
from begleitwerk.engine.selection.protocol import (
    Decision,
    Deviation,
    Evidence,
    Names,
    Protocol,
    Reserve,
    Round,
    RuleSet,
    Snapshot,
    Software,
    Waiver,
)
from begleitwerk.selection.enums import Outcome
from begleitwerk.selection.models import SelectionDecision
from begleitwerk.selection.presenters.reasons import names_of
from begleitwerk.selection.selectors.conduct import (
    clarifications_in,
    conflicts_in,
    talks_in,
)
from begleitwerk.selection.selectors.corrections import corrections_in
from begleitwerk.selection.selectors.decisions import deviations_of
from begleitwerk.selection.selectors.grounds import granted_in
from begleitwerk.selection.selectors.lots import drawing_of
from begleitwerk.selection.selectors.rules import content_of
from begleitwerk.selection.selectors.rules.content import content_text
from begleitwerk.selection.selectors.runs import (
    Finding,
    candidacies_by_key,
    evidence_in,
    finding_in,
)

OFFICE, LEAD = "Programmbüro", "Leitung des Programms"


def protocol_of(decision: SelectionDecision) -> Protocol:
    """Everything a decision rests on, as it was frozen with its run and its rules."""
    run = decision.run
    finding = finding_in(run)
    return Protocol(
        round=Round(
            key=str(run.round_id),
            title=run.round.name,
            edition_key=str(run.round.edition_id),
            edition=str(run.round.edition),
        ),
        snapshot=Snapshot(
            key=run.digest, title=snapshot_title(decision), taken_on=day_of(run.created_at)
        ),
        rule_set=RuleSet(
            number=run.rule_set.number,
            frozen_at=run.rule_set.frozen_at or run.created_at,
            digest=rules_digest(finding.problem),
            reason=run.rule_set.reason,
            published=content_text(run.rule_set.content),
            published_digest=run.rule_set.digest,
        ),
        names=readable_names(decision, finding),
        problem=finding.problem,
        software=Software(
            engine=f"begleitwerk {version('begleitwerk')}", solver=finding.result.proof.solver
        ),
        result=finding.result,
        deviations=deviations_in(decision),
        reserves=reserves_in(decision, finding),
        reserves_valid_until=run.round.reserve_until,
        decided_by=decided_by(decision),
        evidence=evidence_in(run),
        drawing=drawing_of(run),
        invitations=invitations_in(decision, finding),
        waivers=waivers_in(decision),
        talks=talks_in(decision.run),
        conflicts=conflicts_in(decision.run),
        clarifications=clarifications_in(decision.run),
        corrections=corrections_in(decision.run),
    )


def day_of(moment: datetime) -> date:
    return timezone.localdate(moment)


def snapshot_title(decision: SelectionDecision) -> str:
    wave = decision.run.round.wave
    return f"Bewerbungen und Register, {wave}" if wave else "Bewerbungen und Register"


def readable_names(decision: SelectionDecision, finding: Finding) -> Names:
    names = names_of(decision.run)
    keys = {row.key for row in finding.problem.candidates}
    return Names(
        candidates={key: name for key, name in names.candidates.items() if key in keys},
        themes=dict(names.themes),
        criteria={row["key"]: row["name"] for row in content_of(decision.run.rule_set)["criteria"]},
        rules={**names.hard_rules, **names.rules},
    )


def deviations_in(decision: SelectionDecision) -> tuple[Deviation, ...]:
    return tuple(
        Deviation(
            theme=row.theme.item.key,
            out=row.out.key if row.out else "",
            into=row.into.key,
            cost=row.cost,
            reason=row.reason,
        )
        for row in deviations_of(decision)
    )


def reserves_in(decision: SelectionDecision, finding: Finding) -> tuple[Reserve, ...]:
    """The reserve list as it was decided, in the order of themes and ranks."""
    known = {row.key: row for row in finding.problem.candidates}
    rows = decision.places.filter(outcome=Outcome.RESERVE).select_related(
        "candidacy__municipality", "theme__item"
    )
    return tuple(
        Reserve(
            theme=row.theme.item.key,
            candidate=row.candidacy.key,
            points=points_of(
                known[row.candidacy.key].scores[row.theme.item.key], finding.problem.criteria
            ),
        )
        for row in rows
        if row.theme
    )


def invitations_in(decision: SelectionDecision, finding: Finding) -> dict[str, dict[str, Evidence]]:
    """What the candidates of the run were invited on."""
    inside = {row.key for row in finding.problem.candidates}
    return {
        key: {name: from_plain(Evidence, found) for name, found in row.invited_facts.items()}
        for key, row in candidacies_by_key(decision.run.round).items()
        if key in inside and row.invited_facts
    }


def waivers_in(decision: SelectionDecision) -> tuple[Waiver, ...]:
    """What two people let go on up to this decision: calculations of the round, and itself."""
    rows = [row for row in granted_in(decision.run.round) if row.run_id in (None, decision.run_id)]
    functions = functions_of({pk for row in rows for pk in (row.asked_by_id, row.answered_by_id)})
    return tuple(
        Waiver(
            step=row.step,
            grounds=tuple(ground["words"] for ground in row.grounds),
            reason=row.reason,
            asked_by=Decision(functions.get(row.asked_by_id) or OFFICE, day_of(row.asked_at)),
            allowed_by=Decision(
                functions.get(row.answered_by_id) or LEAD, day_of(row.answered_at or row.asked_at)
            ),
        )
        for row in rows
    )


def functions_of(accounts: set[int | None]) -> dict[int | None, str]:
    people = User.objects.filter(pk__in=[pk for pk in accounts if pk is not None])
    return {row.pk: row.function for row in people}


def decided_by(decision: SelectionDecision) -> tuple[Decision, ...]:
    people = functions_of({decision.proposed_by_id, decision.confirmed_by_id})
    steps = (
        (decision.proposed_by_id, decision.proposed_at, OFFICE),
        (decision.confirmed_by_id, decision.confirmed_at, LEAD),
    )
    return tuple(
        Decision(function=people.get(pk) or default, on=day_of(at))
        for pk, at, default in steps
        if at is not None
    )
