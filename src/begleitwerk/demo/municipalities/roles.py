"""Who may see what: roles of the personas, and people let in on the way."""

from begleitwerk.accounts.models import User
from begleitwerk.accounts.services import create_user
from begleitwerk.demo.accounts import PERSONAS
from begleitwerk.demo.clock import told_on
from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Workspace
from begleitwerk.municipalities.selectors import platform_workspace
from begleitwerk.municipalities.services import grant_role, invite
from begleitwerk.programmes.models import Programme

HEAD = Role.YOUTH_OFFICE_HEAD
OPENED = (Role.PROGRAMME_OFFICE, Role.PROGRAMME_LEAD, Role.STATE_OFFICE)
TURN = (Role.OPERATOR, *OPENED, Role.REVIEWER, Role.RESEARCHER)
# No person of a real place stands behind who reads its documents.
READ_ONLY = "Liest die belegten Angaben"


def open_places(world: DemoWorld) -> None:
    """Operators open programmes and the Land; from then on their people let in the others."""
    operator, office = world.people["operator"], world.people["office"]
    givers = {Role.OPERATOR: None, **dict.fromkeys(OPENED, operator)}
    outside = [row for row in persona_roles() if row[2] in OUTSIDE]
    for key, role, where in sorted(outside, key=lambda row: TURN.index(row[1])):
        by = givers.get(role, office)
        give(world, by, world.people[key], workspace_of(world, where), role)


def grant_roles(world: DemoWorld) -> None:
    """In each municipality the head first, whom the programme office names; she gives the rest."""
    inside = [row for row in persona_roles() if row[2] not in OUTSIDE]
    for key, role, where in sorted(inside, key=lambda row: row[1] != HEAD):
        person = world.people[key]
        if world.places[where].is_invented:
            world.people[f"{where} {role}"] = person
            give(world, giver_of(world, where, role), person, workspace_of(world, where), role)
        else:
            give(world, None, person, workspace_of(world, where), role, reason=READ_ONLY)
    invite_somebody(world)


def persona_roles() -> list[tuple[str, Role, str]]:
    """Person, role, place."""
    return [(persona.key, role, where) for persona in PERSONAS for role, where in persona.roles]


def giver_of(world: DemoWorld, place: str, role: Role) -> User:
    return world.people["office"] if role == HEAD else person_of(world, place, HEAD)


def give(
    world: DemoWorld,
    by: User | None,
    user: User,
    workspace: Workspace,
    role: Role,
    reason: str = "",
) -> None:
    """A role since the start of the programme, and given on that day."""
    start = world.month(-18)
    with told_on(start):
        grant_role(
            by=by, user=user, workspace=workspace, role=role, valid_from=start, reason=reason
        )


def invite_somebody(world: DemoWorld) -> None:
    """An invitation that waits for its answer; addresses of this kind reach nobody."""
    invite(
        by=world.people["coordinator"],
        workspace=world.places["musterau"].workspace,
        email="vertretung@musterau.example",
        name="Vertretung der Netzwerkkoordination",
        role=Role.COORDINATOR,
        valid_from=world.today,
    )


def workspace_of(world: DemoWorld, where: str) -> Workspace:
    if where == "platform":
        return platform_workspace()
    if where == "land":
        return world.land.workspace
    if where == "programme":
        return world.edition.workspace
    if where in SLUGS:
        return Programme.objects.get(workspace__slug=SLUGS[where]).workspace
    return world.places[where].workspace


# Addresses of the documented programmes.
SLUGS = {"dialogues": "qualitaetsdialoge", "quality": "qualitaetvoll-gestalten"}
OUTSIDE = frozenset({"platform", "land", "programme", *SLUGS})
NAMES = {
    Role.COORDINATOR: ("netzwerkkoordination", "Netzwerkkoordination"),
    Role.YOUTH_OFFICE_HEAD: ("jugendamtsleitung", "Jugendamtsleitung"),
}


def person_of(world: DemoWorld, key: str, role: Role) -> User:
    """Who holds a role in an invented municipality: a persona, or an account made on the way."""
    known = world.people.get(f"{key} {role}")
    return known or let_in(world, key, role)


def let_in(world: DemoWorld, key: str, role: Role) -> User:
    mailbox, function = NAMES[role]
    place = world.places[key]
    user = create_user(
        by=None,
        email=f"{mailbox}@{key}.example",
        name=f"{function} {place.name.split()[-1]}",
        password=None,
        is_demo=True,
    )
    give(world, giver_of(world, key, role), user, place.workspace, role)
    world.people[f"{key} {role}"] = user
    return user
