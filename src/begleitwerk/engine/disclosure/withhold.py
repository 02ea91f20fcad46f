"""The cheapest set of cells to withhold so that nothing sensitive can be worked out.

Which cells are withheld is a choice of 0 and 1 per bundle. That an attacker finds a sensitive cell
able to move far enough is, for every attacker, cell and direction, a linear programme; where the
choice leaves it too little room, the prices of that programme say which other cells could give
it some: a line every sufficient choice keeps (Fischetti and Salazar-González 2000, capacity
constraints; each price counts for no more than what is missing). Lines are added until the
cheapest choice under all of them needs none, first for mixtures of choices, then for whole ones.

Counts are whole, so what a linear programme allows may still be impossible. The last word has a
search over whole counts; where it finds less room, no choice within this one can be enough, and
the line "at least one cell more" is added.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from begleitwerk.engine.disclosure.attack import (
    NOISE,
    Attacker,
    Interval,
    Reach,
    Wish,
    audit,
    in_order,
)
from begleitwerk.engine.disclosure.tables import EVERYBODY, Tables, separate
from begleitwerk.engine.program import INFINITE, FloatArray, Program, Solver, Status

MIXED_ROUNDS = 30  # rounds of lines for mixtures, before whole choices are asked for
LEAST_PROGRESS = 1e-4  # of the bound, else a round is one of `STALLS` it may have
STALLS = 3
VIOLATED = 1e-4  # by how much a line must be broken to be worth adding
WHOLE_ROUNDS = 400  # then the search ends with the best found and the bound proven


@dataclass(frozen=True)
class Protection:
    """What is withheld, and the proof that it is enough.

    `primary` are the sensitive cells, `secondary` those that protect them, by key in the order of
    the tables. `cost` is that of everything withheld; no sufficient choice costs less than
    `bound`. `intervals` is what everybody can infer of each withheld cell. `exposed` are sensitive
    cells for which nothing is enough any more: what has to be shown gives them away.
    """

    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    cost: int
    bound: int
    intervals: Mapping[str, Interval]
    exposed: tuple[str, ...]

    @property
    def is_optimal(self) -> bool:
        return self.cost <= self.bound

    @property
    def withheld(self) -> frozenset[str]:
        return frozenset((*self.primary, *self.secondary))


@dataclass(slots=True)
class Choice:
    """One part's answer: which bundles are withheld, at which cost and bound."""

    bundles: frozenset[str]
    bound: int
    exposed: tuple[str, ...] = ()


def protect(tables: Tables, *, rounds: int = WHOLE_ROUNDS) -> Protection:
    """Withholds as little as possible; deterministic.

    After `rounds` of the search in a part of the tables it ends there with a sufficient choice
    that need not be the cheapest; `bound` says how far it may be off.
    """
    bundles = tables.together()
    chosen: set[str] = set()
    exposed: set[str] = set()
    bound = 0
    for part in separate(tables):
        choice = Search(part).run(rounds)
        chosen |= choice.bundles
        exposed.update(choice.exposed)
        bound += choice.bound
    sensitive = {need.cell for need in tables.needs}
    withheld = [cell.key for name in chosen for cell in bundles[name]]
    return Protection(
        primary=tuple(in_order(tables, sensitive)),
        secondary=tuple(in_order(tables, set(withheld) - sensitive)),
        cost=sum(cell.cost for name in chosen for cell in bundles[name]),
        bound=bound,
        intervals=intervals_of(tables, withheld),
        exposed=tuple(in_order(tables, exposed)),
    )


def intervals_of(tables: Tables, withheld: Iterable[str]) -> Mapping[str, Interval]:
    """What everybody can infer of each withheld cell, by its key."""
    known = set(withheld)
    found: dict[str, Interval] = {}
    for part in separate(tables):
        inside = [cell.key for cell in part.cells if cell.key in known]
        found |= audit(part, inside)
    return {key: found[key] for key in in_order(tables, known)}


