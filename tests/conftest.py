"""The cast: the same people and places in every test.

Musterau is the municipality everything happens in; Lindfurt is another one in the same programme
and Land. Each person holds exactly one role, named like her fixture; `stranger` has an account and
no role at all, `neighbour` coordinates Lindfurt.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.enums import Role, WorkspaceKind
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.municipalities.selectors import platform_workspace
from tests.factories.accounts import UserFactory
from tests.factories.municipalities import (
    LandFactory,
    MembershipFactory,
    MunicipalityFactory,
    WorkspaceFactory,
)


@pytest.fixture
def programme_space(db: None) -> Workspace:
    return WorkspaceFactory(
        kind=WorkspaceKind.PROGRAMME, slug="programm", name="Programm 2026–2029"
    )


@pytest.fixture
def musterau(programme_space: Workspace) -> Municipality:
    place = MunicipalityFactory(
        name="Landkreis Musterau", slug="landkreis-musterau", is_invented=True
    )
    place.workspace.parents.add(programme_space)
    return place


@pytest.fixture
def lindfurt(programme_space: Workspace) -> Municipality:
    place = MunicipalityFactory(name="Stadt Lindfurt", slug="stadt-lindfurt", is_invented=True)
    place.workspace.parents.add(programme_space)
    return place


def person(role: Role, workspace: Workspace) -> User:
    user = UserFactory(email=f"{role}.{workspace.slug}@example.org", name=str(Role(role).label))
    MembershipFactory(user=user, role=role, workspace=workspace)
    return user


@pytest.fixture
def coordinator(musterau: Municipality) -> User:
    return person(Role.COORDINATOR, musterau.workspace)


@pytest.fixture
def head(musterau: Municipality) -> User:
    return person(Role.YOUTH_OFFICE_HEAD, musterau.workspace)


@pytest.fixture
def planner(musterau: Municipality) -> User:
    return person(Role.PLANNER, musterau.workspace)


@pytest.fixture
def steering_member(musterau: Municipality) -> User:
    return person(Role.STEERING_MEMBER, musterau.workspace)


@pytest.fixture
def partner(musterau: Municipality) -> User:
    return person(Role.PARTNER, musterau.workspace)


@pytest.fixture
def parent(musterau: Municipality) -> User:
    return person(Role.PARENT, musterau.workspace)


@pytest.fixture
def committee_member(musterau: Municipality) -> User:
    return person(Role.COMMITTEE_MEMBER, musterau.workspace)


@pytest.fixture
def protection_officer(musterau: Municipality) -> User:
    return person(Role.DATA_PROTECTION_OFFICER, musterau.workspace)


@pytest.fixture
def facilitator(musterau: Municipality) -> User:
    return person(Role.FACILITATOR, musterau.workspace)


@pytest.fixture
def neighbour(lindfurt: Municipality) -> User:
    return person(Role.COORDINATOR, lindfurt.workspace)


@pytest.fixture
def office(programme_space: Workspace) -> User:
    return person(Role.PROGRAMME_OFFICE, programme_space)


@pytest.fixture
def researcher(programme_space: Workspace) -> User:
    return person(Role.RESEARCHER, programme_space)


@pytest.fixture
def state_office(db: None) -> User:
    return person(Role.STATE_OFFICE, LandFactory().workspace)


@pytest.fixture
def operator(db: None) -> User:
    return person(Role.OPERATOR, platform_workspace())


@pytest.fixture
def stranger(db: None) -> User:
    return UserFactory(email="stranger@example.org", name="Stranger")


@pytest.fixture
def as_user() -> Callable[[User | None], Client]:
    """A client signed in as somebody, or as nobody."""

    def sign_in(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return sign_in
