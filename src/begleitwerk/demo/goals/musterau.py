"""Landkreis Musterau: five goals on three levels, one of each light, and 23 measures."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.demo.world import DemoWorld, item
from begleitwerk.goals.enums import GoalLevel, GoalState, Light, MeasureState
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.services import (
    add_goal,
    add_measure,
    adopt_goal,
    override_goal_light,
    override_measure_light,
    release_goal,
    report_goal,
    report_measure,
)

COORDINATION = "Netzwerkkoordination"
OFFICE_HEAD = "Jugendamtsleitung"
DEPARTMENT = "Dezernatsleitung"
PLANNING = "Jugendhilfeplanung"
GROUP = "Planungsgruppe"
DONE, RUNNING, PLANNED = MeasureState.DONE, MeasureState.RUNNING, MeasureState.PLANNED


@dataclass(frozen=True)
class Task:
    """A measure; days count from today, `reports` are day, state and words, oldest first."""

    title: str
    owner: str
    due: int | None
    cost: int | None = 0
    funding: str = ""
    starts: int | None = None
    about: str = ""
    reports: tuple[tuple[int, MeasureState, str], ...] = ()
    light: tuple[Light, str] | None = None


@dataclass(frozen=True)
class Aim:
    """A goal with its measures."""

    key: str
    level: GoalLevel
    title: str
    about: str
    owner: str
    dimension: str
    due: date
    next_on: int
    next_step: str
    stands: str
    stands_on: int
    release: ReleaseLevel
    why_released: str
    serves: str = ""
    state: GoalState = GoalState.OPEN
    light: tuple[Light, str] | None = None
    tasks: tuple[Task, ...] = field(default=())


def aims(world: DemoWorld) -> tuple[Aim, ...]:
    end_of_phase = world.month_end(7)
    return (
        Aim(
            "concept", GoalLevel.GUIDING,
            "Das Gesamtkonzept ist politisch beschlossen",
            "Ein gemeinsames Konzept beider Dezernate beschreibt Auftrag, Angebote, Mittel und "
            "Verantwortung der Frühen Hilfen. Erreicht ist das Ziel, wenn der Kreistag es "
            "beschlossen hat.",
            OFFICE_HEAD, "QD5", end_of_phase, 22, "Jugendhilfeausschuss",
            "Der Entwurf ist mit dem Netzwerk abgestimmt. Der Termin im Ausschuss ist eng.", -10,
            ReleaseLevel.PROGRAMME, "Andere Kommunen arbeiten am selben Thema.",
            light=(Light.RISK, ("Der Kurzvortrag ist verspätet und der Südkreis fehlt noch. Der "
                   "Entwurf selbst liegt im Zeitplan.")),
            tasks=CONCEPT,
        ),
        Aim(
            "villages", GoalLevel.INTERMEDIATE,
            "Alle neun Gemeinden wirken regelmäßig mit",
            "Familien erleben Frühe Hilfen vor Ort. Deshalb sollen alle kreisangehörigen "
            "Gemeinden regelmäßig mitberaten und eine Ansprechperson benennen. Erreicht ist das "
            "Ziel, wenn alle neun Gemeinden zweimal im Jahr an einer Bürgermeisterrunde "
            "teilnehmen.",
            COORDINATION, "QD5", end_of_phase, 7, "Anruf bei den vier Gemeinden",
            "Vier Gemeinden fehlen noch.", -36,
            ReleaseLevel.PROGRAMME, "Der Austausch der Kommunen soll davon lernen.",
            serves="concept", tasks=VILLAGES,
        ),
        Aim(
            "post", GoalLevel.INTERMEDIATE,
            "Die Koordinationsstelle ist dauerhaft gesichert",
            "Die Netzwerkkoordination hängt bisher an befristeten Mitteln. Erreicht ist das Ziel, "
            "wenn die Stelle mit Vertretung unbefristet im Stellenplan steht.",
            DEPARTMENT, "QD5", world.month_end(4), 58, "Haushaltsberatung",
            "Der Haushaltsansatz ist angemeldet, die Bewertung der Stelle liegt vor.", -12,
            ReleaseLevel.OWN, "", serves="concept", tasks=POST,
        ),
        Aim(
            "money", GoalLevel.ACTION,
            "Beide Ämter planen ihre Mittel gemeinsam",
            "Jugendamt und Gesundheitsamt finanzieren Frühe Hilfen getrennt. Ein gemeinsames Blatt "
            "soll zeigen, was Bund, Land und Kreis geben und was wann ausläuft.",
            PLANNING, "QD4", end_of_phase, 69, "erste Erhebung",
            "Die Erhebung ist vorbereitet und noch nicht begonnen.", -12,
            ReleaseLevel.CLUSTER, "Das Cluster vergleicht, wie Mittel dargestellt werden.",
            serves="post", tasks=MONEY,
        ),
        Aim(
            "report", GoalLevel.ACTION,
            "Der Ausschuss erhält jährlich einen Bericht",
            "Der Jugendhilfeausschuss soll jedes Jahr erfahren, wie die Frühen Hilfen "
            "stehen, auf zwei Seiten und mit Zahlen.",
            COORDINATION, "QD5", world.within(-8, 9), 107, "nächster Bericht",
            "Der Ausschuss hat den ersten Bericht erhalten und den festen Termin beschlossen.",
            -200, ReleaseLevel.PROGRAMME, "Die Berichte sind öffentlich.",
            serves="concept", state=GoalState.REACHED, tasks=REPORT,
        ),
    )  # fmt: skip


VILLAGES = (
    Task("Bürgermeisterrunde im Nordkreis einrichten", DEPARTMENT, -54, starts=-140,
         about="Fünf Gemeinden, zweimal im Jahr, im Wechsel in den Rathäusern.",
         reports=((-100, RUNNING, "Drei von fünf Gemeinden haben zugesagt."),
                  (-60, DONE, "Die Runde hat zum ersten Mal getagt, alle fünf waren da."))),
    Task("Bürgermeisterrunde im Südkreis einrichten", COORDINATION, -23, starts=-110,
         about="Vier Gemeinden. Nach der Kommunalwahl sind zwei Rathäuser neu besetzt.",
         reports=((-80, RUNNING, "Zwei Gemeinden haben zugesagt."),
                  (-36, RUNNING, "Zwei Gemeinden haben noch nicht zugesagt."))),
    Task("Ansprechperson je Gemeinde benennen", COORDINATION, 69, starts=-70,
         about="Eine Person je Rathaus, mit Telefonnummer auf der Seite des Netzwerks.",
         reports=((-21, RUNNING, "Vier von neun Gemeinden haben eine Ansprechperson benannt."),)),
    Task("Ortsprofile mit Kennzahlen bereitstellen", PLANNING, 97, 4200, "bsfh", -130,
         about="Zwei Seiten je Gemeinde: Kinder unter drei Jahren, Angebote, Wege.",
         reports=((-98, RUNNING, "Die Daten der Gemeinden sind angefragt."),)),
)  # fmt: skip
CONCEPT = (
    Task("Bestandsaufnahme der Angebote beider Dezernate", PLANNING, -150, starts=-260,
         reports=((-155, DONE, "61 Angebote sind erfasst, mit Zielgruppe und Finanzierung."),)),
    Task("Leitbild Frühe Hilfen mit dem Netzwerk erarbeiten", COORDINATION, -95, 1200, "bsfh",
         -200, reports=((-97, DONE, "Die Netzwerkversammlung hat das Leitbild angenommen."),)),
    Task("Kurzvortrag für Fraktionen erarbeiten", OFFICE_HEAD, -8, 600, "municipal", -60,
         about="Zehn Minuten, drei Folien, eine Bitte.",
         reports=((-30, RUNNING, "Die Gliederung steht, die Zahlen fehlen noch."),)),
    Task("Entwurf des Gesamtkonzepts abstimmen", GROUP, 7, starts=-90,
         reports=((-27, RUNNING, "14 Rückmeldungen aus der Netzwerkversammlung liegen vor."),
                  (-10, RUNNING, "Zwölf Rückmeldungen sind eingearbeitet."))),
    Task("Zwischenbericht im Jugendhilfeausschuss", COORDINATION, 22, starts=-25,
         reports=((-9, RUNNING, "Die Vorlage ist im Entwurf."),),
         light=(Light.RISK, ("Zwei Zahlen der Vorlage sind noch zu klären, die Frist der "
                "Mitzeichnung ist kurz."))),
    Task("Rückmeldungen der Träger zum Entwurf einholen", GROUP, 38),
    Task("Gesamtkonzept dem Kreistag zum Beschluss vorlegen", OFFICE_HEAD, 205),
)  # fmt: skip
POST = (
    Task("Aufgaben der Netzwerkstelle mit dem Gesundheitsamt klären", COORDINATION, -40,
         starts=-120, reports=((-42, DONE, "Beide Ämter haben das Aufgabenprofil gezeichnet."),)),
    Task("Stelle beschreiben und bewerten lassen", OFFICE_HEAD, -70, starts=-130,
         reports=((-72, DONE, "Die Bewertung liegt vor."),)),
    Task("Haushaltsansatz für die Koordinationsstelle", DEPARTMENT, 58, 68_400, "municipal", -50,
         reports=((-12, RUNNING, "Der Ansatz ist für den Haushalt angemeldet."),)),
    Task("Vertretung der Netzwerkkoordination regeln", OFFICE_HEAD, 118),
    Task("Stellenanteil für den Südkreis prüfen", DEPARTMENT, 176, None),
)  # fmt: skip
MONEY = (
    Task("Gemeinsame Mittelübersicht anlegen", PLANNING, 70, None,
         light=(Light.NONE, "Die erste Erhebung steht noch aus.")),
    Task("Laufzeiten aller Förderungen zusammentragen", PLANNING, None, None),
    Task("Anträge beider Dezernate aufeinander abstimmen", DEPARTMENT, None, None),
)  # fmt: skip
REPORT = (
    Task("Festen Punkt auf der Tagesordnung vereinbaren", OFFICE_HEAD, -260, starts=-300,
         reports=((-262, DONE, "Der Vorsitz hat einen festen Termin zugesagt."),)),
    Task("Muster für den Jahresbericht entwickeln", PLANNING, -245, starts=-290,
         reports=((-250, DONE, "Zwei Seiten, fünf Zahlen, eine Bitte."),)),
    Task("Ersten Jahresbericht vorlegen", COORDINATION, -240, starts=-260,
         reports=((-240, DONE, "Der Bericht ist zur Kenntnis genommen."),)),
    Task("Kennzahlenblatt für den Ausschuss gestalten", PLANNING, -225, 900, "municipal", -255,
         reports=((-228, DONE, "Das Blatt liegt jedem Bericht bei."),)),
)  # fmt: skip


def build(world: DemoWorld) -> None:
    """Goals from the top down, adopted in one decision; the light of each follows from its dates.

    One light of a goal and two of measures are set by hand, with the reason.
    """
    found: dict[str, Goal] = {}
    for aim in aims(world):
        found[aim.key] = set_goal(world, aim, found.get(aim.serves))


def set_goal(world: DemoWorld, aim: Aim, parent: Goal | None) -> Goal:
    head, coordinator = world.people["head"], world.people["coordinator"]
    goal = add_goal(
        by=coordinator,
        municipality=world.places["musterau"],
        process=world.processes["musterau"],
        parent=parent,
        level=aim.level,
        title=aim.title,
        description=aim.about,
        theme=item(ContentKind.THEMES, "anchoring"),
        dimension=item(ContentKind.QUALITY_FRAMEWORK, aim.dimension),
        owner=aim.owner,
        due_on=aim.due,
    )
    for task in aim.tasks:
        set_measure(world, goal, task)
    goal = adopt_goal(
        by=head,
        goal=goal,
        body=world.bodies["steering"],
        on=world.decisions["goals"].meeting.on,
        decision=world.decisions["goals"],
    )
    goal = report_goal(
        by=coordinator,
        goal=goal,
        state=aim.state,
        note=aim.stands,
        on=world.day(aim.stands_on),
        next_on=world.workday(aim.next_on),
        next_step=aim.next_step,
    )
    if aim.light:
        light, reason = aim.light
        goal = override_goal_light(by=coordinator, goal=goal, light=light, reason=reason)
    if aim.release != ReleaseLevel.OWN:
        goal = release_goal(by=head, goal=goal, release=aim.release, reason=aim.why_released)
    return goal


def set_measure(world: DemoWorld, goal: Goal, task: Task) -> Measure:
    coordinator = world.people["coordinator"]
    measure = add_measure(
        by=coordinator,
        goal=goal,
        title=task.title,
        description=task.about,
        owner=task.owner,
        starts_on=None if task.starts is None else world.day(task.starts),
        due_on=None if task.due is None else world.day(task.due),
        cost=None if task.cost is None else Decimal(task.cost),
        funding=funding_of(task),
    )
    for days, state, words in task.reports:
        measure = report_measure(
            by=coordinator, measure=measure, state=state, progress=words, on=world.day(days)
        )
    if task.light:
        light, reason = task.light
        measure = override_measure_light(
            by=coordinator, measure=measure, light=light, reason=reason
        )
    return measure


def funding_of(task: Task) -> ContentItem | None:
    if task.cost is None:
        return None
    return item(ContentKind.FUNDING_SOURCES, task.funding or "none")
