"""Programmes, their editions, themes and clusters."""

from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from begleitwerk.accounts.models import User
from begleitwerk.core.selectors import alphabetical
from begleitwerk.municipalities.selectors import access_of, reaches
from begleitwerk.programmes.enums import PENDING, RUNNING
from begleitwerk.programmes.models import (
    Cluster,
    ContractTemplate,
    Edition,
    EditionTheme,
    Letterhead,
    Programme,
)


def visible_to(user: User) -> QuerySet[Programme]:
    """Programmes the user holds a role in, by name."""
    held = access_of(user).workspace_ids
    return Programme.objects.filter(workspace__in=held).order_by(alphabetical("name"))


def get_programme_or_404(user: User, slug: str) -> Programme:
    """The programme behind /p/<slug>/; strangers learn nothing, not even that it exists."""
    programme = get_object_or_404(
        Programme.objects.select_related("workspace"), workspace__slug=slug
    )
    if not reaches(user, programme.workspace):
        raise Http404
    return programme


def editions_of(programme: Programme) -> QuerySet[Edition]:
    """Editions of a programme, newest first, each with how many take part and took part.

    `running`, `finished` and `pending` count participations; all in one query.
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
    edition = get_object_or_404(with_content(), programme__workspace__slug=slug, pk=pk)
    if not reaches(user, edition.programme.workspace):
        raise Http404
    return edition


def with_content() -> QuerySet[Edition]:
    return Edition.objects.select_related("programme__workspace", "framework", "phase_template")


def edition_or_404(programme: Programme, pk: int) -> Edition:
    return get_object_or_404(with_content(), programme=programme, pk=pk)


def theme_or_404(edition: Edition, pk: int) -> EditionTheme:
    return get_object_or_404(edition.themes.select_related("item"), pk=pk)


def open_themes(edition: Edition, *, besides: int | None = None) -> QuerySet[EditionTheme]:
    """The themes of an edition that take somebody in; `besides` is one that is held already."""
    rows = edition.themes.select_related("item")
    return rows.filter(Q(closed_on=None) | Q(pk=besides))


def cluster_or_404(edition: Edition, pk: int) -> Cluster:
    return get_object_or_404(edition.clusters, pk=pk)


def letterhead_of(programme: Programme) -> Letterhead:
    """Who writes its letters and who signs them; one not stored yet where nobody has said so."""
    found = Letterhead.objects.filter(programme=programme).first()
    return found or Letterhead(programme=programme)


def contract_template_of(programme: Programme) -> ContractTemplate | None:
    """The Word file its contracts are made from, once there is one."""
    return ContractTemplate.objects.filter(programme=programme).first()
