"""The list of papers, and a new one."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import AddPage, Crumbs, ListPage, Rows, Values
from begleitwerk.core.templatetags.bw import number
from begleitwerk.council import services
from begleitwerk.council.forms import NewPaperForm, PaperFilter
from begleitwerk.council.selectors import papers_of
from begleitwerk.council.tables import PaperTable
from begleitwerk.council.views.common import list_crumbs
from begleitwerk.municipalities.pages import MunicipalityPage


class Papers(MunicipalityPage, ListPage):
    """Papers a person may read: all of them, or only those that were introduced."""

    permission = "council.list_papers"
    template_name = "council/papers.html"
    table_class = PaperTable
    filterset_class = PaperFilter
    export_name = "vorlagen"

    def get_queryset(self) -> Rows:
        return papers_of(self.municipality, self.user, timezone.localdate())

    def values(self) -> Values:
        user, place = self.user, self.municipality
        edits = user.has_perm("council.edit_paper", place)
        count = self.object_list.count()
        title = ngettext("One council paper", "%(count)s council papers", count)
        return {
            **super().values(),
            "title": title % {"count": number(count)} if count else gettext("Council papers"),
            "action_url": reverse("council:paper_new", args=[place.slug]) if edits else "",
            "action_label": gettext("Create a council paper"),
            "empty_text": gettext("There is no council paper yet."),
            "may_edit": edits,
            "may_see_brief": user.has_perm("council.view_brief", place),
        }


class PaperNew(MunicipalityPage, AddPage):
    permission = "council.edit_paper"
    service = staticmethod(services.begin_paper)
    form_class = NewPaperForm
    form_takes = ("municipality",)
    title = _("Create a council paper")
    submit_label = _("Create the paper")
    saved_message = _("The draft is ready. Nobody outside your team sees it yet.")

    def within(self) -> Values:
        return {"municipality": self.municipality}

    def crumbs(self) -> Crumbs:
        return list_crumbs(self.municipality)
