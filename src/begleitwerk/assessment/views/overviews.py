"""What a programme or a Land reads of the quality of its municipalities."""

from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.selectors.overview import CriterionCount, released_counts
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import choices
from begleitwerk.core.exports import table_response
from begleitwerk.core.forms import BaseForm
from begleitwerk.core.pages import Page, Values
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.municipalities.models import Workspace
from begleitwerk.municipalities.selectors import get_workspace_or_404


class OverviewFilter(BaseForm):
    """Search and quality dimension, in the address bar."""

    q = forms.CharField(
        label=_("Search"), required=False, widget=forms.TextInput({"type": "search"})
    )
    dimension = forms.ChoiceField(label=_("Quality dimension"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = choices(ContentKind.QUALITY_FRAMEWORK)
        self.fields["dimension"].choices = [("", _("all")), *known]  # type: ignore[attr-defined]

    def keeps(self, row: CriterionCount) -> bool:
        """Whether a line is what is looked for; values that are no choice filter nothing."""
        wanted, above = self.cleaned_data, row.criterion.parent
        text = f"{row.criterion.number} {row.criterion.label} {row.criterion.text}".casefold()
        key = above.key if above else ""
        return all(word in text for word in wanted.get("q", "").casefold().split()) and (
            wanted.get("dimension") in (None, "", key)
        )


class Overview(Page):
    """How many municipalities agreed on which level, and which needs are most frequent."""

    permission = "assessment.view_released"
    template_name = "assessment/overview.html"
    title = _("State of the quality")
    kind: WorkspaceKind

    @cached_property
    def space(self) -> Workspace:
        return get_workspace_or_404(self.user, self.kind, self.kwargs["slug"])

    def permission_object(self) -> Workspace:
        return self.space

    @cached_property
    def form(self) -> OverviewFilter:
        form = OverviewFilter(self.request.GET)
        form.is_valid()
        return form

    @cached_property
    def rows(self) -> list[CriterionCount]:
        return [row for row in released_counts(self.space) if self.form.keeps(row)]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("export") in ("csv", "xlsx"):
            return self.export(request.GET["export"])
        return super().get(request, *args, **kwargs)

    def export(self, kind: str) -> HttpResponse:
        """One line for each criterion and level; what is withheld says so."""
        header = [
            gettext("Criterion"), gettext("Quality dimension"), gettext("Scale"),
            gettext("Municipalities"), gettext("Needs"), pgettext("of a scale", "Level"),
            gettext("Municipalities at this level"),
        ]  # fmt: skip
        lines = [line for row in self.rows for line in exported(row)]
        return table_response(name="stand-der-qualitaet", kind=kind, header=header, rows=lines)

    def values(self) -> Values:
        return {
            **super().values(),
            "space": self.space,
            "filter_form": self.form,
            "narrowed": any(self.request.GET.get(name) for name in self.form.fields),
            "rows": self.rows,
        }


def exported(row: CriterionCount) -> list[list[Any]]:
    what = [f"{row.criterion.number} {row.criterion.label}", str(row.criterion.parent or "")]
    if row.is_protected:
        hidden = gettext("protected")
        return [[*what, str(row.scale), hidden, hidden, hidden, hidden]]
    told = [*what, str(row.scale), row.municipalities, row.needs]
    return [[*told, level, number] for level, number in row.levels]


class ProgrammeOverview(Overview):
    kind = WorkspaceKind.PROGRAMME


class LandOverview(Overview):
    kind = WorkspaceKind.LAND
