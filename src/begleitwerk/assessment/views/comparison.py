"""Two self-assessments side by side."""

from functools import cached_property

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.models import Assessment
from begleitwerk.assessment.presenters.comparison import (
    change_rows,
    comparison_headline,
    shared_words,
)
from begleitwerk.assessment.selectors.comparison import compare, earlier_ones
from begleitwerk.assessment.views.results import ResultArea
from begleitwerk.core.pages import Page, Values, number_in


class ComparisonPage(ResultArea, Page):
    """What changed since an earlier one, which `mit` names; without it the latest."""

    template_name = "assessment/result/comparison.html"
    title = _("Comparison")

    @cached_property
    def others(self) -> list[Assessment]:
        return earlier_ones(self.assessment)

    @cached_property
    def before(self) -> Assessment | None:
        wanted = number_in(self.request.GET.get("mit", ""))
        if wanted is None:
            return self.others[0] if self.others else None
        found = next((other for other in self.others if other.pk == wanted), None)
        if found is None:
            raise Http404
        return found

    def values(self) -> Values:
        found = {**super().values(), "others": self.others, "before": self.before}
        if self.before is None:
            return found
        comparison = compare(self.before, self.assessment)
        rows, others = change_rows(comparison, self.urls)
        return {
            **found,
            "comparison": comparison,
            "title": comparison_headline(comparison),
            "shared": shared_words(comparison),
            "rows": rows,
            "without": others,
            "is_other_version": self.before.framework_id != self.assessment.framework_id,
        }
