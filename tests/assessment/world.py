"""Answered self-assessments: groups and what each said, in a few words."""

from collections.abc import Mapping, Sequence

from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.models import Assessment, Criterion
from begleitwerk.assessment.services.results import close_assessment
from begleitwerk.fieldwork.enums import CollectionState, SheetState, Special
from begleitwerk.fieldwork.models import Answer, Group, Sheet
from begleitwerk.municipalities.models import Municipality
from tests.factories.assessment import AssessmentFactory, CriterionFactory
from tests.factories.fieldwork import GroupFactory

SPECIALS = {"x": Special.NOT_APPLICABLE, "?": Special.CANNOT_JUDGE}


def answered(
    groups: Mapping[str, Sequence[str]],
    *,
    floors: Mapping[str, int] | None = None,
    importance: str = "",
    municipality: Municipality | None = None,
    **about: object,
) -> Assessment:
    """An open self-assessment. `groups` gives each group's people, each as her answers to the
    criteria: "21?-" says level 2, level 1, cannot judge, nothing. `importance`: what everybody
    says of each criterion."""
    if municipality is not None:
        about["municipality"] = municipality
    assessment = AssessmentFactory(state=AssessmentState.OPEN, **about)
    collection = assessment.collection
    collection.state = CollectionState.OPEN
    collection.save()
    count = max((len(said) for people in groups.values() for said in people), default=1)
    criteria = [CriterionFactory(assessment=assessment) for _ in range(count)]
    for position, (name, people) in enumerate(groups.items()):
        group = GroupFactory(
            collection=collection,
            name=name,
            position=position,
            floor=(floors or {}).get(name, 3),
        )
        for said in people:
            hand_in(group, criteria, said, importance)
    return assessment


def hand_in(group: Group, criteria: Sequence[Criterion], said: str, importance: str = "") -> Sheet:
    sheet = Sheet.objects.create(
        collection=group.collection, group=group, state=SheetState.HANDED_IN
    )
    Answer.objects.bulk_create(
        Answer(
            sheet=sheet,
            item_id=criterion.item_id,
            level=int(one) if one.isdigit() else None,
            special=SPECIALS.get(one, ""),
            importance=int(importance[number]) if number < len(importance) else None,
        )
        for number, (criterion, one) in enumerate(zip(criteria, said, strict=False))
        if one != "-"
    )
    return sheet


def closed(groups: Mapping[str, Sequence[str]], **about: object) -> Assessment:
    """The same when it has a result."""
    return close_assessment(by=None, assessment=answered(groups, **about))  # type: ignore[arg-type]
