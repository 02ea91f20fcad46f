"""Meetings of a municipality, and likewise those of a programme."""

from abc import abstractmethod
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from begleitwerk.core.forms import ReasonForm
from begleitwerk.core.pages import AddPage, ChangePage, Crumbs, ListPage, Page, Text, Told, Values
from begleitwerk.core.presenters import history_lines
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.processes import selectors, services
from begleitwerk.processes.forms import HoldForm, MeetingForm
from begleitwerk.processes.models import Meeting
from begleitwerk.processes.presenters import events_of_meeting
from begleitwerk.processes.tables import (
    MeetingFilter,
    MeetingTable,
    ProgrammeMeetingFilter,
    ProgrammeMeetingTable,
    is_unrecorded,
)
from begleitwerk.programmes.pages import ProgrammePage

# --- Whose meetings: every page below exists once for each ---------------------------------------


class MeetingArea(Told):
    """What all pages about meetings share; whose meetings they are, the two classes below say."""

    permission = "processes.edit_meeting"
    record_name = "meeting"
    heading: Text
    empty_text: Text
    words: Mapping[str, Text]

    @abstractmethod
    def owner(self) -> dict[str, Any]:
        """The municipality or the programme, under the name services and selectors have for it."""

    @abstractmethod
    def meetings(self) -> QuerySet[Meeting]:
        """All its meetings."""

    @abstractmethod
    def counted(self, count: int) -> str:
        """So many meetings, in words."""

    @abstractmethod
    def url(self, name: str, *args: Any) -> str:
        """The address of one of its pages about meetings."""

    @property
    @abstractmethod
    def bodies(self) -> Any:
        """The bodies a meeting can be of; None where there are none."""

    @abstractmethod
    def place(self) -> Any:
        """Where the rule is asked."""

    def permission_object(self) -> Any:
        return self.place()

    @cached_property
    def meeting(self) -> Meeting:
        return selectors.get_meeting_or_404(self.user, self.kwargs["pk"], **self.owner())

    def may_edit(self) -> bool:
        return bool(self.user.has_perm("processes.edit_meeting", self.place()))

    def crumbs(self) -> Crumbs:
        path: Crumbs = [(self.heading, self.url("meetings"))]
        if "pk" in self.kwargs:
            path.append((self.meeting.title, self.url("meeting", self.meeting.pk)))
        return path


class OfMunicipality(MunicipalityPage, MeetingArea):
    heading = _("Meetings")
    empty_text = _("No meeting is on record yet.")
    words: Mapping[str, Text] = {
        "plan": _("Plan meeting"),
        "edit": _("Edit meeting"),
        "cancel": _("Cancel meeting"),
    }

    def place(self) -> Any:
        return self.municipality

    def counted(self, count: int) -> str:
        return ngettext("%(count)d meeting", "%(count)d meetings", count) % {"count": count}

    def owner(self) -> dict[str, Any]:
        return {"municipality": self.municipality}

    def meetings(self) -> QuerySet[Meeting]:
        return selectors.meetings_of(self.municipality)

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"processes:{name}", args=[self.municipality.slug, *args])

    @property
    def bodies(self) -> Any:
        return selectors.bodies_for(self.municipality)


class OfProgramme(ProgrammePage, MeetingArea):
    """Events of the programme itself, for all its municipalities."""

    area = "processes"
    edit_permission = "processes.edit_meeting"
    heading = _("Events of the programme")
    empty_text = _("No event is on record yet.")
    words: Mapping[str, Text] = {
        "plan": _("Plan event"),
        "edit": _("Edit event"),
        "cancel": _("Cancel event"),
    }

    def place(self) -> Any:
        return self.programme.workspace

    def permission_object(self) -> Any:
        return self.place()

    def counted(self, count: int) -> str:
        return ngettext("%(count)d event", "%(count)d events", count) % {"count": count}

    def owner(self) -> dict[str, Any]:
        return {"programme": self.programme}

    def meetings(self) -> QuerySet[Meeting]:
        return selectors.programme_meetings(self.programme)

    def url(self, name: str, *args: Any) -> str:
        return self.address(f"programme_{name}", *args)

    @property
    def bodies(self) -> None:
        return None

    def crumbs(self) -> Crumbs:
        return MeetingArea.crumbs(self)


# --- List ----------------------------------------------------------------------------------------


class MeetingList(MeetingArea, ListPage):
    template_name = "processes/meetings.html"

    def get_queryset(self) -> QuerySet[Meeting]:
        return self.meetings()

    def crumbs(self) -> Crumbs:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["title"] = self.counted(context["table"].page.paginator.count)
        context["empty_text"] = self.empty_text
        if self.may_edit():
            context["action_url"] = self.url("meeting_plan")
            context["action_label"] = self.words["plan"]
        return context


