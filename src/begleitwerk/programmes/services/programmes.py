"""Programmes, their editions, themes and clusters."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.catalogue.services import mark_in_use
from begleitwerk.core.services import Refused, changed, claim, facts, record_event, save_changes
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.municipalities.models import Workspace
from begleitwerk.programmes.models import Cluster, Edition, EditionTheme, Engagement, Programme

CONTENT_FIELDS = ("framework", "phase_template")


# --- Programme ----------------------------------------------------------------------------------


def create_programme(
    *,
    by: User | None,
    name: str,
    short_name: str,
    slug: str,
    office: str = "",
    funding: str = "",
    description: str = "",
    title_variants: Iterable[str] = (),
) -> Programme:
    """A programme and the workspace its office works in.

    Raises Refused at `slug` where another programme has that address.
    """
    with transaction.atomic():
        if Workspace.objects.filter(kind=WorkspaceKind.PROGRAMME, slug=slug).exists():
            raise Refused(_("Another programme has this address. Choose a different one."), "slug")
        programme = Programme.objects.create(
            workspace=Workspace.objects.create(
                kind=WorkspaceKind.PROGRAMME, slug=slug, name=short_name
            ),
            name=name,
            short_name=short_name,
            office=office,
            funding=funding,
            description=description,
            title_variants=list(title_variants),
        )
        record_event(
            by=by,
            verb="programmes.programme_created",
            subject=programme,
            workspace_id=programme.workspace_id,
            after=facts(programme, Programme.logged),
        )
    return programme


def change_programme(
    *, by: User | None, programme: Programme, version: int | None, values: Mapping[str, Any]
) -> Programme:
    """Change what a programme says about itself. Raises EditConflict."""
    with transaction.atomic():
        programme = save_changes(
            by=by,
            row=programme,
            version=version,
            values=values,
            verb="programmes.programme_changed",
        )
        Workspace.objects.filter(pk=programme.workspace_id).update(name=programme.short_name)
    return programme


# --- Edition ------------------------------------------------------------------------------------


def create_edition(
    *,
    by: User | None,
    programme: Programme,
    name: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    framework: ContentVersion | None = None,
    phase_template: ContentVersion | None = None,
    source: str = "",
) -> Edition:
    """A cohort with the content it runs on. Raises Refused at `ends_on` for an end before start."""
    check_period(starts_on, ends_on)
    with transaction.atomic():
        edition = Edition.objects.create(
            programme=programme,
            name=name,
            starts_on=starts_on,
            ends_on=ends_on,
            framework=framework,
            phase_template=phase_template,
            source=source,
        )
        record_event(
            by=by,
            verb="programmes.edition_created",
            subject=edition,
            workspace_id=programme.workspace_id,
            after=facts(edition, Edition.logged),
        )
    return edition


def change_edition(
    *, by: User | None, edition: Edition, version: int | None, values: Mapping[str, Any]
) -> Edition:
    """Change an edition; its content versions only as long as no municipality takes part.

    Raises EditConflict, and Refused at the field that may not change.
    """
    check_period(values.get("starts_on", edition.starts_on), values.get("ends_on", edition.ends_on))
    with transaction.atomic():
        check_content_stays(edition, values)
        return save_changes(
            by=by,
            row=edition,
            version=version,
            values=values,
            verb="programmes.edition_changed",
        )


def check_period(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused(_("The end lies before the start. Correct one of the two."), "ends_on")


def check_content_stays(edition: Edition, values: Mapping[str, Any]) -> None:
    """Running work keeps the version it started with; what is still empty may be filled."""
    saved = Edition.objects.get(pk=edition.pk)
    for name in CONTENT_FIELDS:
        before = getattr(saved, name)
        after = values.get(name, before)
        if before and before != after and saved.engagements.exists():
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


def set_theme(
    *,
    by: User | None,
    edition: Edition,
    item: ContentItem,
    places: int,
    position: int | None = None,
) -> EditionTheme:
    """Offer a theme with a number of places; a theme already offered gets the new number."""
    with transaction.atomic():
        known = EditionTheme.objects.filter(edition=edition, item=item).first()
        if known:
            values = {"places": places}
            return change_theme(by=by, theme=known, version=None, values=values)
        theme = EditionTheme.objects.create(
            edition=edition,
            item=item,
            places=places,
            position=edition.themes.count() if position is None else position,
        )
        record_event(
            by=by,
            verb="programmes.theme_set",
            subject=theme,
            workspace_id=edition.programme.workspace_id,
            after=facts(theme, ("edition", "item", "places")),
        )
    return theme


def change_theme(
    *, by: User | None, theme: EditionTheme, version: int | None, values: Mapping[str, Any]
) -> EditionTheme:
    """Change the places or the position of a theme. Raises EditConflict."""
    with transaction.atomic():
        return save_changes(
            by=by,
            row=theme,
            version=version,
            values=values,
            verb="programmes.theme_changed",
        )


def remove_theme(*, by: User | None, theme: EditionTheme) -> None:
    """Take a theme out of an edition. Raises Refused while a participation names it."""
    with transaction.atomic():
        if Engagement.objects.filter(theme=theme).exists():
            raise Refused(_("Municipalities work on this theme. It cannot be removed."))
        record_event(
            by=by,
            verb="programmes.theme_removed",
            subject=theme,
            workspace_id=theme.edition.programme.workspace_id,
            before=facts(theme, ("edition", "item", "places")),
        )
        theme.delete()


# --- Clusters -----------------------------------------------------------------------------------


def create_cluster(
    *,
    by: User | None,
    edition: Edition,
    name: str,
    dimensions: Iterable[ContentItem] = (),
    position: int | None = None,
) -> Cluster:
    """A group of municipalities that exchange. Raises Refused at `name` where it is taken."""
    with transaction.atomic():
        check_cluster_name(edition, name)
        cluster = Cluster.objects.create(
            edition=edition,
            name=name,
            position=edition.clusters.count() if position is None else position,
        )
        cluster.dimensions.set(dimensions)
        record_event(
            by=by,
            verb="programmes.cluster_created",
            subject=cluster,
            workspace_id=edition.programme.workspace_id,
            after=cluster_snapshot(cluster),
        )
    return cluster


def change_cluster(
    *,
    by: User | None,
    cluster: Cluster,
    version: int | None,
    name: str,
    dimensions: Iterable[ContentItem],
) -> Cluster:
    """Rename a cluster, choose its dimensions. Raises EditConflict, Refused at `name`."""
    with transaction.atomic():
        cluster = claim(cluster, version=version)
        check_cluster_name(cluster.edition, name, but=cluster)
        before = cluster_snapshot(cluster)
        cluster.name = name
        cluster.save()
        cluster.dimensions.set(dimensions)
        old, new = changed(before, cluster_snapshot(cluster))
        record_event(
            by=by,
            verb="programmes.cluster_changed",
            subject=cluster,
            workspace_id=cluster.edition.programme.workspace_id,
            before=old,
            after=new,
        )
    return cluster


def remove_cluster(*, by: User | None, cluster: Cluster) -> None:
    """Dissolve a cluster. Raises Refused while municipalities belong to it."""
    with transaction.atomic():
        if cluster.engagements.exists():
            raise Refused(
                _("Municipalities belong to this cluster. Assign them to another one first.")
            )
        record_event(
            by=by,
            verb="programmes.cluster_removed",
            subject=cluster,
            workspace_id=cluster.edition.programme.workspace_id,
            before=cluster_snapshot(cluster),
        )
        cluster.delete()


def check_cluster_name(edition: Edition, name: str, but: Cluster | None = None) -> None:
    others = edition.clusters.filter(name__iexact=name)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise Refused(_("This edition already has a cluster of this name."), "name")


def cluster_snapshot(cluster: Cluster) -> dict[str, Any]:
    keys = cluster.dimensions.order_by("position").values_list("key", flat=True)
    return {**facts(cluster, ("name", "position")), "dimensions": list(keys)}
