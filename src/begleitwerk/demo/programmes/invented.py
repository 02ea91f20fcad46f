"""The invented programme and who takes part in it."""

from collections.abc import Iterable
from datetime import date

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version
from begleitwerk.demo.clock import told_on
from begleitwerk.demo.municipalities.invented import INVENTED, TOWN, Place, found, settle
from begleitwerk.demo.municipalities.nine import PLACES
from begleitwerk.demo.municipalities.roles import open_places, person_of
from begleitwerk.demo.processes.gatherings import gather
from begleitwerk.demo.world import DemoWorld, item
from begleitwerk.municipalities.enums import Role
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import Edition, EditionTheme, Engagement, Programme
from begleitwerk.programmes.selectors import letterhead_of
from begleitwerk.programmes.services import (
    accept_participation,
    add_facilitator,
    change_letterhead,
    create_cluster,
    create_edition,
    create_programme,
    move_engagement,
    open_engagement,
    record_contract,
    set_theme,
)
from begleitwerk.programmes.services.contracts import contract_for

THEMES = {
    "anchoring": ("Verankerung", ("QD5", "QD3", "QD4")),
    "participation": ("Beteiligung", ("QD11", "QD7")),
    "impact": ("Wirkung", ("QD10", "QD9")),
}
DECLINING = Place("erlenbruch", "Stadt Erlenbruch", TOWN, 31_200, "64.30", "heidequell")


def open_programme(world: DemoWorld) -> None:
    """Three themes with three places each, all taken; eighteen months have gone by."""
    office = world.people["office"]
    start, end = world.month(-18), world.month_end(17)
    programme = create_programme(
        by=office,
        name="Prozessbegleitung Frühe Hilfen im Land Nord (Demo)",
        short_name="Programm Frühe Hilfen",
        slug="programm-demo",
        office="Programmbüro Frühe Hilfen (erfunden)",
        funding="Die Mittel des Programms sind erfunden wie seine Kommunen.",
        description=(
            "Neun Kommunen arbeiten drei Jahre lang an je einem Entwicklungsthema. Eine "
            "Prozessbegleitung kommt regelmäßig vorbei, alle drei Kommunen eines Themas tauschen "
            "sich aus."
        ),
    )
    change_letterhead(
        by=office,
        letterhead=letterhead_of(programme),
        street="Beispielweg 3",
        postcode="00100",
        town="Nordstadt",
        email="programm@example.org",
        signed_as="Leitung des Programmbüros",
    )
    world.edition, world.themes = edition_of(
        office, programme, f"{start.year}–{end.year}", start, end, themes=THEMES, places=3
    )
    open_places(world)
    for key, (name, dimensions) in THEMES.items():
        world.clusters[key] = create_cluster(
            by=office,
            edition=world.edition,
            name=f"Cluster {name}",
            dimensions=[item(ContentKind.QUALITY_FRAMEWORK, found) for found in dimensions],
        )
    for number, place in enumerate(PLACES, start=1):
        enter(world, number, place)
    turn_down(world)
    gather(world, programme)


def edition_of(
    by: User,
    programme: Programme,
    name: str,
    start: date,
    end: date,
    *,
    themes: Iterable[str],
    places: int,
    with_phases: bool = True,
) -> tuple[Edition, dict[str, EditionTheme]]:
    """An edition by the framework and the phases of today, and its themes by their keys.

    A year of workshops has no phases (`with_phases`).
    """
    edition = create_edition(
        by=by,
        programme=programme,
        name=name,
        starts_on=start,
        ends_on=end,
        framework=current_version(ContentKind.QUALITY_FRAMEWORK),
        phase_template=current_version(ContentKind.PHASE_TEMPLATE) if with_phases else None,
        source=INVENTED,
    )
    kinds = {key: item(ContentKind.THEMES, key) for key in themes}
    return edition, {
        key: set_theme(by=by, edition=edition, item=kind, places=places)
        for key, kind in kinds.items()
    }


def enter(world: DemoWorld, number: int, place: Place) -> Engagement:
    """From the invitation to the running participation, with its contract and facilitator."""
    office, municipality = world.people["office"], world.places[place.key]
    engagement = open_engagement(
        by=office,
        edition=world.edition,
        municipalities=[municipality],
        theme=world.themes[place.theme],
        cluster=world.clusters[place.theme],
        on=world.within(-22, 5),
        reason="Eingeladen nach der Befragung der Kommunen.",
        source=INVENTED,
    )
    signed, speaker = world.within(-19, 10 + number), accepting(world, place.key)
    with told_on(signed):
        accept_participation(by=speaker, party=engagement.party_rows.get())
    for state, on, reason in (
        (EngagementState.APPLIED, world.within(-21, 4 + number), ""),
        (EngagementState.SELECTED, world.within(-20, 6), "Auswahl nach festgelegten Kriterien."),
        (EngagementState.CONTRACT_SENT, world.within(-20, 20), ""),
        (EngagementState.CONTRACT_SIGNED, signed, ""),
        (EngagementState.ACTIVE, world.month(-18), ""),
    ):
        engagement = move_engagement(
            by=office, engagement=engagement, state=state, on=on, reason=reason
        )
    record_contract(
        by=office,
        contract=contract_for(engagement),
        values={
            "number": f"PB-{signed.year}-{number:02d}",
            "note": "Laufzeit bis zum Ende des Programms. Kündbar zum Quartalsende.",
        },
    )
    with told_on(world.month(-18)):
        add_facilitator(
            by=office,
            engagement=engagement,
            user=world.people[place.team],
            valid_from=world.month(-18),
        )
    return engagement


# Personas who speak for their municipality; the others have people of their own.
SPEAKERS = {"musterau": "head", "lindfurt": "neighbour"}


def accepting(world: DemoWorld, key: str) -> User:
    """Who lets the programme read in a municipality."""
    if key in SPEAKERS:
        return world.people[SPEAKERS[key]]
    return person_of(world, key, Role.YOUTH_OFFICE_HEAD)


def turn_down(world: DemoWorld) -> None:
    """Not everybody who is invited comes: one town declined, a real case of every programme."""
    office = world.people["office"]
    found(world, world.land, 10, DECLINING)
    settle(world, [DECLINING])
    engagement = open_engagement(
        by=office,
        edition=world.edition,
        municipalities=[world.places[DECLINING.key]],
        theme=world.themes["participation"],
        on=world.within(-22, 5),
        source=INVENTED,
    )
    move_engagement(
        by=office,
        engagement=engagement,
        state=EngagementState.DECLINED,
        on=world.within(-21, 17),
        reason="Die Stelle der Netzwerkkoordination war nicht besetzt.",
    )
