"""Which role reaches what, and which role can be held where."""

from datetime import timedelta

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.enums import PERMISSION_TEXT, Permission, Role, WorkspaceKind
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.municipalities.rules import GRANTS, ROLES_WITHIN
from begleitwerk.municipalities.selectors import platform_workspace
from tests.days import today
from tests.factories.municipalities import MembershipFactory


def test_every_role_has_rights_and_exactly_one_kind_of_place() -> None:
    held = [role for roles in ROLES_WITHIN.values() for role in roles]
    assert sorted(held) == sorted(Role.values) == sorted(GRANTS)
    assert set(PERMISSION_TEXT) == set(Permission)


def test_a_role_reaches_down_into_its_municipalities_and_never_sideways(
    office: User, coordinator: User, musterau: Municipality, lindfurt: Municipality
) -> None:
    assert office.has_perm("processes.view_process", musterau)
    assert coordinator.has_perm("processes.edit_process", musterau)
    assert not coordinator.has_perm("processes.view_process", lindfurt)


@pytest.mark.parametrize("rule", ["view_members", "view_audit"])
def test_who_has_access_and_what_was_decided_is_read_by_nobody_from_above(
    office: User, lead: User, state_office: User, operator: User, musterau: Municipality, rule: str
) -> None:
    for person in (office, lead, state_office, operator):
        assert not person.has_perm(f"municipalities.{rule}", musterau)


def test_operators_see_who_was_let_into_programmes_and_laender_and_nothing_else(
    operator: User, programme_space: Workspace, musterau: Municipality
) -> None:
    for place in (programme_space, musterau.land.workspace):
        assert operator.has_perm("municipalities.view_members", place)
        assert not operator.has_perm("workspace.view", place)
    assert not operator.has_perm("municipalities.open_access", musterau)


def test_who_lets_people_into_a_municipality_lets_nobody_into_the_installation(
    coordinator: User, operator: User
) -> None:
    platform = platform_workspace()
    assert operator.has_perm("municipalities.give_roles", platform)
    assert not coordinator.has_perm("municipalities.give_roles", platform)


@pytest.mark.parametrize(
    ("begins", "ends", "holds"),
    [(0, 0, True), (1, None, False), (-9, -1, False), (-9, None, True)],
)
def test_a_role_holds_from_its_first_to_its_last_day(
    musterau: Municipality, stranger: User, begins: int, ends: int | None, holds: bool
) -> None:
    day = today()
    MembershipFactory(
        user=stranger,
        workspace=musterau.workspace,
        valid_from=day + timedelta(days=begins),
        valid_to=None if ends is None else day + timedelta(days=ends),
    )
    assert stranger.has_perm("workspace.view", musterau) is holds


def test_a_closed_account_may_nothing(coordinator: User, musterau: Municipality) -> None:
    coordinator.is_active = False
    assert not coordinator.has_perm("workspace.view", musterau)


def test_kinds_without_a_role_do_not_exist() -> None:
    assert set(ROLES_WITHIN) == set(WorkspaceKind)
