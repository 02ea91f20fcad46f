"""What may be told of a self-assessment, as it was kept when the answers ended; nothing else is
read. What is computed from it cannot say more (ADR 35)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from begleitwerk.assessment.models import Assessment, Criterion, Finding
from begleitwerk.catalogue.models import reads_english
from begleitwerk.core.once import once_per_page
from begleitwerk.engine.ratings import (
    EVERYBODY,
    JOINT,
    Distribution,
    Party,
    Point,
    Rated,
    joined_up,
    talking_points,
    together,
)
from begleitwerk.fieldwork.models import Collection, Remark
from begleitwerk.fieldwork.selectors import sizes_of

IMPORTANCE = (1, 2, 3)


@dataclass(frozen=True)
class Words:
    """A text in both languages; it reads in the active one."""

    de: str
    en: str

    def __str__(self) -> str:
        return (self.en if reads_english() else "") or self.de


@dataclass(frozen=True)
class ResultLevel:
    value: int
    label: Words


@dataclass(frozen=True)
class ResultScale:
    """Levels ascending; `low` and `high` are the poles of a bipolar scale, else None."""

    kind: str
    levels: tuple[ResultLevel, ...]
    low: Words | None
    high: Words | None

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(level.value for level in self.levels)

    @property
    def lowest(self) -> Words:
        return self.low or self.levels[0].label

    @property
    def highest(self) -> Words:
        return self.high or self.levels[-1].label


class Telling(StrEnum):
    """Whether a group's answers are told, and why not."""

    TOLD = "told"
    EMPTY = "empty"  # nobody answered
    FEW = "few"  # fewer than its floor
    OTHERS = "others"  # they would give away what single people said


@dataclass(frozen=True)
class ResultGroup:
    """Who answered as one: a group, or the small ones together (`members`; `key` is JOINT)."""

    key: str
    name: str
    size: int
    floor: int
    members: tuple["ResultGroup", ...] = ()

    @property
    def telling(self) -> Telling:
        """As far as it hangs on how many came."""
        if not self.size:
            return Telling.EMPTY
        return Telling.FEW if self.size < self.floor else Telling.TOLD

    @property
    def is_told(self) -> bool:
        return self.telling == Telling.TOLD


@dataclass(frozen=True)
class ResultDimension:
    pk: int
    key: str
    number: str
    label: Words

    def __str__(self) -> str:
        return str(self.label)


@dataclass(frozen=True)
class ResultCriterion:
    """What may be told of a criterion.

    `groups` and `weights` (importance 1 to 3) by key of the group, None where withheld; `everybody`
    of all, None where it would tell what is withheld. `source` is the id of the framework's
    criterion, None for an own one.
    """

    pk: int
    number: str
    label: Words
    text: Words
    dimension: int
    source: int | None
    scale: ResultScale
    everybody: Distribution | None
    groups: Mapping[str, Distribution | None]
    weight: Distribution | None
    weights: Mapping[str, Distribution | None]

    def __str__(self) -> str:
        return f"{self.number} {self.label}".strip()

    @cached_property
    def overall(self) -> Distribution | None:
        """The answers of all; where they are withheld, those of the groups that are told."""
        return self.everybody or together(row for row in self.groups.values() if row)

    @cached_property
    def importance(self) -> Distribution | None:
        """How important it is to all, or to the groups that are told."""
        return self.weight or together(row for row in self.weights.values() if row)

    @property
    def is_whole(self) -> bool:
        """Whether `overall` holds the answers of all."""
        return self.everybody is not None

    def telling(self, group: ResultGroup) -> Telling:
        """Whether this group's answers are told, and why not."""
        if group.telling != Telling.TOLD:
            return group.telling
        return Telling.TOLD if self.groups.get(group.key) else Telling.OTHERS

    @cached_property
    def rated(self) -> Rated:
        return Rated(str(self.pk), self.overall, self.groups, self.importance)


