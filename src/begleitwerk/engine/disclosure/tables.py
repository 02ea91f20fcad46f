"""Tables of counts that are published together, and what must not be read out of them.

A table is cells and sums. Tables are linked by sharing cells: a total that stands in two of them
is one cell. Whatever else has been or will be published of the same people (another round, a file,
an earlier paper) belongs into the same `Tables`, or it is not protected against.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Cell:
    """One count, and what everybody knows of it without the tables.

    `count`: persons or answers. `low` and `high`: between which it is known to lie beforehand;
    `high` None where nothing is known. `bundle`: cells of one bundle are shown or withheld
    together ("": the cell alone). `cost`: what withholding it costs, whole and at least 1; a
    bundle costs the sum of its cells.
    """

    key: str
    count: int
    low: int = 0
    high: int | None = None
    bundle: str = ""
    cost: int = 1

    @property
    def shown_with(self) -> str:
        return self.bundle or self.key


@dataclass(frozen=True, slots=True)
class Sum:
    """`total` is the sum of `parts`, by keys of cells."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """A cell that must stay in the dark: what can be inferred of it reaches at least from `low` up
    to `high`, both whole, with the true count between them."""

    cell: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Insider:
    """Somebody who knows more than everybody: between which counts some cells lie.

    Whoever is counted in a cell knows it holds at least one, and whoever is alone in it knows it.
    """

    name: str
    knows: Mapping[str, tuple[int, int]]


EVERYBODY = Insider("", {})


class FaultCode(StrEnum):
    """Why tables cannot be protected as they stand; details per code."""

    SAME_KEY = "same_key"  # details: key
    NEGATIVE = "negative"  # details: key
    COSTS_NOTHING = "costs_nothing"  # details: key
    NOT_AS_KNOWN = "not_as_known"  # the count lies outside what is known; details: key, insider
    NO_SUCH_CELL = "no_such_cell"  # details: key
    SUM_OFF = "sum_off"  # the parts do not add up; details: key, total, parts
    NEED_OFF = "need_off"  # the count lies outside what must be possible; details: key
    SHOWN_AND_SENSITIVE = "shown_and_sensitive"  # details: key


@dataclass(frozen=True, slots=True)
class TableFault:
    code: FaultCode
    details: Mapping[str, str | int]


class FaultyTablesError(ValueError):
    """Tables that contradict themselves; `faults` says where."""

    def __init__(self, faults: tuple[TableFault, ...]) -> None:
        super().__init__("; ".join(f"{fault.code}: {dict(fault.details)}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Tables:
    """Everything that is published of the same people.

    `shown`: keys of cells that are public already or must be shown. `needs`: what must stay in
    the dark, at most one per cell; those cells are withheld in any case. `insiders`: against whom
    beside everybody it must stay in the dark.
    """

    cells: tuple[Cell, ...]
    sums: tuple[Sum, ...]
    needs: tuple[Need, ...] = ()
    shown: frozenset[str] = frozenset()
    insiders: tuple[Insider, ...] = ()
    by_key: Mapping[str, Cell] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {cell.key: cell for cell in self.cells})
        if faults := tuple(faults_of(self)):
            raise FaultyTablesError(faults)

    @cached_property
    def room(self) -> int:
        """How far a cell of which nothing is known beforehand is taken to reach above its count.

        Less room only makes an attacker surer, so what holds with it holds without.
        """
        largest = max((cell.count for cell in self.cells), default=0)
        return 2 * largest + max((need.high for need in self.needs), default=0)

    def bounds(self, cell: Cell, insider: Insider = EVERYBODY) -> tuple[int, int]:
        """Between which counts an insider knows a cell to lie beforehand."""
        high = cell.count + self.room if cell.high is None else cell.high
        least, most = insider.knows.get(cell.key, (cell.low, high))
        return max(cell.low, least), min(high, most)

    def together(self) -> dict[str, list[Cell]]:
        """The cells by what they are shown with, in their order."""
        found: dict[str, list[Cell]] = {}
        for cell in self.cells:
            found.setdefault(cell.shown_with, []).append(cell)
        return found


def faults_of(tables: Tables) -> Iterator[TableFault]:
    keys = Counter(cell.key for cell in tables.cells)
    yield from (_fault(FaultCode.SAME_KEY, key=key) for key, often in keys.items() if often > 1)
    used = [key for row in tables.sums for key in (row.total, *row.parts)]
    used += [need.cell for need in tables.needs] + list(tables.shown)
    used += [key for insider in tables.insiders for key in insider.knows]
    if unknown := [key for key in dict.fromkeys(used) if key not in keys]:
        yield from (_fault(FaultCode.NO_SUCH_CELL, key=key) for key in unknown)
        return
    yield from _faulty_cells(tables)
    yield from _faulty_sums(tables)
    yield from _faulty_needs(tables)


def _faulty_cells(tables: Tables) -> Iterator[TableFault]:
    for cell in tables.cells:
        if cell.count < 0:
            yield _fault(FaultCode.NEGATIVE, key=cell.key)
        if cell.cost < 1:
            yield _fault(FaultCode.COSTS_NOTHING, key=cell.key)
    for insider in (EVERYBODY, *tables.insiders):
        for cell in tables.cells:
            low, high = tables.bounds(cell, insider)
            if not low <= cell.count <= high:
                yield _fault(FaultCode.NOT_AS_KNOWN, key=cell.key, insider=insider.name)


def _faulty_sums(tables: Tables) -> Iterator[TableFault]:
    for row in tables.sums:
        parts = sum(tables.by_key[key].count for key in row.parts)
        if (total := tables.by_key[row.total].count) != parts:
            yield _fault(FaultCode.SUM_OFF, key=row.total, total=total, parts=parts)


def _faulty_needs(tables: Tables) -> Iterator[TableFault]:
    yield from (
        _fault(FaultCode.NEED_OFF, key=need.cell)
        for need in tables.needs
        if not need.low <= tables.by_key[need.cell].count <= need.high
    )
    bundles = {tables.by_key[key].shown_with for key in tables.shown}
    yield from (
        _fault(FaultCode.SHOWN_AND_SENSITIVE, key=need.cell)
        for need in tables.needs
        if tables.by_key[need.cell].shown_with in bundles
    )


def _fault(code: FaultCode, **details: str | int) -> TableFault:
    return TableFault(code, details)


# --- Which tables have to do with each other ----------------------------------------------------


def separate(tables: Tables) -> list[Tables]:
    """Tables that have nothing to do with each other, each for itself.

    A cell that is shown links nothing: it is known. What links is a sum, a bundle, or an insider
    who knows of both.
    """
    leader = {cell.key: cell.key for cell in tables.cells}

    def find(key: str) -> str:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    def join(keys: Iterable[str]) -> None:
        first: str | None = None
        for key in keys:
            if key in tables.shown:
                continue
            first = first or key
            leader[find(key)] = find(first)

    for row in tables.sums:
        join((row.total, *row.parts))
    for cells in tables.together().values():
        join(cell.key for cell in cells)
    return list(_parts(tables, {key: find(key) for key in leader}))


def _parts(tables: Tables, part_of: Mapping[str, str]) -> Iterator[Tables]:
    """One for each part that has anything to keep in the dark."""
    for part in dict.fromkeys(part_of[need.cell] for need in tables.needs):
        inside = {key for key, found in part_of.items() if found == part}
        sums = tuple(row for row in tables.sums if inside & {row.total, *row.parts})
        keys = inside | {key for row in sums for key in (row.total, *row.parts)}
        yield Tables(
            cells=tuple(cell for cell in tables.cells if cell.key in keys),
            sums=sums,
            needs=tuple(need for need in tables.needs if need.cell in inside),
            shown=tables.shown & keys,
            insiders=tuple(_insiders(tables, keys)),
        )


def _insiders(tables: Tables, keys: set[str]) -> Iterator[Insider]:
    for insider in tables.insiders:
        if knows := {key: value for key, value in insider.knows.items() if key in keys}:
            yield Insider(insider.name, knows)
