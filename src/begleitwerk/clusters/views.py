"""Clusters of an edition: wishes, the proposal with its proof, moves by hand, adoption."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from begleitwerk.clusters.forms import MoveForm, ProposalForm, WishesForm
from begleitwerk.clusters.models import ClusterPlan
from begleitwerk.clusters.selectors.plans import (
    GroupCard,
    dimensions_of,
    fit_into_clusters,
    move_preview,
    newest_plan,
    participations_of,
    plan_view,
    wishes_of,
    wishing,
)
from begleitwerk.clusters.services import (
    adopt_plan,
    move_member,
    propose_clusters,
    reopen_plan,
    save_wishes,
)
from begleitwerk.core.pages import (
    ActionPage,
    AddPage,
    ChangePage,
    Crumbs,
    FormPage,
    Page,
    Values,
    number_in,
)
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.programmes.models import Edition, Engagement
from begleitwerk.programmes.pages import ProgrammePage
from begleitwerk.programmes.selectors import edition_or_404


class OfClusters(ProgrammePage):
    """A page about the clusters of one edition, or below it."""

    area = "clusters"
    permission = "clusters.edit"
    edit_permission = "clusters.edit"

    @cached_property
    def edition(self) -> Edition:
        return edition_or_404(self.programme, self.kwargs["edition_pk"])

    def permission_object(self) -> Any:
        return self.edition

    def clusters_url(self) -> str:
        return self.address("clusters", self.edition.pk)

    def crumbs(self) -> Crumbs:
        slug = self.programme.workspace.slug
        return [
            (_("Editions"), reverse("programmes:editions", args=[slug])),
            (self.edition.name, self.edition.get_absolute_url()),
            (_("Clusters"), self.clusters_url()),
        ]

    def get_success_url(self) -> str:
        return self.clusters_url()

    def values(self) -> Values:
        return {**super().values(), "edition": self.edition}


class OfPlan(OfClusters):
    record_name = "plan"

    @cached_property
    def plan(self) -> ClusterPlan:
        found = newest_plan(self.edition)
        if found is None:
            raise Http404
        return found

    def permission_object(self) -> Any:
        return self.plan


class ClustersPage(OfClusters, Page):
    """The groups as they stand, why they are so, and the wishes they rest on."""

    permission = "clusters.view"
    template_name = "clusters/clusters.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:-1]

    def values(self) -> Values:
        plan, rows = newest_plan(self.edition), participations_of(self.edition)
        wishes, dimensions = wishes_of(self.edition), dimensions_of(self.edition)
        return {
            **super().values(),
            "view": plan_view(plan) if plan else None,
            "count": len(rows),
            "fits": fit_into_clusters(len(rows)),
            "dimensions": dimensions,
            "table": [
                (row, [(item, wishes.get(row.pk, {}).get(item.pk, 0)) for item in dimensions])
                for row in rows
            ],
            "wished": sum(bool(wishes.get(row.pk)) for row in rows),
        }


class ClusterWishes(OfClusters, FormPage):
    template_name = "clusters/wishes.html"
    form_class = WishesForm
    title = _("Wishes for clusters")
    submit_label = _("Save wishes")
    saved_message = _("The wishes are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "rows": participations_of(self.edition),
            "dimensions": dimensions_of(self.edition),
            "wishes": wishes_of(self.edition),
        }

    def save(self, form: Any) -> None:
        save_wishes(by=self.user, edition=self.edition, wishes=form.wishes)


class ClusterPropose(OfClusters, AddPage):
    service = staticmethod(propose_clusters)
    form_class = ProposalForm
    title = _("Calculate a proposal")
    submit_label = _("Calculate proposal")

    def within(self) -> Values:
        return {"edition": self.edition}

    @property
    def saved_message(self) -> str:  # type: ignore[override]
        count = len(self.result.groups)
        words = ngettext("One cluster is proposed.", "%(count)s clusters are proposed.", count)
        return words % {"count": count}


class ClusterMove(OfPlan, ChangePage):
    """Consequences first: the first sending shows what the move costs, the second one decides."""

    service = staticmethod(move_member)
    template_name = "clusters/move.html"
    form_class = MoveForm
    form_takes = ("groups",)
    title = _("Move a municipality")
    submit_label = _("Move it")
    saved_message = _("The groups are changed.")

    @property
    def groups(self) -> Sequence[GroupCard]:
        return plan_view(self.plan).groups

    def get_initial(self) -> dict[str, Any]:
        """The way here may name who moves, and where to."""
        given = self.request.GET
        return {**super().get_initial(), **{name: given.get(name) for name in ("member", "to")}}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "preview" in request.POST:
            form = self.get_form()
            form.hush()
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def within(self) -> Values:
        """Whoever comes back in exchange, where that was chosen."""
        sent = self.request.POST
        return {"partner": sent.get("partner", "") if "swap" in sent else ""}

    def values(self) -> Values:
        source = self.request.POST or self.request.GET
        member, to = source.get("member", ""), number_in(source.get("to", ""))
        asked = bool(member and to is not None)
        preview = move_preview(self.plan, member, to) if member and to is not None else None
        own = {"preview": preview, "not_possible": asked and preview is None}
        return {**super().values(), **own}


class ClusterAdopt(OfPlan, ActionPage):
    done_message = _("The groups are the clusters of the edition now.")

    def act(self) -> None:
        adopt_plan(by=self.user, plan=self.plan)

    def target_url(self) -> str:
        return self.clusters_url()


class ClusterReopen(OfPlan, ActionPage):
    done_message = _("The groups can be changed again. The edition keeps its clusters until then.")

    def act(self) -> None:
        reopen_plan(by=self.user, plan=self.plan)

    def target_url(self) -> str:
        return self.clusters_url()


class OwnWishes(MunicipalityPage, FormPage):
    """A municipality says itself which dimensions it wants to work on."""

    permission = "clusters.wish"
    template_name = "clusters/own_wishes.html"
    form_class = WishesForm
    title = _("Our wishes for clusters")
    submit_label = _("Save our wishes")
    saved_message = _("Your wishes are saved.")

    @cached_property
    def engagement(self) -> Engagement:
        return get_object_or_404(wishing(self.municipality), pk=self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.engagement and self.municipality

    def crumbs(self) -> Crumbs:
        return [(_("Participation"), self.get_success_url())]

    def get_form_kwargs(self) -> dict[str, Any]:
        edition = self.engagement.edition
        return {
            **super().get_form_kwargs(),
            "rows": [self.engagement],
            "dimensions": dimensions_of(edition),
            "wishes": wishes_of(edition),
        }

    def save(self, form: Any) -> None:
        save_wishes(by=self.user, edition=self.engagement.edition, wishes=form.wishes)

    def get_success_url(self) -> str:
        return reverse("programmes:participation", args=[self.municipality.slug])

    def values(self) -> Values:
        return {**super().values(), "edition": self.engagement.edition}
