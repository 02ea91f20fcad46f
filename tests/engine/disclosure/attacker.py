"""An attacker of its own: knows what was published and nothing of how it was chosen.

Solves for counts, not for moves; with HiGHS's own modelling, not with our programmes; over whole
counts or, as a linear programme, over any.
"""

import itertools
from collections.abc import Iterator
from functools import cache

import highspy

from begleitwerk.engine.disclosure import Insider, Need, Tables, protect

MANY = 10_000


class Attack:
    def __init__(
        self,
        tables: Tables,
        withheld: frozenset[str],
        insider: Insider | None = None,
        *,
        whole: bool = True,
    ) -> None:
        self.solver = highspy.Highs()
        self.solver.silent()
        self.solver.setOptionValue("mip_rel_gap", 0.0)
        kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        self.counts = {}
        for cell in tables.cells:
            low, high = cell.low, MANY if cell.high is None else cell.high
            if insider and cell.key in insider.knows:
                low, high = insider.knows[cell.key]
            if cell.key not in withheld:
                low = high = cell.count
            self.counts[cell.key] = self.solver.addVariable(lb=low, ub=high, type=kind)
        for row in tables.sums:
            parts = [self.counts[key] for key in row.parts]
            self.solver.addConstr(self.solver.qsum(parts) == self.counts[row.total])

    def least(self, key: str) -> float:
        self.solver.minimize(self.counts[key])
        return float(self.solver.getInfo().objective_function_value)

    def most(self, key: str) -> float:
        self.solver.maximize(self.counts[key])
        return float(self.solver.getInfo().objective_function_value)

    def learns_of(self, need: Need, known: tuple[int, int] | None = None) -> bool:
        """Whether more can be inferred than may be; what was known before does not count."""
        low, high = need.low, need.high
        if known:
            low, high = max(low, known[0]), min(high, known[1])
        return self.least(need.cell) > low + 1e-6 or self.most(need.cell) < high - 1e-6


def betrayed(tables: Tables, withheld: frozenset[str], *, whole: bool = True) -> list[str]:
    """The sensitive cells somebody learns too much of."""
    found = []
    for insider in (None, *tables.insiders):
        attack = Attack(tables, withheld, insider, whole=whole)
        known = insider.knows if insider else {}
        found += [n.cell for n in tables.needs if attack.learns_of(n, known.get(n.cell))]
    return found


def learned(tables: Tables) -> set[str]:
    """What is learned of tables once they are protected, by whole counts and by any, and was not
    said to be exposed. AssertionError where the protection is not proven to be the cheapest."""
    found = protect(tables)
    assert found.is_optimal
    both = (betrayed(tables, found.withheld, whole=whole) for whole in (True, False))
    return set().union(*both) - set(found.exposed)


def cheapest(tables: Tables) -> int:
    """The cost of the cheapest sufficient choice, by trying all of them in order of cost."""
    bundles = tables.together()
    sensitive = {tables.by_key[need.cell].shown_with for need in tables.needs}
    closed = {tables.by_key[key].shown_with for key in tables.shown}
    free = [name for name in bundles if name not in sensitive | closed]

    @cache
    def cost(name: str) -> int:
        return sum(cell.cost for cell in bundles[name])

    def choices() -> Iterator[tuple[int, frozenset[str]]]:
        for size in range(len(free) + 1):
            for chosen in itertools.combinations(free, size):
                names = sensitive | set(chosen)
                yield sum(map(cost, names)), frozenset(names)

    for price, names in sorted(choices(), key=lambda pair: pair[0]):
        withheld = frozenset(cell.key for name in names for cell in bundles[name])
        if not missing_alone(tables, withheld) and not betrayed(tables, withheld):
            return price
    raise AssertionError("withholding everything is not enough")


def missing_alone(tables: Tables, withheld: frozenset[str]) -> bool:
    """Whether a sensitive cell is all that is missing in a sum: known without any search."""
    for row in tables.sums:
        missing = withheld & {row.total, *row.parts}
        if len(missing) == 1 and missing & {need.cell for need in tables.needs}:
            return True
    return False
