"""Invitations and reminders: to whom, when, how often, and what is kept of it."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.core.enums import MailState
from begleitwerk.core.models import OutboxMail
from begleitwerk.core.services import Refused, deliver_due
from begleitwerk.fieldwork import services
from begleitwerk.fieldwork.models import Access, Collection, Group
from begleitwerk.fieldwork.selectors import Fault, faults_of, given_up
from begleitwerk.fieldwork.services import PersonSpec, access_url, begin_sheet, hand_in, save_answer
from begleitwerk.fieldwork.services.reminders import write_due
from begleitwerk.municipalities.models import Municipality
from tests.days import in_days
from tests.factories.fieldwork import CollectionFactory, GroupFactory, ItemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(musterau: Municipality) -> Group:
    """Of a collection that runs from today for two weeks, reminding 7 and 2 days before."""
    collection = CollectionFactory(
        municipality=musterau, opens_on=in_days(0), closes_on=in_days(14), reminders=[7, 2]
    )
    ItemFactory(collection=collection)
    return GroupFactory(collection=collection, name="Jugendamt")


@pytest.fixture
def collection(coordinator: User, group: Group) -> Collection:
    """Opened, with three people."""
    people = [PersonSpec("", f"{name}@beispiel.de", group) for name in ("anna", "ben", "cem")]
    services.invite_people(by=coordinator, collection=group.collection, people=people)
    return services.open_collection(by=coordinator, collection=group.collection)


def sent_to(subject: str = "") -> list[str]:
    rows = OutboxMail.objects.filter(subject__contains=subject).order_by("pk")
    return [row.to.partition("@")[0] for row in rows]


def refused(call: Any, **values: Any) -> str | None:
    with pytest.raises(Refused) as refusal:
        call(**values)
    return refusal.value.field


def answer(access: Access) -> None:
    token, sheet = begin_sheet(access=access)
    save_answer(token=token, item_id=sheet.collection.items.get().pk, level=2)
    hand_in(token=token)


def test_opening_invites_each_person_once(coordinator: User, collection: Collection) -> None:
    assert sent_to("Ihre Sicht ist gefragt") == ["anna", "ben", "cem"]
    one = Access.objects.get(email="anna@beispiel.de")
    mail = OutboxMail.objects.get(to=one.email)
    assert access_url(one) in mail.body
    assert mail.lets_in
    assert one.asked_on == in_days(0)

    services.write_daily(in_days(0))
    services.write_daily(in_days(1))
    late = [PersonSpec("Dora Beispiel", "dora@beispiel.de", collection.groups.get())]
    services.invite_people(by=coordinator, collection=collection, people=late)
    assert sent_to() == ["anna", "ben", "cem", "dora"]
    assert "Guten Tag Dora Beispiel," in OutboxMail.objects.get(to="dora@beispiel.de").body


def test_before_the_first_day_nobody_is_written_to(coordinator: User, group: Group) -> None:
    Collection.objects.update(opens_on=in_days(3))
    person = [PersonSpec("", "anna@beispiel.de", group)]
    about: dict[str, Any] = {"by": coordinator, "collection": group.collection}
    (access,) = services.invite_people(**about, people=person)
    services.open_collection(**about)

    assert refused(services.remind_now, **about) is None
    assert refused(services.send_again, by=coordinator, access=access) is None
    assert services.write_daily(in_days(2)) == 0
    assert services.write_daily(in_days(3)) == 1
    assert sent_to() == ["anna"]


def test_who_handed_in_is_never_reminded_and_nothing_of_it_kept(collection: Collection) -> None:
    answer(Access.objects.get(email="ben@beispiel.de"))
    before = services.write_daily(in_days(6))
    services.write_daily(in_days(7))
    services.write_daily(in_days(7))
    services.write_daily(in_days(8))

    assert before == 0
    assert sent_to("Noch ist Zeit") == ["anna", "cem"]
    assert set(Access.objects.values_list("reminded_on")) == {(in_days(7),)}
    services.write_daily(in_days(13))  # the planned day was missed: made up for the next
    assert sent_to("Noch ist Zeit") == ["anna", "cem"] * 2
    services.write_daily(in_days(15))
    assert len(sent_to("Noch ist Zeit")) == 4


def test_reminders_by_hand_are_not_doubled(coordinator: User, collection: Collection) -> None:
    about: dict[str, Any] = {"by": coordinator, "collection": collection}
    assert refused(services.remind_now, **about) is None  # invited today

    Access.objects.update(asked_on=in_days(-3))
    answer(Access.objects.get(email="ben@beispiel.de"))
    assert services.remind_now(**about) == 2
    assert refused(services.remind_now, **about) is None
    assert sent_to("Noch ist Zeit") == ["anna", "cem"]
    Access.objects.all().delete()
    assert refused(services.remind_now, **about) is None


def test_late_the_reminder_says_so(coordinator: User, collection: Collection) -> None:
    Access.objects.update(asked_on=in_days(-9))
    Collection.objects.update(opens_on=in_days(-9), closes_on=in_days(-1))
    assert services.send_reminders(now=datetime.now(ZoneInfo("Europe/Berlin"))) == 0
    services.remind_now(by=coordinator, collection=collection)

    reminder = OutboxMail.objects.filter(subject__contains="Noch ist Zeit")[0]
    assert "Das Ende ist vorbei" in reminder.body


@pytest.mark.parametrize("last", [date(2026, 10, 25), date(2026, 3, 29)])
def test_reminders_keep_to_days_when_the_clocks_change(last: date, collection: Collection) -> None:
    first = last - timedelta(days=20)
    Collection.objects.update(opens_on=first, closes_on=last, reminders=[1])
    Access.objects.update(asked_on=first)
    berlin = ZoneInfo("Europe/Berlin")
    eve = last - timedelta(days=1)
    begin = datetime(eve.year, eve.month, eve.day, tzinfo=berlin)

    assert services.send_reminders(now=begin - timedelta(seconds=1)) == 0
    assert services.send_reminders(now=begin) == 3


def test_a_corrected_address_is_written_to(coordinator: User, collection: Collection) -> None:
    access = Access.objects.get(email="anna@beispiel.de")
    change: dict[str, Any] = {"by": coordinator, "access": access, "name": "Anna Beispiel"}
    same = services.change_person(**change, email="anna@beispiel.de")
    assert sent_to().count("anna") == 1

    moved = services.change_person(**change, email="a.beispiel@beispiel.de")
    assert (same.digest, moved.digest) == (access.digest, access.digest)
    renewed = services.change_person(**change, email="a.beispiel@beispiel.de", new_link=True)
    assert renewed.digest != access.digest
    assert sent_to().count("a.beispiel") == 2
    other = GroupFactory(collection=collection)
    assert refused(services.change_person, **change, email="x@y.de", group=other) == "group"


def test_an_invitation_is_sent_again_once_a_day(coordinator: User, collection: Collection) -> None:
    access = Access.objects.get(email="anna@beispiel.de")
    again: dict[str, Any] = {"by": coordinator, "access": access}
    assert refused(services.send_again, **again) is None
    Access.objects.update(asked_on=in_days(-1))
    OutboxMail.objects.all().delete()
    services.send_again(**again)
    assert refused(services.send_again, **again) is None
    assert sent_to() == ["anna"]
    services.close_access(by=coordinator, access=access)
    assert refused(services.send_again, **again) is None


def test_who_is_taken_out_gets_no_mail_and_comes_back_by_the_same_link(
    coordinator: User, collection: Collection
) -> None:
    access = Access.objects.get(email="anna@beispiel.de")
    services.close_access(by=coordinator, access=access)
    services.write_daily(in_days(7))
    assert sent_to("Noch ist Zeit") == ["ben", "cem"]

    people = [PersonSpec("Anna", "Anna@beispiel.de", collection.groups.get())]
    (back,) = services.invite_people(by=coordinator, collection=collection, people=people)
    assert (back.pk, back.digest, back.is_closed) == (access.pk, access.digest, False)


def test_a_mail_that_fails_is_seen_only_of_invitations(
    coordinator: User, collection: Collection
) -> None:
    one, other, third = Access.objects.order_by("pk")
    OutboxMail.objects.filter(to=one.email).update(
        state=MailState.GIVEN_UP, last_error="Postfach unbekannt"
    )
    services.write_daily(in_days(7))
    OutboxMail.objects.filter(to=other.email, subject__contains="Noch ist Zeit").update(
        state=MailState.GIVEN_UP, last_error="Postfach unbekannt"
    )

    assert faults_of([one, other, third]) == {one.pk: Fault("Postfach unbekannt", is_final=True)}
    assert given_up(collection) == {"invitation": 1, "reminder": 1}


def test_the_link_goes_with_the_mail(collection: Collection, mailoutbox: list[Any]) -> None:
    assert deliver_due() == 3
    assert "/a/" in mailoutbox[0].body
    assert set(OutboxMail.objects.values_list("body")) == {("",)}


def test_what_closes_while_the_worker_is_at_it_is_left_alone(collection: Collection) -> None:
    stale = Collection.objects.get()
    Collection.objects.update(state="closed", digest="0" * 64)
    assert write_due(stale, in_days(7)) == 0
