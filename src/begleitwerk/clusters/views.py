"""Clusters of an edition: wishes, the proposal with its proof, moves by hand, adoption."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from begleitwerk.clusters.forms import MoveForm, ProposalForm, WishesForm
from begleitwerk.clusters.models import ClusterPlan
from begleitwerk.clusters.selectors.plans import (
    dimensions_of,
    fit_into_clusters,
    move_preview,
    participations_of,
    plan_of,
    plan_view,
    wishes_of,
)
from begleitwerk.clusters.services import (
    adopt_plan,
    move_member,
    propose_clusters,
    save_wishes,
)
from begleitwerk.core.pages import ActionPage, Crumbs, FormPage, Page
from begleitwerk.programmes.models import Edition
from begleitwerk.programmes.pages import ProgrammePage
from begleitwerk.programmes.selectors import edition_or_404


class OfClusters(ProgrammePage):
    """A page about the clusters of one edition, or below it."""

    area = "clusters"
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
            (self.edition.name, reverse("programmes:edition", args=[slug, self.edition.pk])),
            (_("Clusters"), self.clusters_url()),
        ]

    def get_success_url(self) -> str:
        return self.clusters_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"edition": self.edition, **kwargs})


class OfPlan(OfClusters):
    @cached_property
    def plan(self) -> ClusterPlan:
        found = plan_of(self.edition)
        if found is None:
            raise Http404
        return found


class ClustersPage(OfClusters, Page):
    """The groups as they stand, why they are so, and the wishes they rest on."""

    permission = "clusters.view"
    template_name = "clusters/clusters.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, rows = plan_of(self.edition), participations_of(self.edition)
        wishes, dimensions = wishes_of(self.edition), dimensions_of(self.edition)
        return super().get_context_data(
            view=plan_view(plan) if plan else None,
            count=len(rows),
            fits=fit_into_clusters(len(rows)),
            dimensions=dimensions,
            table=[
                (row, [(item, wishes.get(row.pk, {}).get(item.pk, 0)) for item in dimensions])
                for row in rows
            ],
            wished=sum(bool(wishes.get(row.pk)) for row in rows),
            **kwargs,
        )


class ClusterWishes(OfClusters, FormPage):
    permission = "clusters.edit"
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


class ClusterPropose(OfClusters, FormPage):
    permission = "clusters.edit"
    form_class = ProposalForm
    title = _("Calculate a proposal")
    submit_label = _("Calculate proposal")

    def save(self, form: Any) -> None:
        plan = propose_clusters(by=self.user, edition=self.edition, **form.cleaned_data)
        text = ngettext(
            "One cluster is proposed.", "%(count)s clusters are proposed.", len(plan.groups)
        )
        messages.success(self.request, text % {"count": len(plan.groups)})


class ClusterMove(OfPlan, FormPage):
    """Consequences first: the first sending shows what the move costs, the second one decides."""

    permission = "clusters.edit"
    template_name = "clusters/move.html"
    form_class = MoveForm
    title = _("Move a municipality")
    submit_label = _("Move it")
    saved_message = _("The groups are changed.")

    def permission_object(self) -> Any:
        return self.plan

    def get_initial(self) -> dict[str, Any]:
        given = self.request.GET
        chosen = {name: given[name] for name in ("member", "to") if given.get(name)}
        return {**chosen, "version": self.plan.version}

    def get_form_kwargs(self) -> dict[str, Any]:
        groups = plan_view(self.plan).groups
        members = [
            (row.key, f"{row.name} ({group.name})") for group in groups for row in group.members
        ]
        return {
            **super().get_form_kwargs(),
            "members": sorted(members, key=lambda pair: pair[1]),
            "groups": [(str(group.number), f"{group.name}: {group.dimension}") for group in groups],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "preview" in request.POST:
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        source = self.request.POST or self.request.GET
        member, to = source.get("member", ""), source.get("to", "")
        asked = bool(member and to.isdecimal())
        preview = move_preview(self.plan, member, int(to)) if asked else None
        return super().get_context_data(
            preview=preview, not_possible=asked and preview is None, **kwargs
        )

    def save(self, form: Any) -> ClusterPlan:
        data = form.cleaned_data
        return move_member(
            by=self.user,
            plan=self.plan,
            member=data["member"],
            to=data["to"],
            partner=data["partner"] if "swap" in self.request.POST else "",
            version=form.version,
        )


class ClusterAdopt(OfPlan, ActionPage):
    permission = "clusters.edit"
    done_message = _("The groups are the clusters of the edition now.")

    def permission_object(self) -> Any:
        return self.plan

    def act(self) -> None:
        adopt_plan(by=self.user, plan=self.plan)

    def target_url(self) -> str:
        return self.clusters_url()
