"""Whether data and rules stood fast when the number of a lot was drawn."""

from begleitwerk.core.once import once_per_page
from begleitwerk.engine.selection.digest import data_digest
from begleitwerk.engine.selection.protocol import Gap, gaps_of_lot
from begleitwerk.selection.enums import RunKind, RunState
from begleitwerk.selection.models import RuleSet, SelectionRound, SelectionRun
from begleitwerk.selection.selectors.lots import drawing_of, lot_of_round
from begleitwerk.selection.selectors.places import count_of_places
from begleitwerk.selection.selectors.problem import basis_of, standing_candidacies
from begleitwerk.selection.selectors.pulse import kept_while_still, pulse_now
from begleitwerk.selection.selectors.runs import finding_in, fixed_places, problem_in
from begleitwerk.selection.selectors.versions import frozen_rules


def digest_today(round: SelectionRound, rule_set: RuleSet) -> str:
    """The digest of all data a choice would be made from now, the number of the lot left out."""
    problem = basis_of(round, rule_set=rule_set, fixed=fixed_places(round)).problem
    return data_digest(problem)


def has_moved(round: SelectionRound) -> bool:
    """Whether the data of the first calculation, or before it those of today, are others than
    those whose digest was published."""
    published, rules = lot_of_round(round).data_digest, frozen_rules(round)
    if not published or rules is None:
        return False
    first = SelectionRun.objects.filter(round=round, kind=RunKind.CHOICE).order_by("pk").first()
    if first is not None:
        return data_digest(problem_in(first)) != published
    key = f"data of round {round.pk}, version {rules.number}"
    return kept_while_still(key, pulse_now(), lambda: digest_today(round, rules)) != published


def can_tie(round: SelectionRound) -> bool:
    """Whether a lot could decide at all: more stand for selection than there are places."""
    return len(standing_candidacies(round)) > count_of_places(round)


@once_per_page
def gaps_in(run: SelectionRun) -> tuple[Gap, ...]:
    """What is not shown of how the number came about; nothing where no lot decided."""
    if run.state != RunState.DONE or not (run.result or {}).get("lottery"):
        return ()
    finding = finding_in(run)
    frozen_at = run.rule_set.frozen_at or run.created_at
    return gaps_of_lot(finding.problem, finding.result, drawing_of(run), frozen_at)
