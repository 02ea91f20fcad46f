"""Stadt Lindfurt: a self-assessment people are answering just now."""

from begleitwerk.assessment.enums import Purpose
from begleitwerk.assessment.models import Assessment
from begleitwerk.assessment.services import create_assessment, open_assessment
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.demo.assessment.answering import View, answer, answers_of
from begleitwerk.demo.assessment.musterau import criteria_of, ways_of
from begleitwerk.demo.clock import told_on
from begleitwerk.demo.world import DemoWorld, item
from begleitwerk.fieldwork.services import GroupSpec, PersonSpec, add_group_link, invite_people
from begleitwerk.processes.selectors import process_of

# How many are asked, and how many have answered so far.
ASKED = {"Planungsgruppe": (4, 3), "Steuerungsgruppe": (8, 4), "Netzwerkpartner": (18, 5)}


def build(world: DemoWorld) -> None:
    with told_on(world.workday(-9)):
        assessment = begin(world)
    with told_on(world.workday(-4)):
        some_answer(assessment)


def begin(world: DemoWorld) -> Assessment:
    by, place = world.people["neighbour"], world.places["lindfurt"]
    assessment = create_assessment(
        by=by,
        municipality=place,
        process=process_of(place),
        title="Selbsteinschätzung: Netzwerk",
        purpose=Purpose.BASELINE,
        criteria=criteria_of("QD3"),
        scale=item(ContentKind.SCALES, "maturity"),
        opens_on=world.workday(-9),
        closes_on=world.workday(12),
        groups=[GroupSpec(name) for name in ASKED],
    )
    groups = {row.name: row for row in assessment.collection.groups.all()}
    people = [
        PersonSpec("", f"{name.lower()}-{number}@lindfurt.example", groups[name])
        for name, (count, _answered) in ASKED.items()
        for number in range(1, count + 1)
    ]
    invite_people(by=by, collection=assessment.collection, people=people)
    add_group_link(by=by, collection=assessment.collection)
    return open_assessment(by=by, assessment=assessment)


def some_answer(assessment: Assessment) -> None:
    items = {row.number: row for row in assessment.collection.items.all()}
    for group in assessment.collection.groups.all():
        _asked, answered = ASKED[group.name]
        view = View(answered, dict.fromkeys(items, 1.4), {})
        sheets = answers_of(view, {}, f"Lindfurt {group.name}")
        answer(ways_of(group), group, items, sheets)
