"""Documented programmes, 2018 to 2025: editions, clusters, themes, who took part."""

from dataclasses import dataclass
from datetime import date

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentVersion
from begleitwerk.catalogue.selectors import items_of
from begleitwerk.demo.processes.gatherings import DIALOGUE_EVENTS, QUALITY_EVENTS, record_gatherings
from begleitwerk.demo.world import DemoWorld, item
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import Cluster, Edition, EditionTheme
from begleitwerk.programmes.services import (
    create_cluster,
    create_edition,
    create_programme,
    move_engagement,
    open_engagement,
    set_theme,
)

CLUSTER_LIST = "NZFH, Seite „Kommunen und Cluster“ der Qualitätsdialoge Frühe Hilfen"
UNCLEAR_HANNOVER = f"{CLUSTER_LIST}; sie nennt „Hannover“ ohne Zusatz (Stadt oder Region)"


@dataclass(frozen=True)
class DialogueCluster:
    """Dimensions beside the network, which all six worked on; places that share a slot in one."""

    dimensions: tuple[str, ...]
    places: tuple[tuple[str, ...], ...]


DIALOGUES = (
    DialogueCluster(("QD2",), (("03241-hannover",), ("14612",), ("15001",))),
    DialogueCluster(("QD4",), (("06440",), ("06532-wetzlar",), ("06439",), ("07334",))),
    DialogueCluster(("QD5",), (("11000-pankow",), ("12067",), ("02000-harburg",), ("14511",))),
    DialogueCluster(("QD6", "QD9"), (("09161",), ("09564",), ("09163",))),
    DialogueCluster(("QD7",), (("04011",), ("04012",), ("03357",), ("01058",))),
    DialogueCluster(("QD8",), (("05913",), ("05358-dueren", "05358"), ("05915",), ("05117",))),
)


def record_programmes(world: DemoWorld) -> None:
    operator = world.people["operator"]
    record_dialogues(world, operator)
    record_quality(world, operator)


def record_dialogues(world: DemoWorld, by: User) -> None:
    """23 municipalities in six clusters; one place is shared by a town and the county around."""
    framework = ContentVersion.objects.get(kind=ContentKind.QUALITY_FRAMEWORK, version="2016")
    programme = create_programme(
        by=by,
        name="Qualitätsdialoge Frühe Hilfen",
        short_name="Qualitätsdialoge",
        slug="qualitaetsdialoge",
        title_variants=[
            (
                "Qualitätsentwicklung in der Praxis unterstützen - Kommunale Qualitätsdialoge "
                "Frühe Hilfen"
            ),
            "Kommunale Qualitätsdialoge Frühe Hilfen",
        ],
        office="Nationales Zentrum Frühe Hilfen (NZFH)",
        description=(
            "Qualitätsentwicklung in Clustern von drei bis vier Kommunen, moderiert vom "
            "Felsenweg-Institut der Karl Kübel Stiftung. Je Cluster drei QE-Werkstätten, dazu "
            "Steuerungs- und Umsetzungsgruppen vor Ort und drei Rahmenveranstaltungen."
        ),
    )
    edition = create_edition(
        by=by,
        programme=programme,
        name="2019–2021",
        starts_on=date(2019, 2, 27),
        ends_on=date(2021, 6, 7),
        framework=framework,
        source=f"{CLUSTER_LIST}; Zeitraum von der Auftakt- bis zur Abschlusskonferenz, "
        "die Vorbereitung begann 2018",
    )
    dimensions = {found.key: found for found in items_of(framework)}
    for number, plan in enumerate(DIALOGUES, start=1):
        cluster = create_cluster(
            by=by,
            edition=edition,
            name=f"Cluster {number}",
            dimensions=[dimensions[key] for key in ("QD3", *plan.dimensions)],
        )
        enter_cluster(world, by, edition, cluster, plan)
    record_gatherings(by, programme, DIALOGUE_EVENTS)


def enter_cluster(
    world: DemoWorld, by: User, edition: Edition, cluster: Cluster, plan: DialogueCluster
) -> None:
    for keys in plan.places:
        open_engagement(
            by=by,
            edition=edition,
            municipalities=[world.places[key] for key in keys],
            cluster=cluster,
            state=EngagementState.COMPLETED,
            source=UNCLEAR_HANNOVER if "03241-hannover" in keys else CLUSTER_LIST,
        )


