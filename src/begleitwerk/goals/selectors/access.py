"""Which goals and measures a person may read."""

from django.db.models import QuerySet
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.core.selectors import row_at
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.rules import GOALS
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import reaches
from begleitwerk.programmes.rules.release import Circle, opened_to


def visible_to(user: User) -> QuerySet[Goal]:
    """Goals a person may read, wherever they are.

    All of the places where she sees goals; released ones where she sees those; and what peers
    shared with the cluster of a municipality whose goals she edits.
    """
    return Goal.objects.filter(GOALS.readable(user))


def released_goals(municipality: Municipality) -> QuerySet[Goal]:
    """What a municipality released to its programmes."""
    rows = Goal.objects.filter(municipality=municipality, release__in=opened_to(Circle.PROGRAMME))
    return rows.order_by("position", "pk")


def measures_visible_to(user: User) -> QuerySet[Measure]:
    """Measures follow their goal: who reads the goal reads them."""
    return Measure.objects.filter(GOALS.places(user), goal__in=visible_to(user))


def get_goal_or_404(user: User, slug: str, pk: int) -> Goal:
    """A goal of the municipality behind an address; 404 for strangers.

    Insiders get it whether or not it was released: the rule `goals.view_goal` decides.
    """
    rows = Goal.objects.select_related(
        "municipality__workspace",
        "municipality__land",
        "parent",
        "theme",
        "dimension",
        "adopted_by",
        "decision",
    )
    goal = row_at(rows.filter(municipality__workspace__slug=slug, pk=pk))
    if goal is None or not is_reached(user, goal):
        raise Http404
    return goal


def get_measure_or_404(user: User, slug: str, pk: int) -> Measure:
    """A measure of the municipality behind an address; 404 for strangers, as for its goal."""
    rows = Measure.objects.select_related(
        "municipality__workspace", "municipality__land", "goal__parent", "funding"
    )
    measure = row_at(rows.filter(municipality__workspace__slug=slug, pk=pk))
    if measure is None:
        raise Http404
    measure.goal.municipality = measure.municipality
    if not is_reached(user, measure.goal):
        raise Http404
    return measure


def is_reached(user: User, goal: Goal) -> bool:
    place = goal.municipality
    return reaches(user, place.workspace) or GOALS.may_read(user, place, goal.release)
