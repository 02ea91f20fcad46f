"""Networks, organisations, bodies and their members."""

from typing import Any

from tests.factories.networks import (
    BodyMemberFactory,
    NetworkFactory,
    PartnerOrganisationFactory,
)
from tests.permissions.patterns import STAFF, below, form, in_municipality, page
from tests.permissions.world import World

READERS = in_municipality("sees its bodies and networks", f"{STAFF} steering_member facilitator")
EDITORS = in_municipality("edits its bodies and networks", STAFF)

ROWS = (
    *below(
        "/k/{musterau}/gremien/",
        page("bodies", "", READERS),
        form("body_create", "neu/", EDITORS),
        page("body", "{body}/", READERS),
        page("body_edit", "{body}/bearbeiten/", EDITORS),
        page("body_end", "{body}/beenden/", EDITORS),
        page("member_add", "{body}/mitglieder/neu/", EDITORS),
        page("member_body_add", "{body}/mitglieder/gremium/", EDITORS),
        page("member_edit", "{body}/mitglieder/{member}/bearbeiten/", EDITORS),
        page("member_end", "{body}/mitglieder/{member}/beenden/", EDITORS),
    ),
    *below(
        "/k/{musterau}/netzwerke/",
        page("networks", "", READERS),
        page("network_create", "neu/", EDITORS),
        page("network", "{network}/", READERS),
        page("network_edit", "{network}/bearbeiten/", EDITORS),
    ),
    *below(
        "/k/{musterau}/organisationen/",
        page("organisations", "", READERS),
        page("organisation_create", "neu/", EDITORS),
        page("organisation_edit", "{organisation}/", EDITORS),
    ),
)


def places(world: World) -> dict[str, Any]:
    here = {"municipality": world.musterau}
    return {
        "network": NetworkFactory(**here),
        "organisation": PartnerOrganisationFactory(**here),
        "body": world.story.steering,
        "member": BodyMemberFactory(body=world.story.steering),
    }
