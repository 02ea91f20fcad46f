"""Which criteria are asked, in which words."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.models import Assessment, Criterion
from begleitwerk.assessment.services.guards import check_criteria, in_preparation
from begleitwerk.assessment.services.items import arrange_items
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.core.services import (
    Refused,
    assign,
    changing,
    record_removed,
    require,
    require_reason,
    save_new,
)
from begleitwerk.core.services.audit import Actor
from begleitwerk.fieldwork.services import withdraw_item

TEXTS = ("label_de", "label_en", "text_de", "text_en", "opposite_de", "opposite_en")


class Wording(TypedDict, total=False):
    """The words of a criterion; German is needed, English where people read it."""

    label_de: str
    label_en: str
    text_de: str
    text_en: str
    opposite_de: str
    opposite_en: str


def choose_criteria(
    *,
    by: Actor | None,
    assessment: Assessment,
    criteria: Sequence[ContentItem],
    version: int | None = None,
) -> Assessment:
    """Ask exactly these criteria of the framework, and the own ones there are.

    Those chosen before keep their wording. Raises EditConflict, and Refused at `criteria`.
    """
    also: dict[str, str] = {}
    verb = "assessment.criteria_chosen"
    with changing(assessment, by=by, verb=verb, version=version, also=also) as assessment:
        in_preparation(assessment)
        check_criteria(criteria, assessment.framework)
        if not criteria and not assessment.criteria.filter(source=None).exists():
            raise Refused(_("Choose at least one criterion."), "criteria")
        replace_criteria(assessment, criteria)
        arrange_items(by=by, assessment=assessment)
        numbers = assessment.criteria.order_by("position").values_list("number", flat=True)
        also["criteria"] = ", ".join(numbers)
    return assessment


def replace_criteria(assessment: Assessment, criteria: Sequence[ContentItem]) -> None:
    wanted = {row.pk: row for row in criteria}
    framework = assessment.criteria.exclude(source=None)
    framework.exclude(source__in=wanted).delete()
    known = set(framework.values_list("source", flat=True))
    Criterion.objects.bulk_create(
        of_framework(assessment, row) for pk, row in wanted.items() if pk not in known
    )


def of_framework(assessment: Assessment, source: ContentItem) -> Criterion:
    """A criterion in the framework's own words."""
    texts = {name: getattr(source, name) for name in ("label_de", "label_en", "text_de", "text_en")}
    return Criterion(
        assessment=assessment,
        source=source,
        dimension=source.parent,
        number=source.number,
        position=source.position,
        **texts,
    )


def add_own_criterion(
    *,
    by: Actor | None,
    assessment: Assessment,
    dimension: ContentItem,
    version: int | None = None,
    **words: Unpack[Wording],
) -> Criterion:
    """A statement of the municipality's own, numbered "5.E1" within its dimension.

    Raises EditConflict, and Refused at `dimension`, `label_de` or `text_de`.
    """
    with transaction.atomic():
        in_preparation(assessment)
        if dimension.version_id != assessment.framework_id or dimension.parent_id is not None:
            raise Refused(_("Choose a dimension of the framework."), "dimension")
        criterion = Criterion(
            assessment=assessment,
            dimension=dimension,
            number=own_number(assessment, dimension),
            position=dimension.position,
        )
        assign(criterion, words, TEXTS)
        check_words(criterion)
        save_new(by=by, verb="assessment.criterion_added", row=criterion)
        arrange_items(by=by, assessment=assessment)
    return criterion


def own_number(assessment: Assessment, dimension: ContentItem) -> str:
    """The next number of an own criterion in this dimension; none is given twice."""
    taken = set(assessment.criteria.values_list("number", flat=True))
    return next(
        number
        for count in range(1, len(taken) + 2)
        if (number := f"{dimension.number}.E{count}") not in taken
    )


def reword_criterion(
    *,
    by: Actor | None,
    criterion: Criterion,
    version: int | None = None,
    **words: Unpack[Wording],
) -> Criterion:
    """Say a criterion in other words. What it came from stays known, and what was changed.

    Raises EditConflict, and Refused at `label_de` or `text_de`.
    """
    verb = "assessment.criterion_reworded"
    with changing(criterion, by=by, verb=verb, version=version, if_changed=True) as criterion:
        in_preparation(criterion.assessment)
        assign(criterion, words, TEXTS)
        check_words(criterion)
        criterion.save()
        arrange_items(by=by, assessment=criterion.assessment)
        criterion.refresh_from_db(fields=["item", "position"])
    return criterion


def restore_criterion(
    *, by: Actor | None, criterion: Criterion, version: int | None = None
) -> Criterion:
    """Back to the words of the framework. Raises EditConflict, and Refused for an own one."""
    source = criterion.source
    if source is None:
        raise Refused(_("This criterion is your own: there are no other words to go back to."))
    return reword_criterion(
        by=by,
        criterion=criterion,
        version=version,
        label_de=source.label_de,
        label_en=source.label_en,
        text_de=source.text_de,
        text_en=source.text_en,
    )


def check_words(criterion: Criterion) -> None:
    require(criterion.label_de, "label_de", _("Give it a short name."))
    require(criterion.text_de, "text_de", _("Write the statement that is to be assessed."))


def withdraw_criterion(
    *, by: Actor | None, criterion: Criterion, reason: str, version: int | None = None
) -> Criterion | None:
    """Ask it no more. While it is prepared it is taken out; while people answer it is withdrawn:
    answers given are kept, and those who come later do not see it.

    Raises EditConflict, and Refused at `reason`, for the last one, or when nobody is asked any
    more.
    """
    assessment = criterion.assessment
    if assessment.state == AssessmentState.DRAFT:
        take_out(by=by, criterion=criterion)
        return None
    why = require_reason(reason)
    verb = "assessment.criterion_withdrawn"
    with changing(criterion, by=by, verb=verb, version=version, reason=why) as criterion:
        if assessment.state != AssessmentState.OPEN:
            raise Refused(_("Nobody is asked any more. Leave it aside when you talk about it."))
        if criterion.is_withdrawn or criterion.item is None:
            raise Refused(_("This criterion was withdrawn already."))
        others = assessment.criteria.filter(is_withdrawn=False).exclude(pk=criterion.pk)
        if not others.exists():
            raise Refused(_("This is the last criterion. Close the self-assessment instead."))
        criterion.is_withdrawn = True
        withdraw_item(by=by, item=criterion.item, reason=why)
    return criterion


def take_out(*, by: Actor | None, criterion: Criterion) -> None:
    with transaction.atomic():
        record_removed(by=by, verb="assessment.criterion_removed", row=criterion)
        assessment = criterion.assessment
        criterion.delete()
        arrange_items(by=by, assessment=assessment)
