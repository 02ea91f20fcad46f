"""Addresses."""

from django.urls import path

from begleitwerk.programmes import views

app_name = "programmes"

P = "p/<slug:slug>/"
EDITION = f"{P}durchgaenge/<int:pk>/"
OWN = "k/<slug:slug>/teilnahme/"
ENGAGEMENT = f"{P}teilnahmen/<int:pk>/"

urlpatterns = [
    path(f"{P}programm/", views.ProgrammeEdit.as_view(), name="programme_edit"),
    path(f"{P}vertragsvorlage/", views.ContractTemplateUpload.as_view(), name="contract_template"),
    path(
        f"{P}vertragsvorlage/datei/",
        views.ContractTemplateFile.as_view(),
        name="contract_template_file",
    ),
    path(
        f"{P}vertragsvorlage/<int:file_pk>/",
        views.ContractTemplateReport.as_view(),
        name="contract_template_report",
    ),
    path(
        f"{P}vertragsvorlage/<int:file_pk>/schreiben/",
        views.ContractTemplateWrite.as_view(),
        name="contract_template_write",
    ),
    path(f"{P}briefkopf/", views.LetterheadEdit.as_view(), name="letterhead"),
    path(f"{P}durchgaenge/", views.EditionList.as_view(), name="editions"),
    path(f"{P}durchgaenge/neu/", views.EditionCreate.as_view(), name="edition_create"),
    path(EDITION, views.EditionPage.as_view(), name="edition"),
    path(f"{EDITION}bearbeiten/", views.EditionEdit.as_view(), name="edition_edit"),
    path(f"{EDITION}themen/neu/", views.ThemeCreate.as_view(), name="theme_create"),
    path(f"{EDITION}themen/<int:theme_pk>/", views.ThemeEdit.as_view(), name="theme_edit"),
    path(
        f"{EDITION}themen/<int:theme_pk>/entfernen/",
        views.ThemeRemove.as_view(),
        name="theme_remove",
    ),
    path(
        f"{EDITION}themen/<int:theme_pk>/schliessen/",
        views.ThemeClose.as_view(),
        name="theme_close",
    ),
    path(
        f"{EDITION}themen/<int:theme_pk>/anbieten/",
        views.ThemeReopen.as_view(),
        name="theme_reopen",
    ),
    path(f"{EDITION}cluster/neu/", views.ClusterCreate.as_view(), name="cluster_create"),
    path(f"{EDITION}cluster/<int:cluster_pk>/", views.ClusterEdit.as_view(), name="cluster_edit"),
    path(
        f"{EDITION}cluster/<int:cluster_pk>/entfernen/",
        views.ClusterRemove.as_view(),
        name="cluster_remove",
    ),
    path(f"{EDITION}teilnahmen/neu/", views.EngagementCreate.as_view(), name="engagement_create"),
    path(f"{P}teilnahmen/", views.EngagementList.as_view(), name="engagements"),
    path(ENGAGEMENT, views.EngagementPage.as_view(), name="engagement"),
    path(f"{ENGAGEMENT}bearbeiten/", views.EngagementEdit.as_view(), name="engagement_edit"),
    path(
        f"{ENGAGEMENT}schritt/<slug:state>/",
        views.EngagementMove.as_view(),
        name="engagement_move",
    ),
    path(f"{ENGAGEMENT}vertrag/", views.ContractPage.as_view(), name="contract"),
    path(f"{ENGAGEMENT}vertrag/datei/", views.ContractFile.as_view(), name="contract_file"),
    path(f"{ENGAGEMENT}ersetzen/", views.EngagementReplace.as_view(), name="engagement_replace"),
    path(f"{ENGAGEMENT}begleitung/", views.FacilitatorsPage.as_view(), name="facilitators"),
    path(f"{ENGAGEMENT}begleitung/neu/", views.FacilitatorAdd.as_view(), name="facilitator_add"),
    path(
        f"{ENGAGEMENT}begleitung/<int:row_pk>/beenden/",
        views.FacilitatorEnd.as_view(),
        name="facilitator_end",
    ),
    path(
        f"{ENGAGEMENT}begleitung/einladung/<int:row_pk>/erneut/",
        views.FacilitatorOfferResend.as_view(),
        name="facilitator_offer_resend",
    ),
    path(
        f"{ENGAGEMENT}begleitung/einladung/<int:row_pk>/zuruecknehmen/",
        views.FacilitatorOfferWithdraw.as_view(),
        name="facilitator_offer_withdraw",
    ),
    path(f"{P}freigegeben/", views.ReleasedRecordList.as_view(), name="released_records"),
    path(f"{P}freigegeben/<int:pk>/", views.ReleasedRecordPage.as_view(), name="released_record"),
    path(OWN, views.Participation.as_view(), name="participation"),
    path(
        f"{OWN}<int:pk>/vertrag/",
        views.OwnContractFile.as_view(),
        name="own_contract_file",
    ),
    path(
        f"{OWN}<int:pk>/annehmen/",
        views.ParticipationAccept.as_view(),
        name="participation_accept",
    ),
    path(
        f"{OWN}<int:pk>/schliessen/",
        views.ParticipationRevoke.as_view(),
        name="participation_revoke",
    ),
    path(
        f"{OWN}freigegeben/<int:pk>/",
        views.OwnReleasedRecord.as_view(),
        name="own_released_record",
    ),
]
