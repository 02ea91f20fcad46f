"""Addresses of self-assessments."""

from django.urls import path

from begleitwerk.assessment import views

app_name = "assessment"

QUALITY = "k/<slug:slug>/qualitaet/"
ONE = f"{QUALITY}<int:pk>/"
CRITERION = f"{ONE}kriterien/<int:criterion_pk>/"
RESULT = f"{ONE}ergebnis/"
EVALUATION = "<slug:slug>/auswertung/qualitaet/"
TALK = f"{ONE}sitzung/"
TOPIC = f"{TALK}aussagen/<int:criterion_pk>/"

urlpatterns = [
    path(f"p/{EVALUATION}", views.ProgrammeOverview.as_view(), name="programme_overview"),
    path(f"l/{EVALUATION}", views.LandOverview.as_view(), name="land_overview"),
    path(QUALITY, views.AssessmentList.as_view(), name="assessments"),
    path(f"{QUALITY}schnellstart/", views.QuickStart.as_view(), name="quick_start"),
    path(f"{QUALITY}neu/", views.AssessmentAdd.as_view(), name="assessment_add"),
    path(ONE, views.AssessmentDetail.as_view(), name="assessment"),
    path(f"{ONE}link/", views.Link.as_view(), name="link"),
    path(f"{ONE}angaben/", views.AssessmentEdit.as_view(), name="assessment_edit"),
    path(f"{ONE}kriterien/", views.Criteria.as_view(), name="criteria"),
    path(f"{ONE}kriterien/eigenes/", views.CriterionAdd.as_view(), name="criterion_add"),
    path(f"{CRITERION}wortlaut/", views.Reword.as_view(), name="criterion_reword"),
    path(f"{CRITERION}zuruecksetzen/", views.Restore.as_view(), name="criterion_restore"),
    path(f"{CRITERION}streichen/", views.Withdraw.as_view(), name="criterion_withdraw"),
    path(f"{ONE}gruppen/", views.Groups.as_view(), name="groups"),
    path(f"{ONE}zeit/", views.Dates.as_view(), name="dates"),
    path(f"{ONE}sitzung/", views.PlanMeeting.as_view(), name="meeting"),
    path(f"{ONE}personen/", views.People.as_view(), name="people"),
    path(f"{ONE}personen/link/", views.AddLink.as_view(), name="add_link"),
    path(f"{ONE}oeffnen/", views.Open.as_view(), name="open"),
    path(f"{QUALITY}befunde/<int:pk>/", views.FindingDetail.as_view(), name="finding"),
    path(f"{ONE}entfernen/", views.Remove.as_view(), name="remove"),
    path(f"{ONE}abschliessen/", views.Close.as_view(), name="close"),
    path(f"{ONE}vergleich/", views.ComparisonPage.as_view(), name="comparison"),
    path(RESULT, views.ResultOverview.as_view(), name="result"),
    path(f"{RESULT}bericht/", views.Report.as_view(), name="report"),
    path(f"{RESULT}bericht/datei/", views.ReportFile.as_view(), name="report_file"),
    path(f"{RESULT}tabelle/<slug:kind>/", views.ResultTable.as_view(), name="result_table"),
    path(
        f"{RESULT}dimensionen/<int:dimension_pk>/",
        views.ResultOfDimension.as_view(),
        name="result_dimension",
    ),
    path(
        f"{RESULT}kriterien/<int:criterion_pk>/",
        views.ResultOfCriterion.as_view(),
        name="result_criterion",
    ),
    path(f"{TALK}beginn/", views.TalkStart.as_view(), name="talk"),
    path(TOPIC, views.TalkAbout.as_view(), name="talk_about"),
    path(f"{TOPIC}abstimmen/", views.VoteOpen.as_view(), name="vote_open"),
    path(f"{TOPIC}auszaehlen/", views.VoteClose.as_view(), name="vote_close"),
    path(f"{TALK}ende/", views.TalkEnd.as_view(), name="talk_end"),
    path(f"{TALK}raum-schliessen/", views.RoomClose.as_view(), name="room_close"),
    path(f"{TALK}protokoll.pdf", views.ConsensusPdf.as_view(), name="consensus_pdf"),
    path(f"{TALK}protokoll.docx", views.ConsensusDocx.as_view(), name="consensus_docx"),
    path(f"{ONE}freigabe/", views.Release.as_view(), name="release"),
    path(f"{ONE}freigabe/zuruecknehmen/", views.TakeBack.as_view(), name="release_back"),
    path(f"{ONE}freigabe/befunde/", views.Shares.as_view(), name="shares"),
    path(f"{ONE}freigegeben/", views.Released.as_view(), name="released"),
    path(f"{QUALITY}befunde/<int:pk>/freigabe/", views.ShareOne.as_view(), name="finding_share"),
]
