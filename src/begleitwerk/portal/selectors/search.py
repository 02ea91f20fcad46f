"""Search over everything a person may see in her workspace, and the register."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.selectors import holding_all
from begleitwerk.council import selectors as council
from begleitwerk.goals import selectors as goals
from begleitwerk.goals.models import Measure
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import access_of, search_register, visible_to
from begleitwerk.networks import selectors as networks
from begleitwerk.processes import selectors as processes

PER_KIND = 10
SHORTEST = 2


@dataclass(frozen=True)
class Hit:
    title: str
    note: str
    url: str


@dataclass(frozen=True)
class HitGroup:
    label: str | Promise
    hits: list[Hit]


def search(user: User, query: str) -> list[HitGroup]:
    """Groups with at most `PER_KIND` hits each; nothing for less than two letters."""
    query = " ".join(query.split())
    if len(query) < SHORTEST:
        return []
    groups = (
        HitGroup(_("Goals"), goal_hits(user, query)),
        HitGroup(_("Measures"), measure_hits(user, query)),
        HitGroup(_("Council papers"), paper_hits(user, query)),
        HitGroup(_("Meetings"), meeting_hits(user, query)),
        HitGroup(_("Bodies"), body_hits(user, query)),
        HitGroup(_("Municipalities"), municipality_hits(user, query)),
    )
    return [group for group in groups if group.hits]


def goal_hits(user: User, query: str) -> list[Hit]:
    rows = goals.visible_to(user).filter(holding_all(query, "title", "description"))
    return [
        Hit(
            row.title,
            str(row.municipality),
            reverse("portal:goal", args=[row.municipality.slug, row.pk]),
        )
        for row in rows.select_related("municipality__workspace")[:PER_KIND]
    ]


def measure_hits(user: User, query: str) -> list[Hit]:
    seen = goals.visible_to(user).values("pk")
    rows = Measure.objects.filter(
        holding_all(query, "title", "description", "owner"), goal__in=seen
    )
    return [
        Hit(
            row.title,
            f"{row.municipality}, {row.owner}",
            reverse("goals:measure", args=[row.municipality.slug, row.pk]),
        )
        for row in rows.select_related("municipality__workspace")[:PER_KIND]
    ]


def paper_hits(user: User, query: str) -> list[Hit]:
    rows = council.visible_to(user).filter(holding_all(query, "title", "reference", "summary"))
    return [
        Hit(
            f"{row.reference} {row.title}".strip(),
            f"{row.municipality}, {row.get_state_display()}",
            reverse("council:paper", args=[row.municipality.slug, row.pk]),
        )
        for row in rows.select_related("municipality__workspace")[:PER_KIND]
    ]


def meeting_hits(user: User, query: str) -> list[Hit]:
    rows = processes.visible_to(user).filter(
        holding_all(query, "title", "summary", "place"), municipality__isnull=False
    )
    return [
        Hit(
            row.title,
            str(row.municipality),
            reverse("processes:meeting", args=[row.municipality.slug, row.pk]),
        )
        for row in rows.select_related("municipality__workspace")[:PER_KIND]
        if row.municipality is not None
    ]


def body_hits(user: User, query: str) -> list[Hit]:
    rows = networks.visible_to(user).filter(holding_all(query, "name", "task"))
    return [
        Hit(
            row.name,
            str(row.municipality),
            reverse("networks:body", args=[row.municipality.slug, row.pk]),
        )
        for row in rows.select_related("municipality__workspace")[:PER_KIND]
    ]


def municipality_hits(user: User, query: str) -> list[Hit]:
    """The register for those who may read it, for others the places they can open."""
    if access_of(user).may(P.REGISTER_VIEW):
        rows = Municipality.objects.select_related("land", "workspace")
    else:
        rows = visible_to(user)
    found = rows.filter(search_register(query)).order_by("name")[:PER_KIND]
    return [
        Hit(row.name, str(row.land), reverse("municipalities:register_entry", args=[row.slug]))
        for row in found
    ]
