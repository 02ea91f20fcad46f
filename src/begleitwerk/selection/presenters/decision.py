"""A decision as its pages show it: consequences first."""

from dataclasses import dataclass

from begleitwerk.core.selectors import dictionary_order
from begleitwerk.engine.selection.plain import from_plain
from begleitwerk.engine.selection.result import RuleCount
from begleitwerk.selection.enums import DecisionState, RunKind, RunState
from begleitwerk.selection.models import Deviation, SelectionDecision
from begleitwerk.selection.presenters.reasons import Names, names_of, points_words, signed_points
from begleitwerk.selection.presenters.reasons.rules import count_words
from begleitwerk.selection.selectors.decisions import Outlook, deviations_of, outlook_of

Choices = dict[str, list[tuple[str, str]]]  # field of a form: keys and words


@dataclass(frozen=True)
class DeviationLine:
    """A swap people made, with its price and the rules it does not keep, in words; nobody is
    `out` where they gave a free place."""

    deviation: Deviation
    out: str
    into: str
    theme: str
    cost: str
    breaks: tuple[str, ...]


@dataclass(frozen=True)
class MemberLine:
    name: str
    points: str
    is_new: bool
    is_fixed: bool


@dataclass(frozen=True)
class DecisionPage:
    """The selection as it would be decided now; `cost` in points against the proposal."""

    groups: tuple[tuple[str, tuple[MemberLine, ...]], ...]
    deviations: tuple[DeviationLine, ...]
    broken: tuple[str, ...]
    points: str
    proposed: str
    cost: str
    deviates: bool
    is_free: bool
    free: tuple[tuple[str, int], ...]
    told_count: int
    selected_count: int
    later: "Later | None"


def decision_page(decision: SelectionDecision) -> DecisionPage:
    names, outlook = names_of(decision.run), outlook_of(decision)
    before = {row.candidate for row in outlook.proposed.members}
    return DecisionPage(
        groups=groups_of(outlook, names, before),
        deviations=tuple(line_of(row, names) for row in deviations_of(decision)),
        broken=tuple(broken_words(key, line, names) for key, line in outlook.broken),
        points=points_words(outlook.points),
        proposed=points_words(outlook.proposed.points),
        cost=signed_points(-cost_of(decision, outlook)),
        deviates=set(outlook.members) != before,
        is_free=decision.run.state == RunState.IMPOSSIBLE,
        free=tuple((names.theme(key), count) for key, count in outlook.free.items()),
        told_count=told_count(decision, outlook),
        selected_count=len(outlook.members),
        later=None if is_decided(decision) else later_of(outlook, names),
    )


def cost_of(decision: SelectionDecision, outlook: Outlook) -> int:
    """Against the proposal; where there was none, against the best for each place given."""
    if decision.run.state == RunState.IMPOSSIBLE:
        return sum(row.cost for row in deviations_of(decision))
    return outlook.cost


def is_decided(decision: SelectionDecision) -> bool:
    return decision.state == DecisionState.CONFIRMED


@dataclass(frozen=True)
class Later:
    """Who could not be replaced under the rules, should they leave; `newly` since a swap.

    `stuck` of `count`, by name; `is_all` where nobody could.
    """

    stuck: int
    count: int
    names: str
    newly: str

    @property
    def is_all(self) -> bool:
        return self.stuck == self.count


def later_of(after: Outlook, names: Names, before: Outlook | None = None) -> Later:
    """What the selection leaves to later replacements; what a swap changes against `before`."""
    known = before.without_successor if before else after.without_successor
    stuck = after.without_successor
    return Later(
        stuck=len(stuck),
        count=len(after.members),
        names=names.list_of(stuck),
        newly=names.list_of(key for key in stuck if key not in known),
    )


def told_count(decision: SelectionDecision, outlook: Outlook) -> int:
    """How many get a letter: everybody, after a replacement those who get a place."""
    if decision.run.kind == RunKind.REPLACEMENT:
        return len(set(outlook.members) - set(outlook.problem.fixed))
    return len(outlook.problem.candidates)


def groups_of(
    outlook: Outlook, names: Names, before: set[str]
) -> tuple[tuple[str, tuple[MemberLine, ...]], ...]:
    members = outlook.weighed.portfolio.members
    return tuple(
        (
            names.theme(theme.key),
            tuple(
                MemberLine(
                    name=names.candidate(row.candidate),
                    points=points_words(row.points),
                    is_new=row.candidate not in before,
                    is_fixed=row.candidate in outlook.problem.fixed,
                )
                for row in members
                if row.theme == theme.key
            ),
        )
        for theme in outlook.problem.themes
    )


