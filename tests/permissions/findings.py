"""Findings of self-assessments; that of the matrix was released to nobody."""

from typing import Any

from tests.factories.assessment import FindingFactory
from tests.permissions.patterns import STAFF, in_land, in_municipality, in_programme, page
from tests.permissions.world import World

NAMESPACE = "assessment:"

READERS = in_municipality(
    "reads a finding that was not released", f"{STAFF} steering_member facilitator"
)

OF_PROGRAMME = in_programme("reads what was released there", "office lead researcher")
OF_LAND = in_land("reads what was released there", "state_office")

ROWS = (
    page("finding", "/k/{musterau}/qualitaet/befunde/{finding}/", READERS),
    page("programme_overview", "/p/{programme}/auswertung/qualitaet/", OF_PROGRAMME),
    page("programme_overview", "/p/{programme}/auswertung/qualitaet/?export=csv", OF_PROGRAMME),
    page("land_overview", "/l/{land}/auswertung/qualitaet/", OF_LAND),
)


def places(world: World) -> dict[str, Any]:
    return {"finding": FindingFactory(criterion__assessment__municipality=world.musterau)}
