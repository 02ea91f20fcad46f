"""Researcher and Land read what was released and nothing else, in lists, exports and search too."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.models import Municipality
from tests.factories.goals import GoalFactory, MeasureFactory
from tests.factories.programmes import (
    EditionFactory,
    EngagementFactory,
    EngagementPartyFactory,
    ProgrammeFactory,
)
from tests.worlds.cast import Places, make_person

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]


@pytest.mark.parametrize("name", ["researcher", "state_office", "office", "lead", "partner"])
def test_lists_hold_what_was_released_alone(
    name: str, places: Places, musterau: Municipality, as_user: SignIn
) -> None:
    secret = GoalFactory(
        municipality=musterau,
        title="KANARIE Ziel",
        owner="KANARIE Amt",
        release="cluster",
        level="guiding",
    )
    MeasureFactory(goal=secret, title="KANARIE Maßnahme", owner="KANARIE Person")
    open_goal = GoalFactory(
        municipality=musterau,
        title="Offen gezeigt",
        release="programme",
        parent=secret,
        level="intermediate",
    )
    below = GoalFactory(
        municipality=musterau,
        title="KANARIE Unterziel",
        release="own",
        parent=open_goal,
        level="action",
    )
    MeasureFactory(goal=below, title="KANARIE unten", owner="KANARIE unten")
    shown_measure = MeasureFactory(goal=open_goal, title="Offene Maßnahme", owner="Planung")
    engagement = EngagementFactory(
        edition=EditionFactory(programme=ProgrammeFactory(workspace=places.programme))
    )
    EngagementPartyFactory(engagement=engagement, municipality=musterau)
    client = as_user(make_person(name, places))
    slug = [musterau.slug]
    lists = {
        "goals": (reverse("goals:goals", args=slug), "Offen gezeigt"),
        "measures": (reverse("goals:measures", args=slug), "Offene Maßnahme"),
        "csv": (reverse("goals:measures", args=slug) + "?export=csv", "Offene Maßnahme"),
        "search": (reverse("portal:search") + "?q=Offen", "Offen gezeigt"),
        "searched": (reverse("portal:search") + "?q=KANARIE", ""),
        "home": (reverse("portal:home", args=slug), "Offen gezeigt"),
        "goal": (open_goal.get_absolute_url(), "Offene Maßnahme"),
        "measure": (shown_measure.get_absolute_url(), "Offen gezeigt"),
    }
    for what, (url, wanted) in lists.items():
        answer = client.get(url)
        words = answer.content.decode("utf-8", "replace")
        assert answer.status_code == 200, what
        assert wanted in words, what
        for secret_word in ("Ziel", "Amt", "Maßnahme", "Person", "Unterziel", "unten"):
            assert f"KANARIE {secret_word}" not in words, (what, secret_word)
    for url in (secret.get_absolute_url(), below.get_absolute_url()):
        assert client.get(url).status_code == 403
