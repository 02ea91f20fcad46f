"""Pages about networks, organisations, bodies and their members."""

from begleitwerk.networks.views.bodies import (
    BodyCreate,
    BodyEdit,
    BodyEnd,
    BodyList,
    BodyPage,
)
from begleitwerk.networks.views.members import (
    BodyMemberAdd,
    MemberAdd,
    MemberEdit,
    MemberEnd,
)
from begleitwerk.networks.views.networks import (
    NetworkCreate,
    NetworkEdit,
    NetworkList,
    NetworkPage,
    OrganisationCreate,
    OrganisationEdit,
    OrganisationList,
)

__all__ = [
    "BodyCreate",
    "BodyEdit",
    "BodyEnd",
    "BodyList",
    "BodyMemberAdd",
    "BodyPage",
    "MemberAdd",
    "MemberEdit",
    "MemberEnd",
    "NetworkCreate",
    "NetworkEdit",
    "NetworkList",
    "NetworkPage",
    "OrganisationCreate",
    "OrganisationEdit",
    "OrganisationList",
]
