"""From a problem to a whole-number programme, with as few columns as its optimum needs.

Candidates of one kind (no rule tells them apart) with the same points are one group, and a group
has one column per theme it stands for: how many of it are placed there. Of a kind, only those can
matter in a theme who have fewer than `room` candidates of their kind strictly before them there,
where `room` is the number of places in all themes of that kind. Proof, by exchange: a choice that
places another one there leaves at least one of the `room` better ones unplaced, since at most
`room` of a kind are placed at all; putting that one in its stead changes no count of any rule and
gains points. So no best choice places the other one, and equals at the cut all stay, as a group.
With `spare` s, s better ones remain unplaced: enough for choices that must avoid s sets or members.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from begleitwerk.engine.program import INFINITE, Program
from begleitwerk.engine.selection.frame import ABSENT, Frame
from begleitwerk.engine.selection.lines import QuotaLine
from begleitwerk.engine.selection.result import PLACES, Placed, Portfolio

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Group:
    """Interchangeable candidates: numbers in Frame.candidates, and a column per theme."""

    kind: int
    members: tuple[int, ...]
    columns: tuple[tuple[int, int], ...]  # theme number, column

    def count(self, counts: Sequence[int]) -> int:
        """How many of the group are placed, in whichever theme."""
        return sum(counts[column] for _, column in self.columns)


@dataclass(frozen=True, slots=True)
class Model:
    """A programme and what its columns mean.

    `scale`: column values are points × scale + preference, where the preferences of a whole
    choice stay under one scale; so dividing by it gives points. `rule_lines` are the lines that
    carry a quota's limits, `place_lines` those of the themes in Frame.themes, `size_lines` those
    that keep groups with several columns to their size.
    """

    frame: Frame
    program: Program
    groups: tuple[Group, ...]
    scale: int
    place_lines: tuple[int, ...]
    rule_lines: Mapping[str, tuple[int, ...]]
    size_lines: Mapping[int, int]  # group number → line
    virtual: Mapping[tuple[int, int], int]  # (kind, theme) → column of one more, without points
    chosen: Mapping[int, int]  # those it prefers, see Wish
    owners: Mapping[int, tuple[int, int]]  # column → group number, theme

    def placed(self, counts: Sequence[int], avoiding: Collection[int] = ()) -> list[Placed]:
        """Who is placed where; within a group the first by key that are not to be avoided."""
        placed: list[Placed] = []
        waiting: dict[int, Iterator[int]] = {}
        for column, count in enumerate(counts):
            if count and column in self.owners:
                number, theme = self.owners[column]
                members = self.groups[number].members
                free = (member for member in members if member not in avoiding)
                line = waiting.setdefault(number, free)
                placed += [self.frame.placed(member, theme) for member in islice(line, count)]
        return placed

    def portfolio(self, counts: Sequence[int]) -> Portfolio:
        return self.frame.portfolio(self.placed(counts))


@dataclass(frozen=True, slots=True)
class Wish:
    """What a model is made for, beyond the best choice.

    `chosen` (candidate → theme) become groups of their own and are preferred among equals, so
    that a new optimum differs from the chosen portfolio as little as it can. `rooms`: places per
    theme, where they may become more. `virtual`: one more candidate of every kind in every theme
    of it, without points and out of play until its bounds are raised. `exact`: what a rule counts
    is counted exactly, also where only a minimum asks for it.
    """

    chosen: Mapping[int, int] = field(default_factory=dict)
    spare: int = 0
    rooms: tuple[int, ...] = ()
    virtual: bool = False
    exact: bool = False


def reduced_model(frame: Frame, wish: Wish | None = None) -> Model:
    """The programme of groups that can be in a best choice."""
    wish = wish or Wish()
    kept = _kept(frame, wish.rooms or tuple(theme.places for theme in frame.themes), wish.spare)
    for candidate, theme in wish.chosen.items():
        kept[candidate, theme] = True
    return _build(frame, _groups(frame, kept, wish.chosen), wish)


def single_model(frame: Frame, spare: int = 0, also: Collection[int] = ()) -> Model:
    """One group per candidate, equals at the cut by key; `also` are kept in any case."""
    rooms = tuple(theme.places for theme in frame.themes)
    kept = _kept(frame, rooms, spare, by_key=True)
    numbers = list(also)
    kept[numbers] = frame.points[numbers] != ABSENT
    return _build(frame, _singles(frame, kept), Wish())


def full_model(frame: Frame) -> Model:
    """One group per candidate and nobody left out: the plain textbook form."""
    return _build(frame, _singles(frame, frame.points != ABSENT), Wish())


def _kept(frame: Frame, rooms: Sequence[int], spare: int, *, by_key: bool = False) -> BoolArray:
    """Which standings have fewer than their kind's room before them; fixed ones all stay."""
    room = np.array([sum(rooms[theme] for theme in kind.themes) for kind in frame.kinds], int)
    room += spare
    fixed = np.array([kind.is_fixed for kind in frame.kinds], bool)
    kept = np.zeros(frame.points.shape, bool)
    for theme in range(len(frame.themes)):
        rows = np.flatnonzero(frame.points[:, theme] != ABSENT)
        kinds, points = frame.kind_of[rows], frame.points[rows, theme]
        order = np.lexsort((rows, -points, kinds))
        before = _before(kinds[order], points[order], by_key)
        stays = (before < room[kinds[order]]) | fixed[kinds[order]]
        kept[rows[order[stays]], theme] = True
    return kept


