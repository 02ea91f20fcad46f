"""Clusters of an edition: who is to be grouped, what they wish, what a plan is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from begleitwerk.catalogue.models import ContentItem
from begleitwerk.catalogue.selectors import top_items
from begleitwerk.clusters.models import ClusterPlan, DimensionWish
from begleitwerk.core.once import once_per_page
from begleitwerk.core.selectors import dictionary_order
from begleitwerk.engine.clusters import (
    Cluster,
    ClusterProblem,
    Clusters,
    Move,
    Traits,
    clusters_of,
    likeness_of_pairs,
    move_cost,
    sizes_for,
)
from begleitwerk.engine.selection.plain import from_plain
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import settlement_of
from begleitwerk.programmes.enums import RUNNING
from begleitwerk.programmes.models import Edition, Engagement
from begleitwerk.programmes.selectors import with_parts

MOST_POINTS = 3
SMALLEST, LARGEST = 3, 4
SMALLEST_OF_FEW = 2  # where threes and fours do not add up: two alone, five as three and two
# How much a point of a wish counts against likeness (0 to 100 for each pair).
BALANCED = 50

Wishes = Mapping[int, Mapping[int, int]]


# --- What clusters are formed from --------------------------------------------------------------


@once_per_page
def participations_of(edition: Edition) -> list[Engagement]:
    """Running participations with their municipalities, by name."""
    rows = with_parts(Engagement.objects.filter(edition=edition, state__in=RUNNING))
    return sorted(rows, key=lambda row: dictionary_order(row.title))


def wishing(municipality: Municipality) -> QuerySet[Engagement]:
    """The running participations a municipality can say its wishes for."""
    rows = Engagement.objects.filter(state__in=RUNNING, edition__framework__isnull=False)
    own = rows.filter(party_rows__municipality=municipality)
    return own.select_related("edition__programme__workspace", "edition__framework").order_by("pk")


def may_wish(engagement: Engagement) -> bool:
    """The same of one that is read already."""
    return engagement.state in RUNNING and engagement.edition.framework_id is not None


def dimensions_of(edition: Edition) -> tuple[ContentItem, ...]:
    """The quality dimensions the edition works with; none without a framework."""
    return top_items(edition.framework) if edition.framework else ()


@once_per_page
def wishes_of(edition: Edition) -> dict[int, dict[int, int]]:
    """Participation → dimension → points, 1 to 3."""
    rows = DimensionWish.objects.filter(engagement__edition=edition)
    found: dict[int, dict[int, int]] = {}
    for row in rows:
        found.setdefault(row.engagement_id, {})[row.dimension_id] = row.points
    return found


def fit_into_clusters(count: int) -> bool:
    """Whether so many can be divided: all but one alone."""
    return count >= SMALLEST_OF_FEW


def cluster_sizes(count: int) -> tuple[int, ...]:
    """Threes and fours; with two or five participations one group has two. Raises ValueError."""
    try:
        return sizes_for(count, smallest=SMALLEST, largest=LARGEST)
    except ValueError:
        return sizes_for(count, smallest=SMALLEST_OF_FEW, largest=LARGEST)


def cluster_problem(
    edition: Edition, *, preference_weight: int = BALANCED, most_per_dimension: int | None = None
) -> ClusterProblem:
    """Everything clusters rest on today. Raises ValueError where the number cannot be divided."""
    rows, dimensions = participations_of(edition), dimensions_of(edition)
    wishes, keys = wishes_of(edition), {item.pk: item.key for item in dimensions}
    return ClusterProblem(
        members=tuple(member_key(row) for row in rows),
        dimensions=tuple(item.key for item in dimensions),
        preferences={
            member_key(row): {
                keys[pk]: points for pk, points in wishes.get(row.pk, {}).items() if pk in keys
            }
            for row in rows
        },
        likeness=likeness_of_pairs(traits_of(rows)),
        sizes=cluster_sizes(len(rows)),
        preference_weight=preference_weight,
        most_per_dimension=most_per_dimension,
    )


def member_key(engagement: Engagement) -> str:
    return f"{engagement.pk:09d}"  # sorts like the number


def traits_of(rows: Sequence[Engagement]) -> list[Traits]:
    """What likeness looks at, of the municipality in the lead."""
    leads = {row.pk: row.lead for row in rows}
    places = [place for place in leads.values() if place is not None]
    settlement = settlement_of(places)
    return [
        Traits(
            key=member_key(row),
            density=(settlement[lead.pk].kind or None) if lead else None,
            population=(lead.population or 0) if lead else 0,
            kind=lead.kind if lead else "",
            land=str(lead.land_id or "") if lead else "",
        )
        for row in rows
        for lead in [leads[row.pk]]
    ]


# --- A plan -------------------------------------------------------------------------------------


def newest_plan(edition: Edition) -> ClusterPlan | None:
    """The newest proposal, as people changed it."""
    return (
        ClusterPlan.objects.filter(edition=edition)
        .select_related("edition__programme__workspace", "edition__framework")
        .first()
    )


def problem_in(plan: ClusterPlan) -> ClusterProblem:
    """What a plan rests on; in its plain form a pair is "key key"."""
    plain = plan.problem
    pairs = ((pair.partition(" "), value) for pair, value in plain["likeness"].items())
    likeness = {(one, other): value for (one, _space, other), value in pairs}
    read = from_plain(ClusterProblem, {**plain, "likeness": {}})
    return replace(read, likeness=likeness)


def groups_in(plan: ClusterPlan) -> tuple[Cluster, ...]:
    """The groups as they stand now, with their value."""
    rows = [(row["dimension"], row["members"]) for row in plan.groups]
    return clusters_of(problem_in(plan), rows)


def proposal_in(plan: ClusterPlan) -> Clusters:
    return from_plain(Clusters, plan.result)


def value_of(clusters: Sequence[Cluster]) -> int:
    return sum(row.value for row in clusters)


@dataclass(frozen=True)
class MemberLine:
    """A municipality in its group: own points for the dimension, likeness to the others in %."""

    key: str
    name: str
    points: int
    likeness: int
    wished: tuple[str, ...]


@dataclass(frozen=True)
class GroupCard:
    number: int
    name: str
    dimension: str
    members: tuple[MemberLine, ...]
    points: int
    most_points: int
    likeness: int
    value: int


@dataclass(frozen=True)
class PlanView:
    """A plan as its page shows it. `lost` is what changes by hand cost against the proposal."""

    plan: ClusterPlan
    groups: tuple[GroupCard, ...]
    value: int
    proposed: int
    bound: int
    is_proven: bool
    is_changed: bool
    is_outdated: bool
    solver: str

    @property
    def lost(self) -> int:
        return self.proposed - self.value

    @property
    def is_best(self) -> bool:
        """Whether no grouping of what is known today is worth more than these groups."""
        return self.is_proven and not self.is_changed and not self.is_outdated

    @property
    def has_pair(self) -> bool:
        """Whether a group has two only because threes and fours did not add up."""
        return SMALLEST_OF_FEW in problem_in(self.plan).sizes


def plan_view(plan: ClusterPlan) -> PlanView:
    problem, proposal = problem_in(plan), proposal_in(plan)
    groups = groups_in(plan)
    names = member_names(plan.edition)
    labels = {item.key: item.label for item in dimensions_of(plan.edition)}
    cards = tuple(
        group_card(number, plan.groups[number]["name"], row, problem, names, labels)
        for number, row in enumerate(groups)
    )
    homes = [(row.dimension, row.keys) for row in proposal.clusters]
    return PlanView(
        plan=plan,
        groups=cards,
        value=value_of(groups),
        proposed=proposal.proof.points,
        bound=proposal.proof.bound,
        is_proven=proposal.proof.bound == proposal.proof.points,
        is_changed=[(row.dimension, row.keys) for row in groups] != homes,
        is_outdated=is_outdated(plan, problem),
        solver=proposal.proof.solver,
    )


def group_card(
    number: int,
    name: str,
    row: Cluster,
    problem: ClusterProblem,
    names: Mapping[str, str],
    labels: Mapping[str, str],
) -> GroupCard:
    count = len(row.members)
    pairs = count * (count - 1) // 2
    return GroupCard(
        number=number,
        name=name,
        dimension=labels.get(row.dimension, row.dimension),
        members=tuple(
            MemberLine(
                key=member.key,
                name=names.get(member.key, "–"),
                points=member.preference,
                likeness=round(member.mean_likeness / 100),
                wished=wished(problem, member.key, labels),
            )
            for member in row.members
        ),
        points=sum(member.preference for member in row.members),
        most_points=MOST_POINTS * count,
        likeness=round(row.likeness / pairs) if pairs else 0,
        value=row.value,
    )


def wished(problem: ClusterProblem, member: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """The dimensions with most points, so that one sees what was wished instead."""
    points = problem.preferences.get(member, {})
    best = max(points.values(), default=0)
    return tuple(labels[key] for key in labels if best and points.get(key) == best)


def member_names(edition: Edition) -> dict[str, str]:
    """Of everybody who takes or took part, so that an old plan still reads."""
    rows = with_parts(Engagement.objects.filter(edition=edition))
    return {member_key(row): row.title for row in rows}


def is_outdated(plan: ClusterPlan, problem: ClusterProblem) -> bool:
    """Whether participations, wishes or data are others today than in the plan."""
    try:
        today = cluster_problem(
            plan.edition,
            preference_weight=problem.preference_weight,
            most_per_dimension=problem.most_per_dimension,
        )
    except ValueError:
        return True
    return today != problem


# --- Moving by hand -----------------------------------------------------------------------------


@dataclass(frozen=True)
class MovePreview:
    """What a move by hand does, before anybody decides on it; values of the whole plan."""

    member: str
    source: str
    target: str
    cost: int
    sizes: tuple[str, ...]
    partner_key: str
    partner: str
    swap_cost: int

    @property
    def gain(self) -> int:
        return -self.cost

    @property
    def swap_gain(self) -> int:
        return -self.swap_cost


def move_preview(plan: ClusterPlan, member: str, to: int) -> MovePreview | None:
    """None where the member is in no group, stays where it is, or there is no such group."""
    groups = groups_in(plan)
    home = next((n for n, row in enumerate(groups) if member in row.keys), None)
    if home is None or home == to or not 0 <= to < len(groups):
        return None
    move = move_cost(problem_in(plan), groups, member, to)
    names = member_names(plan.edition)
    exchange = move.exchange
    return MovePreview(
        member=names.get(member, "–"),
        source=plan.groups[home]["name"],
        target=plan.groups[to]["name"],
        cost=move.cost,
        sizes=sizes_after(plan, move, groups, home, to),
        partner_key=exchange.partner if exchange else "",
        partner=names.get(exchange.partner, "–") if exchange else "",
        swap_cost=move.before - exchange.after if exchange else 0,
    )


def sizes_after(
    plan: ClusterPlan, move: Move, groups: Sequence[Cluster], home: int, to: int
) -> tuple[str, ...]:
    """Groups that would be smaller or larger than three or four, "Cluster 1: 2"."""
    counts = {home: len(groups[home].members) - 1, to: len(groups[to].members) + 1}
    return tuple(f"{plan.groups[n]['name']}: {counts[n]}" for n in move.sizes_broken)
