"""Clusters: wishes, the best proposal, changes by hand, and what the edition takes over."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.clusters.models import ClusterPlan, DimensionWish
from begleitwerk.clusters.selectors.plans import (
    BALANCED,
    MOST_POINTS,
    cluster_problem,
    dimensions_of,
    fit_into_clusters,
    groups_in,
    member_key,
    member_names,
    move_preview,
    participations_of,
    value_of,
    wishes_of,
)
from begleitwerk.core.services import Refused, claim, record_event
from begleitwerk.engine.clusters import ClusterProblem, Clusters, form_clusters
from begleitwerk.engine.selection.plain import to_plain
from begleitwerk.programmes import services as programmes
from begleitwerk.programmes.models import Cluster, Edition, Engagement

# 40 participations take a second; beyond 60 there are more groups than fit into memory.
MOST_MEMBERS = 60
SECONDS = 20.0


# --- Wishes -------------------------------------------------------------------------------------


def save_wishes(
    *, by: User | None, edition: Edition, wishes: Mapping[int, Mapping[int, int]]
) -> int:
    """Write points (0 to 3) by participation and dimension; returns how many changed.

    What is not named stays. Raises Refused for other points and for strangers to the edition.
    """
    check_wishes(edition, wishes)
    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=edition.pk)
        known = wishes_of(edition)
        count = 0
        for engagement, row in wishes.items():
            for dimension, points in row.items():
                if known.get(engagement, {}).get(dimension, 0) != points:
                    write_wish(engagement, dimension, points)
                    count += 1
        if count:
            after = {"count": count}
            record_event(by=by, verb="clusters.wishes_saved", subject=edition, after=after)
    return count


def check_wishes(edition: Edition, wishes: Mapping[int, Mapping[int, int]]) -> None:
    rows = {row.pk for row in participations_of(edition)}
    dimensions = {item.pk for item in dimensions_of(edition)}
    if set(wishes) - rows or {pk for row in wishes.values() for pk in row} - dimensions:
        raise Refused(_("Participations or dimensions have changed. Load the page again."))
    if any(not 0 <= n <= MOST_POINTS for row in wishes.values() for n in row.values()):
        raise Refused(_("Points go from 0 to %(most)d.") % {"most": MOST_POINTS})


def write_wish(engagement: int, dimension: int, points: int) -> None:
    rows = DimensionWish.objects.filter(engagement_id=engagement, dimension_id=dimension)
    if points == 0:
        rows.delete()
        return
    DimensionWish.objects.update_or_create(
        engagement_id=engagement, dimension_id=dimension, defaults={"points": points}
    )


# --- The proposal -------------------------------------------------------------------------------


def propose_clusters(
    *,
    by: User | None,
    edition: Edition,
    preference_weight: int = BALANCED,
    most_per_dimension: int | None = None,
) -> ClusterPlan:
    """Form the clusters worth most, with proof, as a new plan; older plans stay.

    `preference_weight` is what a point of a wish counts against likeness (0 to 100 a pair).
    Raises Refused, saying what to do, without dimensions, for a number of participations that
    cannot be divided, and where no grouping keeps `most_per_dimension`.
    """
    check_can_form(edition)
    problem = cluster_problem(
        edition, preference_weight=preference_weight, most_per_dimension=most_per_dimension
    )
    found = form_clusters(problem, seconds=SECONDS)
    if not found.clusters:
        raise Refused(
            _("No grouping keeps this limit. Allow more clusters on one dimension."),
            "most_per_dimension",
        )
    with transaction.atomic():
        plan = ClusterPlan.objects.create(
            edition=edition,
            problem=plain_problem(problem),
            result=to_plain(found),
            groups=first_groups(found),
            created_by_id=by.pk if by else None,
        )
        after = {"count": len(found.clusters), "value_sum": found.proof.points}
        record_event(by=by, verb="clusters.proposed", subject=edition, after=after)
    return plan


def check_can_form(edition: Edition) -> None:
    count = len(participations_of(edition))
    if not dimensions_of(edition):
        raise Refused(_("The edition has no quality framework. Choose one in its settings."))
    if not fit_into_clusters(count):
        raise Refused(
            _("A cluster takes two participations at least. Add another one to the edition first.")
        )
    if count > MOST_MEMBERS:
        raise Refused(
            _("At most %(most)d participations can be divided at once, these are %(count)d.")
            % {"most": MOST_MEMBERS, "count": count}
        )


def plain_problem(problem: ClusterProblem) -> dict[str, Any]:
    """As JSON; a pair is written "key key" (see selectors.clusters.problem_in)."""
    plain: dict[str, Any] = dict(to_plain(replace(problem, likeness={})))
    return plain | {
        "likeness": {f"{one} {other}": n for (one, other), n in problem.likeness.items()}
    }


def first_groups(found: Clusters) -> list[dict[str, Any]]:
    """Named in their order; the names stay German, like everything a programme calls its own."""
    return [
        {"name": f"Cluster {number}", "dimension": row.dimension, "members": list(row.keys)}
        for number, row in enumerate(found.clusters, start=1)
    ]


# --- By hand ------------------------------------------------------------------------------------


def move_member(
    *,
    by: User | None,
    plan: ClusterPlan,
    member: str,
    to: int,
    partner: str = "",
    version: int | None = None,
) -> ClusterPlan:
    """Move a municipality into another group, or swap it with a `partner` from there.

    Raises EditConflict, and Refused at `member`, `to` or where the plan is adopted already.
    """
    with transaction.atomic():
        plan = claim(plan, version=version)
        preview = move_preview(plan, member, to)
        if preview is None:
            raise Refused(_("Choose another group than the one it is in."), "to")
        if partner and partner not in plan.groups[to]["members"]:
            raise Refused(_("The partner is not in that group any more. Load the page again."))
        plan.groups = moved(plan.groups, member, to, partner)
        plan.adopted_at = None
        plan.save()
        names = member_names(plan.edition)
        after = {
            "member": preview.member,
            "partner": names.get(partner, ""),
            "group": preview.target,
            "value_sum": value_of(groups_in(plan)),
        }
        verb = "clusters.members_swapped" if partner else "clusters.member_moved"
        before = {"group": preview.source}
        record_event(by=by, verb=verb, subject=plan.edition, before=before, after=after)
    return plan


def moved(groups: list[dict[str, Any]], member: str, to: int, partner: str) -> list[dict[str, Any]]:
    home = next(n for n, row in enumerate(groups) if member in row["members"])
    goes = {member: to, **({partner: home} if partner else {})}
    return [
        {
            **row,
            "members": sorted(
                [key for key in row["members"] if key not in goes]
                + [key for key, target in goes.items() if target == number]
            ),
        }
        for number, row in enumerate(groups)
    ]


# --- Adopt --------------------------------------------------------------------------------------


def adopt_plan(*, by: User | None, plan: ClusterPlan, version: int | None = None) -> ClusterPlan:
    """Make the groups the clusters of the edition, each with its dimension.

    A cluster of the same name is reused; one an earlier plan made and nobody is in any more is
    dissolved. Raises EditConflict, and Refused where participations have changed since.
    """
    with transaction.atomic():
        plan = claim(plan, version=version)
        rows = {member_key(row): row for row in participations_of(plan.edition)}
        check_still_fits(plan, set(rows))
        dimensions = {item.key: item for item in dimensions_of(plan.edition)}
        for group in plan.groups:
            if group["members"]:
                cluster = cluster_for(by, plan.edition, group, dimensions)
                for key in group["members"]:
                    assign(by, rows[key], cluster)
        dissolve_empty(by, plan)
        plan.adopted_at = timezone.now()
        plan.save()
        after = {"count": sum(bool(group["members"]) for group in plan.groups)}
        record_event(by=by, verb="clusters.adopted", subject=plan.edition, after=after)
    return plan


def check_still_fits(plan: ClusterPlan, running: set[str]) -> None:
    planned = {key for group in plan.groups for key in group["members"]}
    if planned != running:
        raise Refused(_("Other municipalities take part now. Calculate a new proposal."))


def cluster_for(
    by: User | None,
    edition: Edition,
    group: dict[str, Any],
    dimensions: Mapping[str, ContentItem],
) -> Cluster:
    items = [dimensions[group["dimension"]]] if group["dimension"] in dimensions else []
    known = edition.clusters.filter(name__iexact=group["name"]).first()
    if known is None:
        return programmes.create_cluster(
            by=by, edition=edition, name=group["name"], dimensions=items
        )
    return programmes.change_cluster(by=by, cluster=known, name=known.name, dimensions=items)


def assign(by: User | None, engagement: Engagement, cluster: Cluster) -> None:
    if engagement.cluster_id != cluster.pk:
        programmes.change_engagement(by=by, engagement=engagement, cluster=cluster)


def reopen_plan(*, by: User | None, plan: ClusterPlan, version: int | None = None) -> ClusterPlan:
    """Work on adopted groups again; the edition keeps its clusters until they are adopted anew.

    Raises EditConflict, and Refused where nothing is adopted.
    """
    with transaction.atomic():
        plan = claim(plan, version=version)
        if plan.adopted_at is None:
            raise Refused(_("These groups are open already."))
        plan.adopted_at = None
        plan.save()
        record_event(by=by, verb="clusters.reopened", subject=plan.edition)
    return plan


def dissolve_empty(by: User | None, plan: ClusterPlan) -> None:
    adopted = ClusterPlan.objects.filter(edition=plan.edition, adopted_at__isnull=False)
    made = {group["name"] for row in (plan, *adopted) for group in row.groups}
    for cluster in plan.edition.clusters.filter(name__in=made, engagements__isnull=True):
        programmes.remove_cluster(by=by, cluster=cluster)
