"""The cast: the same people and places in every test.

Musterau is the municipality everything happens in; Lindfurt is another one in the same programme
and Land. Each person holds exactly one role, named like her fixture; `stranger` has an account and
no role at all, `neighbour` coordinates Lindfurt.
"""

from dataclasses import dataclass

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.enums import Role, WorkspaceKind
from begleitwerk.municipalities.models import Municipality, Workspace
from tests.factories.accounts import UserFactory
from tests.factories.municipalities import (
    MembershipFactory,
    MunicipalityFactory,
    WorkspaceFactory,
)


@dataclass(frozen=True)
class Places:
    """The two municipalities, their programme and their Land."""

    musterau: Municipality
    lindfurt: Municipality
    programme: Workspace
    land: Workspace


def make_places() -> Places:
    programme = WorkspaceFactory(
        kind=WorkspaceKind.PROGRAMME, slug="programm", name="Programm 2026–2029"
    )
    musterau = MunicipalityFactory(
        name="Landkreis Musterau", slug="landkreis-musterau", is_invented=True
    )
    lindfurt = MunicipalityFactory(name="Stadt Lindfurt", slug="stadt-lindfurt", is_invented=True)
    for place in (musterau, lindfurt):
        place.workspace.parents.add(programme)
    return Places(musterau, lindfurt, programme, musterau.land.workspace)


def person(role: Role, workspace: Workspace) -> User:
    user = UserFactory(email=f"{role}.{workspace.slug}@example.org", name=str(Role(role).label))
    MembershipFactory(user=user, role=role, workspace=workspace)
    return user


def second_operator(operator: User) -> User:
    """A colleague in the operation: keeps the register as the first one does, not her files."""
    workspace = operator.memberships.get().workspace
    return MembershipFactory(workspace=workspace, role=Role.OPERATOR).user


def make_person(name: str, places: Places) -> User:
    """One of the cast, by the name of her fixture."""
    if name == "stranger":
        return UserFactory(email="stranger@example.org", name="Stranger")
    role, where = CAST[name]
    spaces = {
        "musterau": places.musterau.workspace,
        "lindfurt": places.lindfurt.workspace,
        "programme": places.programme,
        "land": places.land,
    }
    return person(role, spaces.get(where) or platform())


def platform() -> Workspace:
    """A migration makes it; a test that empties all tables takes it away."""
    return Workspace.objects.get_or_create(
        kind=WorkspaceKind.PLATFORM, slug="betrieb", defaults={"name": "Betrieb"}
    )[0]


# Each person's role and where she holds it.
CAST = {
    "coordinator": (Role.COORDINATOR, "musterau"),
    "head": (Role.YOUTH_OFFICE_HEAD, "musterau"),
    "planner": (Role.PLANNER, "musterau"),
    "steering_member": (Role.STEERING_MEMBER, "musterau"),
    "partner": (Role.PARTNER, "musterau"),
    "parent": (Role.PARENT, "musterau"),
    "committee_member": (Role.COMMITTEE_MEMBER, "musterau"),
    "protection_officer": (Role.DATA_PROTECTION_OFFICER, "musterau"),
    "facilitator": (Role.FACILITATOR, "musterau"),
    "neighbour": (Role.COORDINATOR, "lindfurt"),
    "office": (Role.PROGRAMME_OFFICE, "programme"),
    "lead": (Role.PROGRAMME_LEAD, "programme"),
    "reviewer": (Role.REVIEWER, "programme"),
    "researcher": (Role.RESEARCHER, "programme"),
    "state_office": (Role.STATE_OFFICE, "land"),
    "operator": (Role.OPERATOR, "platform"),
}
