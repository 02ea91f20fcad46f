"""What a self-assessment shows: the whole, one dimension, one criterion."""

from functools import cached_property

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext

from begleitwerk.assessment.presenters.figures import withheld_in
from begleitwerk.assessment.presenters.pictures import dots_of, field_of, radar_of, spread_of
from begleitwerk.assessment.presenters.points import headline_of, lead_of, point_sections
from begleitwerk.assessment.presenters.tables import (
    answer_table,
    criterion_rows,
    dimension_rows,
    group_rows,
    level_rows,
)
from begleitwerk.assessment.selectors.results import (
    Result,
    ResultCriterion,
    ResultDimension,
    finding_on,
    remarks_on,
    result_of,
)
from begleitwerk.assessment.views.base import AssessmentArea
from begleitwerk.core.contributions import Look
from begleitwerk.core.pages import Crumbs, Page, Values
from begleitwerk.engine.ratings import together


class ResultArea(AssessmentArea):
    """A page about the result; before the answers end there is none."""

    permission = "assessment.view_inside"

    @cached_property
    def result(self) -> Result:
        found = result_of(self.assessment)
        if found is None:
            raise Http404
        return found

    @cached_property
    def dimension_urls(self) -> dict[int, str]:
        return {row.pk: self.here("result_dimension", row.pk) for row in self.result.dimensions}

    @cached_property
    def urls(self) -> dict[int, str]:
        """The page of each criterion."""
        return {row.pk: self.here("result_criterion", row.pk) for row in self.result.criteria}

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (gettext("Result"), self.here("result"))]

    def values(self) -> Values:
        may_edit = self.user.has_perm("assessment.edit_assessment", self.municipality)
        return {**super().values(), "result": self.result, "may_edit": may_edit}


class ResultOverview(ResultArea, Page):
    """What to talk about, how the dimensions stand, who answered."""

    template_name = "assessment/result/overview.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:-1]

    def values(self) -> Values:
        result = self.result
        everybody = [row.overall for row in result.criteria if row.overall]
        rows = dimension_rows(result, self.dimension_urls)
        single = rows[0] if len(rows) == 1 else None
        if single:
            rows = criterion_rows(result.criteria, self.urls)
        return {
            **super().values(),
            "look": Look(self.assessment, self.user, timezone.localdate()),
            "title": headline_of(result),
            "sentence": lead_of(result, result.criteria),
            "sections": point_sections(result, result.points, self.urls),
            "single": single,
            "rows": rows,
            "radar": radar_of([(row.short, row.name, row.answers) for row in rows]),
            "overall": together(everybody) if len({row.levels for row in everybody}) == 1 else None,
            "groups": group_rows(result),
        }


class ResultOfDimension(ResultArea, Page):
    """How groups see a dimension, what to talk about, what matters most."""

    template_name = "assessment/result/dimension.html"

    @cached_property
    def dimension(self) -> ResultDimension:
        found = self.result.dimension(self.kwargs["dimension_pk"])
        if found is None:
            raise Http404
        return found

    def values(self) -> Values:
        result = self.result
        criteria = result.of(self.dimension)
        own = {str(row.pk) for row in criteria}
        points = [point for point in result.points if point.criterion in own]
        return {
            **super().values(),
            "dimension": self.dimension,
            "facts": dimension_rows(result, self.dimension_urls, only=self.dimension)[0],
            "title": str(self.dimension),
            "sentence": lead_of(result, criteria),
            "sections": point_sections(result, points, self.urls),
            "dots": dots_of(criteria, result.groups, self.urls),
            "hidden": withheld_in(criteria, result.groups),
            "field": field_of(criteria),
            "table": answer_table(criteria, result.groups, self.urls),
        }


class ResultOfCriterion(ResultArea, Page):
    """One criterion: how all and each group answered, and what they see it by."""

    template_name = "assessment/result/criterion.html"

    @cached_property
    def row(self) -> ResultCriterion:
        found = self.result.criterion(self.kwargs["criterion_pk"])
        if found is None:
            raise Http404
        return found

    def crumbs(self) -> Crumbs:
        dimension = self.result.dimension(self.row.dimension)
        return [*super().crumbs(), (str(dimension), self.dimension_urls[self.row.dimension])]

    def values(self) -> Values:
        result, row = self.result, self.row
        own = [point for point in result.points if point.criterion == str(row.pk)]
        finding = finding_on(self.assessment, row)
        return {
            **super().values(),
            "finding": finding,
            "look": Look(finding, self.user, timezone.localdate()),
            "row": row,
            "facts": criterion_rows([row], self.urls)[0],
            "title": str(row.label),
            "sentence": lead_of(result, [row]),
            "sections": point_sections(result, own, self.urls),
            "levels": level_rows(row, finding.criterion.item),
            "spread": spread_of(row, result.groups),
            "table": group_rows(result, row),
            "columns": len(row.scale.levels) + 3,
            "remarks": remarks_on(finding.criterion),
        }
