"""What each level of release says to a municipality: whom it lets in."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Municipality
from begleitwerk.programmes.rules.release import OPENS, ReleasePolicy
from begleitwerk.programmes.selectors.engagements import cluster_peers


def release_choices(policy: ReleasePolicy, municipality: Municipality) -> list[tuple[str, str]]:
    """The levels a municipality can choose, each with the roles and places it lets in."""
    places = ", ".join(peer.name for peer in cluster_peers(municipality))
    beyond = _("Also our cluster, once we are in one: %(roles)s there")
    words = {
        ReleaseLevel.OWN: _("Only we: %(roles)s"),
        ReleaseLevel.CLUSTER: _("Also our cluster: %(roles)s in %(places)s") if places else beyond,
        ReleaseLevel.PROGRAMME: _("Also the programme and who works with us: %(roles)s"),
    }
    return [
        (level, words[level] % {"roles": _listed(policy.readers(level)), "places": places})
        for level in OPENS
    ]


def _listed(roles: Iterable[Role]) -> str:
    return ", ".join(str(role.label) for role in roles)
