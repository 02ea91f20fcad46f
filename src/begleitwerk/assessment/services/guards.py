"""What must be so before something of a self-assessment is written."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.enums import AssessmentState, Purpose
from begleitwerk.assessment.models import Assessment
from begleitwerk.assessment.selectors import overlaps_of
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.catalogue.selectors import current_version
from begleitwerk.core.services import Question, Refused
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes.models import Meeting, Process

Values = dict[str, object]


def in_preparation(assessment: Assessment) -> None:
    if assessment.state != AssessmentState.DRAFT:
        raise Refused(
            _(
                "People answer already, or have answered: what they are asked stays as it is. "
                "A criterion can be withdrawn while it is open."
            )
        )


def current_framework(criteria: Sequence[ContentItem]) -> ContentVersion:
    """The version of the framework a new self-assessment rests on."""
    framework = current_version(ContentKind.QUALITY_FRAMEWORK)
    if any(row.version_id != framework.pk for row in criteria):
        raise Refused(
            _(
                "The quality framework has a new version since you opened this page. Load the page "
                "again and choose anew."
            ),
            "criteria",
        )
    return framework


def check_criteria(criteria: Iterable[ContentItem], framework: ContentVersion) -> None:
    """Only statements of this version, no dimensions and nothing of another catalogue."""
    for row in criteria:
        if row.version_id != framework.pk or row.parent_id is None:
            raise Refused(
                _("One of these is no criterion of the framework this self-assessment rests on."),
                "criteria",
            )


def check_assessment(assessment: Assessment) -> None:
    """Purpose and scale are of those there are; process and meeting are of the same place."""
    if assessment.purpose not in Purpose.values:
        raise Refused(_("Choose what it is for."), "purpose")
    if assessment.scale.version.kind != ContentKind.SCALES or assessment.scale.parent_id:
        raise Refused(_("Choose one of the scales."), "scale")
    check_process(assessment.municipality, assessment.process)
    check_meeting(assessment.municipality, assessment.consensus_meeting)


def check_process(municipality: Municipality, process: Process | None) -> None:
    """A process of several municipalities is each one's own."""
    if process is None or process.municipality_id == municipality.pk:
        return
    if not process.engagement.parties.filter(pk=municipality.pk).exists():
        raise Refused(_("This process belongs to another municipality."), "process")


def check_meeting(municipality: Municipality, meeting: Meeting | None) -> None:
    if meeting is not None and meeting.municipality_id != municipality.pk:
        raise Refused(_("This meeting belongs to another municipality."), "consensus_meeting")


def meets_after(meeting: Meeting | None, closes_on: date) -> None:
    """Views are talked about when all of them are there; a month without a day may be enough."""
    if meeting is None:
        return
    last = meeting.on if meeting.day_known else None
    if last is not None and last <= closes_on:
        raise Refused(
            _(
                "This meeting lies before the end of the answers. Choose a later meeting, or let "
                "the answers end earlier."
            ),
            "consensus_meeting",
        )


def ready_to_open(assessment: Assessment) -> None:
    """Somebody can be asked something, and there is time left to answer."""
    collection = assessment.collection
    if not assessment.criteria.exists():
        raise Refused(_("No criterion is chosen yet. Choose at least one."), "criteria")
    if not collection.groups.exists():
        raise Refused(_("There is no group yet. Name at least one."), "groups")
    if collection.closes_on < timezone.localdate():
        raise Refused(_("The last day lies behind us. Enter a later one."), "closes_on")
    meets_after(assessment.consensus_meeting, collection.closes_on)


def asked_twice(assessment: Assessment) -> list[Question]:
    """Two open at once are allowed; whoever is asked the same twice wonders which one counts."""
    return [
        Question(
            f"overlap_{other.pk}",
            "",
            gettext(
                "“%(other)s” is open too and asks about the same: %(dimensions)s. Whoever gets "
                "both answers twice."
            )
            % {"other": other.title, "dimensions": ", ".join(dimensions)},
        )
        for other, dimensions in overlaps_of(assessment)
    ]
