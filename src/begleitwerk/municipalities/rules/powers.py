"""Who may give, move and end which role: the one guard that forms, services and pages ask.

A role is given by those who let people in at this very place and may there themselves whatever the
role allows. From outside comes only what a place cannot do for itself, or agreed to: its first
people, and whoever accompanies it while it takes part in a programme (ADR 17).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import Role, WorkspaceKind
from begleitwerk.municipalities.rules import GRANTS, ROLES_WITHIN

# Who holds the first of two needs the second no more.
IMPLIES = {
    P.GOALS_VIEW: P.GOALS_VIEW_RELEASED,
    P.QUALITY_VIEW: P.QUALITY_VIEW_RELEASED,
    P.PAPERS_VIEW: P.PAPERS_VIEW_INTRODUCED,
}
# Operators open a programme and a Land, once each; from then on those look after themselves.
FIRST_BY_OPERATORS: dict[WorkspaceKind, frozenset[Role]] = {
    WorkspaceKind.PROGRAMME: frozenset({Role.PROGRAMME_OFFICE, Role.PROGRAMME_LEAD}),
    WorkspaceKind.LAND: frozenset({Role.STATE_OFFICE}),
}
# Of a municipality nobody was ever in, a programme office lets in one of these.
FIRST_INSIDE = frozenset({Role.YOUTH_OFFICE_HEAD, Role.COORDINATOR})
# Whoever of these is there approves what a programme asks a municipality for.
APPROVING = frozenset(role for role, rights in GRANTS.items() if P.APPLICATION_APPROVE in rights)
# What is given from outside only while nobody has it, so that an invitation stands in its own way.
FIRST = FIRST_INSIDE.union({Role.APPROVER}, *FIRST_BY_OPERATORS.values())
# Whose house it is: she shows everybody the door, whoever let them in.
HEADS = {WorkspaceKind.MUNICIPALITY: Role.YOUTH_OFFICE_HEAD}


def given_with(rights: frozenset[P], kind: WorkspaceKind) -> frozenset[Role]:
    """The roles whoever holds these rights at a place may give there to others."""
    if P.MEMBERS_EDIT not in rights:
        return frozenset()
    held = rights | {less for more, less in IMPLIES.items() if more in rights}
    return frozenset(role for role in ROLES_WITHIN[kind] if GRANTS[role] <= held)


@dataclass(frozen=True)
class Past:
    """The roles of a place: `ever` somebody held, will hold or held them; `taken` is what somebody
    holds, will hold or is invited to.
    """

    ever: frozenset[Role]
    taken: frozenset[Role]


@dataclass(frozen=True)
class Standing:
    """What somebody is and may with regard to a place.

    `rights` and `roles` are held at this very place; `invites_places` where she looks after the
    participations of any programme, `takes_part` where of one that reaches into the place;
    `is_asked` says whether one of hers asks the place for something that has to be approved there.
    """

    kind: WorkspaceKind
    rights: frozenset[P]
    roles: frozenset[Role]
    operates: bool
    invites_places: bool
    takes_part: bool
    is_asked: Callable[[], bool]
    past: Callable[[], Past]

    @cached_property
    def gives(self) -> tuple[Role, ...]:
        """The roles she may give here, in the order of the house."""
        given = self._own() | self._opened() | self._from_programme()
        return tuple(role for role in ROLES_WITHIN[self.kind] if role in given)

    def may_give(self, role: Role) -> bool:
        """Whether a role is among `gives`; of accompanying that is known without its past."""
        return (role == Role.FACILITATOR and self._accompanied) or role in self.gives

    def ends(self, role: Role) -> bool:
        """Whether she may end such a role of somebody else."""
        return HEADS.get(self.kind) in self.roles or self.may_give(role)

    @property
    def _accompanied(self) -> bool:
        """Whether it is a municipality that takes part in a programme of hers."""
        in_place = self.kind == WorkspaceKind.MUNICIPALITY
        return in_place and self.invites_places and self.takes_part

    def _own(self) -> frozenset[Role]:
        return given_with(self.rights, self.kind)

    def _opened(self) -> frozenset[Role]:
        first = FIRST_BY_OPERATORS.get(self.kind, frozenset()) if self.operates else frozenset()
        if not first:
            return first
        past = self.past()
        return first - past.ever - past.taken

    def _from_programme(self) -> frozenset[Role]:
        """The first person of a place nobody was ever in; who approves what it is asked for, while
        nobody may; with a participation the head, while there is none, and who accompanies it."""
        if self.kind != WorkspaceKind.MUNICIPALITY or not self.invites_places:
            return frozenset()
        past, given = self.past(), set[Role]()
        if not past.ever and not past.taken & FIRST_INSIDE:
            given |= FIRST_INSIDE
        if not past.taken & APPROVING and self.is_asked():
            given.add(Role.APPROVER)
        if self._accompanied:
            given.add(Role.FACILITATOR)
            if Role.YOUTH_OFFICE_HEAD not in past.taken:
                given.add(Role.YOUTH_OFFICE_HEAD)
        return frozenset(given)
