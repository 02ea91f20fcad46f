"""The page of one finding, with its red thread."""

from functools import cached_property

from django.utils import timezone

from begleitwerk.assessment import selectors
from begleitwerk.assessment.models import Finding
from begleitwerk.assessment.presenters import agreed_level, level_of, priority_words
from begleitwerk.core.contributions import Look
from begleitwerk.core.pages import DetailPage, Values
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.pages import MunicipalityPage


class FindingDetail(MunicipalityPage, DetailPage):
    """What was agreed about a criterion, why, and what follows from it."""

    permission = "assessment.view_finding"
    template_name = "assessment/finding.html"
    record_name = "finding"

    @cached_property
    def finding(self) -> Finding:
        found = selectors.get_finding_or_404(self.user, self.kwargs["slug"], self.kwargs["pk"])
        self.request.municipality = found.municipality  # the frame need not read it again
        return found

    @property
    def municipality(self) -> Municipality:
        return self.finding.municipality

    def permission_object(self) -> Finding:
        return self.finding

    def values(self) -> Values:
        finding, level = self.finding, agreed_level(self.finding)
        return {
            **super().values(),
            "look": Look(finding, self.user, timezone.localdate()),
            "criterion": finding.criterion,
            "level": level_of(finding),
            "anchor": level.anchor if level else "",
            "priority": priority_words(finding.priority),
            "may_share": self.user.has_perm("assessment.share_findings", finding.assessment),
            "is_inside": self.user.has_perm("assessment.view_inside", self.municipality),
            "sees_meeting": self.user.has_perm("processes.view_meeting", self.municipality),
        }
