"""Self-assessments from the first thought to the day people answer."""

from collections.abc import Collection as Codes
from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.enums import AssessmentState, Purpose
from begleitwerk.assessment.models import Assessment
from begleitwerk.assessment.services.criteria import replace_criteria
from begleitwerk.assessment.services.guards import (
    asked_twice,
    check_assessment,
    check_criteria,
    check_meeting,
    current_framework,
    in_preparation,
    meets_after,
    ready_to_open,
)
from begleitwerk.assessment.services.items import arrange_items
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.catalogue.selectors import item, items_of
from begleitwerk.core.services import (
    Refused,
    ask_back,
    assign,
    changing,
    claim,
    record_removed,
    require,
    save_new,
)
from begleitwerk.core.services.audit import Actor
from begleitwerk.fieldwork.services import (
    GroupSpec,
    add_group_link,
    change_collection,
    create_collection,
    open_collection,
    set_groups,
)
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes.models import Meeting, Process
from begleitwerk.processes.selectors import process_of

KIND = "assessment"
OWN = ("title", "purpose", "scale")
OF_COLLECTION = ("title", "intro", "asks_importance", "asks_evidence")


class RoundValues(TypedDict, total=False):
    """What an editor may set on a self-assessment that is prepared."""

    title: str
    purpose: str
    scale: ContentItem
    intro: str
    asks_importance: bool
    asks_evidence: bool


def create_assessment(
    *,
    by: Actor | None,
    municipality: Municipality,
    title: str,
    purpose: str,
    criteria: Sequence[ContentItem],
    scale: ContentItem,
    opens_on: date,
    closes_on: date,
    groups: Sequence[GroupSpec],
    process: Process | None = None,
    consensus_meeting: Meeting | None = None,
    intro: str = "",
    asks_importance: bool = True,
    asks_evidence: bool = True,
    reminders: Sequence[int] = (7, 2),
) -> Assessment:
    """A self-assessment in preparation, on the framework's current version, which it keeps.

    Criteria and groups may follow later; both are needed to open it. Raises Refused at `title`,
    `purpose`, `criteria`, `scale`, `opens_on`, `closes_on`, `groups`, `process` or
    `consensus_meeting`.
    """
    with transaction.atomic():
        require(title, "title", _("Give it a name."))
        framework = current_framework(criteria)
        check_criteria(criteria, framework)
        meets_after(consensus_meeting, closes_on)
        assessment = Assessment(
            municipality=municipality,
            process=process,
            title=title.strip(),
            purpose=purpose,
            framework=framework,
            scale=scale,
            consensus_meeting=consensus_meeting,
        )
        check_assessment(assessment)
        assessment.collection = create_collection(
            by=by,
            municipality=municipality,
            kind=KIND,
            title=assessment.title,
            opens_on=opens_on,
            closes_on=closes_on,
            groups=groups,
            intro=intro.strip(),
            asks_importance=asks_importance,
            asks_evidence=asks_evidence,
            reminders=reminders,
        )
        save_new(by=by, verb="assessment.created", row=assessment)
        replace_criteria(assessment, criteria)
        arrange_items(by=by, assessment=assessment)
    return assessment


def start_quickly(
    *,
    by: Actor | None,
    municipality: Municipality,
    dimension: ContentItem,
    closes_on: date,
    groups: Sequence[GroupSpec],
    sure: Codes[str] | None = None,
) -> Assessment:
    """One dimension, one link for all, open from today: what ten minutes are enough for.

    Raises Refused at `dimension`, `closes_on` or `groups`, and AskedBack where another one that is
    open asks about the dimension; `sure` holds the codes of what is meant so.
    """
    with transaction.atomic():
        asked = [row for row in items_of(dimension.version) if row.parent_id == dimension.pk]
        if not asked:
            raise Refused(_("This dimension has no criteria. Choose another one."), "dimension")
        if not groups:
            raise Refused(_("Name at least one group."), "groups")
        first = not Assessment.objects.filter(municipality=municipality).exists()
        assessment = create_assessment(
            by=by,
            municipality=municipality,
            title=gettext("Self-assessment: %(dimension)s") % {"dimension": dimension.label},
            purpose=Purpose.BASELINE if first else Purpose.OCCASION,
            criteria=asked,
            scale=item(ContentKind.SCALES, "maturity"),
            opens_on=timezone.localdate(),
            closes_on=closes_on,
            groups=groups,
            process=process_of(municipality),
        )
        add_group_link(by=by, collection=assessment.collection)
        return open_assessment(by=by, assessment=assessment, sure=sure)


