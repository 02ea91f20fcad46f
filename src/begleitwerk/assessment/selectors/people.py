"""Who can be asked: members of bodies and those with an account, and as which group."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import top_items
from begleitwerk.fieldwork.models import Group
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import current_members
from begleitwerk.networks.enums import Function
from begleitwerk.networks.models import Body
from begleitwerk.networks.selectors import Seat, Seats, present_bodies

FAMILY_FLOOR = 5
USUAL_FLOOR = 3
IN_PROCESS = ("planning_group", "steering_group")


@dataclass(frozen=True)
class GroupIdea:
    """A group one may ask; `reads_plain` for those who are asked in plain words."""

    name: str
    floor: int = USUAL_FLOOR
    reads_plain: bool = False


def usual_groups() -> list[GroupIdea]:
    """The groups nearly every network asks: those of the process, partners, families; in the
    language of the platform, as all names of groups."""
    with translation.override(settings.LANGUAGE_CODE):
        kinds = {row.key: row.label for row in top_items(ContentKind.BODY_KINDS)}
        names = [kinds[key] for key in IN_PROCESS if key in kinds]
        families = GroupIdea(gettext("Families"), FAMILY_FLOOR, reads_plain=True)
        return [*map(GroupIdea, names), GroupIdea(partners_name()), families]


def partners_name() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return gettext("Network partners")


# --- People ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Person:
    """Somebody one may ask personally: `key` names the seat or the account it is known from."""

    key: str
    name: str
    where: str
    email: str = ""
    group: str = ""


def people_of(municipality: Municipality, groups: Iterable[Group]) -> list[Person]:
    """Members of bodies and people with an account, each once; mail addresses as far as known.

    Those whose group is known come first. Bodies keep no addresses: a member's is known where
    somebody of the same name has an account here.
    """
    names = Names(list(groups))
    accounts = [row for row in current_members(municipality.workspace) if row.user.is_active]
    mails = {folded(row.user.name): row.user.email for row in accounts}
    seated = list(seats_to_ask(municipality, names, mails))
    known = {person.email for person in seated if person.email}
    others = {
        row.user.email: Person(
            f"k{row.user_id}",
            row.user.name,
            str(Role(row.role).label),
            row.user.email,
            names.of_role(Role(row.role)),
        )
        for row in accounts
        if row.user.email not in known
    }
    return sorted([*others.values(), *seated], key=lambda row: (not row.group, not row.email))


class Names:
    """Which of the groups of a collection somebody most likely belongs to."""

    def __init__(self, groups: list[Group]) -> None:
        self.groups = {group.name.casefold(): str(group.pk) for group in groups}
        self.families = next((str(group.pk) for group in groups if group.reads_plain), "")

    def of_body(self, body: Body) -> str:
        """The group that is called like the body, or like its kind."""
        names = (body.name, body.kind.label_de, body.kind.label_en)
        return next((pk for name in names if (pk := self.groups.get(name.casefold()))), "")

    def of_role(self, role: Role) -> str:
        if role == Role.PARENT:
            return self.families
        partners = self.groups.get(partners_name().casefold(), "")
        return partners if role == Role.PARTNER else ""


def seats_to_ask(
    municipality: Municipality, names: Names, mails: dict[str, str]
) -> Iterator[Person]:
    """Each seat once, in the first body it is found in."""
    seats, seen = Seats(municipality), set()
    for body in present_bodies(municipality):
        for top in seats.of(body.pk):
            for seat in top.flat():
                member = seat.member
                name = member.person_name or str(member)
                if member.pk in seen or (member.person_name and folded(name) in seen):
                    continue
                seen |= {member.pk, folded(member.person_name)} - {""}
                yield seated_person(seat, body, names, mails)


def seated_person(seat: Seat, body: Body, names: Names, mails: dict[str, str]) -> Person:
    member = seat.member
    title = str(member) if member.person_name else ""
    family = names.families if member.function == Function.PARENT else ""
    return Person(
        f"s{member.pk}",
        member.person_name or str(member),
        ", ".join(part for part in (title, str(member.organisation or ""), body.name) if part),
        mails.get(folded(member.person_name), "") if member.person_name else "",
        family or names.of_body(body),
    )


def folded(name: str) -> str:
    return " ".join(name.casefold().split())
