"""Who works with whom."""

from typing import Any

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version
from begleitwerk.clusters.services import propose_clusters
from begleitwerk.programmes.enums import EngagementState
from tests.factories.programmes import EditionFactory, EngagementFactory, EngagementPartyFactory
from tests.permissions.patterns import (
    STAFF,
    action,
    below,
    form,
    in_municipality,
    in_programme,
    page,
)
from tests.permissions.world import World

READERS = in_programme("sees proposals of clusters", "office lead")
WISHING = in_municipality("says which clusters it wishes", STAFF)
EDITORS = in_programme("puts clusters together", "office")

ROWS = (
    *below(
        "/p/{programme}/auswahl/cluster/{cluster_edition}/",
        page("clusters", "", READERS),
        page("wishes", "wuensche/", EDITORS),
        form("propose", "vorschlag/", EDITORS),
        form("move", "verschieben/", EDITORS),
        action("adopt", "uebernehmen/", EDITORS),
        action("reopen", "oeffnen/", EDITORS),
    ),
    *below(
        "/k/{musterau}/teilnahme/",
        form("own_wishes", "{cluster_engagement}/cluster-wuensche/", WISHING),
    ),
)


def places(world: World) -> dict[str, Any]:
    """An edition with three participations and a proposal for their cluster."""
    edition = EditionFactory(
        programme=world.programme, framework=current_version(ContentKind.QUALITY_FRAMEWORK)
    )
    for _number in range(3):
        engagement = EngagementFactory(edition=edition, state=EngagementState.ACTIVE)
        EngagementPartyFactory(engagement=engagement)
    own = EngagementFactory(edition=edition, state=EngagementState.ACTIVE)
    EngagementPartyFactory(engagement=own, municipality=world.musterau)
    propose_clusters(by=None, edition=edition)
    return {"cluster_edition": edition, "cluster_engagement": own}
