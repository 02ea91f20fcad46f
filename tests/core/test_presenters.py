"""Audit events as sentences."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from begleitwerk.core import presenters
from begleitwerk.core.presenters import (
    Field,
    Wording,
    changes_of,
    history_lines,
    register_history,
    sentence_of,
)
from tests.factories.accounts import UserFactory
from tests.factories.core import AuditEventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wordings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(presenters, "VERBS", {})
    monkeypatch.setattr(presenters, "FIELDS", {})
    register_history(
        verbs={
            "things.thing_painted": Wording("%(subject)s: %(old_colour)s, now %(colour)s"),
            "things.thing_changed": Wording("Thing", lists_changes=True),
            "things.thing_reported": Wording("Reported on %(on)s", followed_by="note"),
        },
        fields={
            "things.colour": Field("Colour", str.upper),
            "things.lamp.colour": Field("Light"),
            "things.on": Field("Day", presenters.day_words),
            "things.cost": Field("Cost", presenters.money_words),
            "things.text": Field("Text", is_text=True),
        },
    )
    with override("en"):
        yield


def sentence(verb: str, before: dict[str, Any] | None = None, **after: Any) -> str:
    event = AuditEventFactory.build(
        verb=verb, subject_label="Lamp", before=before or {}, after=after
    )
    return sentence_of(event)


def test_a_wording_takes_values_in_words() -> None:
    assert sentence("things.thing_painted", {"colour": "red"}, colour="blue") == (
        "Lamp: RED, now BLUE"
    )
    assert sentence("things.thing_painted", colour="blue") == "Lamp: nothing, now BLUE"


def test_a_field_of_the_own_table_goes_before_one_of_the_app() -> None:
    event = AuditEventFactory.build(
        verb="things.thing_painted", subject_type="things.lamp", after={"colour": "blue"}
    )
    assert sentence_of(event).endswith("now blue")


def test_changes_are_listed_from_old_to_new() -> None:
    found = sentence(
        "things.thing_changed",
        {"colour": "red", "cost": None, "text": "x" * 500, "hidden": 1},
        colour="",
        cost="4800",
        text="y" * 500,
        hidden=2,
    )

    assert found == "Thing: Colour from “RED” to “nothing”; Cost “€4,800”; Text reworded"


def test_a_note_follows_where_there_is_one() -> None:
    assert sentence("things.thing_reported", on="2027-10-31") == "Reported on 31 Oct 2027"
    assert sentence("things.thing_reported", on="2027-10-31", note="Fine.").endswith("2027: Fine.")


def test_verbs_nobody_registered_still_read() -> None:
    assert sentence("things.thing_changed", hidden=1) == "Thing"
    assert sentence("things.strange_verb") == "Changed: Lamp"


def test_an_event_whose_values_no_longer_fit_still_reads() -> None:
    assert sentence("things.thing_reported", on="some day") == "Reported on some day"


def test_a_percent_sign_in_a_value_stays_one() -> None:
    assert sentence("things.thing_painted", {"colour": "5 %(x)s"}, colour="100 %") == (
        "Lamp: 5 %(X)S, now 100 %"
    )


def test_who_acted_is_named_by_function_in_one_query(django_assert_num_queries: Any) -> None:
    planner = UserFactory(function="Jugendhilfeplanung")
    plain = UserFactory(name="Person")
    events = [
        AuditEventFactory.build(actor_id=actor, reason="Wahl")
        for actor in (planner.pk, plain.pk, 4711, None)
    ]

    with django_assert_num_queries(1):
        lines = history_lines(events)

    assert [line.actor for line in lines] == ["Jugendhilfeplanung", "Person", "", ""]
    assert lines[0].reason == "Wahl"


def test_a_field_nobody_named_reads_as_its_model_has_it() -> None:
    event = AuditEventFactory.build(
        verb="goals.goal_changed",
        subject_type="goals.goal",
        before={"level": "guiding", "adopted_on": None, "position": 1},
        after={"level": "action", "adopted_on": "2026-05-12", "position": 2},
    )
    assert list(changes_of(event)) == [
        "Level from “guiding goal” to “action goal”",
        "Adopted on “12 May 2026”",
    ], "what a model does not log is not told"
