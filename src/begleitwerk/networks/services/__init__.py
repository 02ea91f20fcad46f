"""Writes about networks, organisations, bodies and their members."""

from begleitwerk.networks.services.bodies import (
    add_member,
    change_body,
    change_member,
    create_body,
    end_body,
    end_member,
)
from begleitwerk.networks.services.networks import (
    change_network,
    change_organisation,
    create_network,
    create_organisation,
)

__all__ = [
    "add_member",
    "change_body",
    "change_member",
    "change_network",
    "change_organisation",
    "create_body",
    "create_network",
    "create_organisation",
    "end_body",
    "end_member",
]
