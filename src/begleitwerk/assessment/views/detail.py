"""The page of a self-assessment, the link to pass on, and its end."""

from functools import cached_property

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment import selectors
from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.presenters import (
    Step,
    assessment_history,
    criterion_lines,
    standing_of,
    text_for_mail,
)
from begleitwerk.assessment.views.base import AssessmentArea
from begleitwerk.core.pages import Page, Values
from begleitwerk.engine.codes import qr_data_uri
from begleitwerk.fieldwork.enums import AccessKind
from begleitwerk.fieldwork.models import Access
from begleitwerk.fieldwork.selectors import GroupProgress, progress_of, stage_of
from begleitwerk.fieldwork.services.tokens import access_url


class AssessmentDetail(AssessmentArea, Page):
    """Where it is, what comes next, who answered by group, and what is asked."""

    permission = "assessment.view_inside"
    template_name = "assessment/assessment.html"

    @cached_property
    def progress(self) -> list[GroupProgress]:
        return [] if self.is_draft else progress_of(self.assessment.collection)

    @property
    def shown_steps(self) -> list[Step]:
        return self.steps if self.is_draft else []

    def values(self) -> Values:
        today, collection = timezone.localdate(), self.assessment.collection
        asked = selectors.asked_in(self.assessment)
        may_edit = self.user.has_perm("assessment.edit_assessment", self.municipality)
        return {
            **super().values(),
            "today": today,
            "stage": stage_of(collection, today),
            "standing": standing_of(self.assessment, self.progress, self.shown_steps, today),
            "steps": self.shown_steps,
            "is_draft": self.is_draft,
            "is_open": self.assessment.state == AssessmentState.OPEN,
            "progress": self.progress,
            "parts": criterion_lines(asked),
            "count": sum(len(part.criteria) for part in asked),
            "may_edit": may_edit,
            "history": assessment_history(self.assessment),
        }


class Link(AssessmentArea, Page):
    """The link for all: to be copied, shown as a code, or mailed."""

    template_name = "assessment/link.html"
    title = _("Pass on the link")

    @cached_property
    def access(self) -> Access | None:
        rows = Access.objects.filter(collection=self.assessment.collection, group=None)
        return rows.filter(kind=AccessKind.GROUP, is_closed=False).first()

    @property
    def url(self) -> str:
        return f"{settings.SITE_URL}{access_url(self.access)}" if self.access else ""

    def values(self) -> Values:
        today = timezone.localdate()
        return {
            **super().values(),
            "access": self.access,
            "url": self.url,
            "drawing": qr_data_uri(self.url) if self.access else "",
            "text": text_for_mail(self.assessment, self.url),
            "stage": stage_of(self.assessment.collection, today),
            "is_draft": self.is_draft,
        }
