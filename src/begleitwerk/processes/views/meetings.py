"""Meetings of a municipality, and likewise those of a programme."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from begleitwerk.accounts.models import User
from begleitwerk.core.pages import FormPage, ListPage, Page
from begleitwerk.core.presenters import history_lines
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.processes import selectors, services
from begleitwerk.processes.forms import HoldForm, MeetingForm, ReasonForm
from begleitwerk.processes.models import Meeting
from begleitwerk.processes.presenters import events_of_meeting
from begleitwerk.processes.tables import (
    MeetingFilter,
    MeetingTable,
    ProgrammeMeetingFilter,
    ProgrammeMeetingTable,
    is_unrecorded,
)
from begleitwerk.programmes.models import Programme
from begleitwerk.programmes.selectors import get_programme_or_404

# --- Whose meetings: every page below exists once for each ---------------------------------------


class OfMunicipality(MunicipalityPage):
    heading: str | Promise = _("Meetings")
    empty_text: str | Promise = _("No meeting is on record yet.")
    words: Mapping[str, str | Promise] = {
        "plan": _("Plan meeting"),
        "edit": _("Edit meeting"),
        "cancel": _("Cancel meeting"),
    }

    def counted(self, count: int) -> str:
        return ngettext("%(count)d meeting", "%(count)d meetings", count) % {"count": count}

    def owner(self) -> dict[str, Any]:
        return {"municipality": self.municipality}

    def meetings(self) -> QuerySet[Meeting]:
        return selectors.meetings_of(self.municipality)

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"processes:{name}", args=[self.municipality.slug, *args])

    def bodies(self) -> Any:
        return selectors.bodies_for(self.municipality)


class OfProgramme:
    """Loads the programme of the address; strangers get 404 before anything else happens."""

    request: HttpRequest
    kwargs: dict[str, Any]
    heading: str | Promise = _("Events of the programme")
    empty_text: str | Promise = _("No event is on record yet.")
    words: Mapping[str, str | Promise] = {
        "plan": _("Plan event"),
        "edit": _("Edit event"),
        "cancel": _("Cancel event"),
    }

    def counted(self, count: int) -> str:
        return ngettext("%(count)d event", "%(count)d events", count) % {"count": count}

    @cached_property
    def programme(self) -> Programme:
        return get_programme_or_404(cast("User", self.request.user), self.kwargs["slug"])

    def permission_object(self) -> Any:
        return self.programme.workspace

    def owner(self) -> dict[str, Any]:
        return {"programme": self.programme}

    def meetings(self) -> QuerySet[Meeting]:
        return selectors.programme_meetings(self.programme)

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"processes:programme_{name}", args=[self.programme.workspace.slug, *args])

    def bodies(self) -> Any:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {"programme": self.programme, **context}


class MeetingPage:
    """What all pages about meetings share; stands before one of the two above."""

    request: HttpRequest
    kwargs: dict[str, Any]
    permission = "processes.edit_meeting"

    @cached_property
    def meeting(self) -> Meeting:
        page: Any = self
        return selectors.get_meeting_or_404(
            self.request.user,  # type: ignore[arg-type]
            self.kwargs["pk"],
            **page.owner(),
        )

    def may_edit(self) -> bool:
        page: Any = self
        return self.request.user.has_perm("processes.edit_meeting", page.permission_object())

    def crumbs(self) -> list[tuple[Any, str]]:
        page: Any = self
        found = [(page.heading, page.url("meetings"))]
        if "pk" in self.kwargs:
            found.append((self.meeting.title, page.url("meeting", self.meeting.pk)))
        return found


# --- List ----------------------------------------------------------------------------------------


class MeetingList(MeetingPage, ListPage):
    template_name = "processes/meetings.html"

    def get_queryset(self) -> QuerySet[Meeting]:
        page: Any = self
        rows: QuerySet[Meeting] = page.meetings()
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: Any = self
        context = super().get_context_data(**kwargs)
        title = page.counted(context["table"].page.paginator.count)
        if self.may_edit():
            context["action_url"] = page.url("meeting_plan")
            context["action_label"] = page.words["plan"]
        return {**context, "title": title, "empty_text": page.empty_text}


class Meetings(OfMunicipality, MeetingList):
    permission = "processes.view_meeting"
    table_class = MeetingTable
    filterset_class = MeetingFilter
    export_name = "sitzungen"

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(filterset_class), "bodies": self.bodies()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        events = list(selectors.programme_meetings_for(self.municipality, today)[:5])
        crumbs = [(_("Process"), self.url("process"))]
        return super().get_context_data(**{"events": events, "crumbs": crumbs, **kwargs})


class ProgrammeMeetings(OfProgramme, MeetingList):
    permission = "processes.view_programme_meeting"
    table_class = ProgrammeMeetingTable
    filterset_class = ProgrammeMeetingFilter
    export_name = "termine"


# --- One meeting ---------------------------------------------------------------------------------


class MeetingDetailPage(MeetingPage, Page):
    template_name = "processes/meeting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: Any = self
        meeting, pk = self.meeting, self.meeting.pk
        today = timezone.localdate()
        names = ("meeting_edit", "meeting_hold", "meeting_cancel")
        context = {
            "meeting": meeting,
            "decisions": meeting.decisions.all(),
            "history": history_lines(events_of_meeting(meeting)),
            "may_edit": self.may_edit(),
            "has_begun": meeting.on <= today,
            "is_unrecorded": is_unrecorded(meeting, today),
            "crumbs": self.crumbs()[:1],
            "urls": {name: page.url(name, pk) for name in names},
            "words": page.words,
        }
        return super().get_context_data(**{**context, **kwargs})


class MeetingDetail(OfMunicipality, MeetingDetailPage):
    permission = "processes.view_meeting"


class ProgrammeMeetingDetail(OfProgramme, MeetingDetailPage):
    permission = "processes.view_programme_meeting"


# --- Forms ---------------------------------------------------------------------------------------


class MeetingFormPage(MeetingPage, FormPage):
    def get_success_url(self) -> str:
        page: Any = self
        if "pk" in self.kwargs:
            return str(page.url("meeting", self.kwargs["pk"]))
        result: Meeting | None = getattr(self, "result", None)
        return str(page.url("meeting", result.pk) if result else page.url("meetings"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"crumbs": self.crumbs(), **kwargs})


class MeetingPlanPage(MeetingFormPage):
    form_class = MeetingForm
    title = _("Plan meeting")
    submit_label = _("Plan meeting")
    saved_message = _("The meeting is on record.")

    def get_form_kwargs(self) -> dict[str, Any]:
        page: Any = self
        return {**super().get_form_kwargs(), "bodies": page.bodies()}

    def get_initial(self) -> dict[str, Any]:
        """A body's page links here with its number."""
        wanted = self.request.GET.get("gremium", "")
        return {**super().get_initial(), **({"body": wanted} if wanted.isdecimal() else {})}

    def save(self, form: Any) -> Meeting:
        page: Any = self
        return services.plan_meeting(by=page.request.user, **page.owner(), **form.values)


