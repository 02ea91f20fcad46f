"""Addresses of council papers and the brief."""

from django.urls import path

from begleitwerk.council import views

app_name = "council"

PAPERS = "k/<slug:slug>/vorlagen/"
TEMPLATE = f"{PAPERS}einstellungen/vorlage/"
PAPER = f"{PAPERS}<int:pk>/"
STEP = f"{PAPER}beratungsfolge/<int:step>/"
BLOCK = f"{PAPER}bausteine/<int:block>/"
BRIEF = "k/<slug:slug>/brief/"

urlpatterns = [
    path(PAPERS, views.Papers.as_view(), name="papers"),
    path(f"{PAPERS}neu/", views.PaperNew.as_view(), name="paper_new"),
    path(f"{PAPERS}einstellungen/", views.Settings.as_view(), name="settings"),
    path(
        f"{PAPERS}einstellungen/beispiel/",
        views.PatternExample.as_view(),
        name="settings_example",
    ),
    path(TEMPLATE, views.TemplateUpload.as_view(), name="template"),
    path(f"{TEMPLATE}datei/", views.TemplateFile.as_view(), name="template_file"),
    path(f"{TEMPLATE}<int:pk>/", views.TemplateReport.as_view(), name="template_report"),
    path(f"{TEMPLATE}<int:pk>/uebernehmen/", views.TemplateWrite.as_view(), name="template_write"),
    path(PAPER, views.Editor.as_view(), name="paper"),
    path(f"{PAPER}abschnitt/<slug:section>/", views.SectionEdit.as_view(), name="section"),
    path(f"{PAPER}stand/<slug:way>/", views.Move.as_view(), name="move"),
    path(f"{PAPER}pdf/", views.PaperPdf.as_view(), name="paper_pdf"),
    path(f"{PAPER}docx/", views.PaperDocx.as_view(), name="paper_docx"),
    path(f"{PAPER}finanzen/uebernehmen/", views.AmountTake.as_view(), name="amount_take"),
    path(f"{PAPER}finanzen/behalten/", views.AmountKeep.as_view(), name="amount_keep"),
    path(f"{PAPER}beratungsfolge/neu/", views.StepNew.as_view(), name="step_new"),
    path(STEP, views.StepEdit.as_view(), name="step"),
    path(f"{STEP}ergebnis/", views.StepResult.as_view(), name="step_result"),
    path(f"{STEP}verschieben/", views.StepMove.as_view(), name="step_move"),
    path(f"{STEP}entfernen/", views.StepRemove.as_view(), name="step_remove"),
    path(f"{PAPER}bausteine/neu/", views.BlockNew.as_view(), name="block_new"),
    path(f"{PAPER}bausteine/uebliche/", views.UsualBlocks.as_view(), name="blocks_usual"),
    path(f"{BLOCK}uebernehmen/", views.BlockTake.as_view(), name="block_take"),
    path(f"{BLOCK}behalten/", views.BlockKeep.as_view(), name="block_keep"),
    path(f"{BLOCK}zuruecksetzen/", views.BlockReset.as_view(), name="block_reset"),
    path(f"{BLOCK}verschieben/", views.BlockMove.as_view(), name="block_move"),
    path(f"{BLOCK}entfernen/", views.BlockRemove.as_view(), name="block_remove"),
    path(f"{BLOCK}tabelle/", views.BlockTable.as_view(), name="block_table"),
    path(f"{PAPER}anlagen/neu/", views.Attach.as_view(), name="attach"),
    path(
        f"{PAPER}anlagen/<int:attachment>/",
        views.AttachmentDownload.as_view(),
        name="attachment",
    ),
    path(
        f"{PAPER}anlagen/<int:attachment>/entfernen/",
        views.AttachmentRemove.as_view(),
        name="attachment_remove",
    ),
    path(BRIEF, views.LatestBrief.as_view(), name="brief"),
    path(f"{BRIEF}neu/", views.BriefMake.as_view(), name="brief_new"),
    path(f"{BRIEF}<int:pk>/", views.BriefPage.as_view(), name="brief_show"),
    path(f"{BRIEF}<int:pk>/bearbeiten/", views.BriefEdit.as_view(), name="brief_edit"),
    path(f"{BRIEF}<int:pk>/pdf/", views.BriefPdf.as_view(), name="brief_pdf"),
]
