"""Goals: how they stand, as a tree, as lines, and in counts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Min, QuerySet, Value, When
from django.utils.translation import override

from begleitwerk.accounts.models import User
from begleitwerk.core.selectors import alphabetical, dictionary_order
from begleitwerk.engine.timeline import Shape, goal_light
from begleitwerk.goals.enums import LEVEL_RANK, GoalLevel, GoalState
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.rules import GOALS
from begleitwerk.goals.selectors.measures import SHAPE_ORDER, SHAPE_RANK, light_case
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.enums import Function
from begleitwerk.networks.models import Body, BodyMember
from begleitwerk.programmes.rules.release import Circle, opened_to, peers_of

LOWEST_LEVEL_FIRST = sorted(GoalLevel, key=lambda level: -LEVEL_RANK[level])


def goals_of(municipality: Municipality, user: User) -> QuerySet[Goal]:
    """Goals of one municipality a person may read, in their order."""
    rows = Goal.objects.filter(municipality=municipality).select_related("dimension", "theme")
    return rows.filter(release__in=GOALS.levels(user, municipality))


# --- How goals stand --------------------------------------------------------------------------


@dataclass(frozen=True)
class GoalStanding:
    """A goal's light, and the number of its own measures."""

    goal_id: int
    municipality_id: int
    state: str
    light: Shape
    measures: int
    release: str


@dataclass(frozen=True)
class Facts:
    """A goal as the light needs it; `weakest` is the rank of its most urgent measure."""

    pk: int
    parent_id: int | None
    municipality_id: int
    level: str
    state: str
    due_on: date | None
    light_override: str
    release: str
    weakest: int | None
    measures: int


FACTS = (
    "pk",
    "parent_id",
    "municipality_id",
    "level",
    "state",
    "due_on",
    "light_override",
    "release",
)
READ = (*FACTS, "weakest", "number")
# What a line shows besides.
LINE = (*FACTS, "title", "owner", "next_on", "next_step", "position")


def has_goals(municipality: Municipality) -> bool:
    """Whether there is any goal, even one given up: without, no measure could lead to it."""
    return Goal.objects.filter(municipality=municipality).exists()


def order_around(goal: Goal) -> tuple[list[int], list[int]]:
    """The keys of all goals of its municipality in their order, and of those it stands beside."""
    rows = Goal.objects.filter(municipality=goal.municipality).values_list("pk", flat=True)
    return list(rows), list(rows.filter(parent=goal.parent))


def standings(
    municipalities: QuerySet[Municipality] | Collection[int], today: date
) -> dict[int, GoalStanding]:
    """How every goal of the municipalities stands, by goal id; one query.

    A goal is as good as the weakest of its measures and of the goals that serve it. A light set
    by hand goes before, and counts for the goal above as well.
    """
    return standings_from(facts_of(municipalities, today), today)


def standings_from(facts: Sequence[Facts], today: date) -> dict[int, GoalStanding]:
    """The same of facts at hand: all goals of their municipalities."""
    below: dict[int | None, list[Facts]] = defaultdict(list)
    for fact in facts:
        below[fact.parent_id].append(fact)
    lights: dict[int, Shape] = {}
    for level in LOWEST_LEVEL_FIRST:
        for fact in facts:
            if fact.level == level:
                lights[fact.pk] = light_from(
                    fact, [lights[child.pk] for child in below[fact.pk]], today
                )
    return {
        fact.pk: GoalStanding(
            fact.pk, fact.municipality_id, fact.state, lights[fact.pk], fact.measures, fact.release
        )
        for fact in facts
    }


def facts_of(municipalities: QuerySet[Municipality] | Collection[int], today: date) -> list[Facts]:
    # the database groups by these and by no long text
    rows = Goal.objects.filter(municipality__in=municipalities).values_list(*FACTS)
    return [Facts(*row) for row in weighed(rows, today)]


