"""Reads about networks, organisations, bodies and their members."""

from begleitwerk.networks.selectors.composition import (
    Missing,
    missing_functions,
    missing_in,
)
from begleitwerk.networks.selectors.members import (
    Seat,
    Seats,
    expanded_members,
    former_members,
    future_members,
    members_now,
    path_between,
    sits_in,
)
from begleitwerk.networks.selectors.records import (
    bodies_of,
    bodies_of_network,
    body_counts,
    get_body_or_404,
    get_member_or_404,
    get_network_or_404,
    get_organisation_or_404,
    networks_of,
    organisations_of,
    present_bodies,
    visible_to,
)

__all__ = [
    "Missing",
    "Seat",
    "Seats",
    "bodies_of",
    "bodies_of_network",
    "body_counts",
    "expanded_members",
    "former_members",
    "future_members",
    "get_body_or_404",
    "get_member_or_404",
    "get_network_or_404",
    "get_organisation_or_404",
    "members_now",
    "missing_functions",
    "missing_in",
    "networks_of",
    "organisations_of",
    "path_between",
    "present_bodies",
    "sits_in",
    "visible_to",
]
