"""Random walks over roles: nobody gets what nobody with that power gave, or more than she had.

The judge keeps a book of its own and asks neither the guard nor the selectors it stands on: it
knows the table of roles, who held what when something was done, and what comes from outside.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused
from begleitwerk.municipalities import services
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import Role, WorkspaceKind
from begleitwerk.municipalities.models import InvitedRole, Membership, Municipality, Workspace
from begleitwerk.municipalities.rules import GRANTS, ROLES_WITHIN
from begleitwerk.municipalities.selectors import read_access
from tests.days import in_days, today
from tests.factories.accounts import UserFactory
from tests.factories.municipalities import (
    InvitedRoleFactory,
    MembershipFactory,
    MunicipalityFactory,
    WorkspaceFactory,
)
from tests.permissions.walk import undone
from tests.worlds.cast import Places, make_person, make_places

SEQUENCES, STEPS = 500, 6
RATHER = 0.8
CAST = ("coordinator", "head", "planner", "partner", "office", "lead", "operator", "neighbour")
# Reading all of something is reading what was released or introduced of it.
COVERED = {
    P.GOALS_VIEW_RELEASED: P.GOALS_VIEW,
    P.QUALITY_VIEW_RELEASED: P.QUALITY_VIEW,
    P.PAPERS_VIEW_INTRODUCED: P.PAPERS_VIEW,
}
OPENED = {Role.PROGRAMME_OFFICE, Role.PROGRAMME_LEAD, Role.STATE_OFFICE}
NEVER_FROM_ABOVE = {P.MEMBERS_VIEW, P.MEMBERS_EDIT, P.AUDIT_VIEW}


@dataclass(frozen=True)
class Line:
    """A membership as the judge writes it down."""

    pk: int
    user: int
    place: int
    role: Role
    first: date
    last: date | None
    giver: int | None

    @property
    def holds(self) -> bool:
        return self.first <= today() and not self.is_over

    @property
    def is_over(self) -> bool:
        return self.last is not None and self.last < today()

    def reaches_beyond(self, other: "Line") -> bool:
        """Whether it lasts longer or begins earlier."""
        longer = other.last is not None and (self.last is None or self.last > other.last)
        return longer or self.first < other.first


class Judge:
    """The book of who holds what, where, and what lies within what."""

    def __init__(self, kinds: dict[int, str]) -> None:
        self.kinds = kinds
        self.within: set[tuple[int, int]] = set()
        self.lines: dict[int, Line] = {}
        self.read()

    def read(self) -> dict[int, Line]:
        """Write down how things stand; returns how they stood."""
        before = self.lines
        rows = Membership.objects.values_list(
            "pk", "user", "workspace", "role", "valid_from", "valid_to", "granted_by"
        )
        self.lines = {row[0]: Line(*row[:3], Role(row[3]), *row[4:]) for row in rows}
        self.within = set(Workspace.parents.through.objects.values_list(
            "from_workspace", "to_workspace"
        ))  # fmt: skip
        return before

    # --- What somebody may, by the book as it stood -------------------------------------------

    def rights(self, lines: dict[int, Line], user: int | None, place: int) -> set[P]:
        held = [row for row in lines.values() if (row.user, row.place) == (user, place)]
        return {right for row in held if row.holds for right in GRANTS[row.role]}

    def roles(self, lines: dict[int, Line], user: int | None) -> set[tuple[Role, int]]:
        return {(row.role, row.place) for row in lines.values() if row.user == user and row.holds}

    def may_give(self, lines: dict[int, Line], by: int | None, place: int, role: Role) -> bool:
        own = self.rights(lines, by, place)
        if P.MEMBERS_EDIT in own and all(
            right in own or COVERED.get(right) in own for right in GRANTS[role]
        ):
            return True
        held, there = self.roles(lines, by), [row for row in lines.values() if row.place == place]
        offices = {where for role, where in held if role == Role.PROGRAMME_OFFICE}
        takes_part = any((place, office) in self.within for office in offices)
        if role == Role.YOUTH_OFFICE_HEAD:
            led = any(row.role == role and not row.is_over for row in there)
            return bool(offices) and not led and (takes_part or not there)
        if role == Role.FACILITATOR:
            return takes_part
        if role == Role.COORDINATOR:
            return bool(offices) and not there
        operates = any(role == Role.OPERATOR for role, _where in held)
        return operates and role in OPENED and not any(row.role == role for row in there)

    # --- What was done ------------------------------------------------------------------------

    def look(self, by: int | None) -> None:
        """Judge what somebody's step changed."""
        before = self.read()
        for pk, line in self.lines.items():
            old = before.get(pk)
            if old == line:
                continue
            if old is None:
                assert line.giver == by, "the giver is not who gave it"
                assert line.user != by, "somebody gave herself a role"
                assert self.may_give(before, by, line.place, line.role), "given without the power"
                continue
            assert not old.is_over, "an ended role was revived or rewritten"
            assert (old.user, old.place, old.role) == (line.user, line.place, line.role)
            if line.reaches_beyond(old):
                assert line.user != by, "somebody lengthened her own role"
                assert self.may_give(before, by, line.place, line.role), "lengthened without power"
            heads = (Role.YOUTH_OFFICE_HEAD, line.place) in self.roles(before, by)
            assert line.user == by or heads or self.may_give(before, by, line.place, line.role), (
                "ended without the power"
            )
        assert before.keys() <= self.lines.keys(), "a membership was deleted"

    def may_at_most(self, user: int, place: int) -> set[P]:
        """What the book allows somebody at a place: her own roles there, and from above what is
        read from above."""
        allowed = self.rights(self.lines, user, place)
        if self.kinds[place] == WorkspaceKind.MUNICIPALITY:
            for inner, outer in self.within:
                if inner == place:
                    allowed |= self.rights(self.lines, user, outer) - NEVER_FROM_ABOVE
        elif any(role == Role.OPERATOR for role, _where in self.roles(self.lines, user)):
            allowed |= {P.MEMBERS_VIEW}
        return allowed


