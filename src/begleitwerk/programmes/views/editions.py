"""The programme, its editions, themes and clusters."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import ActionPage, Crumbs, FormPage, ListPage, Page
from begleitwerk.programmes import selectors, services
from begleitwerk.programmes.forms import ClusterForm, EditionForm, ProgrammeForm, ThemeForm
from begleitwerk.programmes.models import Cluster, Edition, EditionTheme, Programme
from begleitwerk.programmes.presenters import history_of_edition
from begleitwerk.programmes.tables import EditionFilter, EditionTable
from begleitwerk.programmes.views.base import OfEdition, ProgrammeArea


class ProgrammeEdit(ProgrammeArea, FormPage):
    permission = "programmes.edit_programme"
    form_class = ProgrammeForm
    title = _("Edit programme")
    submit_label = _("Save programme")
    saved_message = _("The programme is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.programme}

    def save(self, form: Any) -> Programme:
        return services.change_programme(
            by=self.user,
            programme=self.programme,
            version=form.version,
            values=form.values,
        )

    def get_success_url(self) -> str:
        return self.address("editions")


# --- Editions -----------------------------------------------------------------------------------


class EditionList(ProgrammeArea, ListPage):
    permission = "programmes.view_programme"
    template_name = "programmes/editions.html"
    table_class = EditionTable
    filterset_class = EditionFilter
    export_name = "durchgaenge"

    def crumbs(self) -> Crumbs:
        return []

    def get_queryset(self) -> QuerySet[Edition]:
        return selectors.editions_of(self.programme)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if context["may_edit"]:
            context |= {
                "action_url": self.address("edition_create"),
                "action_label": _("Add edition"),
            }
        return context


class EditionPage(OfEdition, Page):
    """Themes with their places, clusters, participations by state."""

    permission = "programmes.view_programme"
    template_name = "programmes/edition.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            edition=self.edition,
            edition_key=str(self.edition.pk),
            overview=selectors.overview_of(self.edition),
            history=history_of_edition(self.edition),
            **kwargs,
        )


class EditionCreate(ProgrammeArea, FormPage):
    permission = "programmes.edit_programme"
    form_class = EditionForm
    title = _("Add edition")
    submit_label = _("Add edition")
    saved_message = _("The edition is saved. Now add its themes.")

    def save(self, form: Any) -> Edition:
        return services.create_edition(by=self.user, programme=self.programme, **form.values)

    def get_success_url(self) -> str:
        return self.address("edition", self.result.pk)

    def cancel_url(self) -> str:
        return self.address("editions")


class EditionEdit(OfEdition, FormPage):
    permission = "programmes.edit_programme"
    form_class = EditionForm
    title = _("Edit edition")
    submit_label = _("Save edition")
    saved_message = _("The edition is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.edition}

    def save(self, form: Any) -> Edition:
        return services.change_edition(
            by=self.user, edition=self.edition, version=form.version, values=form.values
        )


# --- Themes -------------------------------------------------------------------------------------


class ThemeCreate(OfEdition, FormPage):
    permission = "programmes.edit_programme"
    form_class = ThemeForm
    title = _("Add theme")
    submit_label = _("Add theme")
    saved_message = _("The theme is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "edition": self.edition}

    def save(self, form: Any) -> EditionTheme:
        return services.set_theme(by=self.user, edition=self.edition, **form.values)


class OfTheme(OfEdition):
    @cached_property
    def theme(self) -> EditionTheme:
        return selectors.theme_or_404(self.edition, self.kwargs["theme_pk"])


class ThemeEdit(OfTheme, FormPage):
    permission = "programmes.edit_programme"
    template_name = "programmes/theme.html"
    form_class = ThemeForm
    submit_label = _("Save places")
    saved_message = _("The places are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "edition": self.edition, "instance": self.theme}

    def save(self, form: Any) -> EditionTheme:
        return services.change_theme(
            by=self.user, theme=self.theme, version=form.version, values=form.values
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        label = self.theme.item.label
        return super().get_context_data(
            title=label, edition=self.edition, theme=self.theme, **kwargs
        )


class ThemeRemove(OfTheme, ActionPage):
    permission = "programmes.edit_programme"
    done_message = _("The theme is removed.")

    def act(self) -> None:
        services.remove_theme(by=self.user, theme=self.theme)

    def target_url(self) -> str:
        return self.get_success_url()


# --- Clusters -----------------------------------------------------------------------------------


class ClusterCreate(OfEdition, FormPage):
    permission = "programmes.edit_programme"
    form_class = ClusterForm
    title = _("Add cluster")
    submit_label = _("Add cluster")
    saved_message = _("The cluster is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "edition": self.edition}

    def save(self, form: Any) -> Cluster:
        return services.create_cluster(by=self.user, edition=self.edition, **form.values)


class OfCluster(OfEdition):
    @cached_property
    def cluster(self) -> Cluster:
        return selectors.cluster_or_404(self.edition, self.kwargs["cluster_pk"])


class ClusterEdit(OfCluster, FormPage):
    permission = "programmes.edit_programme"
    template_name = "programmes/cluster.html"
    form_class = ClusterForm
    title = _("Edit cluster")
    submit_label = _("Save cluster")
    saved_message = _("The cluster is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "edition": self.edition, "instance": self.cluster}

    def save(self, form: Any) -> Cluster:
        return services.change_cluster(
            by=self.user, cluster=self.cluster, version=form.version, **form.values
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(edition=self.edition, cluster=self.cluster, **kwargs)


class ClusterRemove(OfCluster, ActionPage):
    permission = "programmes.edit_programme"
    done_message = _("The cluster is dissolved.")

    def act(self) -> None:
        services.remove_cluster(by=self.user, cluster=self.cluster)

    def target_url(self) -> str:
        return self.get_success_url()
