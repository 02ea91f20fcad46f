"""Programmes, their editions, themes and clusters."""

from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.models import Workspace
from begleitwerk.municipalities.selectors import access_of, reaches
from begleitwerk.programmes.enums import PENDING, RUNNING
from begleitwerk.programmes.models import Cluster, Edition, EditionTheme, Programme


def visible_to(user: User) -> QuerySet[Programme]:
    """Programmes the user holds a role in, by name."""
    held = access_of(user).workspace_ids
    return Programme.objects.filter(workspace__in=held).order_by("name")


def get_programme_or_404(user: User, slug: str) -> Programme:
    """The programme behind /p/<slug>/; strangers learn nothing, not even that it exists."""
    programme = Programme.objects.select_related("workspace").filter(workspace__slug=slug).first()
    if programme is None or not reaches(user, programme.workspace):
        raise Http404
    return programme


def programme_of(workspace: Workspace) -> Programme | None:
    return Programme.objects.filter(workspace=workspace).first()


def editions_of(programme: Programme) -> QuerySet[Edition]:
    """Editions of a programme, newest first, each with how many take part and took part.

    `running`, `finished` and `pending` count participations; `shown` counts those that fill a
    place; all in one query.
    """
    return editions_in(programme.workspace_id)


def editions_in(workspace_id: int) -> QuerySet[Edition]:
    """The same for the programme of a workspace."""
    return (
        Edition.objects.filter(programme__workspace=workspace_id)
        .select_related("programme__workspace")
        .annotate(
            running=count_of(RUNNING),
            finished=count_of({"completed"}),
            pending=count_of(PENDING),
        )
        .order_by(F("starts_on").desc(nulls_last=True), "name")
    )


def count_of(states: Iterable[str]) -> Count:
    return Count("engagements", filter=Q(engagements__state__in=list(states)))


def get_edition_or_404(user: User, slug: str, pk: int) -> Edition:
    """The edition behind an address of a programme; strangers learn nothing."""
    rows = Edition.objects.select_related("programme__workspace", "framework", "phase_template")
    edition = rows.filter(programme__workspace__slug=slug, pk=pk).first()
    if edition is None or not reaches(user, edition.programme.workspace):
        raise Http404
    return edition


def edition_or_404(programme: Programme, pk: int) -> Edition:
    rows = Edition.objects.select_related("programme__workspace", "framework", "phase_template")
    edition = rows.filter(programme=programme, pk=pk).first()
    if edition is None:
        raise Http404
    return edition


def theme_or_404(edition: Edition, pk: int) -> EditionTheme:
    theme = edition.themes.select_related("item").filter(pk=pk).first()
    if theme is None:
        raise Http404
    theme.edition = edition
    return theme


def cluster_or_404(edition: Edition, pk: int) -> Cluster:
    cluster = edition.clusters.filter(pk=pk).first()
    if cluster is None:
        raise Http404
    cluster.edition = edition
    return cluster
