"""What is otherwise today than in the snapshot of a run: the one place that compares.

Run, decision, confirmation and letters show it, until a new run takes it over or two people set it
aside with a reason (`selectors.pins`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import cast

from django.utils.translation import override

from begleitwerk.core.once import once_per_page
from begleitwerk.engine.canonical import digest_of
from begleitwerk.engine.selection.problem import Candidate, Problem
from begleitwerk.engine.selection.protocol import Evidence
from begleitwerk.engine.selection.protocol.content import points_by_standing
from begleitwerk.selection.models import RuleSet, SelectionRun
from begleitwerk.selection.selectors.attributes import field_key
from begleitwerk.selection.selectors.pins import (
    EACH_THEME,
    Basis,
    Pin,
    is_same,
    plain_word,
    score_evidence,
    set_aside_pins,
)
from begleitwerk.selection.selectors.problem import basis_of, fields_scored
from begleitwerk.selection.selectors.pulse import kept_while_still, pulse_now
from begleitwerk.selection.selectors.runs import evidence_in, problem_in, run_before
from begleitwerk.selection.selectors.versions import frozen_rules, rules_for

NOTHING = Evidence(words="")
Points = Mapping[tuple[str, str], int]  # candidate and theme → hundredths


class DriftKind(StrEnum):
    FACT = "fact"  # key: field
    SCORE = "score"  # key: criterion; theme where it is not the same in each
    THEMES = "themes"  # what it stands for
    CAME = "came"  # was no candidate then
    GONE = "gone"  # is none any more
    RULES = "rules"  # another version holds
    LOT = "lot"  # the number of the lot


ABOUT_FACTS = frozenset({DriftKind.FACT, DriftKind.SCORE})


@dataclass(frozen=True)
class PointsMove:
    """Points of a candidate in a theme, in hundredths; None where it has none there."""

    theme: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Drift:
    """One thing that is otherwise; `candidate` is empty for rules and lot.

    `points` are those of the candidate that are others now, whatever of its facts did that.
    """

    kind: DriftKind
    candidate: str = ""
    key: str = ""
    theme: str = ""
    before: Evidence = NOTHING
    after: Evidence = NOTHING
    points: tuple[PointsMove, ...] = ()
    by_value: bool = False  # what stands there is the same, or nothing any more

    @property
    def mark(self) -> str:
        """Known by what it says, whichever run it was found on."""
        said = [self.before.words, self.before.printed, self.after.words, self.after.printed]
        return digest_of([self.kind, self.candidate, self.key, self.theme, *said])


@dataclass(frozen=True)
class Readings:
    """What is read from which field: attributes of quotas, criteria that data decide."""

    attributes: Mapping[str, str]
    criteria: Mapping[str, str]


def readings_of(rule_set: RuleSet, problem: Problem) -> Readings:
    names = {quota.attribute for quota in problem.quotas}
    return Readings({name: field_key(name) for name in names}, fields_scored(rule_set))


@once_per_page
def drift_of(run: SelectionRun) -> tuple[Drift, ...]:
    """Everything that is otherwise today and was not set aside.

    It is compared only where something a run may rest on was changed since, and once for each
    such change.
    """
    now = pulse_now()
    if now == run.pulse:
        return ()
    return kept_while_still(f"drift of {run.pk}", now, lambda: compared(run))


def compared(run: SelectionRun) -> tuple[Drift, ...]:
    then = Basis(problem_in(run), evidence_in(run))
    with override("de"):  # as a run is kept
        today = basis_of(
            run.round,
            rule_set=run.rule_set,
            fixed=then.problem.fixed,
            excluded=then.problem.excluded,
            pins=set_aside_pins(run.round),
        )
    found = differences(then, today, readings_of(run.rule_set, then.problem))
    return (*of_rules(run), *found)


def of_rules(run: SelectionRun) -> Iterator[Drift]:
    holds = rules_for(run.replaces) if run.replaces else frozen_rules(run.round)
    return of_versions(run.rule_set, cast("RuleSet", holds))  # those of the run at least are frozen


def of_versions(then: RuleSet, now: RuleSet) -> Iterator[Drift]:
    if then.number != now.number:
        before, after = (Evidence(words=str(rules.number)) for rules in (then, now))
        yield Drift(DriftKind.RULES, before=before, after=after)


def taken_over(run: SelectionRun) -> tuple[Drift, ...]:
    """What a calculation rests on that was otherwise in the one before it; nothing in the first."""
    earlier = run_before(run)
    if earlier is None:
        return ()
    then = Basis(problem_in(earlier), evidence_in(earlier))
    now = Basis(problem_in(run), evidence_in(run))
    found = differences(then, now, readings_of(run.rule_set, now.problem))
    return (*of_versions(earlier.rule_set, run.rule_set), *found)


# --- Two snapshots --------------------------------------------------------------------------------


def differences(then: Basis, today: Basis, readings: Readings) -> list[Drift]:
    """What differs between two snapshots under the same rules, candidate by candidate."""
    old = {row.key: row for row in then.problem.candidates}
    new = {row.key: row for row in today.problem.candidates}
    was, now = points_by_standing(then.problem), points_by_standing(today.problem)
    found = list(of_lot(then.problem, today.problem))
    for key in sorted(old.keys() | new.keys()):
        if key not in new:
            found.append(Drift(DriftKind.GONE, key))
        elif key not in old:
            found.append(Drift(DriftKind.CAME, key))
        else:
            rows = of_candidate(old[key], new[key], then, today, readings)
            found += with_points(rows, moves_of(key, was, now))
    return found


def of_lot(then: Problem, today: Problem) -> Iterator[Drift]:
    if then.seed != today.seed:
        before, after = Evidence(words=then.seed), Evidence(words=today.seed)
        yield Drift(DriftKind.LOT, before=before, after=after)


def of_candidate(
    old: Candidate, new: Candidate, then: Basis, today: Basis, readings: Readings
) -> list[Drift]:
    rows = {drift.key: drift for drift in of_evidence(old.key, then, today)}
    for drift in of_values(old, new, readings):
        rows.setdefault(drift.key, drift)
    found = list(rows.values())
    if old.scores.keys() != new.scores.keys():
        before, after = (Evidence(words=", ".join(sorted(row.scores))) for row in (old, new))
        found.append(Drift(DriftKind.THEMES, old.key, before=before, after=after))
    told = {key for key, field in readings.criteria.items() if field in rows}
    return [*found, *of_scores(old, new, told)]


def of_evidence(key: str, then: Basis, today: Basis) -> Iterator[Drift]:
    now = today.evidence.get(key, {})
    for field, before in sorted(then.evidence.get(key, {}).items()):
        after = now.get(field)
        if after is not None and not is_same(before, after):
            yield Drift(DriftKind.FACT, key, field, before=before, after=after)


def of_values(old: Candidate, new: Candidate, readings: Readings) -> Iterator[Drift]:
    """Where something else counts although the same stands there: an answer to a contradiction,
    or a run of the time before evidence was kept."""
    for field in sorted(old.facts):
        if old.facts[field] != new.facts.get(field):
            yield fact_drift(old.key, field, old.facts[field], new.facts.get(field))
    for name in sorted(readings.attributes):
        before, after = old.attributes.get(name, ""), new.attributes.get(name, "")
        if before != after:
            yield fact_drift(old.key, readings.attributes[name], before, after)


def fact_drift(key: str, field: str, before: object, after: object) -> Drift:
    said = [Evidence(words="" if value is None else plain_word(value)) for value in (before, after)]
    return Drift(DriftKind.FACT, key, field, before=said[0], after=said[1], by_value=True)


def of_scores(old: Candidate, new: Candidate, told: set[str]) -> Iterator[Drift]:
    """Scores that are others, apart from those whose fact is told already."""
    moved: dict[str, dict[str, tuple[Decimal | None, Decimal | None]]] = {}
    themes = sorted(old.scores.keys() & new.scores.keys())
    for theme in themes:
        before, after = old.scores[theme], new.scores[theme]
        for key in sorted((before.keys() | after.keys()) - told):
            if before.get(key) != after.get(key):
                moved.setdefault(key, {})[theme] = (before.get(key), after.get(key))
    for key, pairs in moved.items():
        is_everywhere = len(pairs) == len(themes) and len(set(pairs.values())) == 1
        for theme, (was, now) in list(pairs.items())[: 1 if is_everywhere else None]:
            yield Drift(
                DriftKind.SCORE,
                old.key,
                key,
                EACH_THEME if is_everywhere else theme,
                score_evidence(was),
                score_evidence(now),
            )


def moves_of(key: str, was: Points, now: Points) -> tuple[PointsMove, ...]:
    standing = sorted(pair for pair in was.keys() | now.keys() if pair[0] == key)
    return tuple(
        PointsMove(pair[1], was.get(pair), now.get(pair))
        for pair in standing
        if was.get(pair) != now.get(pair)
    )


def with_points(rows: list[Drift], moves: tuple[PointsMove, ...]) -> list[Drift]:
    """The first row of a candidate tells its points."""
    return [replace(rows[0], points=moves), *rows[1:]] if rows else rows


# --- Setting aside --------------------------------------------------------------------------------


def pin_of(drift: Drift, then: Basis, readings: Readings) -> Pin | None:
    """What counts where this is set aside; None for what no later run could hold fast."""
    known = {row.key: row for row in then.problem.candidates}.get(drift.candidate)
    if known is None or drift.kind not in ABOUT_FACTS:
        return None
    if drift.kind == DriftKind.SCORE:
        themes = [drift.theme] if drift.theme else list(known.scores)
        scores = {
            theme: {drift.key: known.scores[theme][drift.key]}
            for theme in themes
            if drift.key in known.scores[theme]
        }
        return Pin(drift.candidate, "", drift.before, scores=scores, instead_of=drift.after)
    criteria = {key for key, field in readings.criteria.items() if field == drift.key}
    return Pin(
        candidate=drift.candidate,
        field=drift.key,
        evidence=then.evidence.get(drift.candidate, {}).get(drift.key, drift.before),
        fact=known.facts.get(drift.key),
        attributes={
            name: known.attributes[name]
            for name, field in readings.attributes.items()
            if field == drift.key and name in known.attributes
        },
        scores={
            theme: {key: level for key, level in given.items() if key in criteria}
            for theme, given in known.scores.items()
        },
        instead_of=drift.after,
        by_value=drift.by_value,
    )
