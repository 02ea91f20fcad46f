"""Programmes, their editions, themes and clusters."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.catalogue.services import mark_in_use
from begleitwerk.core.services import (
    Refused,
    assign,
    changing,
    record_added,
    record_removed,
    save_changes,
)
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.municipalities.models import Workspace
from begleitwerk.programmes.models import Cluster, Edition, EditionTheme, Programme
from begleitwerk.programmes.selectors import bond_of, is_named

CONTENT_FIELDS = ("framework", "phase_template")


class ProgrammeValues(TypedDict, total=False):
    """What a programme says about itself."""

    name: str
    short_name: str
    title_variants: list[str]
    office: str
    funding: str
    description: str


class EditionValues(TypedDict, total=False):
    """What an editor may set on an edition."""

    name: str
    starts_on: date | None
    ends_on: date | None
    framework: ContentVersion | None
    phase_template: ContentVersion | None
    source: str


# --- Programme ----------------------------------------------------------------------------------


def create_programme(*, by: User | None, slug: str, **values: Unpack[ProgrammeValues]) -> Programme:
    """A programme and the workspace its office works in; `name` and `short_name` are needed.

    Raises Refused at `slug` where another programme has that address.
    """
    with transaction.atomic():
        kind, programme = WorkspaceKind.PROGRAMME, Programme()
        if Workspace.objects.filter(kind=kind, slug=slug).exists():
            raise Refused(_("Another programme has this address. Choose a different one."), "slug")
        assign(programme, values, Programme.logged)
        programme.workspace = Workspace.objects.create(
            kind=kind, slug=slug, name=programme.short_name
        )
        programme.save()
        record_added(by=by, verb="programmes.programme_created", row=programme)
    return programme


def change_programme(
    *,
    by: User | None,
    programme: Programme,
    version: int | None = None,
    **values: Unpack[ProgrammeValues],
) -> Programme:
    """Change what a programme says about itself. Raises EditConflict."""
    with changing(
        programme, by=by, verb="programmes.programme_changed", version=version
    ) as programme:
        assign(programme, values, Programme.logged)
        Workspace.objects.filter(pk=programme.workspace_id).update(name=programme.short_name)
    return programme


# --- Edition ------------------------------------------------------------------------------------


def create_edition(
    *, by: User | None, programme: Programme, **values: Unpack[EditionValues]
) -> Edition:
    """A cohort with the content it runs on; `name` is needed.

    Raises Refused at `ends_on` for an end before the start.
    """
    with transaction.atomic():
        edition = Edition(programme=programme)
        assign(edition, values, Edition.logged)
        check_period(edition)
        edition.save()
        record_added(by=by, verb="programmes.edition_created", row=edition)
    return edition


def change_edition(
    *,
    by: User | None,
    edition: Edition,
    version: int | None = None,
    **values: Unpack[EditionValues],
) -> Edition:
    """Change an edition; its content versions only as long as no municipality takes part.

    Raises EditConflict, and Refused at the field that may not change.
    """
    with changing(edition, by=by, verb="programmes.edition_changed", version=version) as edition:
        check_content_stays(edition, values)
        assign(edition, values, Edition.logged)
        check_period(edition)
    return edition


def check_period(edition: Edition) -> None:
    if edition.starts_on and edition.ends_on and edition.ends_on < edition.starts_on:
        raise Refused(_("The end lies before the start. Correct one of the two."), "ends_on")


def check_content_stays(edition: Edition, values: Mapping[str, Any]) -> None:
    """Running work keeps the version it started with; what is still empty may be filled."""
    for name in CONTENT_FIELDS:
        before = getattr(edition, name)
        if before and before != values.get(name, before) and edition.engagements.exists():
            raise Refused(
                _("Municipalities already work with this version. It stays for this edition."),
                name,
            )


def pin_content(edition: Edition) -> None:
    """Hold the content fast that the participants of an edition work with."""
    for version in (edition.framework, edition.phase_template):
        if version is not None:
            mark_in_use(version=version)


# --- Themes -------------------------------------------------------------------------------------


def set_theme(*, by: User | None, edition: Edition, item: ContentItem, places: int) -> EditionTheme:
    """Offer a theme with a number of places; a theme already offered gets the new number.

    Raises Refused at `places` where rules are frozen with those there are.
    """
    check_unbound(edition)
    with transaction.atomic():
        known = EditionTheme.objects.filter(edition=edition, item=item).first()
        if known:
            return change_theme(by=by, theme=known, places=places)
        theme = EditionTheme.objects.create(
            edition=edition, item=item, places=places, position=edition.themes.count()
        )
        record_added(by=by, verb="programmes.theme_set", row=theme)
    return theme


def change_theme(
    *, by: User | None, theme: EditionTheme, places: int, version: int | None = None
) -> EditionTheme:
    """Change the places of a theme. Raises EditConflict, and Refused at `places` where rules are
    frozen with those there are."""
    check_unbound(theme.edition)
    return save_changes(
        by=by,
        row=theme,
        version=version,
        values={"places": places},
        verb="programmes.theme_changed",
    )


def check_unbound(edition: Edition) -> None:
    if bond := bond_of(edition):
        raise Refused(bond, "places")


def close_theme(*, by: User | None, theme: EditionTheme) -> EditionTheme:
    """From today nobody begins to work on it, and later versions of rules leave it out."""
    with changing(theme, by=by, verb="programmes.theme_closed", if_changed=True) as theme:
        theme.closed_on = theme.closed_on or timezone.localdate()
    return theme


def reopen_theme(*, by: User | None, theme: EditionTheme) -> EditionTheme:
    """Offer a closed theme again."""
    with changing(theme, by=by, verb="programmes.theme_reopened", if_changed=True) as theme:
        theme.closed_on = None
    return theme


def remove_theme(*, by: User | None, theme: EditionTheme) -> None:
    """Take a theme out of an edition. Raises Refused once anything names it or rests on it."""
    with transaction.atomic():
        if is_named(theme) or bond_of(theme.edition):
            raise Refused(_("This theme is in use. It cannot be removed, only closed."))
        record_removed(by=by, verb="programmes.theme_removed", row=theme)
        theme.delete()


# --- Clusters -----------------------------------------------------------------------------------


def create_cluster(
    *, by: User | None, edition: Edition, name: str, dimensions: Iterable[ContentItem] = ()
) -> Cluster:
    """A group of municipalities that exchange. Raises Refused at `name` where it is taken."""
    with transaction.atomic():
        cluster = Cluster(edition=edition, name=name, position=edition.clusters.count())
        check_cluster_name(cluster)
        cluster.save()
        cluster.dimensions.set(dimensions)
        record_added(by=by, verb="programmes.cluster_created", row=cluster)
    return cluster


def change_cluster(
    *,
    by: User | None,
    cluster: Cluster,
    name: str,
    dimensions: Iterable[ContentItem],
    version: int | None = None,
) -> Cluster:
    """Rename a cluster, choose its dimensions. Raises EditConflict, Refused at `name`."""
    with changing(cluster, by=by, verb="programmes.cluster_changed", version=version) as cluster:
        cluster.name = name
        check_cluster_name(cluster)
        cluster.dimensions.set(dimensions)
    return cluster


def remove_cluster(*, by: User | None, cluster: Cluster) -> None:
    """Dissolve a cluster. Raises Refused while municipalities belong to it."""
    with transaction.atomic():
        if cluster.engagements.exists():
            raise Refused(
                _("Municipalities belong to this cluster. Assign them to another one first.")
            )
        record_removed(by=by, verb="programmes.cluster_removed", row=cluster)
        cluster.delete()


def check_cluster_name(cluster: Cluster) -> None:
    others = cluster.edition.clusters.filter(name__iexact=cluster.name).exclude(pk=cluster.pk)
    if others.exists():
        raise Refused(_("This edition already has a cluster of this name."), "name")
