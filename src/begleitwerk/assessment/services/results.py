"""The end of the answers: what may be told of them is made once, protected, and frozen (ADR 35)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.models import Assessment, Criterion, Finding
from begleitwerk.core.services import Refused, changing
from begleitwerk.core.services.audit import Actor
from begleitwerk.engine.canonical import digest_of
from begleitwerk.engine.ratings import EVERYBODY, Party, Question, Told, tell
from begleitwerk.fieldwork.enums import CollectionState, Special
from begleitwerk.fieldwork.models import Collection, Group
from begleitwerk.fieldwork.selectors import Counts, counts_of
from begleitwerk.fieldwork.services.closing import close_collection

FORMAT = 1  # of what is kept in Assessment.result
IMPORTANCE = ("1", "2", "3")
Progress = Callable[[int], None]
Said = Mapping[tuple[int, int | None], Mapping[Any, int]]  # by item and group


def close_assessment(
    *,
    by: Actor | None,
    assessment: Assessment,
    progress: Progress | None = None,
    also: Callable[[], None] | None = None,
) -> Assessment:
    """End the answers for good, and keep what may be told of them; one finding per criterion.

    Two steps, each of which is stored by itself, as the second may take a while: the answers are
    closed, then their result is written. Whoever was interrupted between calls it again.
    `progress` is told how many tables are done, one for the levels and one for the importance of
    each criterion; `also` is done with the result or not at all. Raises Refused where it is not
    open.
    """
    check_is_open(assessment)
    collection = Collection.objects.get(pk=assessment.collection_id)
    if collection.state != CollectionState.CLOSED:
        collection = close_collection(by=by, collection=collection)
    assessment.collection = collection
    result = result_from(assessment, counts_of(collection), progress)
    with changing(assessment, by=by, verb="assessment.closed", always=("digest",)) as assessment:
        check_is_open(assessment)
        assessment.result, assessment.digest = result, digest_of(result)
        assessment.state = AssessmentState.RESULT
        Finding.objects.bulk_create(
            Finding(
                municipality_id=assessment.municipality_id,
                assessment=assessment,
                criterion_id=row["pk"],
            )
            for row in result["criteria"]
        )
        if also:
            also()
    return assessment


def check_is_open(assessment: Assessment) -> None:
    if assessment.state != AssessmentState.OPEN:
        raise Refused(_("Only a self-assessment that people answer can be closed."))


# --- What may be told, as it is kept --------------------------------------------------------------


def result_from(
    assessment: Assessment, counts: Counts, progress: Progress | None = None
) -> dict[str, Any]:
    """What is kept of a self-assessment: names, and counts as lists in the order of the levels,
    then not applicable, cannot judge, no answer; None where they are withheld. `selectors.results`
    reads it."""
    groups = [row for row in assessment.collection.groups.all() if not row.is_joined]
    parties = [Party(str(row.pk), counts.sizes.get(row.pk, 0), row.floor) for row in groups]
    criteria = asked_criteria(assessment)
    asked = [levels_question(row, groups, counts) for row in criteria]
    weighed = [importance_question(row, groups, counts) for row in criteria]
    told = tell(parties, [*asked, *(weighed if weighs(assessment) else ())], progress)
    return {
        "format": FORMAT,
        "on": timezone.localdate().isoformat(),
        "late": counts.late,
        "from_paper": counts.from_paper,
        "groups": [group_row(row, party) for row, party in zip(groups, parties, strict=True)],
        "joined": list(told.joined),
        "parties": [party.key for party in told.parties],
        "scales": scales_of(criteria),
        "dimensions": [dimension_row(row) for row in dimensions_of(criteria)],
        "criteria": [
            {
                **criterion_row(row, scales_of(criteria)),
                "answers": rows_told(told, answers),
                "importance": rows_told(told, weights) if weighs(assessment) else {},
            }
            for row, answers, weights in zip(criteria, asked, weighed, strict=True)
        ],
    }


def weighs(assessment: Assessment) -> bool:
    return assessment.collection.asks_importance


def asked_criteria(assessment: Assessment) -> list[Criterion]:
    """Those that were asked to the end; what was withdrawn is told nowhere."""
    rows = assessment.criteria.filter(is_withdrawn=False, item__isnull=False)
    return list(rows.select_related("item", "dimension", "source"))


def levels_question(row: Criterion, groups: Iterable[Group], counts: Counts) -> Question:
    levels = tuple(str(level) for level in levels_of(row))
    said = by_group(row, groups, counts.answers)
    return Question(f"{row.pk} levels", levels, tuple(Special.values), said)


def importance_question(row: Criterion, groups: Iterable[Group], counts: Counts) -> Question:
    """Of importance it may be told that all say the same: it is no judgement on anybody's work."""
    return Question(
        f"{row.pk} importance", (), IMPORTANCE, by_group(row, groups, counts.importance)
    )


def by_group(row: Criterion, groups: Iterable[Group], said: Said) -> dict[str, dict[str, int]]:
    """How many in each group said what of a criterion, as texts."""
    found = {str(group.pk): said.get((row.item_id or 0, group.pk), {}) for group in groups}
    return {key: {str(answer): n for answer, n in told.items()} for key, told in found.items()}


def levels_of(row: Criterion) -> list[int]:
    scale = row.item.scale if row.item else {"levels": []}
    return sorted(level["value"] for level in scale["levels"])


def rows_told(told: Told, question: Question) -> dict[str, list[int] | None]:
    """Of one question the counts by party, and of everybody."""
    keys = [*(party.key for party in told.parties if party.size), EVERYBODY]
    rows = {key: told.counts[question.key, key] for key in keys}
    return {key: None if row is None else list(row.values()) for key, row in rows.items()}


def group_row(group: Group, party: Party) -> dict[str, Any]:
    return {"key": party.key, "name": group.name, "size": party.size, "floor": party.floor}


def scales_of(criteria: Sequence[Criterion]) -> list[dict[str, Any]]:
    """The scales that were answered on, without the anchors, which are those of each criterion."""
    found: list[dict[str, Any]] = []
    for row in criteria:
        if (scale := bare_scale(row)) not in found:
            found.append(scale)
    return found


def bare_scale(row: Criterion) -> dict[str, Any]:
    scale = row.item.scale if row.item else {}
    levels = [{"value": level["value"], "label": level["label"]} for level in scale["levels"]]
    return {
        "kind": scale["kind"],
        "levels": sorted(levels, key=lambda level: int(level["value"])),
        "low": scale.get("low"),
        "high": scale.get("high"),
    }


def dimensions_of(criteria: Iterable[Criterion]) -> list[Any]:
    return list({row.dimension_id: row.dimension for row in criteria}.values())


def dimension_row(dimension: Any) -> dict[str, Any]:
    return {
        "pk": dimension.pk,
        "key": dimension.key,
        "number": dimension.number,
        "label": {"de": dimension.label_de, "en": dimension.label_en},
    }


def criterion_row(row: Criterion, scales: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "number": row.number,
        "label": {"de": row.label_de, "en": row.label_en},
        "text": {"de": row.text_de, "en": row.text_en},
        "dimension": row.dimension_id,
        "source": row.source_id,
        "scale": scales.index(bare_scale(row)),
    }
