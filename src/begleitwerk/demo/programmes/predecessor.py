"""The predecessor of the invented programme, and who took part in it."""

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version
from begleitwerk.demo.municipalities.invented import INVENTED
from begleitwerk.demo.world import DemoWorld
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.services import create_edition, create_programme, open_engagement

TOOK_PART = (
    "hagenmoor",
    "ankermuende",
    "almried",
    "stahlbrueck",
    "seenrode",
    "eschgrund",
    "webersund",
    "sandauen",
    "kupferau",
)


def record_predecessor(world: DemoWorld) -> None:
    """A programme that is over, so that the register knows who took part before."""
    office = world.people["office"]
    start, end = world.month(-66), world.month_end(-31)
    programme = create_programme(
        by=office,
        name="Netzwerkdialoge Frühe Hilfen (Demo)",
        short_name="Netzwerkdialoge",
        slug="netzwerkdialoge-demo",
        office="Programmbüro Frühe Hilfen (erfunden)",
        description=(
            "Der erfundene Vorgänger: Neun Kommunen haben ihre Netzwerke in moderierten "
            "Dialogen weiterentwickelt."
        ),
    )
    edition = create_edition(
        by=office,
        programme=programme,
        name=f"{start.year}–{end.year}",
        starts_on=start,
        ends_on=end,
        framework=current_version(ContentKind.QUALITY_FRAMEWORK),
        source=INVENTED,
    )
    for key in TOOK_PART:
        open_engagement(
            by=office,
            edition=edition,
            municipalities=[world.places[key]],
            state=EngagementState.COMPLETED,
            on=end,
            source="Teilnahmeliste der Netzwerkdialoge (erfunden)",
        )