PROJECT_PAGE = "NZFH, Projektseite „Frühe Hilfen qualitätvoll gestalten“"
RESULTS = "NZFH, Praxismaterialien und Transferkonferenz 2025"
# Who finished, by theme.
FINISHERS = {
    "anchoring": ("15002", "05974", "03254"),
    "participation": ("05316", "07141", "03102"),
    "impact": ("08437", "09163"),
}


def record_quality(world: DemoWorld, by: User) -> None:
    """The edition 2022–2025 with its three themes, and the announced one after it."""
    programme = create_programme(
        by=by,
        name="Frühe Hilfen qualitätvoll gestalten: Prozessbegleitung kommunaler Netzwerke",
        short_name="Qualitätvoll gestalten",
        slug="qualitaetvoll-gestalten",
        title_variants=[
            "Frühe Hilfen qualitativ gestalten: Prozessbegleitung kommunaler Netzwerke",
            "Frühe Hilfen qualitätsvoll gestalten: Prozessbegleitung kommunaler Netzwerke",
        ],
        office="Nationales Zentrum Frühe Hilfen (NZFH)",
        funding=(
            "Die Mittel kommen aus der Bundesstiftung Frühe Hilfen des Bundesministeriums für "
            "Familie, Senioren, Frauen und Jugend; die Auridis Stiftung gGmbH finanziert mit."
        ),
        description=(
            "Mehrjährige Prozessbegleitung zu drei Entwicklungsthemen, verbunden mit Austausch "
            "zwischen den Kommunen und Transfer in die Länder."
        ),
    )
    edition = create_edition(
        by=by,
        programme=programme,
        name="2022–2025",
        starts_on=date(2022, 4, 1),
        ends_on=date(2025, 6, 30),
        source=f"{PROJECT_PAGE}; Beginn nach DS 481/2022 im April, nach 017/2023 im Mai 2022",
    )
    themes = {
        key: set_theme(by=by, edition=edition, item=item(ContentKind.THEMES, key), places=3)
        for key in FINISHERS
    }
    for key, places in FINISHERS.items():
        for ags in places:
            enter_finisher(world, by, edition, themes[key], ags)
    enter_stendal(world, by, edition, themes["anchoring"])
    record_gatherings(by, programme, QUALITY_EVENTS)
    create_edition(
        by=by,
        programme=programme,
        name="2025–2027",
        source=f"{PROJECT_PAGE}: zweite Phase mit weiteren Kommunen; Auswahl nicht belegt",
    )


def enter_finisher(
    world: DemoWorld, by: User, edition: Edition, theme: EditionTheme, ags: str
) -> None:
    """Of most only the end is documented; Soest's paper tells when it was selected."""
    place = world.places[ags]
    if ags != "05974":
        open_engagement(
            by=by,
            edition=edition,
            municipalities=[place],
            theme=theme,
            state=EngagementState.COMPLETED,
            source=RESULTS,
        )
        return
    engagement = open_engagement(
        by=by,
        edition=edition,
        municipalities=[place],
        theme=theme,
        state=EngagementState.SELECTED,
        reason="Auswahl im Mai 2022; den Tag nennt die Vorlage nicht.",
        source=f"Vorlage 017/2023 des Kreises Soest; {RESULTS}",
    )
    for state in (EngagementState.ACTIVE, EngagementState.COMPLETED):
        engagement = move_engagement(by=by, engagement=engagement, state=state)


def enter_stendal(world: DemoWorld, by: User, edition: Edition, theme: EditionTheme) -> None:
    """Told on 6 April 2022 that it was selected, and not among those that finished."""
    engagement = open_engagement(
        by=by,
        edition=edition,
        municipalities=[world.places["stendal"]],
        theme=theme,
        source="Vorlage DS 481/2022 des Landkreises Stendal",
        reason="Einladung auf Grundlage der Kommunalbefragungen.",
    )
    engagement = move_engagement(by=by, engagement=engagement, state=EngagementState.APPLIED)
    engagement = move_engagement(
        by=by, engagement=engagement, state=EngagementState.SELECTED, on=date(2022, 4, 6)
    )
    move_engagement(
        by=by,
        engagement=engagement,
        state=EngagementState.WITHDRAWN,
        reason="Grund nicht belegt: Der Landkreis steht nicht unter den Kommunen, deren "
        "Ergebnisse 2025 vorgestellt wurden.",
    )
