"""What a choice says: who, why, how sure, and what would have changed it. Plain data.

Nothing here is worded: codes, keys and numbers, so that page, letter, protocol and command each
say it in their own language. Points are hundredths.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from begleitwerk.engine.program import Status
from begleitwerk.engine.selection.problem import Fact


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate in its place."""

    candidate: str
    theme: str
    points: int


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A full choice, ordered by theme as in the problem, then points downwards, then key."""

    members: tuple[Placed, ...]
    points: int


@dataclass(frozen=True, slots=True)
class Proof:
    """`bound` is what no choice can exceed; equal to `points` it proves the optimum."""

    status: Status
    points: int
    bound: int
    solver: str  # "HiGHS 1.15.1"


@dataclass(frozen=True, slots=True)
class Swap:
    """Who comes in, who goes out (either may be ""), and the points that changes.

    In one theme; where places move between themes, `theme` is that of who comes in.
    """

    theme: str
    into: str
    out: str
    points: int


@dataclass(frozen=True, slots=True)
class RuleCount:
    """One counted line of a rule: theme ("" overall), value ("" all or different values)."""

    theme: str
    value: str
    count: int
    at_least: int | None
    at_most: int | None

    @property
    def is_tight(self) -> bool:
        return self.count in (self.at_least, self.at_most)


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """What a rule does. `key` is a quota's, or PLACES for the split of places over themes.

    `points` is how much more the best choice without it has; `swaps` lead from the chosen portfolio
    to that choice. With 0 more, `ties` lead to a choice just as good that only this rule keeps out:
    without it the lot would decide between more. () where there is none, so that the same choices
    are the best without it. None where nobody knows: it took too long, or the report is an old one.
    """

    key: str
    counts: tuple[RuleCount, ...]
    points: int
    swaps: tuple[Swap, ...]
    ties: tuple[Swap, ...] | None = None

    @property
    def is_binding(self) -> bool:
        return self.points > 0


KEPT = "fixed:"  # before a candidate: the rule that it keeps its place
PLACES = "places"  # the rule that every theme has its places, beside the quotas' own keys


@dataclass(frozen=True, slots=True)
class FailedRule:
    """A hard rule a candidate does not meet; `found` is None where the fact is unknown."""

    rule: str
    found: Fact


@dataclass(frozen=True, slots=True)
class ChosenReason:
    """Why a chosen candidate is in: its rank by points in its theme, and the rules it serves."""

    candidate: str
    theme: str
    points: int
    rank: int  # 1 is best among the eligible candidates that stand for this theme
    of: int
    serves: tuple[str, ...]  # keys of quotas whose tight minimum it counts for


class LoserKind(StrEnum):
    INELIGIBLE = "ineligible"
    EXCLUDED = "excluded"
    FEWER_POINTS = "fewer_points"  # all chosen in its themes have more points
    RULES = "rules"  # somebody without more points in its theme was chosen, for the rules' sake
    DRAW = "draw"  # a portfolio with it is as good; the lot decided
    IMPOSSIBLE = "impossible"  # no choice under the rules can hold it


@dataclass(frozen=True, slots=True)
class BlockedSwap:
    """A chosen candidate without more points, and what a plain swap with it would break."""

    candidate: str
    theme: str
    points: int
    breaks: tuple[tuple[str, RuleCount], ...]  # quota key or "fixed:<candidate>", as it would count


@dataclass(frozen=True, slots=True)
class RuleStep:
    """The smallest change of one rule that brings a candidate in."""

    key: str  # quota key, PLACES, or "fixed:<candidate>"
    side: str  # "at_least", "at_most", "places", "fixed"
    theme: str  # for places, ONE_THEME quotas, and where a kept place is
    before: int
    after: int | None  # None: only without the rule


@dataclass(frozen=True, slots=True)
class LoserReason:
    """Why a candidate is not in, and the smallest change that would have brought it in.

    `missing`: with more than so many further points in `theme` it is chosen, with exactly so many
    it is a draw, with fewer it is not (None: no number of points helps). `is_reachable`: the top
    of the scales would suffice. `best_with`: the best choice that holds it, `swaps` lead there.
    `step`: after it the candidate is in every best choice. `against`: for IMPOSSIBLE, rules that
    cannot hold together once it has a place in `theme`, named as in Conflict. `decided_by`: for
    RULES, those that decided: without them it is in a best choice. One alone wherever one alone
    is enough; () where not even all a swap would break are.
    """

    candidate: str
    kind: LoserKind
    theme: str
    points: int
    missing: int | None = None
    is_reachable: bool = False
    best_with: Portfolio | None = None
    swaps: tuple[Swap, ...] = ()
    blocked: tuple[BlockedSwap, ...] = ()
    step: RuleStep | None = None
    failed: tuple[FailedRule, ...] = ()
    excluded: str = ""
    against: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """So many of the candidates of one group (its number in `Lottery.groups`) for a theme."""

    group: int
    theme: str
    count: int


@dataclass(frozen=True, slots=True)
class Ticket:
    """A kind of portfolio and how many of the 1,000,000 tickets it holds.

    It says how many of each group take part; who of the group, the lot decides afterwards.
    """

    shares: tuple[Share, ...]
    tickets: int


class Draw(StrEnum):
    """What the number drawn is made from."""

    DATA = "data"  # seed and digest of all data: any change of them drew anew (formats 1 and 2)
    NUMBER = "number"  # the seed, and where places are kept, who keeps them


@dataclass(frozen=True, slots=True)
class Lottery:
    """A draw between equally good portfolios, as fair as can be by the problem's `fairness`.

    `groups` are the candidates that are in at least one of these portfolios; those of one group
    are interchangeable: same themes, same points, same to every rule. Tickets stand in their one
    order (see `lottery.tickets`) and are numbered from 0. `drawn` is the number drawn, by `draw`.

    `probabilities` follow from the tickets, exactly; `least` is the smallest of them. `bound` is
    what no lottery over these portfolios can exceed there; under maximin and leximin the two
    differ by the rounding to whole tickets alone, where the lottery `is_proven`: that none is
    fairer by the problem's rule. Else the work it may cost was done before that was known.
    """

    groups: tuple[tuple[str, ...], ...]
    tickets: tuple[Ticket, ...]
    probabilities: Mapping[str, float]
    least: float
    bound: float
    drawn: int
    draw: Draw = Draw.DATA
    is_proven: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of `choose`."""

    portfolio: Portfolio
    proof: Proof
    lottery: Lottery | None
    chosen: tuple[ChosenReason, ...]
    ineligible: Mapping[str, tuple[FailedRule, ...]]


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A smallest set of changes that makes a choice possible: steps of rules, all needed."""

    steps: tuple[RuleStep, ...]
    distance: int  # how many places or counts are given up together


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why nothing can be chosen: rules that cannot hold together (none of them can be spared)."""

    rules: tuple[str, ...]  # quota keys, PLACES:<theme>, "fixed:<candidate>"
    relaxations: tuple[Relaxation, ...]  # ranked, smallest distance first


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How often each candidate is chosen when weights vary: shares of `samples`."""

    samples: int
    spread: int  # per cent
    chosen: Mapping[str, int]
