"""What happened before the consensus meeting, through services, in a process of its own."""

from begleitwerk.accounts.models import User
from begleitwerk.assessment.enums import Purpose
from begleitwerk.assessment.models import Assessment
from begleitwerk.assessment.services import create_assessment, open_assessment
from begleitwerk.assessment.services.results import close_assessment
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item, items_of
from begleitwerk.demo.assessment.answering import View, answer, answers_of
from begleitwerk.fieldwork.services import GroupSpec, add_group_link
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes.models import Meeting
from begleitwerk.processes.selectors import process_of
from begleitwerk.processes.services import plan_meeting
from tests.days import in_days, today
from tests.journeys.rating.story import COORDINATION, MEETING, PLACE, TITLE

DIMENSION, STATEMENTS = "QD2", 3  # one is agreed, one parked, one left for later
# How many answer, and the mean they give each of the statements.
GROUPS = {
    GroupSpec("Planungsgruppe"): (4, (2.6, 1.2, 1.4)),
    GroupSpec("Steuerungsgruppe"): (5, (2.8, 2.4, 1.6)),
    GroupSpec("Netzwerkpartner"): (7, (0.8, 1.2, 1.3)),
    GroupSpec("Fachkräfte"): (4, (0.6, 1.0, 1.4)),
    GroupSpec("Familien", 5, reads_plain=True): (5, (0.5, 1.4, 1.2)),
}


def answered_round() -> Assessment:
    """A self-assessment of five groups that is answered and closed; its meeting is tomorrow."""
    by = User.objects.get(name=COORDINATION, is_demo=True)
    place = Municipality.objects.get(workspace__slug=PLACE)
    rows = items_of(ContentKind.QUALITY_FRAMEWORK)
    criteria = [row for row in rows if row.parent and row.parent.key == DIMENSION]
    assessment = create_assessment(
        by=by,
        municipality=place,
        process=process_of(place),
        title=TITLE,
        purpose=Purpose.INTERIM,
        criteria=criteria[:STATEMENTS],
        scale=item(ContentKind.SCALES, "maturity"),
        opens_on=today(),
        closes_on=today(),
        groups=list(GROUPS),
        consensus_meeting=planned_meeting(by, place),
    )
    way = add_group_link(by=by, collection=assessment.collection)
    open_assessment(by=by, assessment=assessment)
    for row in (assessment, way):
        row.refresh_from_db()  # its collection is open now
    items = {row.number: row for row in assessment.collection.items.all()}
    groups = {row.name: row for row in assessment.collection.groups.all()}
    for spec, (size, means) in GROUPS.items():
        view = View(size, dict(zip(items, means, strict=True)), {})
        sheets = answers_of(view, dict.fromkeys(items, 2.4), spec.name)
        answer([way], groups[spec.name], items, sheets)
    return close_assessment(by=by, assessment=assessment)


def planned_meeting(by: User, place: Municipality) -> Meeting:
    kind = item(ContentKind.MEETING_KINDS, "workshop")
    return plan_meeting(by=by, municipality=place, kind=kind, on=in_days(1), title=MEETING)