def weighed(goals: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Goals with the rank of their most urgent measure and the number of their measures."""
    ranks = [When(_light=shape.value, then=Value(rank)) for shape, rank in SHAPE_RANK.items()]
    none = When(measures__isnull=True, then=Value(None))
    rows = goals.order_by().alias(_light=light_case(today, "measures__"))
    found: QuerySet[Any] = rows.annotate(
        weakest=Min(Case(none, *ranks, output_field=IntegerField())), number=Count("measures")
    )
    return found


def light_from(fact: Facts, below: Iterable[Shape], today: date) -> Shape:
    if fact.light_override:
        return Shape(fact.light_override)
    own = [] if fact.weakest is None else [SHAPE_ORDER[fact.weakest]]
    return goal_light(state=fact.state, due_on=fact.due_on, measures=[*own, *below], today=today)


def standing_of(goal: Goal, today: date) -> GoalStanding:
    """How one goal stands; one query, because goals that serve it count."""
    return standings([goal.municipality_id], today)[goal.pk]


def light_counts(
    municipalities: QuerySet[Municipality] | Collection[int],
    today: date,
    *,
    released_only: bool = False,
) -> dict[int, Counter[Shape]]:
    """Goals by light for each municipality, without those no longer pursued; one query."""
    counts: dict[int, Counter[Shape]] = defaultdict(Counter)
    for standing in standings(municipalities, today).values():
        is_seen = not released_only or standing.release in opened_to(Circle.PROGRAMME)
        if is_seen and standing.state != GoalState.DROPPED:
            counts[standing.municipality_id][standing.light] += 1
    return dict(counts)


# --- Tree and lines ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Node:
    """A goal with how it stands, and the goals that serve it."""

    goal: Goal
    standing: GoalStanding
    children: tuple["Node", ...] = ()

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


def goal_tree(municipality: Municipality, user: User, today: date) -> tuple[Node, ...]:
    """The goals a person may read, from guiding goals downwards; two queries.

    A goal whose higher goal she may not read stands at the top.
    """
    goals = list(goals_of(municipality, user))
    lights = standings([municipality.pk], today)
    known = {goal.pk for goal in goals}
    below: dict[int | None, list[Goal]] = defaultdict(list)
    for goal in goals:
        goal.municipality = municipality
        below[goal.parent_id if goal.parent_id in known else None].append(goal)

    def branches(parent: int | None) -> tuple[Node, ...]:
        ordered = sorted(below[parent], key=lambda goal: LEVEL_RANK[GoalLevel(goal.level)])
        return tuple(Node(goal, lights[goal.pk], branches(goal.pk)) for goal in ordered)

    return branches(None)


def pruned(nodes: Iterable[Node], keep: Callable[[Node], bool]) -> tuple[Node, ...]:
    """The branches that hold what is looked for; what lies above it stays, for the context."""
    found = (Node(node.goal, node.standing, pruned(node.children, keep)) for node in nodes)
    return tuple(node for node in found if node.children or keep(node))


@dataclass(frozen=True)
class GoalLine:
    """A goal as one line: light, name, who, and when what happens next."""

    goal: Goal
    light: Shape
    on: date | None
    step: str

    @property
    def title(self) -> str:
        return self.goal.title

    @property
    def owner(self) -> str:
        return self.goal.owner

    @property
    def url(self) -> str:
        return self.goal.get_absolute_url()


def goal_lines(municipality: Municipality, user: User, today: date) -> list[GoalLine]:
    """Goals for the overview: delayed first, then at risk, on track, no data, achieved.

    Within a light by date. Goals no longer pursued are left out. `on` and `step` are the next
    date with what happens, else the deadline with no word. One query.
    """
    rows = weighed(Goal.objects.filter(municipality=municipality), today)
    goals: list[Any] = list(rows.only(*LINE))
    lights = standings_from(
        [Facts(*(getattr(goal, name) for name in READ)) for goal in goals], today
    )
    levels = GOALS.levels(user, municipality)
    shown = (row for row in goals if row.state != GoalState.DROPPED and row.release in levels)
    return lines_of(shown, municipality, lights)


def lines_below(goal: Goal, user: User, lights: Mapping[int, GoalStanding]) -> list[GoalLine]:
    """The same for the goals that serve one; `lights` are those of its municipality. One query."""
    goals = goals_of(goal.municipality, user).filter(parent=goal).exclude(state=GoalState.DROPPED)
    return lines_of(goals, goal.municipality, lights)


def lines_of(
    goals: Iterable[Goal], municipality: Municipality, lights: Mapping[int, GoalStanding]
) -> list[GoalLine]:
    lines = []
    for goal in goals:
        goal.municipality = municipality
        step = goal.next_step if goal.next_on else ""
        lines.append(GoalLine(goal, lights[goal.pk].light, goal.next_on or goal.due_on, step))
    return sorted(lines, key=lambda line: (SHAPE_RANK[line.light], line.on or date.max))


def shared_by_peers(municipality: Municipality, today: date) -> list[GoalLine]:
    """What the other municipalities of the cluster share with this one, by place; three queries."""
    peers = list(peers_of([municipality.workspace_id]).exclude(pk=municipality.pk).distinct())
    if not peers:
        return []
    rows = Goal.objects.filter(municipality__in=peers, release__in=opened_to(Circle.PEERS))
    goals = rows.exclude(state=GoalState.DROPPED).select_related("municipality__workspace")
    lights = standings([place.pk for place in peers], today)
    return [
        GoalLine(goal, lights[goal.pk].light, goal.due_on, "")
        for goal in goals.order_by(alphabetical("municipality__name"), "position", "pk")
    ]


# --- What a form offers -----------------------------------------------------------------------

USUAL_OWNERS = (
    Function.COORDINATOR,
    Function.PLANNER,
    Function.YOUTH_OFFICE_HEAD,
    Function.DEPARTMENT_HEAD,
)


def known_owners(municipality: Municipality) -> list[str]:
    """Who can be responsible: names already used, bodies, members' functions, the usual four.

    What is stored is German, whatever the language of the page.
    """
    goals = Goal.objects.filter(municipality=municipality).order_by().values_list("owner")
    measures = Measure.objects.filter(municipality=municipality).order_by().values_list("owner")
    bodies = Body.objects.filter(municipality=municipality, ended_on=None).order_by()
    titles = BodyMember.objects.filter(municipality=municipality, valid_to=None).order_by()
    rows = goals.union(measures, bodies.values_list("name"), titles.values_list("title"))
    with override("de"):
        usual = {str(function.label) for function in USUAL_OWNERS}
    return sorted({name for (name,) in rows if name} | usual, key=dictionary_order)


def parents_for(municipality: Municipality, goal: Goal | None = None) -> QuerySet[Goal]:
    """Goals another one may serve: not the lowest level, not the goal itself."""
    rows = Goal.objects.filter(municipality=municipality).exclude(level=GoalLevel.ACTION)
    rows = rows.exclude(state=GoalState.DROPPED)
    return rows.exclude(pk=goal.pk) if goal and goal.pk else rows


def bodies_to_adopt(municipality: Municipality) -> QuerySet[Body]:
    return Body.objects.filter(municipality=municipality).order_by(alphabetical("name"))


def may_be_removed(goal: Goal) -> bool:
    """Whether nothing hangs on a goal; otherwise it can only be dropped."""
    return not (goal.adopted_on or goal.measures.exists() or goal.children.exists())