@dataclass(frozen=True)
class Result:
    """What may be told of a self-assessment.

    `groups` as they are told: the small ones together as the last. `late` and `from_paper` count
    people.
    """

    on: date
    late: int
    from_paper: int
    groups: tuple[ResultGroup, ...]
    dimensions: tuple[ResultDimension, ...]
    criteria: tuple[ResultCriterion, ...]

    @property
    def size(self) -> int:
        """How many people answered."""
        return sum(group.size for group in self.groups)

    @property
    def group_count(self) -> int:
        """How many groups they came from."""
        parts = [part for group in self.groups for part in group.members or (group,)]
        return sum(part.size > 0 for part in parts)

    @property
    def told_groups(self) -> list[ResultGroup]:
        return [group for group in self.groups if group.is_told]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is withheld anywhere."""
        return all(row.is_whole and all(row.groups.values()) for row in self.criteria)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """What to talk about; `criterion` of each is the key of a criterion as text."""
        return talking_points([row.rated for row in self.criteria])

    def of(self, dimension: ResultDimension) -> list[ResultCriterion]:
        return [row for row in self.criteria if row.dimension == dimension.pk]

    def group(self, key: str) -> ResultGroup:
        return next(group for group in self.groups if group.key == key)

    def criterion(self, pk: int) -> ResultCriterion | None:
        return next((row for row in self.criteria if row.pk == pk), None)

    def dimension(self, pk: int) -> ResultDimension | None:
        return next((row for row in self.dimensions if row.pk == pk), None)


@once_per_page
def result_of(assessment: Assessment) -> Result | None:
    """What may be told of a self-assessment; None before its answers have ended. No query."""
    kept = assessment.result
    if not kept:
        return None
    scales = [_scale(row) for row in kept["scales"]]
    return Result(
        on=date.fromisoformat(kept["on"]),
        late=kept["late"],
        from_paper=kept["from_paper"],
        groups=_groups(kept),
        dimensions=tuple(
            ResultDimension(row["pk"], row["key"], row["number"], _words(row["label"]))
            for row in kept["dimensions"]
        ),
        criteria=tuple(_criterion(row, scales[row["scale"]]) for row in kept["criteria"]),
    )


def _groups(kept: Mapping[str, Any]) -> tuple[ResultGroup, ...]:
    named = {row["key"]: ResultGroup(**row) for row in kept["groups"]}
    small = tuple(named[key] for key in kept["joined"])
    size = sum(group.size for group in small)
    floor = max((group.floor for group in small), default=0)
    joint = ResultGroup(JOINT, "", size, floor, small)
    return tuple(named.get(key, joint) for key in kept["parties"])


def _criterion(row: Mapping[str, Any], scale: ResultScale) -> ResultCriterion:
    answers = {key: _answers(scale.values, told) for key, told in row["answers"].items()}
    weights = {key: _weights(told) for key, told in row["importance"].items()}
    return ResultCriterion(
        pk=row["pk"],
        number=row["number"],
        label=_words(row["label"]),
        text=_words(row["text"]),
        dimension=row["dimension"],
        source=row["source"],
        scale=scale,
        everybody=answers.pop(EVERYBODY),
        groups=answers,
        weight=weights.pop(EVERYBODY, None),
        weights=weights,
    )


def _answers(levels: tuple[int, ...], told: list[int] | None) -> Distribution | None:
    if told is None:
        return None
    return Distribution(levels, tuple(told[:-3]), *told[-3:])


def _weights(told: list[int] | None) -> Distribution | None:
    return None if told is None else Distribution(IMPORTANCE, tuple(told[:-1]), missing=told[-1])


def _scale(kept: Mapping[str, Any]) -> ResultScale:
    return ResultScale(
        kept["kind"],
        tuple(ResultLevel(row["value"], _words(row["label"])) for row in kept["levels"]),
        _words(kept["low"]) if kept["low"] else None,
        _words(kept["high"]) if kept["high"] else None,
    )


def _words(kept: Mapping[str, str]) -> Words:
    return Words(kept["de"], kept["en"])


# --- Beside the figures ---------------------------------------------------------------------------


def finding_on(assessment: Assessment, row: ResultCriterion) -> Finding:
    """The finding on a criterion of a result, with the criterion and its item."""
    rows = Finding.objects.select_related("criterion__item")
    finding = rows.get(assessment=assessment, criterion=row.pk)
    finding.assessment, finding.municipality = assessment, assessment.municipality
    return finding


def remarks_on(criterion: Criterion) -> list[Remark]:
    """What people wrote to a criterion, as far as somebody read it and found nobody in it."""
    rows = Remark.objects.filter(item=criterion.item_id, is_shown=True)
    return list(rows.order_by("kind", "pk"))


def groups_so_far(collection: Collection) -> tuple[ResultGroup, ...]:
    """The groups as they would be told if the answers ended now; two queries."""
    sizes = sizes_of(collection)
    rows = [row for row in collection.groups.all() if not row.is_joined]
    named = {
        str(row.pk): ResultGroup(str(row.pk), row.name, sizes.get(row.pk, 0), row.floor)
        for row in rows
    }
    parties = [Party(group.key, group.size, group.floor) for group in named.values()]
    told, joined = joined_up(parties)
    return tuple(
        named.get(party.key)
        or ResultGroup(JOINT, "", party.size, party.floor, tuple(named[key] for key in joined))
        for party in told
    )