@dataclass
class Search:
    """The search in tables that hang together."""

    tables: Tables
    lines: int = 0
    limit: int = 0  # number of the line that asks for less than the best choice costs
    attackers: list[Attacker] = field(init=False)

    def __post_init__(self) -> None:
        together = self.tables.together()
        self.names = list(together)
        self.costs = [sum(cell.cost for cell in cells) for cells in together.values()]
        position = {name: number for number, name in enumerate(self.names)}
        self.bundle_of = np.array([position[cell.shown_with] for cell in self.tables.cells])
        by_key = self.tables.by_key
        self.sensitive = {position[by_key[need.cell].shown_with] for need in self.tables.needs}
        self.open = {position[by_key[key].shown_with] for key in self.tables.shown}
        people = (EVERYBODY, *self.tables.insiders)
        self.attackers = [Attacker(self.tables, insider) for insider in people]
        self.wishes = [attacker.wishes() for attacker in self.attackers]
        self.exposed = self._give_up_the_impossible()
        self.master = Solver(self._master())

    def _master(self) -> Program:
        program = Program()
        for number, cost in enumerate(self.costs):
            upper = 0 if number in self.open else 1
            program.column(upper, -cost, lower=int(number in self.sensitive))
        program.line([(number, -cost) for number, cost in enumerate(self.costs)])
        for terms in self._never_alone():
            program.line(terms, lower=0)
        return program

    def _never_alone(self) -> Iterator[list[tuple[int, int]]]:
        """In no sum a cell is withheld alone: it is what is missing, so showing it costs nothing.

        Said of cells that are a bundle by themselves, as in a bundle another may need it, and not
        of sensitive cells nobody can or need protect.
        """
        wished = {self.bundle_of[wish.cell] for wishes in self.wishes for wish in wishes}
        sizes = np.bincount(self.bundle_of, minlength=len(self.names))
        number = {cell.key: index for index, cell in enumerate(self.tables.cells)}
        for row in self.tables.sums:
            bundles = [int(self.bundle_of[number[key]]) for key in (row.total, *row.parts)]
            for one in bundles:
                if sizes[one] == 1 and one not in self.sensitive - wished:
                    others = dict.fromkeys(other for other in bundles if other != one)
                    yield [*((other, 1) for other in others), (one, -1)]

    def run(self, rounds: int) -> Choice:
        """The cheapest sufficient choice; after `rounds` the best one found so far."""
        best = self._thinned(np.ones(len(self.names)))
        self._lines_for_mixtures()
        bound = 0
        for _ in range(rounds):
            self.master.change_line(self.limit, 1 - self._cost(best), INFINITE)
            solution = self.master.solve()
            if solution.status != Status.OPTIMAL:
                bound = self._cost(best)
            else:
                bound = -solution.bound
                shares = np.array(solution.counts, float)
                if not self._lines_for(shares):
                    best = shares
                elif self._cost(found := self._thinned(shares)) < self._cost(best):
                    best = found
            if bound >= self._cost(best):
                break
        return Choice(self._named(best), bound, self.exposed)

    def _cost(self, shares: FloatArray) -> int:
        return round(float(shares @ self.costs))

    def _named(self, shares: Iterable[float]) -> frozenset[str]:
        return frozenset(name for name, share in zip(self.names, shares, strict=True) if share)

    def _give_up_the_impossible(self) -> tuple[str, ...]:
        """Takes out what even withholding everything cannot protect, and names the cells."""
        everything = self._everything()
        exposed: dict[str, None] = {}
        for attacker, wishes in zip(self.attackers, self.wishes, strict=True):
            lost = set(self._too_narrow(attacker, wishes, everything))
            exposed |= dict.fromkeys(self.tables.cells[wish.cell].key for wish in lost)
            wishes[:] = [wish for wish in wishes if wish not in lost]
        return tuple(exposed)

    def _thinned(self, kept: FloatArray) -> FloatArray:
        """A sufficient choice: from everything, one after the other is shown that is not needed,
        those a choice does not keep first, and the dearer before the cheaper."""
        shares = self._everything()
        thinning = Thinning(self, shares)
        free = [n for n in range(len(self.names)) if shares[n] and n not in self.sensitive]
        for number in sorted(free, key=lambda n: (kept[n], -self.costs[n])):
            thinning.show(number)
        pairs = zip(self.attackers, self.wishes, strict=True)
        if any(any(self._too_narrow(who, wishes, thinning.shares)) for who, wishes in pairs):
            return shares
        return thinning.shares

    def _everything(self) -> FloatArray:
        return np.array([0.0 if n in self.open else 1.0 for n in range(len(self.names))])

    # --- Lines every sufficient choice keeps ----------------------------------------------------

    def _lines_for_mixtures(self) -> None:
        """Lines as long as the bound moves: cheap, and they leave the whole search little to do."""
        values = [-cost for cost in self.costs]
        bound, stalls = 0.0, 0
        for _ in range(MIXED_ROUNDS):
            found = self.master.relax(values)
            if found is None:
                raise AssertionError("withholding everything is enough")
            progress = -found.value - bound
            bound = -found.value
            added = self._linear_lines(np.clip(found.columns, 0, 1))
            stalls = stalls + 1 if progress < LEAST_PROGRESS * max(bound, 1) else 0
            if not added or stalls > STALLS:
                break

    def _lines_for(self, shares: FloatArray) -> bool:
        """Adds what a whole choice lacks; whether it lacks anything."""
        if self._linear_lines(shares):
            return True
        pairs = zip(self.attackers, self.wishes, strict=True)
        if any(any(self._too_narrow(who, wishes, shares)) for who, wishes in pairs):
            shown = tuple(int(number) for number in np.flatnonzero(shares < 0.5))
            self.master.add_cut(shown, (1.0,) * len(shown), 1)
            return True
        return False

    def _linear_lines(self, shares: FloatArray) -> int:
        """Adds a line for every wish a choice or mixture leaves too little room; how many."""
        before = self.lines
        for attacker, wishes in zip(self.attackers, self.wishes, strict=True):
            attacker.withhold(list(shares[self.bundle_of]))
            done: set[Wish] = set()
            for wish in wishes:
                if wish not in done:
                    reach = attacker.farthest(wish.cell, up=wish.up)
                    done.update(other for other in wishes if moved(reach.moves, other))
                    self._line_from(reach, wish, shares)
        return self.lines - before

    def _line_from(self, reach: Reach, wish: Wish, shares: FloatArray) -> None:
        worth = np.zeros(len(self.names))
        np.add.at(worth, self.bundle_of, np.minimum(reach.worth, wish.by))
        weights = np.minimum(worth / wish.by, 1.0)
        if weights @ shares > 1 - VIOLATED:
            return
        used = np.flatnonzero(weights > NOISE)
        self.master.add_cut(used.tolist(), weights[used].tolist(), 1 - NOISE)
        self.lines += 1

    def _too_narrow(
        self, attacker: Attacker, wishes: Sequence[Wish], shares: FloatArray
    ) -> Iterator[Wish]:
        """The wishes for which a choice leaves too little room, counts being whole."""
        attacker.withhold(list(shares[self.bundle_of]))
        done: set[Wish] = set()
        for wish in wishes:
            if wish in done:
                continue
            distance, moves = attacker.farthest_whole(wish.cell, up=wish.up)
            if distance < wish.by:
                yield wish
            done.update(other for other in wishes if moved(moves, other))


