"""The best choice that holds a given candidate, for many candidates with few solves.

All candidates of one kind share it, up to their own points: one more of the kind without points,
and the best completion by others. Only where that completion needs the candidate itself, it is
solved for that candidate alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from begleitwerk.engine.program import (
    Solution,
    Solver,
    Status,
)
from begleitwerk.engine.selection.choose import Stop
from begleitwerk.engine.selection.frame import Frame
from begleitwerk.engine.selection.model import Model, Wish, reduced_model
from begleitwerk.engine.selection.result import Portfolio
from begleitwerk.engine.selection.study import forbidden_one


@dataclass(frozen=True, slots=True)
class Completions:
    """The best way to fill the other places beside one more candidate of a kind in a theme."""

    model: Model
    solver: Solver
    group_of: Mapping[int, int]  # candidate → number of its group; who has none is never placed
    shared: dict[tuple[int, int], Solution] = field(default_factory=dict)
    own: dict[tuple[int, int], Solution] = field(default_factory=dict)

    @classmethod
    def of(cls, frame: Frame, chosen: Portfolio, stop: Stop | None) -> "Completions":
        wish = Wish(chosen=frame.numbers(chosen.members), spare=1, virtual=True)
        model = reduced_model(frame, wish)
        group_of = {
            member: number for number, group in enumerate(model.groups) for member in group.members
        }
        return cls(model, Solver(model.program, stop=stop), group_of)

    def with_candidate(self, number: int, theme: int) -> Portfolio | None:
        """The best choice that holds the candidate in the theme; None where there is none."""
        solution = self._solution(number, theme)
        if solution.status is Status.INFEASIBLE:
            return None
        frame = self.model.frame
        others = self.model.placed(solution.counts, avoiding=(number,))
        return frame.portfolio([*others, frame.placed(number, theme)])

    def _solution(self, number: int, theme: int) -> Solution:
        kind = int(self.model.frame.kind_of[number])
        if (kind, theme) not in self.shared:
            self.shared[kind, theme] = self._solved(kind, theme)
        solution = self.shared[kind, theme]
        if solution.status is Status.INFEASIBLE or number not in self.group_of:
            return solution
        group_number = self.group_of[number]
        group = self.model.groups[group_number]
        if group.count(solution.counts) < len(group.members):
            return solution
        if (group_number, theme) not in self.own:
            with forbidden_one(self.model, self.solver, group_number, group):
                self.own[group_number, theme] = self._solved(kind, theme)
        return self.own[group_number, theme]

    def _solved(self, kind: int, theme: int) -> Solution:
        column = self.model.virtual[kind, theme]
        self.solver.change_bounds(column, 1, 1)
        try:
            return self.solver.solve()
        finally:
            self.solver.change_bounds(column, 0, 0)
