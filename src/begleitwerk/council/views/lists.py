"""The list of papers, and a new one."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.catalogue.selectors import selectable_items
from begleitwerk.core.pages import FormPage, ListPage, Rows
from begleitwerk.core.templatetags.bw import number
from begleitwerk.council import services
from begleitwerk.council.enums import PaperType
from begleitwerk.council.forms import NewPaperForm, PaperFilter
from begleitwerk.council.models import Paper
from begleitwerk.council.selectors import papers_of
from begleitwerk.council.tables import PaperTable
from begleitwerk.council.views.common import list_crumbs, paper_url
from begleitwerk.municipalities.pages import MunicipalityPage

# What a committee usually does with a paper of each type.
USUAL_ROLE = {PaperType.INFORMATION: "information", PaperType.RESOLUTION: "decision"}


class Papers(MunicipalityPage, ListPage):
    """Papers a person may read: all of them, or only those that were introduced."""

    permission = "council.list_papers"
    template_name = "council/papers.html"
    table_class = PaperTable
    filterset_class = PaperFilter
    export_name = "vorlagen"

    def get_queryset(self) -> Rows:
        return papers_of(self.municipality, self.request.user, timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, slug = self.user, self.municipality.slug
        edits = user.has_perm("council.edit_paper", self.municipality)
        count = self.object_list.count()
        title = ngettext("One council paper", "%(count)s council papers", count)
        return super().get_context_data(
            **{
                "title": title % {"count": number(count)} if count else gettext("Council papers"),
                "action_url": reverse("council:paper_new", args=[slug]) if edits else "",
                "action_label": gettext("Create a council paper"),
                "empty_text": gettext("There is no council paper yet."),
                "may_edit": edits,
                "may_see_brief": user.has_perm("council.view_brief", self.municipality),
                **kwargs,
            }
        )


class PaperNew(MunicipalityPage, FormPage):
    permission = "council.edit_paper"
    form_class = NewPaperForm
    title = _("Create a council paper")
    submit_label = _("Create the paper")
    saved_message = _("The draft is ready. Nobody outside your team sees it yet.")
    result: Paper

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "municipality": self.municipality}

    def save(self, form: Any) -> Paper:
        values = form.cleaned_data
        with transaction.atomic():
            paper = services.create_paper(
                by=self.user,
                municipality=self.municipality,
                process=values["process"] or form.fields["process"].initial,
                paper_type=values["paper_type"],
                title=" ".join(values["title"].split()),
            )
            if values["committee"]:
                role = usual_role(paper)
                services.add_step(by=self.user, paper=paper, body=values["committee"], role=role)
            if values["take_blocks"]:
                services.add_usual_blocks(by=self.user, paper=paper)
        return paper

    def get_success_url(self) -> str:
        return paper_url(self.result)

    def cancel_url(self) -> str:
        return reverse("council:papers", args=[self.municipality.slug])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(crumbs=list_crumbs(self.municipality), **kwargs)


def usual_role(paper: Paper) -> ContentItem | None:
    key = USUAL_ROLE[PaperType(paper.paper_type)]
    return selectable_items(ContentKind.CONSULTATION_ROLES).filter(key=key).first()