class Thinning:
    """Shows one bundle after the other as long as every wish has moves that fulfil it.

    Of each wish the moves are kept; only where they touch the bundle others are looked for.
    """

    def __init__(self, search: Search, shares: FloatArray) -> None:
        self.search = search
        self.shares = shares.copy()
        self.moves: dict[tuple[int, Wish], FloatArray] = {}
        for person, wishes in enumerate(search.wishes):
            self._renew(person, wishes)

    def show(self, bundle: int) -> bool:
        """Shows a bundle if it can be; whether it is shown."""
        cells = np.flatnonzero(self.search.bundle_of == bundle)
        touched: dict[int, list[Wish]] = {}
        for (person, wish), moves in self.moves.items():
            if np.any(np.abs(moves[cells]) > NOISE):
                touched.setdefault(person, []).append(wish)
        before, self.shares[bundle] = dict(self.moves), 0.0
        if all(self._renew(person, wishes) for person, wishes in touched.items()):
            return True
        self.moves, self.shares[bundle] = before, 1.0
        return False

    def _renew(self, person: int, wishes: Sequence[Wish]) -> bool:
        """Looks for moves that fulfil wishes; whether there are for all of them."""
        attacker = self.search.attackers[person]
        attacker.withhold(list(self.shares[self.search.bundle_of]))
        for wish in wishes:
            moves = attacker.farthest(wish.cell, up=wish.up).moves
            if not moved(moves, wish):
                return False
            self.moves[person, wish] = moves
        return True


def moved(moves: FloatArray | NDArray[np.int64], wish: Wish) -> bool:
    """Whether these moves show what a wish asks for."""
    there = moves[wish.cell] if wish.up else -moves[wish.cell]
    return bool(there >= wish.by - NOISE)
