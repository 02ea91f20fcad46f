"""The programme, its editions, themes and clusters."""

from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import (
    ActionPage,
    AddPage,
    ChangePage,
    Crumbs,
    DetailPage,
    ListPage,
    Values,
)
from begleitwerk.programmes import selectors, services
from begleitwerk.programmes.forms import (
    ClusterForm,
    EditionForm,
    LetterheadForm,
    ProgrammeForm,
    ThemeForm,
)
from begleitwerk.programmes.models import Cluster, Edition, EditionTheme, Letterhead
from begleitwerk.programmes.presenters import history_of_edition, history_of_letterhead
from begleitwerk.programmes.tables import EditionFilter, EditionTable
from begleitwerk.programmes.views.base import AddToEdition, OfEdition, ProgrammeArea


class ProgrammeEdit(ProgrammeArea, ChangePage):
    service = staticmethod(services.change_programme)
    form_class = ProgrammeForm
    title = _("Edit programme")
    submit_label = _("Save programme")
    saved_message = _("The programme is saved.")

    def get_success_url(self) -> str:
        return self.address("editions")


class LetterheadEdit(ProgrammeArea, ChangePage):
    """Who writes and who signs; letters that went out keep what they had."""

    service = staticmethod(services.change_letterhead)
    form_class = LetterheadForm
    record_name = "letterhead"
    template_name = "programmes/letterhead.html"
    title = _("Letterhead and signature")
    submit_label = _("Save letterhead")
    saved_message = _("The letterhead is saved. It counts from the next letter on.")

    @cached_property
    def letterhead(self) -> Letterhead:
        return selectors.letterhead_of(self.programme)

    def get_success_url(self) -> str:
        return self.address("letterhead")

    def values(self) -> Values:
        return {**super().values(), "history": history_of_letterhead(self.letterhead)}


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

    def values(self) -> Values:
        values = super().values()
        add = {"action_url": self.address("edition_create"), "action_label": _("Add edition")}
        return {**values, **(add if values["may_edit"] else {})}


class EditionPage(OfEdition, DetailPage):
    """Themes with their places, clusters, participations by state."""

    permission = "programmes.view_programme"
    template_name = "programmes/edition.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:1]

    def values(self) -> Values:
        return {
            **super().values(),
            "edition_key": str(self.edition.pk),
            "overview": selectors.overview_of(self.edition),
            "history": history_of_edition(self.edition),
        }


class EditionCreate(ProgrammeArea, AddPage):
    service = staticmethod(services.create_edition)
    form_class = EditionForm
    title = _("Add edition")
    submit_label = _("Add edition")
    saved_message = _("The edition is saved. Now add its themes.")

    def within(self) -> Values:
        return {"programme": self.programme}


class EditionEdit(OfEdition, ChangePage):
    service = staticmethod(services.change_edition)
    form_class = EditionForm
    title = _("Edit edition")
    submit_label = _("Save edition")
    saved_message = _("The edition is saved.")


# --- Themes -------------------------------------------------------------------------------------


class ThemeCreate(AddToEdition):
    service = staticmethod(services.set_theme)
    form_class = ThemeForm
    template_name = "programmes/theme.html"
    title = _("Add theme")
    submit_label = _("Add theme")
    saved_message = _("The theme is saved.")

    def values(self) -> Values:
        return {**super().values(), "bond": selectors.bond_of(self.edition)}


class OfTheme(OfEdition):
    record_name = "theme"

    @cached_property
    def theme(self) -> EditionTheme:
        return selectors.theme_or_404(self.edition, self.kwargs["theme_pk"])


class ThemeEdit(OfTheme, ChangePage):
    service = staticmethod(services.change_theme)
    template_name = "programmes/theme.html"
    form_class = ThemeForm
    form_takes = ("edition",)
    submit_label = _("Save places")
    saved_message = _("The places are saved.")

    def values(self) -> Values:
        bond = selectors.bond_of(self.edition)
        own = {"bond": bond, "in_use": bool(bond) or selectors.is_named(self.theme)}
        return {**super().values(), **own, "title": self.theme.item.label}


class ThemeButton(OfTheme, ActionPage):
    def target_url(self) -> str:
        return self.edition.get_absolute_url()


class ThemeRemove(ThemeButton):
    done_message = _("The theme is removed.")

    def act(self) -> None:
        services.remove_theme(by=self.user, theme=self.theme)


class ThemeClose(ThemeButton):
    done_message = _("The theme is closed.")

    def act(self) -> None:
        services.close_theme(by=self.user, theme=self.theme)


class ThemeReopen(ThemeButton):
    done_message = _("The theme is offered again.")

    def act(self) -> None:
        services.reopen_theme(by=self.user, theme=self.theme)


# --- Clusters -----------------------------------------------------------------------------------


class ClusterCreate(AddToEdition):
    service = staticmethod(services.create_cluster)
    form_class = ClusterForm
    title = _("Add cluster")
    submit_label = _("Add cluster")
    saved_message = _("The cluster is saved.")


class OfCluster(OfEdition):
    record_name = "cluster"

    @cached_property
    def cluster(self) -> Cluster:
        return selectors.cluster_or_404(self.edition, self.kwargs["cluster_pk"])


class ClusterEdit(OfCluster, ChangePage):
    service = staticmethod(services.change_cluster)
    template_name = "programmes/cluster.html"
    form_class = ClusterForm
    form_takes = ("edition",)
    title = _("Edit cluster")
    submit_label = _("Save cluster")
    saved_message = _("The cluster is saved.")


class ClusterRemove(OfCluster, ActionPage):
    done_message = _("The cluster is dissolved.")

    def act(self) -> None:
        services.remove_cluster(by=self.user, cluster=self.cluster)

    def target_url(self) -> str:
        return self.edition.get_absolute_url()
