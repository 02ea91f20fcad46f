"""What a protocol holds. Functions of people, never their names; days and moments as given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from begleitwerk.engine.selection.digest import in_order
from begleitwerk.engine.selection.problem import Problem, points_of
from begleitwerk.engine.selection.result import Placed, Result


@dataclass(frozen=True, slots=True)
class Round:
    """The round that was decided, in the words and keys of whoever ran it."""

    key: str
    title: str
    edition_key: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of the data the choice was made from: since `taken_on` nothing was added."""

    key: str
    title: str
    taken_on: date


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The published rules: number, when they were frozen, their digest (see `rules_digest`).

    `reason` says why there is a later version than the first. `published` is what people read
    before they applied, as canonical JSON: word for word, invitation included;
    `published_digest` its SHA-256, the one that stands wherever these rules are shown.
    """

    number: int
    frozen_at: datetime
    digest: str
    reason: str = ""
    published: str = ""
    published_digest: str = ""


@dataclass(frozen=True, slots=True)
class Software:
    """Name and version of what chose: "begleitwerk 0.1.0", "HiGHS 1.15.1"."""

    engine: str
    solver: str


@dataclass(frozen=True, slots=True)
class Reserve:
    """Who comes next in a theme; the order of reserves is the order in which they are asked."""

    theme: str
    candidate: str
    points: int


@dataclass(frozen=True, slots=True)
class Deviation:
    """Where people decided otherwise: in `theme`, `into` takes the place of `out`.

    `cost` is what that gives up in hundredths: points of `out` less points of `into`. Where the
    rules left no choice `out` is empty: `into` takes a free place, and the cost is against the
    best who could have taken it.
    """

    theme: str
    out: str
    into: str
    cost: int
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided, by function ("Leitung der Programmstelle"), and on which day."""

    function: str
    on: date


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a fact rests on: in words, as its source prints it, and where that stands.

    `source` names the register, the wave of a survey or the application; `file`, `column` and
    `row` (from 1) the place in a file, where it came from one.
    """

    words: str
    printed: str = ""
    source: str = ""
    file: str = ""
    column: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """How the number of the lot was bound before anybody could know it.

    `source` as it was frozen with the rules; `data_digest` of all data (see digest.data_digest),
    published at `published_at`; the public drawing at `drawn_at`; the number was entered at
    `entered_at`, once. None or "": nobody said so.
    """

    source: str = ""
    data_digest: str = ""
    published_at: datetime | None = None
    drawn_at: datetime | None = None
    entered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A step that went on although its ground did not hold: before the deadline, or on data that
    moved since. On what grounds, why, and the two people by function and day.

    `step` is "calculate", "decide" or "send".
    """

    step: str
    grounds: tuple[str, ...]
    reason: str
    asked_by: Decision
    allowed_by: Decision


@dataclass(frozen=True, slots=True)
class Talk:
    """Two reviewers stood far apart, talked, and agreed on a level; `theme` "" for all of them."""

    candidate: str
    criterion: str
    theme: str
    level: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class Clarification:
    """An own claim that contradicted the register, and which of the two counted."""

    candidate: str
    claim: str
    claimed: str
    registered: str
    counts: str


@dataclass(frozen=True, slots=True)
class Correction:
    """An entry of an application the office corrected, and when the applicant agreed."""

    candidate: str
    entry: str
    agreed_on: date


@dataclass(frozen=True, slots=True)
class Names:
    """What keys stand for, so that the protocol can be read on its own. All optional."""

    candidates: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)
    criteria: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Protocol:
    """A decision and everything it rests on.

    `evidence` is candidate → field → what the fact rests on, `invitations` the same of the
    conditions each was invited on, as they stood then. `conflicts` is candidate → how many people
    declared a conflict of interest about it and did not review it. The problem is kept in order
    (candidates and rules by key), so that equal decisions are equal whatever the order of rows
    they came in.
    """

    round: Round
    snapshot: Snapshot
    rule_set: RuleSet
    names: Names
    problem: Problem
    software: Software
    result: Result
    deviations: tuple[Deviation, ...] = ()
    reserves: tuple[Reserve, ...] = ()
    reserves_valid_until: date | None = None
    decided_by: tuple[Decision, ...] = ()
    evidence: Mapping[str, Mapping[str, Evidence]] = field(default_factory=dict)
    drawing: Drawing | None = None
    invitations: Mapping[str, Mapping[str, Evidence]] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    talks: tuple[Talk, ...] = ()
    conflicts: Mapping[str, int] = field(default_factory=dict)
    clarifications: tuple[Clarification, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "problem", in_order(self.problem))


def decided_members(protocol: Protocol) -> tuple[Placed, ...]:
    """The portfolio as people decided it: that of the rule with the deviations carried out.

    By theme, then points downwards, then key. A deviation whose `out` is not in the portfolio
    changes nothing (`replay` reports it).
    """
    points = points_by_standing(protocol.problem)
    members = {row.candidate: row for row in protocol.result.portfolio.members}
    for step in protocol.deviations:
        takes_free_place = not step.out
        if (takes_free_place or step.out in members) and (step.into, step.theme) in points:
            members.pop(step.out, None)
            members[step.into] = Placed(step.into, step.theme, points[step.into, step.theme])
    return tuple(sorted(members.values(), key=lambda m: (m.theme, -m.points, m.candidate)))


def points_by_standing(problem: Problem) -> dict[tuple[str, str], int]:
    """Candidate and theme → points, wherever every criterion was scored.

    Who is ineligible or excluded need not have been.
    """
    criteria = {criterion.key for criterion in problem.criteria}
    return {
        (row.key, theme): points_of(sheet, problem.criteria)
        for row in problem.candidates
        for theme, sheet in row.scores.items()
        if sheet.keys() >= criteria
    }