class Walk:
    """Some people, some places, and what anybody may try."""

    def __init__(self) -> None:
        self.done: Counter[str] = Counter()
        self.random = Random(0)
        places = make_places()
        self.people = [make_person(name, places) for name in CAST]
        self.people += [UserFactory(name=f"Konto {number}") for number in range(4)]
        self.leave_behind(places)
        nowhere = MunicipalityFactory(name="Kreis Neuland")
        led_by_none = MunicipalityFactory(name="Kreis Ohnekopf")
        MembershipFactory(workspace=led_by_none.workspace, role=Role.COORDINATOR)
        unopened = WorkspaceFactory(kind=WorkspaceKind.PROGRAMME, slug="leer", name="Leeres")
        self.municipalities = [places.musterau, places.lindfurt, nowhere, led_by_none]
        self.programmes = [places.programme, unopened]
        platform = self.people[CAST.index("operator")].memberships.get().workspace
        self.places = [place.workspace for place in self.municipalities]
        self.places += [*self.programmes, places.land, platform]
        self.kinds = {place.pk: place.kind for place in self.places}

    def leave_behind(self, places: Places) -> None:
        """Roles that are over, and invitations of somebody who may give nothing any more."""
        planner, *others = self.people[CAST.index("planner")], *self.people[-4:]
        for place in (places.musterau, places.lindfurt):
            for role in (Role.YOUTH_OFFICE_HEAD, Role.COORDINATOR, Role.PLANNER):
                MembershipFactory(
                    user=self.random.choice(others),
                    workspace=place.workspace,
                    role=role,
                    valid_to=in_days(-1),
                )
                InvitedRoleFactory(
                    workspace=place.workspace,
                    role=role,
                    valid_from=today(),
                    invitation__email=self.random.choice(others).email,
                    invitation__invited_by=planner,
                )

    def begin(self, seed: int) -> None:
        self.random, self.judge = Random(seed), Judge(self.kinds)

    def step(self) -> None:
        """Somebody tries something; where it is done, the judge looks at it."""
        tries: tuple[Callable[[User], int | None], ...] = (
            self.invite, self.invite, self.accept, self.accept, self.accept, self.grant, self.grant,
            self.change, self.change, self.end, self.handle, self.participate, self.withdraw,
        )  # fmt: skip
        attempt = self.random.choice(tries)
        try:
            by = attempt(self.somebody())
        except Refused:
            return
        self.done[attempt.__name__] += by is not None
        self.judge.look(by)

    def somebody(self) -> User:
        """Anybody, and rather those who hold something."""
        holding = {row.user for row in self.judge.lines.values() if row.holds}
        some = [user for user in self.people if user.pk in holding]
        return self.random.choice(some if self.random.random() < RATHER else self.people)

    def somewhere(self, by: User) -> tuple[Workspace, Role]:
        """Any place, and rather one where she holds something; and one of its roles."""
        own = [row.place for row in self.judge.lines.values() if row.user == by.pk]
        near = own and self.random.random() < RATHER
        pk = self.random.choice(own if near else [place.pk for place in self.places])
        place = Workspace.objects.get(pk=pk)
        return place, self.random.choice(ROLES_WITHIN[WorkspaceKind(place.kind)])

    def invite(self, by: User) -> int | None:
        place, role = self.somewhere(by)
        services.invite(
            by=by,
            workspace=place,
            email=self.random.choice(self.people).email,
            role=role,
            valid_from=today(),
            valid_to=self.day(None, 0, 9),
        )
        return by.pk

    def accept(self, by: User) -> int | None:
        waiting = InvitedRole.objects.filter(invitation__accepted_at=None).order_by("pk")
        offer = self.random.choice([*waiting, None])
        if offer is None:
            return None
        giver = offer.invitation.invited_by_id
        services.accept_invitation(invitation=offer.invitation)
        return giver

    def handle(self, by: User) -> int | None:
        offer = self.random.choice([*InvitedRole.objects.order_by("pk"), None])
        if offer is not None:
            act = self.random.choice((services.resend_invitation, services.withdraw))
            act(by=by, offer=offer)
        return by.pk

    def grant(self, by: User) -> int | None:
        place, role = self.somewhere(by)
        user = self.random.choice(self.people)
        services.grant_role(by=by, user=user, workspace=place, role=role, valid_from=today())
        return by.pk

    def day(self, *numbers: int | None) -> date | None:
        """One of some days, counted from today; or none, which is for good."""
        number = self.random.choice(numbers)
        return None if number is None else in_days(number)

    def some_role(self, by: User) -> Membership:
        """Any role, and rather one of a place where she holds something too."""
        lines = self.judge.lines.values()
        own = {row.place for row in lines if row.user == by.pk}
        near = [row.pk for row in lines if row.place in own and row.user != by.pk]
        some = near if self.random.random() < RATHER else []
        pk = self.random.choice(some or [row.pk for row in lines])
        return Membership.objects.select_related("workspace", "user").get(pk=pk)

    def change(self, by: User) -> int | None:
        services.change_membership(
            by=by,
            membership=self.some_role(by),
            valid_from=self.random.choice((date(2019, 1, 1), date(2020, 1, 1), today())),
            valid_to=self.day(None, -1, 0, 9),
        )
        return by.pk

    def end(self, by: User) -> int | None:
        last = self.random.choice((in_days(-1), today()))
        services.end_membership(by=by, membership=self.some_role(by), last_day=last, reason="Ende")
        return by.pk

    def some_participation(self) -> tuple[Municipality, Workspace]:
        return self.random.choice(self.municipalities), self.random.choice(self.programmes)

    def participate(self, by: User) -> int | None:
        place, programme = self.some_participation()
        services.place_within(by=None, municipality=place, workspace=programme)
        return None

    def withdraw(self, by: User) -> int | None:
        place, programme = self.some_participation()
        place.workspace.parents.remove(programme)
        return None

    def everybody(self) -> Iterator[tuple[User, Workspace]]:
        places = list(Workspace.objects.filter(pk__in=self.kinds))
        for user in self.random.sample(self.people, 2):
            for place in places:
                yield user, place


@pytest.mark.django_db
def test_no_walk_over_roles_yields_a_power_nobody_could_give() -> None:
    walk = Walk()
    for seed in range(SEQUENCES):
        with undone():
            walk.begin(seed)
            for _step in range(STEPS):
                walk.step()
            for user, place in walk.everybody():
                access, allowed = read_access(user), walk.judge.may_at_most(user.pk, place.pk)
                assert {right for right in P if access.may(right, place)} <= allowed, seed
    # a walk on which hardly anything succeeds would show nothing
    assert min(walk.done[name] for name in ("invite", "accept", "grant", "change", "end")) >= 10
