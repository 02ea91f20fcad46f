"""A chosen portfolio under other rules: one model and one solver, solved again and again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from begleitwerk.engine.program import (
    INFINITE,
    Line,
    Solution,
    Solver,
    Status,
)
from begleitwerk.engine.selection.choose import Stop
from begleitwerk.engine.selection.frame import Frame
from begleitwerk.engine.selection.model import Group, Model, Wish, reduced_model
from begleitwerk.engine.selection.problem import Quota
from begleitwerk.engine.selection.result import Portfolio


@dataclass(frozen=True, slots=True)
class Study:
    """Everything here answers "what would be chosen, if …", as close to the chosen as it can.

    Models carry one spare per kind, so that one candidate more may be placed or forbidden.
    """

    model: Model
    solver: Solver
    chosen: Portfolio

    @classmethod
    def of_rules(cls, frame: Frame, chosen: Portfolio, stop: Stop | None) -> "Study":
        """With the places as they are."""
        return cls._made(frame, chosen, stop, tuple(theme.places for theme in frame.themes))

    @classmethod
    def of_one_more(cls, frame: Frame, chosen: Portfolio, stop: Stop | None, more: int) -> "Study":
        """With one more place in the theme of this number in Frame.themes."""
        rooms = tuple(theme.places + (number == more) for number, theme in enumerate(frame.themes))
        study = cls._made(frame, chosen, stop, rooms)
        study.solver.change_line(study.model.place_lines[more], rooms[more], rooms[more])
        return study

    @classmethod
    def of_places(cls, frame: Frame, chosen: Portfolio, stop: Stop | None) -> "Study":
        """With as many places together, which themes may share as they like."""
        study = cls._made(frame, chosen, stop, (frame.places,) * len(frame.themes))
        for number in study.model.place_lines:
            study.solver.change_line(number, 0, frame.places)
        columns = tuple(column for group in study.model.groups for _, column in group.columns)
        total = Line(columns, (1,) * len(columns), frame.places, frame.places)
        study.solver.add_line(total)
        return study

    @classmethod
    def _made(
        cls, frame: Frame, chosen: Portfolio, stop: Stop | None, rooms: tuple[int, ...]
    ) -> "Study":
        wish = Wish(chosen=frame.numbers(chosen.members), rooms=rooms, spare=1)
        model = reduced_model(frame, wish)
        return cls(model, Solver(model.program, stop=stop), chosen)

    @contextmanager
    def limits(self, quota: Quota, at_least: int | None, at_most: int | None) -> Iterator[None]:
        """Other limits for a quota (None: no limit) while the block runs."""
        self._set(quota, at_least, at_most)
        try:
            yield
        finally:
            self._set(quota, quota.at_least, quota.at_most)

    def best(self) -> Portfolio | None:
        """The best choice; None where there is none."""
        solution = self.solver.solve()
        return self.model.portfolio(solution.counts) if _exists(solution) else None

    def newcomers(self) -> tuple[Portfolio | None, tuple[str, ...]]:
        """The best choice, and who is in every best choice without being chosen now."""
        solution = self.solver.solve()
        if not _exists(solution):
            return None, ()
        certain: list[str] = []
        for number, group in enumerate(self.model.groups):
            is_new = not any(member in self.model.chosen for member in group.members)
            if is_new and group.count(solution.counts) == len(group.members):
                points = solution.value // self.model.scale
                if self._points_without_one(number, group) < points:
                    certain += (self.model.frame.candidates[row].key for row in group.members)
        return self.model.portfolio(solution.counts), tuple(certain)

    def _points_without_one(self, number: int, group: Group) -> int:
        """The most points where one of the group may not be placed; -1 where nothing is left."""
        with forbidden_one(self.model, self.solver, number, group):
            solution = self.solver.solve()
        return solution.value // self.model.scale if _exists(solution) else -1

    def _set(self, quota: Quota, at_least: int | None, at_most: int | None) -> None:
        lower = -INFINITE if at_least is None else at_least
        upper = INFINITE if at_most is None else at_most
        for number in self.model.rule_lines[quota.key]:
            self.solver.change_line(number, lower, upper)


@contextmanager
def forbidden_one(model: Model, solver: Solver, number: int, group: Group) -> Iterator[None]:
    """One of a group may not be placed while the block runs."""
    size = len(group.members)

    def set_size(upper: int) -> None:
        if number in model.size_lines:
            solver.change_line(model.size_lines[number], 0, upper)
        else:
            solver.change_bounds(group.columns[0][1], 0, upper)

    set_size(size - 1)
    try:
        yield
    finally:
        set_size(size)


def _exists(solution: Solution) -> bool:
    return solution.status is not Status.INFEASIBLE