class Meetings(OfMunicipality, MeetingList):
    permission = "processes.view_meeting"
    table_class = MeetingTable
    filterset_class = MeetingFilter
    export_name = "sitzungen"

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(filterset_class), "bodies": self.bodies}

    def crumbs(self) -> Crumbs:
        return [(_("Process"), self.url("process"))]

    def values(self) -> Values:
        today = timezone.localdate()
        events = list(selectors.programme_meetings_for(self.municipality, today)[:5])
        return {**super().values(), "events": events}


class ProgrammeMeetings(OfProgramme, MeetingList):
    permission = "processes.view_programme_meeting"
    table_class = ProgrammeMeetingTable
    filterset_class = ProgrammeMeetingFilter
    export_name = "termine"

    def crumbs(self) -> Crumbs:
        return []


# --- One meeting ---------------------------------------------------------------------------------


class MeetingDetailPage(MeetingArea, Page):
    template_name = "processes/meeting.html"

    def values(self) -> Values:
        meeting, today = self.meeting, timezone.localdate()
        names = ("meeting_edit", "meeting_hold", "meeting_cancel")
        return {
            **super().values(),
            "meeting": meeting,
            "decisions": meeting.decisions.all(),
            "history": history_lines(events_of_meeting(meeting)),
            "may_edit": self.may_edit(),
            "has_begun": meeting.on <= today,
            "is_unrecorded": is_unrecorded(meeting, today),
            "crumbs": self.crumbs()[:1],
            "urls": {name: self.url(name, meeting.pk) for name in names},
            "words": self.words,
        }


class MeetingDetail(OfMunicipality, MeetingDetailPage):
    permission = "processes.view_meeting"


class ProgrammeMeetingDetail(OfProgramme, MeetingDetailPage):
    permission = "processes.view_programme_meeting"


# --- Forms ---------------------------------------------------------------------------------------


class MeetingPlanPage(MeetingArea, AddPage):
    service = staticmethod(services.plan_meeting)
    form_class = MeetingForm
    form_takes = ("bodies",)
    title = _("Plan meeting")
    submit_label = _("Plan meeting")
    saved_message = _("The meeting is on record.")

    def get_initial(self) -> dict[str, Any]:
        """A body's page links here with its number."""
        wanted = self.request.GET.get("gremium", "")
        return {**super().get_initial(), **({"body": wanted} if wanted.isdecimal() else {})}

    def within(self) -> Values:
        return self.owner()

    def get_success_url(self) -> str:
        return self.url("meeting", self.result.pk)


class MeetingPlan(OfMunicipality, MeetingPlanPage):
    pass


class ProgrammeMeetingPlan(OfProgramme, MeetingPlanPage):
    title = _("Plan event")
    submit_label = _("Plan event")
    saved_message = _("The event is on record.")


class MeetingChangePage(MeetingArea, ChangePage):
    """A form about one meeting."""

    def permission_object(self) -> Any:
        return self.place()

    def get_success_url(self) -> str:
        return self.url("meeting", self.meeting.pk)


class MeetingEditPage(MeetingChangePage):
    service = staticmethod(services.change_meeting)
    form_class = MeetingForm
    form_takes = ("bodies",)
    title = _("Edit meeting")
    submit_label = _("Save meeting")
    saved_message = _("The meeting is saved.")


class MeetingEdit(OfMunicipality, MeetingEditPage):
    pass


class ProgrammeMeetingEdit(OfProgramme, MeetingEditPage):
    title = _("Edit event")
    submit_label = _("Save event")
    saved_message = _("The event is saved.")


class MeetingHoldPage(MeetingChangePage):
    service = staticmethod(services.hold_meeting)
    form_class = HoldForm
    title = _("Record result")
    submit_label = _("Save result")
    saved_message = _("The result is saved.")


class MeetingHold(OfMunicipality, MeetingHoldPage):
    pass


class ProgrammeMeetingHold(OfProgramme, MeetingHoldPage):
    pass


class MeetingCancelPage(MeetingChangePage):
    service = staticmethod(services.cancel_meeting)
    form_class = ReasonForm
    template_name = "processes/meeting_cancel.html"
    title = _("Cancel meeting")
    submit_label = _("Cancel meeting")
    saved_message = _("The meeting is cancelled.")


class MeetingCancel(OfMunicipality, MeetingCancelPage):
    pass


class ProgrammeMeetingCancel(OfProgramme, MeetingCancelPage):
    title = _("Cancel event")
    submit_label = _("Cancel event")
    saved_message = _("The event is cancelled.")
