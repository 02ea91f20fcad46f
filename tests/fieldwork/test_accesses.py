"""Ways in: people, links for many, codes on paper; and what ends them."""

from typing import Any

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import Refused
from begleitwerk.fieldwork import services
from begleitwerk.fieldwork.enums import AccessKind
from begleitwerk.fieldwork.models import Access, Collection, Group
from begleitwerk.fieldwork.selectors import progress_of
from begleitwerk.fieldwork.services import PersonSpec
from begleitwerk.fieldwork.services.tokens import access_token, digest_of
from begleitwerk.municipalities.models import Municipality
from tests.factories.fieldwork import CollectionFactory, GroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(musterau: Municipality) -> Group:
    return GroupFactory(collection=CollectionFactory(municipality=musterau), name="Jugendamt")


@pytest.fixture
def collection(group: Group) -> Collection:
    return group.collection


def invite(by: User, group: Group, *addresses: str) -> list[Access]:
    people = [PersonSpec("", address, group) for address in addresses]
    return services.invite_people(by=by, collection=group.collection, people=people)


def refused_at(call: Any, **values: Any) -> str | None:
    with pytest.raises(Refused) as refusal:
        call(**values)
    return refusal.value.field


def test_people_get_links_only_the_server_can_make(
    coordinator: User, group: Group, collection: Collection
) -> None:
    one, other = invite(coordinator, group, " anna@beispiel.de", "ben@beispiel.de ")

    assert (one.email, other.email) == ("anna@beispiel.de", "ben@beispiel.de")
    assert one.digest == digest_of(access_token(one)) != other.digest
    (row,) = progress_of(collection)
    assert (row.asked, row.handed_in, row.is_small) == (2, 0, True)
    event = AuditEvent.objects.order_by("-number")[0]
    assert (event.verb, event.after) == ("fieldwork.people_invited", {"people": 2})


@pytest.mark.parametrize(
    ("name", "email", "field"),
    [
        ("", "", "email"),
        ("", "anna@", "email"),
        ("", "ANNA@beispiel.de", "email"),
        ("Gewinn auf www.beispiel.de", "ben@beispiel.de", "name"),
        ("x" * 121, "ben@beispiel.de", "name"),
    ],
)
def test_who_cannot_be_asked_is_said_at_the_field(
    name: str, email: str, field: str, coordinator: User, group: Group, collection: Collection
) -> None:
    invite(coordinator, group, "anna@beispiel.de")
    people = [PersonSpec("", "neu@beispiel.de", group), PersonSpec(name, email, group)]
    call: Any = services.invite_people

    assert refused_at(call, by=coordinator, collection=collection, people=people) == field
    assert Access.objects.count() == 1


def test_an_address_is_asked_once_even_within_a_list(coordinator: User, group: Group) -> None:
    with pytest.raises(Refused):
        invite(coordinator, group, "anna@beispiel.de", "Anna@Beispiel.de")
    assert not Access.objects.exists()


def test_a_group_of_another_collection_asks_nobody_here(
    coordinator: User, group: Group, collection: Collection
) -> None:
    people = [PersonSpec("", "anna@beispiel.de", GroupFactory())]
    call: Any = services.invite_people

    assert refused_at(call, by=coordinator, collection=collection, people=people) == "group"


def test_before_people_are_asked_an_entry_is_changed_or_gone(
    coordinator: User, group: Group, collection: Collection
) -> None:
    one, other = invite(coordinator, group, "anna@beispiel.de", "ben@beispiel.de")
    police = GroupFactory(collection=collection, name="Polizei")
    change: dict[str, Any] = {"by": coordinator, "access": one, "name": "Anna Beispiel"}

    assert refused_at(services.change_person, **change, email="BEN@beispiel.de") == "email"
    again = services.change_person(**change, email="anna@anders.de", group=police)
    assert (again.group, again.digest) == (police, one.digest)
    services.close_access(by=coordinator, access=other)
    assert [*Access.objects.all()] == [one]


def test_there_is_one_link_of_a_kind(
    coordinator: User, group: Group, collection: Collection
) -> None:
    about: dict[str, Any] = {"by": coordinator, "collection": collection}
    for_all, own = (
        services.add_group_link(**about),
        services.add_group_link(**about, group=group),
    )

    assert for_all != own == services.add_group_link(**about, group=group)
    Collection.objects.update(state="open")
    services.close_access(by=coordinator, access=own)
    services.close_access(by=coordinator, access=own)
    assert Access.objects.get(pk=own.pk).is_closed
    services.reopen_access(by=coordinator, access=own)
    services.reopen_access(by=coordinator, access=own)
    assert not Access.objects.get(pk=own.pk).is_closed
    services.close_access(by=coordinator, access=own)
    assert services.add_group_link(**about, group=group) == own
    said = AuditEvent.objects.filter(verb__startswith="fieldwork.access").values_list("verb")
    assert len(said) == 3
    not_a_person: Any = services.change_person
    assert refused_at(not_a_person, by=coordinator, access=own, name="", email="a@b.de") is None


def test_codes_are_numbered_on(coordinator: User, group: Group, collection: Collection) -> None:
    about: dict[str, Any] = {"by": coordinator, "collection": collection, "group": group}
    services.add_codes(**about, number=2)
    rows = services.add_codes(**about, number=2)

    assert [row.number for row in rows] == [3, 4]
    assert len(set(Access.objects.values_list("digest", flat=True))) == 4
    for number in (0, 201):
        assert refused_at(services.add_codes, **about, number=number) == "number"
    Access.objects.filter(number=4).update(number=1_999)
    assert refused_at(services.add_codes, **about, number=2) == "number"
    services.close_accesses(by=coordinator, collection=collection, accesses=rows)
    assert Access.objects.filter(kind=AccessKind.CODE).count() == 2
