"""Who may see what: roles of the personas, and people let in on the way."""

from begleitwerk.accounts.models import User
from begleitwerk.accounts.services import create_user
from begleitwerk.demo.accounts import PERSONAS
from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Workspace
from begleitwerk.municipalities.selectors import platform_workspace
from begleitwerk.municipalities.services import grant_role, invite
from begleitwerk.programmes.models import Programme


def grant_roles(world: DemoWorld) -> None:
    """Roles since the start of the programme, given by whoever lets people in there."""
    operator = world.people["operator"]
    for persona in PERSONAS:
        for role, where in persona.roles:
            grant_role(
                by=None if role == Role.OPERATOR else operator,
                user=world.people[persona.key],
                workspace=workspace_of(world, where),
                role=role,
                valid_from=world.month(-18),
            )
    invite_somebody(world)


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
    grant_role(
        by=world.people["operator"],
        user=user,
        workspace=place.workspace,
        role=role,
        valid_from=world.month(-18),
    )
    world.people[f"{key} {role}"] = user
    return user
