"""People of the invited municipalities; like personas they have no password, and no button."""

from begleitwerk.accounts.models import User
from begleitwerk.accounts.services import create_user
from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.services import grant_role

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
