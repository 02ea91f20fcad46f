"""Collections prepared, opened, extended: what may be done when, and what is remembered of it."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.fieldwork import services
from begleitwerk.fieldwork.enums import CollectionState
from begleitwerk.fieldwork.models import Collection, Group
from begleitwerk.fieldwork.selectors import Stage, progress_of, stage_of, window_of
from begleitwerk.fieldwork.services import GroupSpec, ItemSpec
from begleitwerk.municipalities.models import Municipality
from tests.days import in_days
from tests.factories.fieldwork import SCALE, AccessFactory, CollectionFactory, GroupFactory

pytestmark = pytest.mark.django_db
ITEM = ItemSpec("5.1", "Alle wirken mit.", "", "Vernetzung", "", SCALE)
OTHER = ItemSpec("5.2", "Alle wissen davon.", "", "Vernetzung", "", SCALE)


def make(by: User, municipality: Municipality, ends: int = 14, **values: Any) -> Collection:
    given: dict[str, Any] = {
        "kind": "assessment",
        "title": "Bestandsaufnahme",
        "opens_on": in_days(0),
        "closes_on": in_days(ends),
        "groups": [GroupSpec("Jugendamt"), GroupSpec("Eltern", 5, reads_plain=True)],
    }
    return services.create_collection(by=by, municipality=municipality, **{**given, **values})


def refused_at(call: Any, **values: Any) -> str | None:
    with pytest.raises(Refused) as refusal:
        call(**values)
    return refusal.value.field


def last_event() -> AuditEvent:
    return AuditEvent.objects.order_by("-number")[0]


# --- Prepared -------------------------------------------------------------------------------------


def test_a_collection_begins_with_its_groups(coordinator: User, musterau: Municipality) -> None:
    collection = make(coordinator, musterau, reminders=(2, 7, 7))

    assert (collection.state, collection.reminders) == ("draft", [7, 2])
    assert [(row.name, row.floor, row.reads_plain) for row in collection.groups.all()] == [
        ("Jugendamt", 3, False),
        ("Eltern", 5, True),
    ]
    assert last_event().verb == "fieldwork.collection_added"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"ends": -1}, "closes_on"),
        ({"ends": 400}, "closes_on"),
        ({"reminders": (-1,)}, "reminders"),
        ({"reminders": range(9)}, "reminders"),
        ({"groups": []}, "groups"),
        ({"groups": [GroupSpec(" ")]}, "groups"),
        ({"groups": [GroupSpec("Jugendamt"), GroupSpec("jugendamt ")]}, "groups"),
        ({"groups": [GroupSpec(f"Gruppe {number}") for number in range(31)]}, "groups"),
        ({"groups": [GroupSpec("Jugendamt", floor=2)]}, "floor"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    values: dict[str, Any], field: str, coordinator: User, musterau: Municipality
) -> None:
    assert refused_at(make, by=coordinator, municipality=musterau, **values) == field
    assert not Collection.objects.exists()


def test_an_item_whose_number_stays_keeps_its_row(
    coordinator: User, musterau: Municipality
) -> None:
    collection = make(coordinator, musterau)
    first, _second = services.set_items(by=coordinator, collection=collection, items=[ITEM, OTHER])
    reworded = ItemSpec("5.1", "Alle wirken regelmäßig mit.", "", "", "", SCALE)
    (kept,) = services.set_items(by=coordinator, collection=collection, items=[reworded])

    assert (kept.pk, kept.text_de) == (first.pk, "Alle wirken regelmäßig mit.")
    assert collection.items.count() == 1
    set_items: Any = services.set_items
    for items in ([ITEM, ITEM], [ItemSpec("1", " ", "", "", "", SCALE)], [ITEM] * 301):
        assert refused_at(set_items, by=coordinator, collection=collection, items=items) == "items"


def test_groups_are_set_anew_and_one_with_people_stays(
    coordinator: User, musterau: Municipality
) -> None:
    collection = make(coordinator, musterau)
    office, parents = collection.groups.all()
    AccessFactory(collection=collection, group=office, kind="code")
    specs = [GroupSpec("Gesundheit"), GroupSpec("JUGENDAMT", 4)]
    rows = services.set_groups(by=coordinator, collection=collection, groups=specs)

    assert [row.name for row in rows] == ["Gesundheit", "JUGENDAMT"]
    assert (rows[1].pk, rows[1].floor) == (office.pk, 4)
    assert not Group.objects.filter(pk=parents.pk).exists()
    only = {"by": coordinator, "collection": collection, "groups": [GroupSpec("Gesundheit")]}
    assert refused_at(services.set_groups, **only) == "groups"


def test_groups_one_at_a_time(coordinator: User, musterau: Municipality) -> None:
    collection = make(coordinator, musterau, groups=[GroupSpec("Jugendamt")])
    add = {"by": coordinator, "collection": collection}
    health = services.add_group(**add, name="Gesundheit")

    assert refused_at(services.add_group, **add, name="gesundheit") == "name"
    change = {"by": coordinator, "group": health, "floor": 3, "reads_plain": False}
    assert refused_at(services.change_group, **change, name="Jugendamt") == "name"
    assert services.rename_group(by=coordinator, group=health, name="Kinderarzt").position == 2
    services.remove_group(by=coordinator, group=health)
    assert refused_at(services.remove_group, by=coordinator, group=collection.groups.get()) is None


def test_two_people_at_one_collection(coordinator: User, musterau: Municipality) -> None:
    collection = make(coordinator, musterau)
    change = {"by": coordinator, "collection": collection, "version": collection.version}
    services.change_collection(**change, title="Zwischenstand")

    with pytest.raises(EditConflict):
        services.change_collection(**change, title="Anders")


# --- Opened ---------------------------------------------------------------------------------------


@pytest.fixture
def opened(coordinator: User, musterau: Municipality) -> Collection:
    collection = make(coordinator, musterau)
    services.set_items(by=coordinator, collection=collection, items=[ITEM, OTHER])
    services.add_group_link(by=coordinator, collection=collection)
    return services.open_collection(by=coordinator, collection=collection)


def test_nothing_opens_that_nobody_could_answer(coordinator: User, musterau: Municipality) -> None:
    collection = make(coordinator, musterau)
    about = {"by": coordinator, "collection": collection}

    assert refused_at(services.open_collection, **about) == "items"
    services.set_items(**about, items=[ITEM])
    assert refused_at(services.open_collection, **about) == "accesses"
    services.add_group_link(**about)
    Collection.objects.update(opens_on=in_days(-9), closes_on=in_days(-2))
    assert refused_at(services.open_collection, **about) == "closes_on"
    Collection.objects.update(closes_on=in_days(0))
    assert services.open_collection(**about).state == CollectionState.OPEN
    assert refused_at(services.open_collection, **about) is None


def test_what_people_rely_on_stays_while_it_is_open(coordinator: User, opened: Collection) -> None:
    about = {"by": coordinator, "collection": opened}
    group = opened.groups.all()[1]
    floor = {"by": coordinator, "group": group, "name": "Mütter und Väter"}

    assert services.change_collection(**about, title="Neu", reminders=[3]).title == "Neu"
    for field, value in {
        "asks_importance": False,
        "opens_on": in_days(3),
        "closes_on": in_days(40),
    }.items():
        assert refused_at(services.change_collection, **about, **{field: value}) == field
    assert refused_at(services.set_items, **about, items=[ITEM]) is None
    assert refused_at(services.set_groups, **about, groups=[]) == "groups"
    assert refused_at(services.change_group, **floor, floor=3, reads_plain=True) == "floor"
    assert refused_at(services.change_group, **floor, floor=6, reads_plain=False) == "reads_plain"
    assert services.change_group(**floor, floor=6, reads_plain=True).name == "Mütter und Väter"
    assert services.add_group(**about, name="Polizei").position == 3


def test_an_item_is_withdrawn_with_a_reason(coordinator: User, opened: Collection) -> None:
    first, second = opened.items.all()
    withdraw = {"by": coordinator, "reason": "Doppelt gefragt"}

    assert refused_at(services.withdraw_item, by=coordinator, item=first, reason=" ") == "reason"
    assert services.withdraw_item(item=first, **withdraw).is_withdrawn
    assert services.withdraw_item(item=first, **withdraw).is_withdrawn
    assert refused_at(services.withdraw_item, item=second, **withdraw) is None
    assert (last_event().verb, last_event().reason) == (
        "fieldwork.item_withdrawn",
        "Doppelt gefragt",
    )


def test_the_end_is_extended_never_brought_forward(coordinator: User, opened: Collection) -> None:
    extend = {"by": coordinator, "collection": opened, "reason": "Ferien"}

    for day in (opened.closes_on, in_days(1)):
        assert refused_at(services.extend_collection, **extend, closes_on=day) == "closes_on"
    again = services.extend_collection(**extend, closes_on=in_days(21))
    assert again.closes_on == in_days(21)
    draft = CollectionFactory(municipality=opened.municipality)
    assert refused_at(services.extend_collection, by=None, collection=draft, reason="Ferien",
                      closes_on=in_days(30)) is None  # fmt: skip


def test_nothing_changes_once_it_is_closed(coordinator: User, opened: Collection) -> None:
    Collection.objects.update(state=CollectionState.CLOSED, digest="0" * 64)
    about = {"by": coordinator, "collection": opened}
    group = opened.groups.all()[0]

    assert refused_at(services.change_collection, **about, title="Neu") is None
    assert refused_at(services.rename_group, by=coordinator, group=group, name="Neu") is None
    assert refused_at(services.add_group_link, **about) is None
    assert refused_at(services.add_codes, **about, group=group, number=3) is None
    assert refused_at(services.remind_now, **about) is None


# --- The window -----------------------------------------------------------------------------------

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "hours"),
    [
        (date(2026, 10, 25), date(2026, 10, 25), 25),  # the clocks go back
        (date(2026, 3, 29), date(2026, 3, 29), 23),  # and forward
        (date(2026, 6, 1), date(2026, 6, 1), 24),
    ],
)
def test_a_day_is_a_day_whatever_the_clocks_do(opens_on: date, closes_on: date, hours: int) -> None:
    collection = CollectionFactory.build(
        municipality=None, state="open", opens_on=opens_on, closes_on=closes_on
    )
    first, after = window_of(collection)

    assert first == datetime(opens_on.year, opens_on.month, opens_on.day, tzinfo=BERLIN)
    assert (after.timestamp() - first.timestamp()) / 3600 == hours
    for second, stage in ((-1, Stage.WAITS), (0, Stage.RUNS), (hours * 3600 - 1, Stage.RUNS),
                          (hours * 3600, Stage.LATE)):  # fmt: skip
        moment = datetime.fromtimestamp(first.timestamp() + second, tz=BERLIN)
        assert stage_of(collection, moment.date()) == stage


# --- Told together --------------------------------------------------------------------------------


def ask(collection: Collection, group: Group, number: int) -> None:
    AccessFactory.create_batch(number, collection=collection, group=group, kind="code")


def test_groups_asked_too_few_are_joined_from_the_beginning(
    coordinator: User, musterau: Municipality
) -> None:
    names = ("Jugendamt", "Gesundheit", "Polizei", "Eltern", "Niemand")
    collection = make(coordinator, musterau, groups=[GroupSpec(name) for name in names])
    services.set_items(by=coordinator, collection=collection, items=[ITEM])
    office, health, police, parents, _nobody = collection.groups.all()
    for group, number in ((office, 3), (health, 2), (police, 1), (parents, 1)):
        ask(collection, group, number)
    services.add_group_link(by=coordinator, collection=collection, group=parents)
    services.open_collection(by=coordinator, collection=collection)

    rows = {row.group.name: row for row in progress_of(collection)}
    joint = [*rows.values()][-1]
    assert ([group.name for group in joint.members], joint.asked) == (["Gesundheit", "Polizei"], 3)
    assert not joint.is_small

    services.add_codes(by=coordinator, collection=collection, group=rows["Niemand"].group, number=2)
    joint = progress_of(collection)[-1]
    assert [group.name for group in joint.members] == ["Gesundheit", "Polizei", "Niemand"]


def test_a_joint_group_that_stays_too_small_says_so(
    coordinator: User, musterau: Municipality
) -> None:
    collection = make(coordinator, musterau, groups=[GroupSpec("Smaller groups together", 5)])
    services.set_items(by=coordinator, collection=collection, items=[ITEM])
    ask(collection, collection.groups.get(), 1)
    services.open_collection(by=coordinator, collection=collection)

    (joint,) = progress_of(collection)
    assert joint.is_small
    assert (joint.group.is_joint, joint.group.floor, joint.asked) == (True, 5, 1)


def test_no_group_is_joined_where_a_link_for_all_leads_in(
    coordinator: User, opened: Collection
) -> None:
    ask(opened, opened.groups.all()[0], 1)
    services.add_codes(by=coordinator, collection=opened, group=opened.groups.all()[1], number=1)

    assert not opened.groups.filter(is_joined=True).exists()


def test_a_group_of_another_collection_is_none_of_this(
    coordinator: User, opened: Collection
) -> None:
    other = GroupFactory(collection__municipality=opened.municipality)
    codes = {"by": coordinator, "collection": opened, "group": other}

    assert refused_at(services.add_codes, **codes, number=1) == "group"
    assert refused_at(services.add_group_link, **codes) == "group"