def line_of(row: Deviation, names: Names) -> DeviationLine:
    return DeviationLine(
        deviation=row,
        out=row.out.municipality.name if row.out else "",
        into=row.into.municipality.name,
        theme=row.theme.item.label,
        cost=signed_points(-row.cost),
        breaks=tuple(
            broken_words(part["rule"], from_plain(RuleCount, part["line"]), names)
            for part in row.breaks
        ),
    )


def broken_words(key: str, line: RuleCount, names: Names) -> str:
    return f"{names.rule(key)}: {count_words(key, line, names)}"


@dataclass(frozen=True)
class SwapPreview:
    """What a swap would do, before anybody decides on it."""

    out: str
    into: str
    cost: str
    breaks: tuple[str, ...]
    best: str
    later: Later


def swap_preview(decision: SelectionDecision, out: str, into: str) -> SwapPreview | None:
    """None where the swap is not possible."""
    names, outlook = names_of(decision.run), outlook_of(decision)
    if out not in outlook.members or into in outlook.members or out in outlook.problem.fixed:
        return None
    if not outlook.can_stand(into, outlook.members[out]):
        return None
    after, best = outlook.with_swap(out, into), outlook.best_under_rules(out, into)
    known = set(outlook.broken)
    return SwapPreview(
        out=names.candidate(out),
        into=names.candidate(into),
        cost=signed_points(after.points - outlook.points),
        breaks=tuple(
            broken_words(key, line, names) for key, line in after.broken if (key, line) not in known
        ),
        best=points_words(best.points) if best else "",
        later=later_of(after, names, outlook),
    )


def swap_choices(decision: SelectionDecision) -> Choices:
    """Who can be taken `out`, and who could come `into` the selection for any of them: names with
    their themes."""
    names, outlook = names_of(decision.run), outlook_of(decision)
    free = {
        key: theme for key, theme in outlook.members.items() if key not in outlook.problem.fixed
    }
    wanted = sorted(set(free.values()))
    others = {
        row.key: [theme for theme in wanted if outlook.can_stand(row.key, theme)]
        for row in outlook.problem.candidates
        if row.key not in outlook.members
    }

    def choices(rows: dict[str, list[str]]) -> list[tuple[str, str]]:
        words = [
            (key, f"{names.candidate(key)} ({', '.join(names.theme(theme) for theme in themes)})")
            for key, themes in rows.items()
            if themes
        ]
        return sorted(words, key=lambda pair: dictionary_order(pair[1]))

    return {"out": choices({key: [theme] for key, theme in free.items()}), "into": choices(others)}


# --- A free place people give ---------------------------------------------------------------------


def place_choices(decision: SelectionDecision) -> list[tuple[str, str]]:
    """Who could take which free place, as "theme:candidate", with points, the best first."""
    names, outlook = names_of(decision.run), outlook_of(decision)
    rows = [
        (outlook.price(row.key, theme), theme, row.key)
        for theme in outlook.free
        for row in outlook.problem.candidates
        if row.key not in outlook.members and outlook.can_stand(row.key, theme)
    ]
    return [
        (f"{theme}:{key}", f"{names.candidate(key)} ({names.theme(theme)})")
        for _price, theme, key in sorted(rows)
    ]


@dataclass(frozen=True)
class PlacePreview:
    """What giving a place would mean, before anybody decides on it."""

    into: str
    cost: str
    breaks: tuple[str, ...]
    later: Later


def place_preview(decision: SelectionDecision, choice: str) -> PlacePreview | None:
    """None where it is not possible."""
    if choice not in dict(place_choices(decision)):
        return None
    theme, _colon, key = choice.partition(":")
    names, outlook = names_of(decision.run), outlook_of(decision)
    after, known = outlook.with_place(key, theme), set(outlook.broken)
    return PlacePreview(
        into=names.candidate(key),
        cost=points_words(outlook.price(key, theme)),
        breaks=tuple(
            broken_words(rule, line, names)
            for rule, line in after.broken
            if (rule, line) not in known
        ),
        later=later_of(after, names),
    )
