"""Who reads which goals; how goals and measures stand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.engine.timeline import Shape, goal_light, measure_light
from begleitwerk.goals import selectors
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.presenters import smart_checks
from begleitwerk.goals.rules import GOALS
from begleitwerk.municipalities.models import Municipality
from tests.factories.goals import GoalFactory, MeasureFactory
from tests.factories.networks import BodyFactory
from tests.factories.programmes import share_cluster
from tests.worlds.cast import CAST, Places, make_person

pytestmark = pytest.mark.django_db

TODAY = date(2027, 11, 23)
LEVELS = ("own", "cluster", "programme")


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


# --- Who reads what ---------------------------------------------------------------------------


def readable(user: User) -> set[str]:
    return {goal.release for goal in selectors.visible_to(user)}


@pytest.fixture
def one_of_each(musterau: Municipality) -> list[Goal]:
    return [GoalFactory(municipality=musterau, release=level) for level in LEVELS]


def test_insiders_see_all_others_what_was_released(
    one_of_each: list[Goal],
    coordinator: User,
    facilitator: User,
    partner: User,
    office: User,
    state_office: User,
    stranger: User,
    neighbour: User,
    operator: User,
) -> None:
    assert readable(coordinator) == readable(facilitator) == set(LEVELS)
    assert readable(partner) == readable(office) == readable(state_office) == {"programme"}
    assert readable(stranger) == readable(neighbour) == readable(operator) == set()


def test_a_level_lets_in_exactly_the_roles_it_names(
    one_of_each: list[Goal], places: Places
) -> None:
    """What the form says against what each person of the cast can open."""
    share_cluster(places.musterau, places.lindfurt)
    for name, (role, where) in CAST.items():
        user = make_person(name, places)
        named = [level for level in LEVELS if role in GOALS.readers(ReleaseLevel(level))]
        if where == "lindfurt":
            named.remove("own")
        told = {*LEVELS[LEVELS.index(named[0]) :]} if named else set()
        assert readable(user) == told, name
        for goal in one_of_each:
            assert user.has_perm("goals.view_goal", goal) == (goal.release in told), name


def test_peers_of_the_cluster_see_what_was_shared_with_it(
    one_of_each: list[Goal], musterau: Municipality, lindfurt: Municipality, neighbour: User
) -> None:
    engagement = share_cluster(musterau, lindfurt)

    assert readable(neighbour) == {"cluster", "programme"}
    own, shared = one_of_each[:2]
    assert selectors.get_goal_or_404(neighbour, musterau.slug, shared.pk) == shared
    assert neighbour.has_perm("goals.view_goal", shared)
    with pytest.raises(Http404):
        selectors.get_goal_or_404(neighbour, musterau.slug, own.pk)
    assert {*selectors.goals_of(musterau, neighbour)} == {*one_of_each[1:]}
    lines = selectors.shared_by_peers(lindfurt, TODAY)
    assert [line.goal for line in lines] == one_of_each[1:]
    measure = MeasureFactory(goal=shared)
    assert selectors.get_measure_or_404(neighbour, musterau.slug, measure.pk) == measure

    engagement.state = "withdrawn"
    engagement.save()
    assert readable(neighbour) == set()
    assert selectors.shared_by_peers(lindfurt, TODAY) == []


def test_measures_follow_their_goal(
    one_of_each: list[Goal], musterau: Municipality, partner: User, coordinator: User
) -> None:
    measures = [MeasureFactory(goal=goal) for goal in one_of_each]

    assert {*selectors.measures_visible_to(partner)} == {*measures[2:]}
    assert {*selectors.measures_of(musterau, partner)} == {*measures[2:]}
    assert {*selectors.measures_of(musterau, coordinator)} == {*measures}


def test_get_or_404_knows_no_other_place(
    musterau: Municipality, lindfurt: Municipality, coordinator: User, stranger: User
) -> None:
    measure = MeasureFactory(goal__municipality=musterau)
    goal = measure.goal

    assert selectors.get_goal_or_404(coordinator, musterau.slug, goal.pk) == goal
    for user, slug, number in (
        (coordinator, lindfurt.slug, 0),
        (stranger, musterau.slug, 0),
        (coordinator, musterau.slug, 1000),
    ):
        with pytest.raises(Http404):
            selectors.get_goal_or_404(user, slug, goal.pk + number)
        with pytest.raises(Http404):
            selectors.get_measure_or_404(user, slug, measure.pk + number)


# --- Lights -----------------------------------------------------------------------------------

days = st.none() | st.sampled_from([-400, -92, -91, -90, -89, -1, 0, 1, 13, 14, 15, 60, 400])
measures = st.fixed_dictionaries(
    {
        "state": st.sampled_from(["planned", "running", "done", "stopped"]),
        "starts_on": days.map(lambda n: None if n is None else day(n)),
        "due_on": days.map(lambda n: None if n is None else day(n)),
        "progress_on": days.map(lambda n: None if n is None else day(n)),
        "light_override": st.sampled_from(["", "", "", "good", "risk", "late", "none"]),
    }
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(measures, min_size=1, max_size=30))
def test_the_database_finds_the_same_lights(rows: list[dict[str, object]]) -> None:
    Goal.objects.all().delete()
    goal = GoalFactory()
    Measure.objects.bulk_create(
        Measure(
            municipality=goal.municipality,
            goal=goal,
            title="X",
            owner="Y",
            override_reason="Z",
            **row,
        )
        for row in rows
    )

    found = list(selectors.with_light(Measure.objects.all(), TODAY))

    for measure in found:
        expected = measure.light_override or measure_light(
            state=measure.state,
            starts_on=measure.starts_on,
            due_on=measure.due_on,
            reported_on=measure.progress_on,
            today=TODAY,
        )
        assert measure.light == expected == selectors.light_of(measure, TODAY)
    ranked = sorted(found, key=lambda measure: measure.light_rank)
    names = list(dict.fromkeys(measure.light for measure in ranked))
    order = ["late", "risk", "good", "none", "done"]
    assert names == [name for name in order if name in names]
    assert selectors.standing_of(goal, TODAY).light == goal_light(
        state="open", due_on=None, measures=[Shape(m.light) for m in found], today=TODAY
    )


def test_a_goal_is_as_good_as_what_serves_it(musterau: Municipality) -> None:
    guiding = GoalFactory(municipality=musterau, level="guiding")
    middle = GoalFactory(municipality=musterau, level="intermediate", parent=guiding)
    action = GoalFactory(municipality=musterau, level="action", parent=middle)
    MeasureFactory(goal=middle, due_on=day(60))
    MeasureFactory(goal=action, due_on=day(-1))

    def lights() -> list[str]:
        found = selectors.standings([musterau.pk], TODAY)
        return [found[goal.pk].light for goal in (guiding, middle, action)]

    assert lights() == ["late", "late", "late"]
    Goal.objects.filter(pk=action.pk).update(light_override="risk", override_reason="Wahl")
    assert lights() == ["risk", "risk", "risk"]
    Goal.objects.filter(pk=action.pk).update(state="dropped", light_override="")
    assert lights() == ["good", "good", "none"]


def test_light_counts_of_many_places_are_one_query(
    musterau: Municipality,
    lindfurt: Municipality,
    django_assert_num_queries: object,
) -> None:
    for place in (musterau, lindfurt):
        MeasureFactory(goal__municipality=place, due_on=day(-1))
        MeasureFactory(goal__municipality=place, due_on=day(60))
    GoalFactory(municipality=musterau, state="reached")
    GoalFactory(municipality=musterau, state="dropped")
    ids = [musterau.pk, lindfurt.pk]

    with django_assert_num_queries(1):  # type: ignore[operator]
        counts = selectors.light_counts(ids, TODAY)

    assert counts[musterau.pk] == {"late": 1, "good": 1, "done": 1}
    assert counts[lindfurt.pk] == {"late": 1, "good": 1}


# --- Tree and lines ---------------------------------------------------------------------------


def test_the_tree_leads_from_guiding_goals_downwards(
    musterau: Municipality, coordinator: User, partner: User, django_assert_num_queries: object
) -> None:
    action = GoalFactory(municipality=musterau, level="action", title="C", release="programme")
    middle = GoalFactory(municipality=musterau, level="intermediate", title="B")
    guiding = GoalFactory(municipality=musterau, level="guiding", title="A")
    for child, above in ((action, middle), (middle, guiding)):
        child.parent = above
        child.save()
    MeasureFactory(goal=action)
    coordinator.has_perm("goals.list_goals", musterau)

    with django_assert_num_queries(2):  # type: ignore[operator]
        tree = selectors.goal_tree(musterau, coordinator, TODAY)

    (top,) = tree
    assert [node.goal.title for node in top.walk()] == ["A", "B", "C"]
    assert [node.standing.measures for node in top.walk()] == [0, 0, 1]
    (alone,) = selectors.goal_tree(musterau, partner, TODAY)
    assert alone.goal == action
    (kept,) = selectors.pruned(tree, lambda node: node.goal.title == "B")
    assert [node.goal.title for node in kept.walk()] == ["A", "B"]
    assert selectors.pruned(tree, lambda node: False) == ()


def test_goal_lines_start_with_what_is_delayed(musterau: Municipality, coordinator: User) -> None:
    GoalFactory(municipality=musterau, title="keine Daten")
    GoalFactory(municipality=musterau, title="erreicht", state="reached")
    GoalFactory(municipality=musterau, title="aufgegeben", state="dropped")
    MeasureFactory(goal__municipality=musterau, goal__title="im Plan", due_on=day(60))
    late = {"goal__municipality": musterau, "due_on": day(-1)}
    MeasureFactory(goal__title="verzögert, später", goal__due_on=day(90), **late)
    MeasureFactory(
        goal__title="verzögert", goal__next_on=day(6), goal__next_step="Stand melden", **late
    )

    lines = selectors.goal_lines(musterau, coordinator, TODAY)

    assert [line.title for line in lines] == [
        "verzögert",
        "verzögert, später",
        "im Plan",
        "keine Daten",
        "erreicht",
    ]
    assert (lines[0].on, lines[0].step) == (day(6), "Stand melden")
    assert (lines[1].on, lines[1].step) == (day(90), "")


# --- Due, stuck, money ------------------------------------------------------------------------


def test_what_is_due_and_what_is_stuck(musterau: Municipality, coordinator: User) -> None:
    goal = GoalFactory(municipality=musterau)
    late = MeasureFactory(goal=goal, due_on=day(-1))
    MeasureFactory(goal=goal, due_on=day(-1), state="done")
    MeasureFactory(goal=goal, due_on=day(0))
    MeasureFactory(goal=goal, due_on=day(92))
    MeasureFactory(goal=goal, due_on=day(93))
    silent = MeasureFactory(goal=goal, state="running", starts_on=day(-91))
    silent_longer = MeasureFactory(
        goal=goal, state="running", starts_on=day(-400), progress_on=day(-95)
    )
    MeasureFactory(goal=goal, state="running", starts_on=day(-400), progress_on=day(-90))

    counts = selectors.measure_counts(selectors.measures_of(musterau, coordinator), TODAY)

    assert (counts.total, counts.overdue, counts.soon) == (8, 1, 2)
    assert [*selectors.open_measures().filter(due_on__lt=TODAY)] == [late]
    stuck = [*selectors.stuck_measures(musterau, TODAY)]
    assert stuck == [silent_longer, silent]
    assert [measure.last_word for measure in stuck] == [day(-95), day(-91)]


def test_a_measure_of_a_goal_given_up_counts_nowhere(
    musterau: Municipality, coordinator: User
) -> None:
    goal = GoalFactory(municipality=musterau, state="dropped")
    measure = MeasureFactory(goal=goal, due_on=day(-1))
    MeasureFactory(goal=goal, state="running", starts_on=day(-400), due_on=day(3))

    rows = selectors.measures_of(musterau, coordinator)
    counts = selectors.measure_counts(rows, TODAY)

    assert (counts.total, counts.given_up, counts.overdue, counts.soon) == (2, 2, 0, 0)
    assert not selectors.open_measures().exists()
    assert not selectors.stuck_measures(musterau, TODAY).exists()
    assert {row.light for row in selectors.with_light(rows, TODAY)} == {"none"}  # type: ignore[attr-defined]
    assert selectors.light_of(measure, TODAY) == "none"


def test_costs_by_funding(musterau: Municipality) -> None:
    goal = GoalFactory(municipality=musterau)
    bsfh, own = (item(ContentKind.FUNDING_SOURCES, key) for key in ("bsfh", "municipal"))
    MeasureFactory(goal=goal, cost=Decimal("600.50"), funding=own)
    MeasureFactory(goal=goal, cost=Decimal(4800), funding=bsfh)
    MeasureFactory(goal=goal, cost=Decimal(200), funding=bsfh)
    MeasureFactory(goal=goal, cost=Decimal(1000), funding=bsfh, state="stopped")
    MeasureFactory(goal=goal, cost=Decimal(50))
    MeasureFactory(goal=goal)

    given_up = GoalFactory(municipality=musterau, state="dropped")
    MeasureFactory(goal=given_up, cost=Decimal(9000), funding=own)

    total = selectors.cost_total(musterau.pk, None)
    sums = selectors.costs_of(Measure.objects.filter(goal=goal).select_related("funding"))

    assert sums.total == total == Decimal("5650.50")
    assert sums.unknown == 1
    assert [(line.funding and line.funding.key, line.amount) for line in sums.by_funding] == [
        ("bsfh", Decimal(5000)),
        ("municipal", Decimal("600.50")),
        (None, Decimal(50)),
    ]


# --- What forms offer -------------------------------------------------------------------------


def test_owners_are_offered_once(musterau: Municipality) -> None:
    MeasureFactory(goal__municipality=musterau, owner="Elterncafé")
    MeasureFactory(goal__municipality=musterau, owner="Elterncafé")
    BodyFactory(municipality=musterau, name="Planungsgruppe")

    owners = selectors.known_owners(musterau)

    assert owners.count("Elterncafé") == 1
    assert "Planungsgruppe" in owners
    assert "" not in owners


def test_smart_checks_only_say_what_a_machine_can_tell() -> None:
    bare = smart_checks(Goal(title="Besser werden"))
    good = smart_checks(Goal(title="X", owner="Jugendamt", due_on=TODAY))

    assert [check.met for check in bare] == [None, None, False, None, False]
    assert [check.met for check in good] == [None, None, True, None, True]
    assert [bool(check.advice) for check in bare] == [False, False, True, False, True]
    assert not any(check.advice for check in good)
