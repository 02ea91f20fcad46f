"""Addresses: the office's under /p/<slug>/auswahl/, a municipality's under /k/<slug>/."""

from django.urls import path

from begleitwerk.selection import views

app_name = "selection"

P = "p/<slug:slug>/auswahl/"
ROUND = f"{P}<int:pk>/"
RULES = f"{ROUND}regeln/"
CANDIDACY = f"{ROUND}kommune/<int:candidacy_pk>/"
REVIEW = f"{ROUND}gutachten/<int:review_pk>/"
RUN = f"{ROUND}lauf/<int:run_pk>/"
LETTERS = f"{ROUND}schreiben/<int:decision_pk>/"
OWN = "k/<slug:slug>/bewerbung/<int:pk>/"

urlpatterns = [
    # --- rounds and rules
    path(P, views.RoundList.as_view(), name="rounds"),
    path(f"{P}neu/", views.RoundCreate.as_view(), name="round_create"),
    path(ROUND, views.RoundPage.as_view(), name="round"),
    path(f"{ROUND}bearbeiten/", views.RoundEdit.as_view(), name="round_edit"),
    path(RULES, views.RulesPage.as_view(), name="rules"),
    path(f"{RULES}fassung/<int:number>/", views.RulesVersion.as_view(), name="rules_version"),
    path(f"{RULES}vergleich/", views.RulesCompare.as_view(), name="rules_compare"),
    path(f"{RULES}einfrieren/", views.RulesFreeze.as_view(), name="rules_freeze"),
    path(f"{RULES}neue-fassung/", views.RulesReopen.as_view(), name="rules_reopen"),
    path(f"{RULES}vorschlaege/", views.RuleProposals.as_view(), name="rule_proposals"),
    path(f"{RULES}hart/neu/", views.HardRuleAdd.as_view(), name="hard_rule_add"),
    path(f"{RULES}hart/<int:rule_pk>/", views.HardRuleEdit.as_view(), name="hard_rule_edit"),
    path(
        f"{RULES}hart/<int:rule_pk>/kommunen/",
        views.HardRuleList.as_view(),
        name="hard_rule_list",
    ),
    path(
        f"{RULES}hart/<int:rule_pk>/entfernen/",
        views.HardRuleRemove.as_view(),
        name="hard_rule_remove",
    ),
    path(f"{RULES}kriterium/neu/", views.CriterionAdd.as_view(), name="criterion_add"),
    path(f"{RULES}kriterium/<int:rule_pk>/", views.CriterionEdit.as_view(), name="criterion_edit"),
    path(
        f"{RULES}kriterium/<int:rule_pk>/entfernen/",
        views.CriterionRemove.as_view(),
        name="criterion_remove",
    ),
    path(f"{RULES}ausgleich/neu/", views.PortfolioRuleAdd.as_view(), name="portfolio_rule_add"),
    path(
        f"{RULES}ausgleich/<int:rule_pk>/",
        views.PortfolioRuleEdit.as_view(),
        name="portfolio_rule_edit",
    ),
    path(
        f"{RULES}ausgleich/<int:rule_pk>/entfernen/",
        views.PortfolioRuleRemove.as_view(),
        name="portfolio_rule_remove",
    ),
    # --- longlist, invitations
    path(f"{ROUND}kommunen/", views.CandidateList.as_view(), name="candidates"),
    path(f"{ROUND}longlist/", views.LonglistDraw.as_view(), name="longlist_draw"),
    path(f"{ROUND}longlist/kommune/", views.LonglistAdd.as_view(), name="longlist_add"),
    path(CANDIDACY, views.CandidacyPage.as_view(), name="candidacy"),
    path(f"{CANDIDACY}bearbeiten/", views.CandidacyEdit.as_view(), name="candidacy_edit"),
    path(f"{CANDIDACY}streichen/", views.LonglistRemove.as_view(), name="longlist_remove"),
    path(f"{ROUND}einladen/", views.Invite.as_view(), name="invite"),
    path(f"{ROUND}einladungen/", views.InvitationList.as_view(), name="invitations"),
    path(f"{ROUND}einladungen/abschliessen/", views.RepliesClose.as_view(), name="replies_close"),
    path(
        f"{CANDIDACY}einladung/<slug:kind>/",
        views.InvitationLetter.as_view(),
        name="invitation_letter",
    ),
    path(f"{CANDIDACY}antwort/", views.Reply.as_view(), name="reply"),
    path(f"{CANDIDACY}zurueckgeben/", views.ApplicationReturn.as_view(), name="application_return"),
    path(
        f"{CANDIDACY}anlage/<int:file_pk>/",
        views.ApplicationAttachment.as_view(),
        name="application_attachment",
    ),
    path(
        f"{CANDIDACY}widerspruch/<slug:claim>/",
        views.ClaimAnswerPage.as_view(),
        name="claim_answer",
    ),
    # --- a municipality's own application
    path("k/<slug:slug>/bewerbung/", views.OwnApplications.as_view(), name="applications"),
    path(OWN, views.OwnApplication.as_view(), name="application"),
    path(f"{OWN}annehmen/", views.ApplicationAccept.as_view(), name="application_accept"),
    path(f"{OWN}absagen/", views.ApplicationDecline.as_view(), name="application_decline"),
    path(f"{OWN}schritt/<slug:step>/", views.ApplicationStep.as_view(), name="application_step"),
    path(
        f"{OWN}schritt/<slug:step>/merken/",
        views.ApplicationAutosave.as_view(),
        name="application_autosave",
    ),
    path(f"{OWN}anlagen/", views.ApplicationFiles.as_view(), name="application_files"),
    path(
        f"{OWN}anlagen/<int:file_pk>/",
        views.ApplicationFileDownload.as_view(),
        name="application_file",
    ),
    path(
        f"{OWN}anlagen/<int:file_pk>/entfernen/",
        views.ApplicationFileRemove.as_view(),
        name="application_file_remove",
    ),
    path(f"{OWN}pruefen/", views.ApplicationCheck.as_view(), name="application_check"),
    path(f"{OWN}einreichen/", views.ApplicationSubmit.as_view(), name="application_submit"),
    path(f"{OWN}nicht-freigeben/", views.ApplicationRefuse.as_view(), name="application_refuse"),
    path(f"{OWN}zurueckziehen/", views.ApplicationWithdraw.as_view(), name="application_withdraw"),
    path(
        f"{OWN}eingangsbestaetigung/",
        views.ApplicationReceipt.as_view(),
        name="application_receipt",
    ),
    path(f"{OWN}schreiben/<int:letter_pk>/", views.OwnLetter.as_view(), name="own_letter"),
    # --- reviews
    path(f"{P}gutachten/", views.ReviewsMine.as_view(), name="reviews"),
    path(f"{ROUND}gutachten/", views.RoundReviews.as_view(), name="round_reviews"),
    path(f"{ROUND}gutachten/verteilen/", views.ReviewsAssign.as_view(), name="reviews_assign"),
    path(REVIEW, views.ReviewPage.as_view(), name="review"),
    path(f"{REVIEW}erklaerung/", views.ReviewDeclare.as_view(), name="review_declare"),
    path(f"{REVIEW}kriterium/<int:step>/", views.ReviewScorePage.as_view(), name="review_score"),
    path(f"{REVIEW}abschliessen/", views.ReviewFinish.as_view(), name="review_finish"),
    path(f"{REVIEW}weitergeben/", views.ReviewReassign.as_view(), name="review_reassign"),
    path(f"{REVIEW}oeffnen/", views.ReviewReopen.as_view(), name="review_reopen"),
    path(f"{CANDIDACY}gutachten/", views.ReviewReplace.as_view(), name="review_replace"),
    path(
        f"{CANDIDACY}gespraech/<int:criterion_pk>/<int:theme_pk>/",
        views.JointScorePage.as_view(),
        name="joint_score",
    ),
    # --- runs and decisions
    path(f"{ROUND}laeufe/", views.RunList.as_view(), name="runs"),
    path(f"{ROUND}laeufe/starten/", views.RunStart.as_view(), name="run_start"),
    path(RUN, views.RunPage.as_view(), name="run"),
    path(f"{RUN}abbrechen/", views.RunCancel.as_view(), name="run_cancel"),
    path(f"{RUN}nicht-vorgeschlagen/", views.LoserList.as_view(), name="run_losers"),
    path(f"{RUN}kommune/<int:candidacy_pk>/", views.RunCandidate.as_view(), name="run_candidate"),
    path(f"{RUN}entscheiden/", views.DecisionPrepare.as_view(), name="decision_prepare"),
    path(f"{RUN}entscheidung/", views.DecisionPage.as_view(), name="decision"),
    path(f"{RUN}entscheidung/abweichung/", views.DeviationAdd.as_view(), name="deviation_add"),
    path(
        f"{RUN}entscheidung/abweichung/<int:deviation_pk>/zuruecknehmen/",
        views.DeviationRemove.as_view(),
        name="deviation_remove",
    ),
    path(
        f"{RUN}entscheidung/uebergeben/", views.DecisionPropose.as_view(), name="decision_propose"
    ),
    path(
        f"{RUN}entscheidung/bestaetigen/", views.DecisionConfirm.as_view(), name="decision_confirm"
    ),
    path(
        f"{RUN}entscheidung/zurueckgeben/", views.DecisionReturn.as_view(), name="decision_return"
    ),
    path(
        f"{RUN}entscheidung/protokoll.<str:kind>",
        views.ProtocolDownload.as_view(),
        name="protocol",
    ),
    path(f"{ROUND}vergleich/", views.Compare.as_view(), name="compare"),
    path(f"{ROUND}karte/", views.CandidatesMap.as_view(), name="candidates_map"),
    # --- after the decision
    path(f"{ROUND}schreiben/", views.Letters.as_view(), name="letters"),
    path(f"{LETTERS}senden/", views.LettersSend.as_view(), name="letters_send"),
    path(f"{LETTERS}<int:candidacy_pk>/", views.LetterPreview.as_view(), name="letter_preview"),
    path(
        f"{LETTERS}<int:candidacy_pk>/<slug:kind>/",
        views.LetterDownload.as_view(),
        name="letter",
    ),
    path(f"{ROUND}vertraege/", views.Contracts.as_view(), name="contracts"),
    path(f"{CANDIDACY}vertrag/", views.ContractPage.as_view(), name="contract"),
    path(f"{CANDIDACY}vertrag/datei/", views.ContractFile.as_view(), name="contract_file"),
    path(f"{OWN}vertrag/", views.OwnContract.as_view(), name="own_contract"),
    path(f"{CANDIDACY}ausscheiden/", views.Withdraw.as_view(), name="withdrawal"),
    path(f"{CANDIDACY}nachruecken/", views.Replacement.as_view(), name="replacement"),
    path(
        f"{CANDIDACY}nachruecken/starten/",
        views.ReplacementStart.as_view(),
        name="replacement_start",
    ),
    path(f"{ROUND}verlauf/", views.Story.as_view(), name="story"),
]