class MeetingPlan(OfMunicipality, MeetingPlanPage):
    pass


class ProgrammeMeetingPlan(OfProgramme, MeetingPlanPage):
    title = _("Plan event")
    submit_label = _("Plan event")
    saved_message = _("The event is on record.")


class MeetingEditPage(MeetingFormPage):
    form_class = MeetingForm
    title = _("Edit meeting")
    submit_label = _("Save meeting")
    saved_message = _("The meeting is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        page: Any = self
        return {**super().get_form_kwargs(), "bodies": page.bodies(), "instance": self.meeting}

    def save(self, form: Any) -> Meeting:
        page: Any = self
        return services.change_meeting(
            by=page.request.user, meeting=self.meeting, version=form.version, **form.values
        )


class MeetingEdit(OfMunicipality, MeetingEditPage):
    pass


class ProgrammeMeetingEdit(OfProgramme, MeetingEditPage):
    title = _("Edit event")
    submit_label = _("Save event")
    saved_message = _("The event is saved.")


class MeetingHoldPage(MeetingFormPage):
    form_class = HoldForm
    title = _("Record result")
    submit_label = _("Save result")
    saved_message = _("The result is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.meeting}

    def save(self, form: Any) -> Meeting:
        page: Any = self
        return services.hold_meeting(
            by=page.request.user,
            meeting=self.meeting,
            participants=form.cleaned_data["participants"],
            summary=form.cleaned_data["summary"],
            version=form.version,
        )


class MeetingHold(OfMunicipality, MeetingHoldPage):
    pass


class ProgrammeMeetingHold(OfProgramme, MeetingHoldPage):
    pass


class MeetingCancelPage(MeetingFormPage):
    form_class = ReasonForm
    template_name = "processes/meeting_cancel.html"
    title = _("Cancel meeting")
    submit_label = _("Cancel meeting")
    saved_message = _("The meeting is cancelled.")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "version": self.meeting.version}

    def save(self, form: Any) -> Meeting:
        page: Any = self
        return services.cancel_meeting(
            by=page.request.user,
            meeting=self.meeting,
            reason=form.cleaned_data["reason"],
            version=form.version,
        )


class MeetingCancel(OfMunicipality, MeetingCancelPage):
    pass


class ProgrammeMeetingCancel(OfProgramme, MeetingCancelPage):
    title = _("Cancel event")
    submit_label = _("Cancel event")
    saved_message = _("The event is cancelled.")
