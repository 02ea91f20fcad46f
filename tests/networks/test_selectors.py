"""Who sits where, what is missing, and how it is said in a paper."""

from datetime import date
from typing import Any

import pytest

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks import selectors
from begleitwerk.networks.enums import Function, Gap
from begleitwerk.networks.models import Body
from begleitwerk.networks.presenters import composition_sentence
from tests.factories.networks import (
    BodyFactory,
    BodyMemberFactory,
    PartnerOrganisationFactory,
)


@pytest.fixture
def planning(musterau: Municipality) -> Body:
    group = BodyFactory(municipality=musterau, name="Planungsgruppe")
    BodyMemberFactory(
        body=group, function=Function.DIVISION_HEAD, title="Leitung Besondere Soziale Dienste"
    )
    BodyMemberFactory(body=group, function=Function.PLANNER, title="Jugendhilfeplanung")
    BodyMemberFactory(body=group, function=Function.COORDINATOR, title="Netzwerkkoordination")
    return group


@pytest.fixture
def steering(musterau: Municipality, planning: Body) -> Body:
    group = BodyFactory(municipality=musterau, name="Steuerungsgruppe", kind_key="steering_group")
    BodyMemberFactory(
        body=group, function=Function.DEPARTMENT_HEAD, title="Dezernat 5", is_chair=True
    )
    BodyMemberFactory(body=group, function=Function.OTHER, member_body=planning)
    BodyMemberFactory(body=group, function=Function.FACILITATOR, title="Prozessbegleitung", seats=2)
    return group


def gaps(body: Body) -> set[Gap]:
    return {found.gap for found in selectors.missing_functions(body)}


def test_members_of_member_bodies_count(steering: Body) -> None:
    seats = selectors.expanded_members(steering)
    assert [seat.name for seat in seats] == ["Dezernat 5", "Planungsgruppe", "Prozessbegleitung"]
    assert sum(seat.persons for seat in seats) == 6


def test_only_seats_of_the_day_count(planning: Body) -> None:
    BodyMemberFactory(body=planning, title="Früher", valid_to=date(2025, 12, 31))
    BodyMemberFactory(body=planning, title="Später", valid_from=date(2099, 1, 1))
    assert selectors.members_now(planning).count() == 3
    assert selectors.members_now(planning, date(2025, 6, 1)).count() == 4
    assert [row.title for row in selectors.former_members(planning)] == ["Früher"]
    assert [row.title for row in selectors.future_members(planning)] == ["Später"]


def test_a_circle_in_the_data_is_opened_once(musterau: Municipality) -> None:
    one, two = (BodyFactory(municipality=musterau, name=name) for name in ("Eins", "Zwei"))
    BodyMemberFactory(body=one, member_body=two)
    BodyMemberFactory(body=two, member_body=one)
    BodyMemberFactory(body=two, title="Leitung")
    assert sum(seat.persons for seat in selectors.expanded_members(one)) == 1


def test_what_a_steering_group_lacks(steering: Body) -> None:
    assert gaps(steering) == {Gap.COMMITTEE_CHAIR, Gap.HEALTH}
    first = selectors.missing_functions(steering)[0]
    assert first.what.endswith(".")
    assert first.why.endswith(".")


@pytest.mark.parametrize("of_organisation", [True, False])
def test_health_counts_by_seat_or_organisation(steering: Body, of_organisation: bool) -> None:
    sector = item(ContentKind.PARTNER_SECTORS, "health")
    organisation = PartnerOrganisationFactory(municipality=steering.municipality, sector=sector)
    values: dict[str, Any] = (
        {"organisation": organisation} if of_organisation else {"sector": sector}
    )
    BodyMemberFactory(body=steering, function=Function.PRACTITIONER, **values)
    assert Gap.HEALTH not in gaps(steering)


def test_a_complete_planning_group_lacks_nothing(planning: Body) -> None:
    assert gaps(planning) == set()


def test_nothing_is_expected_of_other_or_ended_bodies(
    steering: Body, musterau: Municipality
) -> None:
    table = BodyFactory(municipality=musterau, kind_key="round_table")
    steering.ended_on = date(2026, 1, 31)
    assert gaps(table) == gaps(steering) == set()


def test_composition_in_words(planning: Body, steering: Body) -> None:
    assert composition_sentence(planning) == (
        "Die Planungsgruppe besteht aus drei Personen: Leitung Besondere Soziale Dienste,"
        " Jugendhilfeplanung und Netzwerkkoordination."
    )
    assert composition_sentence(steering) == (
        "Die Steuerungsgruppe besteht aus sechs Personen: Dezernat 5 (Vorsitz), die Planungsgruppe"
        " (Leitung Besondere Soziale Dienste, Jugendhilfeplanung und Netzwerkkoordination) und"
        " Prozessbegleitung (2 Personen)."
    )
    assert composition_sentence(planning, "en").startswith(
        "“Planungsgruppe” consists of three persons: "
    )


def test_composition_of_an_empty_body_and_of_an_odd_name(musterau: Municipality) -> None:
    table = BodyFactory(municipality=musterau, name="Großer Runder Tisch")
    assert composition_sentence(table) == (
        "Die Mitglieder von „Großer Runder Tisch“ sind noch nicht erfasst."
    )
    BodyMemberFactory(body=table, title="Moderation")
    assert composition_sentence(table) == (
        "Das Gremium „Großer Runder Tisch“ besteht aus einer Person: Moderation."
    )


def test_all_seats_of_a_place_are_one_query(steering: Body, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        seats = selectors.Seats(steering.municipality)
        assert seats.persons(steering.pk) == 6
