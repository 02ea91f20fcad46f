"""What the editor remembers of a paper, and that it never remembers too long."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.services import record_event
from begleitwerk.council import services
from begleitwerk.council.models import Paper
from begleitwerk.council.selectors import pulse_of
from begleitwerk.goals.services import change_measure
from begleitwerk.municipalities.models import Municipality
from begleitwerk.programmes.models import Engagement
from tests.factories.goals import MeasureFactory
from tests.factories.networks import BodyMemberFactory
from tests.factories.processes import MeetingFactory
from tests.markup import text_of
from tests.worlds.process import ProcessWorld

AsUser = Callable[[User | None], Client]
AIM = 12
MORE = 5  # what the first view after a change may read on top
pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(draft: Paper, coordinator: User) -> Paper:
    """The draft with all usual parts and the amount its measures cost."""
    services.add_usual_blocks(by=coordinator, paper=draft)
    return services.change_paper(
        by=coordinator, paper=draft, version=None, has_financial_effects=True
    )


def url_of(paper: Paper) -> str:
    return reverse("council:paper", args=[paper.municipality.slug, paper.pk])


def page(client: Client, paper: Paper) -> str:
    answer = client.get(url_of(paper))
    assert answer.status_code == 200
    return text_of(answer)


def queries(client: Client, paper: Paper) -> int:
    page(client, paper)
    with CaptureQueriesContext(connection) as seen:
        page(client, paper)
    return len(seen)


def test_an_unchanged_world_costs_few_queries_whatever_it_holds(
    as_user: AsUser, filled: Paper, world: ProcessWorld, coordinator: User
) -> None:
    desk = as_user(coordinator)
    few = queries(desk, filled)
    for _number in range(3):
        MeasureFactory(goal=world.goals[0], cost=Decimal(100))
        services.add_block(by=coordinator, paper=filled, kind="free")
    assert queries(desk, filled) == few <= AIM


def test_a_reader_costs_few_queries_too(
    as_user: AsUser, filled: Paper, committee_member: User
) -> None:
    Paper.objects.filter(pk=filled.pk).update(state="submitted")
    assert queries(as_user(committee_member), filled) <= AIM


def test_a_changed_measure_shows_at_once(
    as_user: AsUser, filled: Paper, world: ProcessWorld, coordinator: User
) -> None:
    desk = as_user(coordinator)
    assert "Daten haben sich geändert" not in page(desk, filled)
    change_measure(by=coordinator, measure=world.measures[0], cost=Decimal("4800.00"))
    shown = page(desk, filled)
    assert "Daten haben sich geändert" in shown
    assert "5.600,50" in shown


def test_on_another_day_it_says_what_the_day_makes_of_it(
    as_user: AsUser, filled: Paper, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "nur Zeit ist vergangen" not in page(as_user(coordinator), filled)
    later = timezone.now() + timedelta(days=2000)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "nur Zeit ist vergangen" in page(as_user(coordinator), filled)


def test_another_municipality_that_leaves_is_noticed(
    filled: Paper, world: ProcessWorld, coordinator: User
) -> None:
    before = pulse_of(filled)
    assert pulse_of(filled) == before
    edition = world.process.engagement.edition
    others = Engagement.objects.filter(edition=edition).exclude(pk=world.process.engagement_id)
    others.filter(pk=others[0].pk).update(state="withdrawn")
    record_event(by=coordinator, verb="programmes.engagement_moved", subject=others[0])
    assert pulse_of(filled) != before


def test_what_happens_elsewhere_moves_nothing(
    as_user: AsUser, filled: Paper, world: ProcessWorld, lindfurt: Municipality, coordinator: User
) -> None:
    """Another municipality, its participation, a new account, the Land, the programme's rounds."""
    desk = as_user(coordinator)
    few, before = queries(desk, filled), pulse_of(filled)
    programme = world.process.engagement.edition.programme
    land = filled.municipality.land.workspace_id
    other = Engagement.objects.exclude(pk=world.process.engagement_id).first()
    assert other
    for subject, space in (
        (lindfurt, lindfurt.workspace_id),
        (MeasureFactory(goal__municipality=lindfurt), lindfurt.workspace_id),
        (other, lindfurt.workspace_id),
        (coordinator, None),
        (lindfurt, land),
        (lindfurt, programme.workspace_id),
    ):
        record_event(by=coordinator, verb="some.thing", subject=subject, workspace_id=space)
    assert pulse_of(filled) == before
    with CaptureQueriesContext(connection) as seen:
        page(desk, filled)
    assert len(seen) == few


@pytest.mark.parametrize("changed", ["measure", "paper", "meeting", "member"])
def test_after_a_change_only_what_it_touched_is_read(
    as_user: AsUser, filled: Paper, world: ProcessWorld, coordinator: User, changed: str
) -> None:
    desk = as_user(coordinator)
    few = queries(desk, filled)
    if changed == "paper":
        services.change_paper(by=coordinator, paper=filled, version=None, summary="Kurz.")
    else:
        subject = {
            "measure": world.measures[0],
            "meeting": MeetingFactory(municipality=filled.municipality),
            "member": BodyMemberFactory(body=world.planning),
        }[changed]
        space = filled.municipality.workspace_id
        record_event(by=coordinator, verb="some.thing", subject=subject, workspace_id=space)
    with CaptureQueriesContext(connection) as seen:
        page(desk, filled)
    assert few < len(seen) <= few + MORE, [row["sql"][:150] for row in seen]


def test_the_remembered_page_is_the_page(
    as_user: AsUser, filled: Paper, world: ProcessWorld, coordinator: User
) -> None:
    desk = as_user(coordinator)
    change_measure(by=coordinator, measure=world.measures[0], title="Ortsprofile drucken")
    fresh = without_tokens(page(desk, filled))
    assert without_tokens(page(desk, filled)) == fresh
    caches["papers"].clear()
    assert without_tokens(page(desk, filled)) == fresh


def without_tokens(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
