"""What may be done with goals and measures, and what is remembered of it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.goals import services
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.municipalities.models import Municipality
from tests.days import in_days
from tests.factories.goals import GoalFactory, MeasureFactory
from tests.factories.networks import BodyFactory
from tests.factories.processes import DecisionFactory

pytestmark = pytest.mark.django_db


def last_event() -> AuditEvent:
    return AuditEvent.objects.order_by("-number")[0]


def refused_at(call: Any, **values: Any) -> str | None:
    with pytest.raises(Refused) as refusal:
        call(**values)
    return refusal.value.field


# --- Goals ------------------------------------------------------------------------------------


def test_add_goal_serves_a_higher_goal(coordinator: User, musterau: Municipality) -> None:
    guiding = services.add_goal(
        by=coordinator, municipality=musterau, level="guiding", title="Verankerung vor Ort"
    )
    goal = services.add_goal(
        by=coordinator,
        municipality=musterau,
        level="intermediate",
        title="  Alle neun Gemeinden wirken regelmäßig mit ",
        parent=guiding,
        dimension=item(ContentKind.QUALITY_FRAMEWORK, "QD5"),
        due_on=date(2028, 6, 30),
    )

    assert goal.title == "Alle neun Gemeinden wirken regelmäßig mit"
    assert [*Goal.objects.filter(municipality=musterau)] == [guiding, goal]
    event = last_event()
    assert (event.verb, event.workspace_id) == ("goals.goal_added", musterau.workspace_id)
    assert event.after["parent"] == "Verankerung vor Ort"
    assert event.after["dimension"] == "QD5"
    assert event.after["due_on"] == "2028-06-30"


@pytest.mark.parametrize(
    ("level", "parent", "allowed"),
    [
        ("guiding", "guiding", False),
        ("intermediate", "guiding", True),
        ("action", "guiding", True),
        ("intermediate", "intermediate", False),
        ("intermediate", "action", False),
    ],
)
def test_a_goal_only_serves_a_higher_one(
    musterau: Municipality, level: str, parent: str, allowed: bool
) -> None:
    above = GoalFactory(municipality=musterau, level=parent)
    values = {"by": None, "municipality": musterau, "level": level, "title": "X", "parent": above}

    if allowed:
        assert services.add_goal(**values).parent == above  # type: ignore[arg-type]
    else:
        assert refused_at(services.add_goal, **values) == "parent"


def test_a_goal_never_comes_to_serve_itself(musterau: Municipality) -> None:
    top = GoalFactory(municipality=musterau, level="guiding")
    middle = GoalFactory(municipality=musterau, level="intermediate", parent=top)

    assert refused_at(services.change_goal, by=None, goal=top, parent=middle) == "parent"
    assert refused_at(services.change_goal, by=None, goal=top, parent=top) == "parent"
    assert refused_at(services.change_goal, by=None, goal=top, level="action") == "level"
    assert refused_at(services.change_goal, by=None, goal=middle, level="guiding") == "parent"


def test_goals_of_another_municipality_stay_apart(
    musterau: Municipality, lindfurt: Municipality
) -> None:
    theirs = GoalFactory(municipality=lindfurt, level="guiding")

    field = refused_at(
        services.add_goal,
        by=None,
        municipality=musterau,
        level="action",
        title="X",
        parent=theirs,
    )
    assert field == "parent"


def test_change_goal_records_only_what_changed(coordinator: User) -> None:
    goal = GoalFactory(owner="Jugendhilfeplanung")

    services.change_goal(
        by=coordinator, goal=goal, version=1, owner="Netzwerkkoordination", title=goal.title
    )

    goal.refresh_from_db()
    assert (goal.owner, goal.version) == ("Netzwerkkoordination", 2)
    assert last_event().before == {"owner": "Jugendhilfeplanung"}
    assert last_event().after == {"owner": "Netzwerkkoordination"}


def test_change_goal_without_a_change_is_no_event() -> None:
    goal = GoalFactory()
    services.change_goal(by=None, goal=goal, title=goal.title)

    assert not AuditEvent.objects.exists()


def test_the_second_editor_is_told() -> None:
    goal, measure = GoalFactory(), MeasureFactory()
    services.change_goal(by=None, goal=goal, version=1, title="Meins")
    services.change_measure(by=None, measure=measure, version=1, title="Meins")

    with pytest.raises(EditConflict) as conflict:
        services.change_goal(by=None, goal=goal, version=1, title="Deins")
    assert str(conflict.value.current) == "Meins"
    with pytest.raises(EditConflict):
        services.report_measure(
            by=None, measure=measure, version=1, state="done", progress="", on=in_days(-1)
        )


def test_adopt_goal(head: User, musterau: Municipality, lindfurt: Municipality) -> None:
    goal = GoalFactory(municipality=musterau)
    body = BodyFactory(municipality=musterau, name="Steuerungsgruppe")
    theirs = BodyFactory(municipality=lindfurt)

    adoption = {"by": head, "goal": goal, "body": body, "on": in_days(-1)}
    assert refused_at(services.adopt_goal, **{**adoption, "body": theirs}) == "body"
    assert refused_at(services.adopt_goal, **{**adoption, "on": in_days(1)}) == "on"
    elsewhere = DecisionFactory(municipality=lindfurt)
    assert refused_at(services.adopt_goal, **adoption, decision=elsewhere) == "decision"

    services.adopt_goal(by=head, goal=goal, body=body, on=in_days(-1))

    goal.refresh_from_db()
    assert (goal.adopted_by, goal.adopted_on) == (body, in_days(-1))
    assert last_event().after["adopted_by"] == "Steuerungsgruppe"
    given_up = GoalFactory(municipality=musterau, state="dropped")
    with pytest.raises(Refused, match="nicht weiter verfolgt"):
        services.adopt_goal(**{**adoption, "goal": given_up})


@pytest.mark.parametrize("state", ["reached", "dropped"])
def test_the_end_of_a_goal_needs_a_note(state: str) -> None:
    goal = GoalFactory(light_override="risk", override_reason="Wahl")
    report = {"by": None, "goal": goal, "state": state, "on": in_days(-1)}

    assert refused_at(services.report_goal, **report, note="  ") == "note"

    services.report_goal(**report, note="Der Ausschuss hat beschlossen.")  # type: ignore[arg-type]
    goal.refresh_from_db()
    assert (goal.state, goal.state_on) == (state, in_days(-1))
    assert goal.light_override == goal.override_reason == ""


def test_report_goal_says_what_comes_next() -> None:
    goal = GoalFactory()

    services.report_goal(
        by=None,
        goal=goal,
        state="open",
        note="Vier Gemeinden fehlen noch.",
        on=in_days(-1),
        next_on=in_days(1),
        next_step="Bürgermeisterrunde",
    )

    goal.refresh_from_db()
    assert (goal.next_on, goal.next_step) == (in_days(1), "Bürgermeisterrunde")
    field = refused_at(
        services.report_goal,
        by=None,
        goal=goal,
        state="open",
        note="",
        on=in_days(-1),
        next_on=in_days(-2),
    )
    assert field == "next_on"


def test_a_light_by_hand_needs_a_reason_and_can_be_cleared(coordinator: User) -> None:
    goal, measure = GoalFactory(), MeasureFactory()
    no_reason = {"by": coordinator, "light": "risk", "reason": ""}

    assert refused_at(services.override_goal_light, goal=goal, **no_reason) == "reason"
    assert refused_at(services.override_measure_light, measure=measure, **no_reason) == "reason"
    assert (
        refused_at(services.override_goal_light, by=None, goal=goal, light="blue", reason="X")
        == "light"
    )

    services.override_goal_light(by=coordinator, goal=goal, light="risk", reason="Kommunalwahl")
    assert (last_event().verb, last_event().reason) == ("goals.goal_light_set", "Kommunalwahl")
    services.clear_goal_light(by=coordinator, goal=goal)
    goal.refresh_from_db()
    assert goal.light_override == goal.override_reason == ""
    assert last_event().verb == "goals.goal_light_cleared"


def test_only_what_is_under_way_has_a_light_by_hand() -> None:
    values = {"by": None, "light": "good", "reason": "X"}

    with pytest.raises(Refused):
        services.override_goal_light(goal=GoalFactory(state="reached"), **values)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        services.override_measure_light(measure=MeasureFactory(state="done"), **values)  # type: ignore[arg-type]


def test_release_is_remembered_with_its_reason(head: User) -> None:
    goal = GoalFactory()

    assert (
        refused_at(services.release_goal, by=head, goal=goal, release="programme", reason="")
        == "reason"
    )
    services.release_goal(by=head, goal=goal, release="programme", reason="Für den Austausch")

    goal.refresh_from_db()
    assert goal.release == "programme"
    event = last_event()
    assert event.reason == "Für den Austausch"
    assert (event.before, event.after) == ({"release": "own"}, {"release": "programme"})


def test_reorder_goals(musterau: Municipality) -> None:
    first, second, third = (GoalFactory(municipality=musterau, position=n) for n in (1, 2, 3))

    services.reorder_goals(by=None, municipality=musterau, order=[third.pk, first.pk])

    assert [*Goal.objects.filter(municipality=musterau)] == [third, first, second]
    with pytest.raises(Refused):
        services.reorder_goals(by=None, municipality=musterau, order=[GoalFactory().pk])


def test_only_a_goal_nothing_hangs_on_is_removed() -> None:
    with_measure = MeasureFactory().goal
    adopted = GoalFactory(adopted_on=in_days(-1))
    untouched = GoalFactory()

    for goal in (with_measure, adopted):
        with pytest.raises(Refused):
            services.remove_goal(by=None, goal=goal)
    assert (
        refused_at(services.drop_goal, by=None, goal=adopted, reason="", on=in_days(-1)) == "reason"
    )
    services.drop_goal(by=None, goal=adopted, reason="Zuständigkeit beim Land", on=in_days(-1))
    services.remove_goal(by=None, goal=untouched)

    adopted.refresh_from_db()
    assert adopted.state == "dropped"
    assert not Goal.objects.filter(pk=untouched.pk).exists()
    assert last_event().verb == "goals.goal_removed"


def test_what_no_form_offers_is_refused() -> None:
    goal = GoalFactory()

    assert refused_at(services.change_goal, by=None, goal=goal, level="highest") == "level"
    report = {"by": None, "goal": goal, "note": "", "on": in_days(-1)}
    assert refused_at(services.report_goal, **report, state="lost") == "state"
    release = {"by": None, "goal": goal, "reason": "X"}
    assert refused_at(services.release_goal, **release, release="everybody") == "release"


def test_goals_sent_in_the_order_they_have_are_no_event(musterau: Municipality) -> None:
    first, second = (GoalFactory(municipality=musterau, position=n) for n in (1, 2))

    services.reorder_goals(by=None, municipality=musterau, order=[first.pk, second.pk])

    assert not AuditEvent.objects.exists()


# --- Measures ---------------------------------------------------------------------------------


def plan(**values: Any) -> Measure:
    known: dict[str, Any] = {"title": "Gemeinden besuchen", "owner": "Netzwerkkoordination"}
    return services.add_measure(by=None, goal=GoalFactory(), **{**known, **values})


def test_add_measure(coordinator: User) -> None:
    goal = GoalFactory()

    measure = services.add_measure(
        by=coordinator,
        goal=goal,
        title="Gemeinden besuchen",
        owner="Netzwerkkoordination",
        cost=Decimal("4800.00"),
        funding=item(ContentKind.FUNDING_SOURCES, "bsfh"),
    )

    assert (measure.municipality, measure.state) == (goal.municipality, "planned")
    assert last_event().after["funding"] == "bsfh"
    assert last_event().after["cost"] == "4800"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"owner": ""}, "owner"),
        ({"starts_on": date(2028, 1, 10), "due_on": date(2027, 12, 20)}, "due_on"),
        ({"cost": Decimal(-1)}, "cost"),
    ],
)
def test_add_measure_refuses_at_the_field(values: dict[str, Any], field: str) -> None:
    assert refused_at(plan, **values) == field
    assert not Measure.objects.exists()


def test_a_measure_that_costs_something_names_who_pays() -> None:
    nothing = item(ContentKind.FUNDING_SOURCES, "none")

    assert plan(cost=Decimal(0), funding=nothing).pk
    assert refused_at(plan, cost=Decimal(600), funding=nothing) == "funding"


def test_a_dropped_goal_gets_no_more_measures() -> None:
    goal = GoalFactory(state="dropped")

    assert refused_at(services.add_measure, by=None, goal=goal, title="X", owner="Y") == "goal"


def test_a_measure_stays_in_its_municipality() -> None:
    measure = MeasureFactory()

    assert (
        refused_at(services.change_measure, by=None, measure=measure, goal=GoalFactory()) == "goal"
    )
    sister = GoalFactory(municipality=measure.municipality)
    assert services.change_measure(by=None, measure=measure, goal=sister).goal == sister


def test_report_measure_as_done() -> None:
    measure = MeasureFactory(state="running", light_override="late", override_reason="Wahl")

    services.report_measure(
        by=None, measure=measure, state="done", progress="Alle besucht.", on=in_days(-1)
    )

    measure.refresh_from_db()
    assert (measure.done_on, measure.progress_on) == (in_days(-1), in_days(-1))
    assert measure.light_override == ""
    services.report_measure(by=None, measure=measure, state="running", progress="", on=in_days(-1))
    measure.refresh_from_db()
    assert measure.done_on is None


def test_report_measure_refuses_at_the_field() -> None:
    report = {"by": None, "measure": MeasureFactory(), "on": in_days(-1)}

    assert refused_at(services.report_measure, **report, state="stopped", progress="") == "progress"
    assert refused_at(services.report_measure, **report, state="lost", progress="X") == "state"
    report["on"] = in_days(1)
    assert refused_at(services.report_measure, **report, state="running", progress="X") == "on"


def test_only_a_measure_never_reported_on_is_removed() -> None:
    planned, running = MeasureFactory(), MeasureFactory(state="running")

    assert refused_at(services.remove_measure, by=None, measure=planned, reason="") == "reason"
    with pytest.raises(Refused):
        services.remove_measure(by=None, measure=running, reason="Doppelt")
    services.remove_measure(by=None, measure=planned, reason="Doppelt")

    assert [*Measure.objects.all()] == [running]
    assert last_event().before["title"] == planned.title
