"""Who reads which application: everybody about the same number, nobody her own.

A balanced assignment is a semi-matching with demands (Harvey, Ladner, Lovász, Tamir: Semi-matchings
for bipartite graphs and load balancing, J. Algorithms 59, 2006): it is best for the sum of squared
loads, and with it for the largest load, exactly when no chain of hand-overs leads from somebody
with n reviews to somebody with n − 2 or fewer. So chains are followed until there is none.
"""

import hashlib
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reading:
    """An application to be read: who reads it already and stays, who must not."""

    key: str
    kept: tuple[str, ...] = ()
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Spread:
    """`added` are the new readers of each application, `loads` reviews per person with the kept
    ones, `lacking` how many readers an application is still without."""

    added: Mapping[str, tuple[str, ...]]
    loads: Mapping[str, int]
    lacking: Mapping[str, int] = field(default_factory=dict)


def spread(
    readings: Iterable[Reading], reviewers: Iterable[str], *, each: int = 2, seed: str = ""
) -> Spread:
    """Give every application `each` readers, so that the loads differ as little as possible.

    The order of the arguments never matters; `seed` only mixes who reads with whom.
    """
    people = sorted(set(reviewers))
    work = _Work({reading.key: reading for reading in readings}, people, each, seed)
    for key in sorted(work.readings):
        work.fill(key)
    while chain := work.chain():
        work.hand_over(chain)
    return Spread(
        added={key: tuple(sorted(found)) for key, found in work.added.items()},
        loads={person: work.loads[person] for person in people},
        lacking={key: short for key in sorted(work.readings) if (short := work.short(key))},
    )


Chain = list[tuple[str, str, str]]  # application, from whom, to whom


class _Work:
    """The assignment while it is made."""

    def __init__(
        self, readings: Mapping[str, Reading], people: Sequence[str], each: int, seed: str
    ) -> None:
        self.readings, self.people, self.each, self.seed = readings, people, each, seed
        self.added: dict[str, set[str]] = {key: set() for key in readings}
        self.loads = dict.fromkeys(people, 0)
        self.together: dict[tuple[str, str], int] = {}
        for reading in readings.values():
            for person in reading.kept:
                self.loads[person] = self.loads.get(person, 0) + 1

    def readers(self, key: str) -> set[str]:
        return {*self.readings[key].kept, *self.added[key]}

    def short(self, key: str) -> int:
        return max(0, self.each - len(self.readers(key)))

    def free_for(self, key: str) -> list[str]:
        """Who may still read it."""
        taken = self.readers(key) | self.readings[key].barred
        return [person for person in self.people if person not in taken]

    def mixed(self, key: str, person: str) -> str:
        text = f"{self.seed}\n{key}\n{person}"
        return hashlib.sha256(text.encode()).hexdigest()

    def fill(self, key: str) -> None:
        """The least loaded ones, those first who read little together."""
        while self.short(key) and (free := self.free_for(key)):
            there = self.readers(key)
            person = min(
                free,
                key=lambda name: (
                    self.loads[name],
                    sum(self.together.get(_pair(name, other), 0) for other in there),
                    self.mixed(key, name),
                ),
            )
            for other in there:
                pair = _pair(person, other)
                self.together[pair] = self.together.get(pair, 0) + 1
            self.added[key].add(person)
            self.loads[person] += 1

    def chain(self) -> Chain:
        """Hand-overs from somebody with n reviews to somebody with at most n − 2, or none."""
        held: dict[str, list[str]] = {person: [] for person in self.people}
        for key in sorted(self.added):
            for person in self.added[key]:
                held[person].append(key)
        for start in sorted(self.people, key=lambda name: (-self.loads[name], name)):
            if found := self.chain_from(start, held):
                return found
        return []

    def chain_from(self, start: str, held: Mapping[str, list[str]]) -> Chain:
        before: dict[str, tuple[str, str]] = {}  # person → application, who hands it over
        queue = deque([start])
        while queue:
            giver = queue.popleft()
            for key in held[giver]:
                for taker in self.free_for(key):
                    if taker == start or taker in before:
                        continue
                    before[taker] = (key, giver)
                    if self.loads[taker] <= self.loads[start] - 2:
                        return _walk_back(taker, start, before)
                    queue.append(taker)
        return []

    def hand_over(self, chain: Chain) -> None:
        for key, giver, taker in chain:
            self.added[key].remove(giver)
            self.added[key].add(taker)
            self.loads[giver] -= 1
            self.loads[taker] += 1


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _walk_back(end: str, start: str, before: Mapping[str, tuple[str, str]]) -> Chain:
    chain: Chain = []
    while end != start:
        key, giver = before[end]
        chain.append((key, giver, end))
        end = giver
    return chain[::-1]