def change_assessment(
    *,
    by: Actor | None,
    assessment: Assessment,
    version: int | None = None,
    **values: Unpack[RoundValues],
) -> Assessment:
    """Change what is named while it is prepared.

    Raises EditConflict, and Refused at `title`, `purpose` or `scale`.
    """
    verb = "assessment.changed"
    with changing(assessment, by=by, verb=verb, version=version, if_changed=True) as assessment:
        in_preparation(assessment)
        old_scale = assessment.scale_id
        assign(assessment, {name: values[name] for name in OWN if name in values}, OWN)  # type: ignore[literal-required]
        require(assessment.title, "title", _("Give it a name."))
        check_assessment(assessment)
        asked = {name: values[name] for name in OF_COLLECTION if name in values}  # type: ignore[literal-required]
        change_collection(by=by, collection=assessment.collection, **asked)
        if assessment.scale_id != old_scale:
            arrange_items(by=by, assessment=assessment)
    return assessment


def name_groups(
    *,
    by: Actor | None,
    assessment: Assessment,
    groups: Sequence[GroupSpec],
    version: int | None = None,
) -> Assessment:
    """As whom people answer, and from how many answers on a group is told.

    Raises EditConflict, and Refused at `groups`.
    """
    verb, also = "assessment.groups_named", {"groups": ", ".join(group.name for group in groups)}
    with changing(assessment, by=by, verb=verb, version=version, also=also) as assessment:
        in_preparation(assessment)
        if not groups:
            raise Refused(_("Name at least one group."), "groups")
        set_groups(by=by, collection=assessment.collection, groups=groups)
    return assessment


def plan_dates(
    *,
    by: Actor | None,
    assessment: Assessment,
    opens_on: date,
    closes_on: date,
    reminders: Sequence[int],
    consensus_meeting: Meeting | None,
    version: int | None = None,
) -> Assessment:
    """From when until when, when people are reminded, and where it is talked about.

    Raises EditConflict, and Refused at `opens_on`, `closes_on`, `reminders` or
    `consensus_meeting`.
    """
    verb = "assessment.changed"
    with changing(assessment, by=by, verb=verb, version=version, if_changed=True) as assessment:
        in_preparation(assessment)
        check_meeting(assessment.municipality, consensus_meeting)
        meets_after(consensus_meeting, closes_on)
        assessment.consensus_meeting = consensus_meeting
        change_collection(
            by=by,
            collection=assessment.collection,
            opens_on=opens_on,
            closes_on=closes_on,
            reminders=list(reminders),
        )
    return assessment


def plan_meeting(
    *,
    by: Actor | None,
    assessment: Assessment,
    consensus_meeting: Meeting | None,
    version: int | None = None,
) -> Assessment:
    """Where the views are talked about; also when people answer already or have answered.

    Raises EditConflict, and Refused at `consensus_meeting`.
    """
    verb = "assessment.changed"
    with changing(assessment, by=by, verb=verb, version=version, if_changed=True) as assessment:
        if assessment.state == AssessmentState.RELEASED:
            raise Refused(_("The result is released and stays as it is."))
        check_meeting(assessment.municipality, consensus_meeting)
        meets_after(consensus_meeting, assessment.collection.closes_on)
        assessment.consensus_meeting = consensus_meeting
    return assessment


def open_assessment(
    *,
    by: Actor | None,
    assessment: Assessment,
    version: int | None = None,
    sure: Codes[str] | None = None,
) -> Assessment:
    """Let people answer. What they are asked stays as it is from now on.

    Raises EditConflict; Refused at `criteria`, `groups`, `closes_on` or `consensus_meeting`;
    AskedBack where another open one asks about the same, unless `sure` holds its code.
    """
    verb = "assessment.opened"
    with changing(assessment, by=by, verb=verb, version=version) as assessment:
        if assessment.state != AssessmentState.DRAFT:
            raise Refused(_("It is open already, or was closed."))
        ready_to_open(assessment)
        ask_back(asked_twice(assessment), sure)
        arrange_items(by=by, assessment=assessment)
        open_collection(by=by, collection=assessment.collection)
        assessment.state = AssessmentState.OPEN
    return assessment


def remove_assessment(
    *, by: Actor | None, assessment: Assessment, version: int | None = None
) -> None:
    """Delete one nobody was asked in yet. Raises EditConflict, and Refused for any other."""
    with transaction.atomic():
        assessment = claim(assessment, version=version)
        if assessment.state != AssessmentState.DRAFT:
            raise Refused(_("People were asked already. Close it instead; it stays on record."))
        record_removed(by=by, verb="assessment.removed", row=assessment)
        collection = assessment.collection
        assessment.criteria.all().delete()
        assessment.delete()
        collection.delete()
