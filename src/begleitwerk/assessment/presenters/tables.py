"""Tables of a result: what pictures show, in figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from begleitwerk.assessment.presenters.figures import (
    figure,
    group_name,
    median_words,
    member_words,
    of_highest,
    quartile_words,
    share,
    unsure_words,
    why,
)
from begleitwerk.assessment.presenters.pictures import per_cent
from begleitwerk.assessment.selectors.results import (
    Result,
    ResultCriterion,
    ResultDimension,
    ResultGroup,
    Telling,
)
from begleitwerk.engine.ratings import (
    Distribution,
    consensus,
    mean,
    together,
    unjudged,
)
from begleitwerk.fieldwork.models import Item
from begleitwerk.fieldwork.selectors import scale_of


@dataclass(frozen=True)
class Facts:
    """The figures of a dimension or a criterion; `answers` None where all is withheld.

    `is_whole` where the answers of all are in them.
    """

    short: str
    name: str
    url: str
    answers: Distribution | None
    maturity: str
    median: str
    importance: str
    consensus: str
    unsure: str
    unsure_share: str
    is_whole: bool


def dimension_rows(
    result: Result, urls: Mapping[int, str], *, only: ResultDimension | None = None
) -> list[Facts]:
    """Each dimension over its criteria that are told. Its consensus is the mean of theirs."""
    rows = []
    for dimension in [only] if only else result.dimensions:
        criteria = result.of(dimension)
        told = [row for row in criteria if row.overall]
        scales = {row.scale.values for row in told}
        answers = _pooled([row.overall for row in told]) if len(scales) == 1 else None
        weights = _pooled([row.importance for row in told])
        agreed = [found for row in told if row.overall and (found := consensus(row.overall))]
        rows.append(
            Facts(
                short=dimension.number,
                name=str(dimension),
                url=urls[dimension.pk],
                answers=answers,
                maturity=of_highest(answers),
                median=median_words(answers, criteria[0].scale),
                importance=of_highest(weights),
                consensus=figure(sum(agreed) / len(agreed), 2) if agreed else figure(None),
                unsure=unsure_words(answers),
                unsure_share=share(unjudged(answers) if answers else None),
                is_whole=all(row.is_whole for row in criteria),
            )
        )
    return rows


def _pooled(parts: Sequence[Distribution | None]) -> Distribution | None:
    return together(part for part in parts if part)


def criterion_rows(criteria: Sequence[ResultCriterion], urls: Mapping[int, str]) -> list[Facts]:
    """The figures of criteria, in their order."""
    return [
        Facts(
            short=row.number,
            name=str(row.label),
            url=urls[row.pk],
            answers=row.overall,
            maturity=of_highest(row.overall),
            median=median_words(row.overall, row.scale),
            importance=of_highest(row.importance),
            consensus=figure(consensus(row.overall) if row.overall else None, 2),
            unsure=unsure_words(row.overall),
            unsure_share=share(unjudged(row.overall) if row.overall else None),
            is_whole=row.is_whole,
        )
        for row in criteria
    ]


# --- By group -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Count:
    """How many said something; its bar is as wide as their share of the group's judgements."""

    label: str
    count: int
    width: str
    start: str


@dataclass(frozen=True)
class GroupRow:
    """How many of a group answered, and where it is about one criterion what they said.

    `why` says why that is withheld; empty where it is told.
    """

    name: str
    members: str
    size: int
    floor: int
    why: str
    mean: str
    middle: str
    counts: tuple[Count, ...]
    not_applicable: int
    cannot_judge: int
    missing: int


def group_rows(result: Result, row: ResultCriterion | None = None) -> list[GroupRow]:
    """The groups as they are told, of the whole or of one criterion."""
    return rows_of(result.groups, row)


def rows_of(groups: Sequence[ResultGroup], row: ResultCriterion | None = None) -> list[GroupRow]:
    """The same of groups that are not a result yet."""
    return [_group_row(group, row) for group in groups]


def _group_row(group: ResultGroup, row: ResultCriterion | None) -> GroupRow:
    telling = row.telling(group) if row else group.telling
    answers = row.groups.get(group.key) if row else None
    return GroupRow(
        name=group_name(group),
        members=member_words(group),
        size=group.size,
        floor=group.floor,
        why=why(group, telling),
        mean=figure(mean(answers)) if answers else "",
        middle=quartile_words(answers),
        counts=tuple(_counts(row, answers)) if row and answers else (),
        not_applicable=answers.not_applicable if answers else 0,
        cannot_judge=answers.cannot_judge if answers else 0,
        missing=answers.missing if answers else 0,
    )


def _counts(row: ResultCriterion, answers: Distribution) -> Iterator[Count]:
    for level, count in zip(row.scale.levels, answers.counts, strict=True):
        part = Fraction(count, answers.judged) if answers.judged else Fraction(0)
        yield Count(f"{level.value} {level.label}", count, per_cent(part), per_cent(1 - part))


@dataclass(frozen=True)
class LevelRow:
    """A level, what is to be seen where it is true, how many named it, and their share."""

    label: str
    anchor: str
    count: int
    share: str
    width: str


def level_rows(row: ResultCriterion, item: Item | None) -> list[LevelRow]:
    """The answers of all who are told, level by level; empty where nothing is told."""
    if row.overall is None:
        return []
    anchors = {level.value: level.anchor for level in scale_of(item).levels} if item else {}
    judged = row.overall.judged
    return [
        LevelRow(
            label=f"{level.value} {level.label}",
            anchor=anchors.get(level.value, ""),
            count=count,
            share=share(Fraction(count, judged) if judged else None),
            width=per_cent(Fraction(count, judged or 1)),
        )
        for level, count in zip(row.scale.levels, row.overall.counts, strict=True)
    ]


@dataclass(frozen=True)
class TableRow:
    """A criterion: its mean in each group (None: withheld), of all, and its importance."""

    name: str
    url: str
    cells: tuple[tuple[str, str | None], ...]
    overall: str
    importance: str


@dataclass(frozen=True)
class AnswerTable:
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]


def answer_table(
    criteria: Sequence[ResultCriterion], groups: Sequence[ResultGroup], urls: Mapping[int, str]
) -> AnswerTable:
    """The means of the groups, criterion by criterion."""
    asked = [group for group in groups if group.telling != Telling.EMPTY]
    names = [group_name(group) for group in asked]
    return AnswerTable(
        tuple(names),
        tuple(
            TableRow(
                name=str(row),
                url=urls[row.pk],
                cells=tuple(
                    (name, figure(mean(found)) if (found := row.groups.get(group.key)) else None)
                    for name, group in zip(names, asked, strict=True)
                ),
                overall=figure(mean(row.overall) if row.overall else None),
                importance=figure(mean(row.importance) if row.importance else None),
            )
            for row in criteria
        ),
    )
