"""Findings of self-assessments; that of the matrix was released to nobody."""

from typing import Any

from tests.factories.assessment import FindingFactory
from tests.permissions.patterns import STAFF, in_municipality, page
from tests.permissions.world import World

NAMESPACE = "assessment:"

READERS = in_municipality(
    "reads a finding that was not released", f"{STAFF} steering_member facilitator"
)

ROWS = (page("finding", "/k/{musterau}/qualitaet/befunde/{finding}/", READERS),)


def places(world: World) -> dict[str, Any]:
    return {"finding": FindingFactory(criterion__assessment__municipality=world.musterau)}
