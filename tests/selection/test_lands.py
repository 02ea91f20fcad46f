"""What the office of a Land reads of a selection: its own, decided, and no more."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.selection.enums import DecisionState, LetterKind, Outcome
from begleitwerk.selection.models import Candidacy, Letter, SelectionDecision
from begleitwerk.selection.selectors.lands import results_in
from begleitwerk.selection.services.runs import execute_run
from begleitwerk.selection.services.withdrawals import start_replacement, withdraw
from tests.days import today
from tests.factories.municipalities import MembershipFactory
from tests.selection.test_runs import decided
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db

Sign = Callable[[User | None], Client]
STAGE = "decided"


def land_of(world: SelectionWorld, code: str) -> Workspace:
    rows = Municipality.objects.filter(land__code=code).select_related("land__workspace")
    place = rows.filter(pk__in=[each.pk for each in world.municipalities.values()]).first()
    assert place is not None
    return place.land.workspace


def tell(decision: SelectionDecision) -> None:
    """Letters about a decision have gone out to all it is about."""
    places = decision.places.all()
    kind = LetterKind.SELECTED
    Letter.objects.bulk_create(
        Letter(decision=decision, candidacy_id=row.candidacy_id, kind=kind) for row in places
    )


def page_for(land: Workspace, as_user: Sign) -> str:
    person = MembershipFactory(workspace=land, role=Role.STATE_OFFICE).user
    answer = as_user(person).get(reverse("selection:land_results", args=[land.slug]))
    assert answer.status_code == 200
    return answer.text


def test_a_land_reads_what_became_of_its_own_and_of_nobody_else(
    world: SelectionWorld, decision: SelectionDecision, as_user: Sign
) -> None:
    tell(decision)
    page = page_for(land_of(world, "N1"), as_user)
    for name, place in world.municipalities.items():
        assert (name in page) == (place.land.code == "N1"), name
    [part] = results_in(land_of(world, "N1"))
    known = dict(decision.places.values_list("candidacy", "outcome"))
    assert {line.candidacy.pk: line.place.outcome for line in part.lines}.items() <= known.items()
    assert "3 Kommunen Ihres Landes haben sich beworben" in page
    assert "Netzwerke" in page or "ausgewählt" in page
    for reviewer in world.reviewers:
        assert reviewer.name not in page
    assert "Punkt" not in page.replace("Punkte, Gutachten", "")


@pytest.mark.parametrize("state", [row for row in DecisionState if row != "confirmed"])
def test_before_the_decision_is_confirmed_it_reads_nothing(
    world: SelectionWorld, decision: SelectionDecision, as_user: Sign, state: str
) -> None:
    tell(decision)
    SelectionDecision.objects.filter(pk=decision.pk).update(state=state)
    page = page_for(land_of(world, "N1"), as_user)
    assert "Noch keine Kommune Ihres Landes hat ein Ergebnis erhalten" in page
    assert not [name for name in world.municipalities if name in page]


def test_it_reads_no_result_before_the_municipality_does(
    world: SelectionWorld, decision: SelectionDecision
) -> None:
    land = land_of(world, "N1")
    assert results_in(land) == ()
    told = decision.places.filter(candidacy__municipality__land__workspace=land)[0]
    Letter.objects.create(
        decision=decision, candidacy_id=told.candidacy_id, kind=LetterKind.RESERVE
    )
    [part] = results_in(land)
    assert [line.candidacy.pk for line in part.lines] == [told.candidacy_id]


def test_another_land_and_the_programme_get_no_way_in(
    world: SelectionWorld, office: User, as_user: Sign
) -> None:
    other = MembershipFactory(workspace=land_of(world, "S1"), role=Role.STATE_OFFICE).user
    address = reverse("selection:land_results", args=[land_of(world, "N1").slug])
    assert as_user(other).get(address).status_code == 404
    assert as_user(office).get(address).status_code == 404
    round_page = reverse("selection:round", args=[world.slug, world.round.pk])
    assert as_user(other).get(round_page).status_code == 404


def test_who_left_and_who_moved_up_stand_there_each_in_its_own_land(
    world: SelectionWorld, decision: SelectionDecision, office: User, lead: User, as_user: Sign
) -> None:
    selected = decision.places.filter(outcome=Outcome.SELECTED)
    leaver = selected.order_by("candidacy__municipality__name")[0].candidacy
    leaver = Candidacy.objects.select_related("round", "municipality__land").get(pk=leaver.pk)
    withdraw(by=office, candidacy=leaver, on=today(), reason="Die Stelle ist leer.")
    tell(decision)
    run = execute_run(run_id=start_replacement(by=office, candidacy=leaver).pk)
    second = decided(run, office, lead)
    held = decision.places.filter(outcome=Outcome.SELECTED).values("candidacy")
    came = second.places.filter(outcome=Outcome.SELECTED).exclude(candidacy__in=held).get()
    there, here = came.candidacy.municipality.land.workspace, leaver.municipality.land.workspace
    assert "nachgerückt" not in page_for(there, as_user)
    tell(second)
    assert "ist wieder ausgeschieden" in page_for(here, as_user)
    page = page_for(there, as_user)
    assert "von der Reserveliste nachgerückt" in page
    assert "Die Stelle ist leer" not in page
    if there != here:
        assert leaver.municipality.name not in page
