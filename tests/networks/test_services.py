"""Bodies, their members, and what the log keeps of persons."""

from datetime import date
from typing import Any

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks import services
from begleitwerk.networks.enums import Function
from begleitwerk.networks.models import Body
from tests.factories.networks import BodyFactory, BodyMemberFactory, NetworkFactory


def body(place: Municipality, name: str) -> Body:
    return BodyFactory(municipality=place, name=name)


def test_a_body_is_created_and_recorded(coordinator: User, musterau: Municipality) -> None:
    kind = item(ContentKind.BODY_KINDS, "steering_group")
    made = services.create_body(
        by=coordinator, municipality=musterau, kind=kind, name="Steuerungsgruppe"
    )
    event = AuditEvent.objects.latest("number")
    assert (event.verb, event.subject_id) == ("networks.body_created", str(made.pk))
    assert event.workspace_id == musterau.workspace_id


def test_a_body_takes_no_network_of_another_place(
    coordinator: User, musterau: Municipality, lindfurt: Municipality
) -> None:
    kind = item(ContentKind.BODY_KINDS, "planning_group")
    foreign = NetworkFactory(municipality=lindfurt)
    with pytest.raises(Refused) as refusal:
        services.create_body(
            by=coordinator, municipality=musterau, kind=kind, name="PG", network=foreign
        )
    assert refusal.value.field == "network"


def test_the_second_editor_is_told(coordinator: User, musterau: Municipality) -> None:
    group = body(musterau, "Planungsgruppe")
    services.change_body(by=coordinator, body=group, version=1, task="Planen")
    with pytest.raises(EditConflict):
        services.change_body(by=coordinator, body=group, version=1, task="Anders")


def test_a_body_may_sit_in_another_but_never_in_itself(
    coordinator: User, musterau: Municipality
) -> None:
    planning, steering, forum = (body(musterau, name) for name in ("Planung", "Steuerung", "Forum"))
    services.add_member(by=coordinator, body=steering, member_body=planning)
    services.add_member(by=coordinator, body=forum, member_body=steering)
    with pytest.raises(Refused, match="Planung → Forum → Steuerung → Planung") as refusal:
        services.add_member(by=coordinator, body=planning, member_body=forum)
    assert refusal.value.field == "member_body"
    with pytest.raises(Refused):
        services.add_member(by=coordinator, body=planning, member_body=planning)


def test_a_body_has_one_seat_in_another(coordinator: User, musterau: Municipality) -> None:
    planning, steering = body(musterau, "Planung"), body(musterau, "Steuerung")
    services.add_member(by=coordinator, body=steering, member_body=planning)
    with pytest.raises(Refused, match="schon Mitglied") as refusal:
        services.add_member(by=coordinator, body=steering, member_body=planning)
    assert refusal.value.field == "member_body"


def test_two_ways_to_the_same_body_are_no_circle(coordinator: User, musterau: Municipality) -> None:
    top, left, right, below = (body(musterau, name) for name in ("O", "L", "R", "U"))
    for above, member in ((top, left), (top, right), (left, below), (right, below)):
        services.add_member(by=coordinator, body=above, member_body=member)
    forum = body(musterau, "Forum")
    services.add_member(by=coordinator, body=forum, member_body=top)
    with pytest.raises(Refused, match="U → Forum → O → L → U"):
        services.add_member(by=coordinator, body=below, member_body=forum)


def test_an_ended_seat_closes_no_circle(coordinator: User, musterau: Municipality) -> None:
    planning, steering = body(musterau, "Planung"), body(musterau, "Steuerung")
    seat = services.add_member(by=coordinator, body=steering, member_body=planning)
    services.end_member(by=coordinator, member=seat, on=date(2024, 1, 31))
    services.add_member(by=coordinator, body=planning, member_body=steering)
    assert planning.members.count() == 1


def test_a_changed_seat_is_checked_like_a_new_one(
    coordinator: User, musterau: Municipality
) -> None:
    planning, steering = body(musterau, "Planung"), body(musterau, "Steuerung")
    services.add_member(by=coordinator, body=steering, member_body=planning)
    seat = services.add_member(by=coordinator, body=planning, title="Gast")
    with pytest.raises(Refused):
        services.change_member(by=coordinator, member=seat, version=1, member_body=steering)
    with pytest.raises(Refused) as refusal:
        services.change_member(
            by=coordinator,
            member=seat,
            version=1,
            valid_from=date(2026, 2, 1),
            valid_to=date(2026, 1, 1),
        )
    assert refusal.value.field == "valid_to"


def test_no_name_of_a_person_enters_the_log(coordinator: User, musterau: Municipality) -> None:
    seat = services.add_member(
        by=coordinator,
        body=body(musterau, "Planung"),
        function=Function.PLANNER,
        person_name="Alex Beispiel",
        substitute="Kim Muster",
    )
    services.change_member(
        by=coordinator, member=seat, version=1, person_name="Toni Probe", seats=2
    )
    event = AuditEvent.objects.latest("number")
    assert event.after == {"seats": 2, "people": "geändert"}
    kept = str(list(AuditEvent.objects.values()))
    assert not any(name in kept for name in ("Beispiel", "Muster,", "Probe", "Kim"))


def test_with_a_body_end_its_seats_and_its_seats_elsewhere(
    coordinator: User, musterau: Municipality
) -> None:
    planning, steering = body(musterau, "Planung"), body(musterau, "Steuerung")
    own = BodyMemberFactory(body=planning)
    elsewhere = BodyMemberFactory(body=steering, member_body=planning)
    later = BodyMemberFactory(body=planning, valid_from=date(2030, 1, 1))
    services.end_body(by=coordinator, body=planning, on=date(2026, 6, 30), reason="Neue Struktur")
    for row, last in ((own, date(2026, 6, 30)), (elsewhere, date(2026, 6, 30))):
        row.refresh_from_db()
        assert row.valid_to == last
    later.refresh_from_db()
    assert later.valid_to == date(2030, 1, 1)


def test_an_organisation_is_listed_once(coordinator: User, musterau: Municipality) -> None:
    values: dict[str, Any] = {
        "municipality": musterau,
        "sector": item(ContentKind.PARTNER_SECTORS, "health"),
    }
    services.create_organisation(by=coordinator, name="Klinikum Musterau", **values)
    with pytest.raises(Refused) as refusal:
        services.create_organisation(by=coordinator, name="klinikum musterau", **values)
    assert refusal.value.field == "name"