def _before(kinds: NDArray[np.int64], points: NDArray[np.int64], by_key: bool) -> NDArray[np.int64]:
    """How many of the same kind come before each, in arrays sorted by kind and points."""
    number = np.arange(len(kinds))
    new_kind = np.concatenate(([True], kinds[1:] != kinds[:-1]))[: len(kinds)]
    first = np.maximum.accumulate(np.where(new_kind, number, 0))
    if by_key:
        return number - first
    new_run = new_kind | np.concatenate(([True], points[1:] != points[:-1]))[: len(kinds)]
    return np.maximum.accumulate(np.where(new_run, number, 0)) - first


Members = tuple[int, tuple[int, ...], tuple[int, ...]]  # kind, members, themes with a column


def _groups(frame: Frame, kept: BoolArray, chosen: Collection[int]) -> list[Members]:
    """Kept candidates by kind and points; a chosen one always on its own."""
    members: dict[tuple[object, ...], list[int]] = defaultdict(list)
    rows = np.flatnonzero(kept.any(axis=1))
    for row, kind, points in zip(
        rows.tolist(), frame.kind_of[rows].tolist(), frame.points[rows].tolist(), strict=True
    ):
        members[kind, tuple(points), row if row in chosen else None].append(row)
    return [_members(frame, kept, group) for group in members.values()]


def _singles(frame: Frame, kept: BoolArray) -> list[Members]:
    return [_members(frame, kept, [row]) for row in np.flatnonzero(kept.any(axis=1)).tolist()]


def _members(frame: Frame, kept: BoolArray, group: list[int]) -> Members:
    themes = np.flatnonzero(kept[group[0]])
    return int(frame.kind_of[group[0]]), tuple(group), tuple(themes.tolist())


class _Builder:
    """Collects the terms of every line while the columns are made."""

    def __init__(self, frame: Frame, wish: Wish) -> None:
        self.frame, self.wish = frame, wish
        self.program = Program()
        self.scale = 2 * len(wish.chosen) + 1
        self.place_terms: list[list[int]] = [[] for _ in frame.themes]
        self.line_terms: list[dict[str, list[int]]] = [defaultdict(list) for _ in frame.lines]

    def column(self, kind: int, theme: int, upper: int, value: int, lower: int = 0) -> int:
        column = self.program.column(upper, value, lower=lower)
        self.place_terms[theme].append(column)
        for line, counted in self.frame.counting(kind, theme):
            self.line_terms[line][counted].append(column)
        return column

    def value(self, member: int, theme: int) -> int:
        """Points, and among equals: stay where you are (2), stay at all (1)."""
        value = int(self.frame.points[member, theme]) * self.scale
        if member in self.wish.chosen:
            value += 2 if self.wish.chosen[member] == theme else 1
        return value


def _build(frame: Frame, members: Sequence[Members], wish: Wish) -> Model:
    builder = _Builder(frame, wish)
    groups = tuple(_group(builder, *row) for row in members)
    virtual = dict(_virtual(builder)) if wish.virtual else {}
    program = builder.program
    size_lines = {}
    for number, group in enumerate(groups):
        if len(group.columns) > 1:
            size_lines[number] = len(program.lines)
            terms = [(column, 1) for _, column in group.columns]
            program.line(terms, upper=len(group.members))
    place_lines = []
    for theme, columns in zip(frame.themes, builder.place_terms, strict=True):
        place_lines.append(len(program.lines))
        terms = [(column, 1) for column in columns]
        program.line(terms, lower=theme.places, upper=theme.places, rule=PLACES)
    rule_lines: dict[str, tuple[int, ...]] = {quota.key: () for quota in frame.problem.quotas}
    for line, by_value in zip(frame.lines, builder.line_terms, strict=True):
        rule_lines[line.quota.key] += (_limit(program, line, by_value, wish),)
    return Model(
        frame=frame,
        program=program,
        groups=groups,
        scale=builder.scale,
        place_lines=tuple(place_lines),
        rule_lines=rule_lines,
        size_lines=size_lines,
        virtual=virtual,
        chosen=wish.chosen,
        owners={
            column: (number, theme)
            for number, group in enumerate(groups)
            for theme, column in group.columns
        },
    )


def _group(
    builder: _Builder, kind: int, members: tuple[int, ...], themes: tuple[int, ...]
) -> Group:
    size = len(members)
    lower = size if builder.frame.kinds[kind].is_fixed else 0
    columns = []
    for theme in themes:
        value = builder.value(members[0], theme)
        columns.append((theme, builder.column(kind, theme, size, value, lower)))
    return Group(kind, members, tuple(columns))


def _virtual(builder: _Builder) -> Iterator[tuple[tuple[int, int], int]]:
    for number, kind in enumerate(builder.frame.kinds):
        if not kind.is_fixed:
            for theme in kind.themes:
                yield (number, theme), builder.column(number, theme, 0, 0)


def _limit(program: Program, line: QuotaLine, by_value: Mapping[str, list[int]], wish: Wish) -> int:
    """Adds what a quota's line needs; returns the number of the line with its limits."""
    quota = line.quota
    if line.counts_values:
        terms = [
            (_marker(program, columns, wish.exact or quota.at_most is not None), 1)
            for _, columns in sorted(by_value.items())
        ]
    else:
        terms = [(column, 1) for column in by_value.get("", ())]
    lower = -INFINITE if quota.at_least is None else quota.at_least
    upper = INFINITE if quota.at_most is None else quota.at_most
    program.line(terms, lower=lower, upper=upper, rule=quota.key)
    return len(program.lines) - 1


def _marker(program: Program, columns: Sequence[int], is_limited: bool) -> int:
    """A column that is 1 only if any of the columns is, and must be where values are limited."""
    marker = program.column(1)
    program.line([*((column, 1) for column in columns), (marker, -1)], lower=0)
    if is_limited:
        for column in columns:
            upper = max(program.upper[column], 1)
            program.line([(column, 1), (marker, -upper)], upper=0)
    return marker
