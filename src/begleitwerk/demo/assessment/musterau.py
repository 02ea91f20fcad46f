"""Landkreis Musterau: the stocktaking a year ago, from the first question to its result.

43 people answered. Partners and steering group see the part of the municipalities differently,
which is what the workshop afterwards talked about; of the families too few came to be told.
"""

from begleitwerk.assessment.enums import Purpose
from begleitwerk.assessment.models import Assessment, Finding
from begleitwerk.assessment.services import (
    add_own_criterion,
    agree_finding,
    create_assessment,
    open_assessment,
    park_finding,
    plan_meeting,
    release_assessment,
    reword_criterion,
    share_findings,
)
from begleitwerk.assessment.services.results import close_assessment
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.catalogue.selectors import items_of
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.demo.assessment.answering import View, answer, answers_of
from begleitwerk.demo.clock import told_on
from begleitwerk.demo.world import DemoWorld, item
from begleitwerk.fieldwork.models import Access, Collection, Group
from begleitwerk.fieldwork.services import (
    GroupSpec,
    PersonSpec,
    add_group_link,
    cast_vote,
    close_poll,
    close_room,
    invite_people,
    open_poll,
    open_room,
    room_token,
)
from begleitwerk.networks.models import Body
from begleitwerk.processes.models import Meeting

DIMENSION = "QD5"
GROUPS = (
    GroupSpec("Planungsgruppe"),
    GroupSpec("Steuerungsgruppe"),
    GroupSpec("Netzwerkpartner"),
    GroupSpec("Fachkräfte"),
    GroupSpec("Familien", 5, reads_plain=True),
)
ASKED = {"Planungsgruppe": 6, "Steuerungsgruppe": 11}  # by personal links; all others by one link


def means(*figures: float) -> dict[str, float]:
    """Of the eight criteria of the framework, then of the own one."""
    numbers = [*(f"5.{number}" for number in range(1, 9)), "5.E1"]
    return dict(zip(numbers, figures, strict=True))


VIEWS = {
    "Planungsgruppe": View(5, means(2.8, 1.8, 1.2, 0.8, 1.0, 2.7, 0.9, 1.5, 1.4), {}),
    "Steuerungsgruppe": View(
        9, means(2.9, 2.3, 1.6, 1.4, 1.3, 2.8, 2.1, 1.7, 2.0), {"5.5": 1, "5.8": 1}
    ),
    "Netzwerkpartner": View(
        16, means(2.4, 1.1, 1.0, 0.7, 0.9, 2.5, 0.6, 1.4, 0.9), {"5.4": 5, "5.5": 4, "5.8": 6}
    ),
    "Fachkräfte": View(
        9, means(2.3, 1.2, 1.1, 0.8, 0.9, 2.3, 0.8, 1.3, 0.8), {"5.4": 4, "5.5": 3, "5.3": 2}
    ),
    "Familien": View(
        4, means(1.5, 0.8, 1.0, 1.0, 1.0, 1.5, 1.0, 1.0, 1.0), {"5.3": 2, "5.4": 3, "5.5": 3}
    ),
}
WEIGHTS = means(2.2, 2.6, 2.7, 1.8, 1.5, 1.7, 2.9, 2.8, 2.0)


def build(world: DemoWorld) -> None:
    with told_on(world.within(-13, 18)):
        assessment = prepare(world)
    with told_on(world.within(-13, 24)):
        everybody_answers(assessment)
    with told_on(world.within(-12, 15)):
        close_assessment(by=world.people["coordinator"], assessment=assessment)
    with told_on(world.within(-12, 23)):
        agree(world, assessment)
    with told_on(world.within(-11, 20)):
        sign_off(world, assessment)


def prepare(world: DemoWorld) -> Assessment:
    by, place = world.people["coordinator"], world.places["musterau"]
    assessment = create_assessment(
        by=by,
        municipality=place,
        process=world.processes["musterau"],
        title="Bestandsaufnahme: Verankerung in Politik und Verwaltung",
        purpose=Purpose.BASELINE,
        criteria=criteria_of(DIMENSION),
        scale=item(ContentKind.SCALES, "maturity"),
        opens_on=world.within(-13, 18),
        closes_on=world.within(-12, 14),
        groups=GROUPS,
        intro=(
            "Wir wollen wissen, wie fest die Frühen Hilfen in Politik und Verwaltung verankert "
            "sind. Im Workshop sprechen wir darüber, wo wir es verschieden sehen."
        ),
    )
    own_words(world, assessment)
    invite_people(by=by, collection=assessment.collection, people=members(assessment))
    add_group_link(by=by, collection=assessment.collection)
    workshop = Meeting.objects.get(municipality=place, on=world.within(-12, 23))
    plan_meeting(by=by, assessment=assessment, consensus_meeting=workshop)
    return open_assessment(by=by, assessment=assessment)


def criteria_of(dimension: str) -> list[ContentItem]:
    rows = items_of(ContentKind.QUALITY_FRAMEWORK)
    return [row for row in rows if row.parent and row.parent.key == dimension]


