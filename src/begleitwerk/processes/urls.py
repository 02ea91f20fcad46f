"""Addresses."""

from django.urls import path

from begleitwerk.processes import views

app_name = "processes"

PROCESS = "k/<slug:slug>/prozess/"
PHASE = "k/<slug:slug>/prozess/phasen/<int:pk>/"
MEETINGS = "k/<slug:slug>/sitzungen/"
MEETING = "k/<slug:slug>/sitzungen/<int:pk>/"
DECISION = "k/<slug:slug>/beschluesse/<int:pk>/"
PROGRAMME = "p/<slug:slug>/termine/"
EVENT = "p/<slug:slug>/termine/<int:pk>/"

urlpatterns = [
    path(PROCESS, views.ProcessPage.as_view(), name="process"),
    path(f"{PROCESS}beginnen/", views.ProcessStart.as_view(), name="process_start"),
    path(f"{PROCESS}<int:pk>/", views.ProcessPage.as_view(), name="process_at"),
    path(f"{PROCESS}<int:pk>/bearbeiten/", views.ProcessEdit.as_view(), name="process_edit"),
    path(f"{PROCESS}<int:pk>/phase/", views.PhaseAdd.as_view(), name="phase_add"),
    path(f"{PHASE}bearbeiten/", views.PhaseEdit.as_view(), name="phase_edit"),
    path(f"{PHASE}verschieben/", views.PhaseShiftPage.as_view(), name="phase_shift"),
    path(f"{PHASE}frueher/", views.PhaseEarlier.as_view(), name="phase_earlier"),
    path(f"{PHASE}spaeter/", views.PhaseLater.as_view(), name="phase_later"),
    path(f"{PHASE}entfernen/", views.PhaseRemove.as_view(), name="phase_remove"),
    path(MEETINGS, views.Meetings.as_view(), name="meetings"),
    path(f"{MEETINGS}planen/", views.MeetingPlan.as_view(), name="meeting_plan"),
    path(MEETING, views.MeetingDetail.as_view(), name="meeting"),
    path(f"{MEETING}bearbeiten/", views.MeetingEdit.as_view(), name="meeting_edit"),
    path(f"{MEETING}ergebnis/", views.MeetingHold.as_view(), name="meeting_hold"),
    path(f"{MEETING}absagen/", views.MeetingCancel.as_view(), name="meeting_cancel"),
    path(f"{MEETING}protokoll.pdf", views.MinutesPdf.as_view(), name="minutes_pdf"),
    path(f"{MEETING}protokoll.docx", views.MinutesDocx.as_view(), name="minutes_docx"),
    path(f"{MEETING}beschluss/", views.DecisionRecord.as_view(), name="decision_record"),
    path(f"{DECISION}bearbeiten/", views.DecisionEdit.as_view(), name="decision_edit"),
    path(f"{DECISION}zuruecknehmen/", views.DecisionWithdraw.as_view(), name="decision_withdraw"),
    path(PROGRAMME, views.ProgrammeMeetings.as_view(), name="programme_meetings"),
    path(
        f"{PROGRAMME}planen/", views.ProgrammeMeetingPlan.as_view(), name="programme_meeting_plan"
    ),
    path(EVENT, views.ProgrammeMeetingDetail.as_view(), name="programme_meeting"),
    path(
        f"{EVENT}bearbeiten/", views.ProgrammeMeetingEdit.as_view(), name="programme_meeting_edit"
    ),
    path(f"{EVENT}ergebnis/", views.ProgrammeMeetingHold.as_view(), name="programme_meeting_hold"),
    path(
        f"{EVENT}absagen/", views.ProgrammeMeetingCancel.as_view(), name="programme_meeting_cancel"
    ),
]