def own_words(world: DemoWorld, assessment: Assessment) -> None:
    """One criterion in other words, one of their own."""
    by = world.people["coordinator"]
    criterion = assessment.criteria.get(number="5.7")
    words = "Alle neun Gemeinden des Landkreises sind über ein festes Format eingebunden."
    reword_criterion(by=by, criterion=criterion, text_de=words)
    add_own_criterion(
        by=by,
        assessment=assessment,
        dimension=item(ContentKind.QUALITY_FRAMEWORK, DIMENSION),
        label_de="Fraktionen kennen die Frühen Hilfen",
        text_de="Alle Fraktionen des Kreistags kennen die Angebote der Frühen Hilfen.",
    )


def members(assessment: Assessment) -> list[PersonSpec]:
    groups = {row.name: row for row in assessment.collection.groups.all()}
    return [
        PersonSpec("", f"{name.lower()}-{number}@musterau.example", groups[name])
        for name, count in ASKED.items()
        for number in range(1, count + 1)
    ]


def everybody_answers(assessment: Assessment) -> None:
    collection = assessment.collection
    collection.refresh_from_db()
    items = {row.number: row for row in collection.items.all()}
    link = Access.objects.get(collection=collection, group=None)
    for group in collection.groups.all():
        sheets = answers_of(VIEWS[group.name], WEIGHTS, f"Musterau {group.name}")
        answer(ways_of(group) or [link], group, items, sheets)


def ways_of(group: Group) -> list[Access]:
    """The personal links of a group."""
    return list(Access.objects.filter(group=group).select_related("collection", "group"))


# --- The workshop and the release -----------------------------------------------------------------

# by number: level, reason, next step, priority
AGREED: dict[str, tuple[int, str, str, int | None]] = {
    "5.1": (2, "Der Ausschuss hört einmal im Jahr einen Bericht; gefragt wird selten nach.", "", 3),
    "5.2": (
        1,
        "Die Steuerungsgruppe kennt den Weg der Informationen, die Praxen kennen ihn nicht.",
        "Aus jeder Sitzung geht eine Seite an alle Partner.",
        2,
    ),
    "5.3": (1, "Es gibt Bausteine, aber kein gemeinsames Konzept.", "Gliederung entwerfen", 2),
    "5.5": (1, "Jugendhilfe- und Sozialausschuss stimmen sich nur im Einzelfall ab.", "", 3),
    "5.6": (2, "Jugend- und Gesundheitsamt sind mit ihren Leitungen vertreten.", "", None),
    "5.7": (
        1,
        "Drei von neun Gemeinden sind dabei; die anderen kennen das Netzwerk kaum.",
        "Mit den Bürgermeisterinnen und Bürgermeistern über ein festes Format sprechen",
        1,
    ),
    "5.8": (
        1,
        "Die Stelle ist besetzt, ihr Geld hängt an jedem Haushalt.",
        "Vorlage zur Verstetigung vorbereiten",
        1,
    ),
    "5.E1": (1, "Zwei Fraktionen waren im letzten Jahr zu Besuch.", "Alle Fraktionen einladen", 2),
}
VOTED = "5.7"  # the workshop votes where partners and steering group differ most
VOTES = (0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3)
SHARED = ("5.1", "5.2", "5.7")  # what the programme may read; the cluster reads two more
SHARED_WITH_CLUSTER = ("5.3", "5.8")


def agree(world: DemoWorld, assessment: Assessment) -> None:
    """The workshop: a vote, eight levels, and one statement nobody could judge."""
    by = world.people["coordinator"]
    findings = {row.criterion.number: row for row in findings_of(assessment)}
    vote(world, assessment, findings[VOTED])
    for number, (level, reason, step, priority) in AGREED.items():
        agree_finding(
            by=by,
            finding=findings[number],
            level=level,
            reason=reason,
            next_step=step,
            priority=priority,
        )
    park_finding(
        by=by,
        finding=findings["5.4"],
        reason="Kaum jemand kann es beurteilen.",
        next_step="Die Jugendhilfeplanung stellt in der nächsten Sitzung den Stand vor.",
    )


def findings_of(assessment: Assessment) -> list[Finding]:
    rows = assessment.findings.select_related("criterion__item", "assessment")
    return list(rows.order_by("criterion__position"))


def vote(world: DemoWorld, assessment: Assessment, finding: Finding) -> None:
    by, asked = world.people["coordinator"], finding.criterion.item
    if asked is None:
        return
    room = open_room(by=by, collection=Collection.objects.get(pk=assessment.collection_id))
    poll = open_poll(by=by, room=room, item=asked)
    for number, level in enumerate(VOTES):
        cast_vote(token=room_token(room), phone=f"{number}", level=level)
    close_poll(by=by, poll=poll)
    close_room(by=by, room=room)


def sign_off(world: DemoWorld, assessment: Assessment) -> None:
    """The steering group says who may read what, and releases it."""
    head, place = world.people["head"], world.places["musterau"]
    levels = {
        row.pk: ReleaseLevel.PROGRAMME
        if row.criterion.number in SHARED
        else ReleaseLevel.CLUSTER
        if row.criterion.number in SHARED_WITH_CLUSTER
        else ReleaseLevel.OWN
        for row in findings_of(assessment)
    }
    share_findings(by=head, assessment=assessment, levels=levels)
    steering = Body.objects.get(municipality=place, kind__key="steering_group")
    on = world.within(-11, 20)
    release_assessment(by=head, assessment=assessment, body=steering, on=on)
