"""Addresses: the office's under /p/<slug>/auswahl/, a municipality's under /k/<slug>/."""

from django.urls import path

from begleitwerk.selection.views import (
    after,
    application_steps,
    applications,
    approvers,
    candidates,
    compare,
    corrections,
    decisions,
    dispatches,
    ending,
    grounds,
    invitations,
    lands,
    letters,
    lots,
    published,
    ranking,
    reminders,
    review_office,
    reviews,
    rounds,
    runs,
    ways,
)
from begleitwerk.selection.views.rules import builder, fairness, versions

app_name = "selection"

P = "p/<slug:slug>/auswahl/"
ROUND = f"{P}<int:pk>/"
RULES = f"{ROUND}regeln/"
CANDIDACY = f"{ROUND}kommune/<int:candidacy_pk>/"
REVIEW = f"{ROUND}gutachten/<int:review_pk>/"
RUN = f"{ROUND}lauf/<int:run_pk>/"
LETTERS = f"{ROUND}schreiben/<int:decision_pk>/"
WAIVER = f"{ROUND}ausnahme/<int:waiver_pk>/"
OWN = "k/<slug:slug>/bewerbung/<int:pk>/"

urlpatterns = [
    # --- rounds and rules
    path(P, rounds.RoundList.as_view(), name="rounds"),
    path(f"{P}neu/", rounds.RoundCreate.as_view(), name="round_create"),
    path(ROUND, rounds.RoundPage.as_view(), name="round"),
    path(f"{ROUND}bearbeiten/", rounds.RoundEdit.as_view(), name="round_edit"),
    path(f"{ROUND}beenden/", ending.RoundEnd.as_view(), name="round_end"),
    path(f"{ROUND}wieder-aufnehmen/", ending.RoundResume.as_view(), name="round_resume"),
    path(RULES, versions.RulesPage.as_view(), name="rules"),
    path(f"{RULES}fassung/<int:number>/", versions.RulesVersion.as_view(), name="rules_version"),
    path(f"{RULES}vergleich/", versions.RulesCompare.as_view(), name="rules_compare"),
    path(f"{RULES}einfrieren/", versions.RulesFreeze.as_view(), name="rules_freeze"),
    path(f"{RULES}los/", fairness.FairnessEdit.as_view(), name="fairness"),
    path(f"{RULES}oeffnen/", versions.RulesOpen.as_view(), name="rules_open"),
    path(f"{RULES}schliessen/", versions.RulesClose.as_view(), name="rules_close"),
    path("auswahl/<int:pk>/regeln/", published.PublishedPage.as_view(), name="published_rules"),
    path(
        "auswahl/<int:pk>/regeln/pdf/",
        published.PublishedFile.as_view(),
        name="published_rules_file",
    ),
    path(f"{RULES}neue-fassung/", versions.RulesReopen.as_view(), name="rules_reopen"),
    path(f"{RULES}reserveliste/", versions.RulesReserve.as_view(), name="rules_reserve"),
    path(f"{RULES}vorschlaege/", builder.RuleProposals.as_view(), name="rule_proposals"),
    path(f"{RULES}hart/neu/", builder.HardRuleAdd.as_view(), name="hard_rule_add"),
    path(f"{RULES}hart/<int:rule_pk>/", builder.HardRuleEdit.as_view(), name="hard_rule_edit"),
    path(
        f"{RULES}hart/<int:rule_pk>/kommunen/",
        builder.HardRuleList.as_view(),
        name="hard_rule_list",
    ),
    path(
        f"{RULES}hart/<int:rule_pk>/entfernen/",
        builder.HardRuleRemove.as_view(),
        name="hard_rule_remove",
    ),
    path(f"{RULES}kriterium/neu/", builder.CriterionAdd.as_view(), name="criterion_add"),
    path(
        f"{RULES}kriterium/<int:rule_pk>/", builder.CriterionEdit.as_view(), name="criterion_edit"
    ),
    path(
        f"{RULES}kriterium/<int:rule_pk>/entfernen/",
        builder.CriterionRemove.as_view(),
        name="criterion_remove",
    ),
    path(f"{RULES}ausgleich/neu/", builder.PortfolioRuleAdd.as_view(), name="portfolio_rule_add"),
    path(
        f"{RULES}ausgleich/<int:rule_pk>/",
        builder.PortfolioRuleEdit.as_view(),
        name="portfolio_rule_edit",
    ),
    path(
        f"{RULES}ausgleich/<int:rule_pk>/entfernen/",
        builder.PortfolioRuleRemove.as_view(),
        name="portfolio_rule_remove",
    ),
    # --- longlist, invitations
    path(
        f"{ROUND}kommunen/antworten/", ranking.CandidateRanking.as_view(), name="candidates_ranked"
    ),
    path(f"{ROUND}kommunen/", candidates.CandidateList.as_view(), name="candidates"),
    path(f"{ROUND}longlist/", candidates.LonglistDraw.as_view(), name="longlist_draw"),
    path(f"{ROUND}longlist/kommune/", candidates.LonglistAdd.as_view(), name="longlist_add"),
    path(CANDIDACY, candidates.CandidacyPage.as_view(), name="candidacy"),
    path(f"{CANDIDACY}bearbeiten/", candidates.CandidacyEdit.as_view(), name="candidacy_edit"),
    path(f"{CANDIDACY}streichen/", candidates.LonglistRemove.as_view(), name="longlist_remove"),
    path(f"{ROUND}einladen/", invitations.Invite.as_view(), name="invite"),
    path(f"{ROUND}einladungen/", invitations.InvitationList.as_view(), name="invitations"),
    path(
        f"{ROUND}einladungen/abschliessen/",
        invitations.RepliesClose.as_view(),
        name="replies_close",
    ),
    path(
        f"{CANDIDACY}einladung/<slug:kind>/",
        invitations.InvitationLetter.as_view(),
        name="invitation_letter",
    ),
    path(
        f"{P}freigabe/<int:candidacy_pk>/",
        approvers.ApproverInvite.as_view(),
        name="named_approver",
    ),
    path(f"{CANDIDACY}antwort/", invitations.Reply.as_view(), name="reply"),
    path(
        f"{CANDIDACY}zurueckgeben/",
        invitations.ApplicationReturn.as_view(),
        name="application_return",
    ),
    path(f"{CANDIDACY}abschliessen/", ending.ApplicationClose.as_view(), name="application_close"),
    path(
        f"{CANDIDACY}abschliessen/schreiben/",
        ending.ClosingLetter.as_view(),
        name="closing_letter",
    ),
    path(
        f"{CANDIDACY}anlage/<int:file_pk>/",
        invitations.ApplicationAttachment.as_view(),
        name="application_attachment",
    ),
    path(
        f"{CANDIDACY}widerspruch/<slug:claim>/",
        invitations.ClaimAnswerPage.as_view(),
        name="claim_answer",
    ),
    path(f"{CANDIDACY}berichtigung/", corrections.Corrections.as_view(), name="corrections"),
    path(
        f"{CANDIDACY}berichtigung/<slug:field>/",
        corrections.CorrectionAdd.as_view(),
        name="correction_add",
    ),
    path(
        f"{CANDIDACY}berichtigung/<int:correction_pk>/zuruecknehmen/",
        corrections.CorrectionTakeBack.as_view(),
        name="correction_take_back",
    ),
    # --- a municipality's own application
    path("k/<slug:slug>/bewerbung/", applications.OwnApplications.as_view(), name="applications"),
    path(OWN, applications.OwnApplication.as_view(), name="application"),
    path(f"{OWN}annehmen/", applications.ApplicationAccept.as_view(), name="application_accept"),
    path(f"{OWN}absagen/", applications.ApplicationDecline.as_view(), name="application_decline"),
    path(
        f"{OWN}schritt/<slug:step>/",
        application_steps.ApplicationStep.as_view(),
        name="application_step",
    ),
    path(
        f"{OWN}schritt/<slug:step>/merken/",
        application_steps.ApplicationAutosave.as_view(),
        name="application_autosave",
    ),
    path(
        f"{OWN}berichtigung/<int:correction_pk>/",
        corrections.CorrectionAgree.as_view(),
        name="correction_agree",
    ),
    path(
        f"{OWN}berichtigung/<int:correction_pk>/nicht-zustimmen/",
        corrections.CorrectionRefuse.as_view(),
        name="correction_refuse",
    ),
    path(f"{OWN}anlagen/", application_steps.ApplicationFiles.as_view(), name="application_files"),
    path(
        f"{OWN}anlagen/<int:file_pk>/",
        application_steps.ApplicationFileDownload.as_view(),
        name="application_file",
    ),
    path(
        f"{OWN}anlagen/<int:file_pk>/entfernen/",
        application_steps.ApplicationFileRemove.as_view(),
        name="application_file_remove",
    ),
    path(f"{OWN}pruefen/", application_steps.ApplicationCheck.as_view(), name="application_check"),
    path(
        f"{OWN}freigabe/",
        application_steps.ApplicationApprover.as_view(),
        name="application_approver",
    ),
    path(
        f"{OWN}einreichen/",
        application_steps.ApplicationSubmit.as_view(),
        name="application_submit",
    ),
    path(
        f"{OWN}nicht-freigeben/",
        application_steps.ApplicationRefuse.as_view(),
        name="application_refuse",
    ),
    path(
        f"{OWN}zurueckziehen/",
        application_steps.ApplicationWithdraw.as_view(),
        name="application_withdraw",
    ),
    path(
        f"{OWN}eingangsbestaetigung/",
        applications.ApplicationReceipt.as_view(),
        name="application_receipt",
    ),
    path(
        f"{OWN}eingangsbestaetigung/erstellen/",
        applications.ReceiptMake.as_view(),
        name="receipt_make",
    ),
    path(f"{OWN}schreiben/<int:letter_pk>/", applications.OwnLetter.as_view(), name="own_letter"),
    # --- reviews
    path(f"{P}gutachten/", reviews.ReviewsMine.as_view(), name="reviews"),
    path(f"{ROUND}gutachten/", review_office.RoundReviews.as_view(), name="round_reviews"),
    path(
        f"{ROUND}gutachten/verteilen/", review_office.ReviewsAssign.as_view(), name="reviews_assign"
    ),
    path(REVIEW, reviews.ReviewPage.as_view(), name="review"),
    path(f"{REVIEW}erklaerung/", reviews.ReviewDeclare.as_view(), name="review_declare"),
    path(f"{REVIEW}kriterium/<int:step>/", reviews.ReviewScorePage.as_view(), name="review_score"),
    path(f"{REVIEW}abschliessen/", reviews.ReviewFinish.as_view(), name="review_finish"),
    path(f"{REVIEW}weitergeben/", review_office.ReviewReassign.as_view(), name="review_reassign"),
    path(f"{REVIEW}oeffnen/", review_office.ReviewReopen.as_view(), name="review_reopen"),
    path(
        f"{CANDIDACY}befangenheit/",
        review_office.ConflictDeclare.as_view(),
        name="conflict_declare",
    ),
    path(f"{CANDIDACY}gutachten/", review_office.ReviewReplace.as_view(), name="review_replace"),
    path(
        f"{CANDIDACY}gespraech/<int:criterion_pk>/<int:theme_pk>/",
        reviews.JointScorePage.as_view(),
        name="joint_score",
    ),
    path(
        f"{CANDIDACY}gespraech/<int:criterion_pk>/<int:theme_pk>/bestaetigen/",
        reviews.JointScoreConfirm.as_view(),
        name="joint_confirm",
    ),
    # --- runs and decisions
    path(f"{ROUND}laeufe/", runs.RunList.as_view(), name="runs"),
    path(f"{ROUND}laeufe/starten/", runs.RunStart.as_view(), name="run_start"),
    path(f"{ROUND}los/", lots.LotPage.as_view(), name="lot"),
    path(f"{ROUND}los/daten/", lots.LotPublish.as_view(), name="lot_publish"),
    path(f"{ROUND}los/zahl/", lots.LotNumber.as_view(), name="lot_number"),
    path(RUN, runs.RunPage.as_view(), name="run"),
    path(f"{RUN}abbrechen/", runs.RunCancel.as_view(), name="run_cancel"),
    path(f"{RUN}uebernommen/", runs.RunTaken.as_view(), name="run_taken"),
    path(f"{RUN}nicht-vorgeschlagen/", runs.LoserList.as_view(), name="run_losers"),
    path(f"{RUN}kommune/<int:candidacy_pk>/", runs.RunCandidate.as_view(), name="run_candidate"),
    path(f"{RUN}entscheiden/", decisions.DecisionPrepare.as_view(), name="decision_prepare"),
    path(f"{RUN}entscheidung/", decisions.DecisionPage.as_view(), name="decision"),
    path(f"{RUN}entscheidung/abweichung/", decisions.DeviationAdd.as_view(), name="deviation_add"),
    path(
        f"{RUN}entscheidung/abweichung/<int:deviation_pk>/zuruecknehmen/",
        decisions.DeviationRemove.as_view(),
        name="deviation_remove",
    ),
    path(f"{RUN}entscheidung/platz/", decisions.PlaceGive.as_view(), name="place_give"),
    path(
        f"{RUN}entscheidung/uebergeben/",
        decisions.DecisionPropose.as_view(),
        name="decision_propose",
    ),
    path(
        f"{RUN}entscheidung/bestaetigen/",
        decisions.DecisionConfirm.as_view(),
        name="decision_confirm",
    ),
    path(
        f"{RUN}entscheidung/zurueckgeben/",
        decisions.DecisionReturn.as_view(),
        name="decision_return",
    ),
    path(
        f"{RUN}entscheidung/protokoll.<str:kind>",
        decisions.ProtocolDownload.as_view(),
        name="protocol",
    ),
    path(f"{ROUND}vergleich/", compare.Compare.as_view(), name="compare"),
    path(f"{ROUND}karte/", compare.CandidatesMap.as_view(), name="candidates_map"),
    # --- what does not hold, and goes on with a reason by two people
    path(f"{ROUND}ausnahme/", grounds.WaiverCalculate.as_view(), name="waiver_calculate"),
    path(f"{LETTERS}ausnahme/", grounds.WaiverSend.as_view(), name="waiver_send"),
    path(f"{WAIVER}erlauben/", grounds.WaiverGrant.as_view(), name="waiver_grant"),
    path(f"{WAIVER}ablehnen/", grounds.WaiverRefuse.as_view(), name="waiver_refuse"),
    # --- after the decision
    path(f"{ROUND}erinnerungen/", reminders.Reminders.as_view(), name="reminders"),
    path(f"{ROUND}versand/", dispatches.DispatchList.as_view(), name="dispatches"),
    path(f"{ROUND}versand/pdf/", dispatches.LettersTogether.as_view(), name="letters_together"),
    path(
        f"{ROUND}versand/pdf/erstellen/",
        dispatches.LettersTogetherLater.as_view(),
        name="letters_together_later",
    ),
    path(
        f"{ROUND}versand/pdf/<int:bundle_pk>/",
        dispatches.LetterBundleFile.as_view(),
        name="letter_bundle",
    ),
    path(
        f"{ROUND}versand/eintragen/",
        dispatches.DispatchRecord.as_view(),
        name="dispatch_record",
    ),
    path(f"{ROUND}schreiben/", letters.Letters.as_view(), name="letters"),
    path(f"{LETTERS}senden/", letters.LettersSend.as_view(), name="letters_send"),
    path(f"{LETTERS}<int:candidacy_pk>/", letters.LetterPreview.as_view(), name="letter_preview"),
    path(
        f"{LETTERS}<int:candidacy_pk>/<slug:kind>/",
        letters.LetterDownload.as_view(),
        name="letter",
    ),
    path(f"{ROUND}vertraege/", after.Contracts.as_view(), name="contracts"),
    path(f"{CANDIDACY}vertrag/", after.ContractPage.as_view(), name="contract"),
    path(f"{CANDIDACY}vertrag/entwurf/", after.ContractDraft.as_view(), name="contract_draft"),
    path(f"{CANDIDACY}vertrag/datei/", after.ContractFile.as_view(), name="contract_file"),
    path(f"{OWN}vertrag/", after.OwnContract.as_view(), name="own_contract"),
    path(f"{CANDIDACY}ausscheiden/", after.Withdraw.as_view(), name="withdrawal"),
    path(f"{CANDIDACY}nachruecken/", after.Replacement.as_view(), name="replacement"),
    path(
        f"{CANDIDACY}nachruecken/starten/",
        after.ReplacementStart.as_view(),
        name="replacement_start",
    ),
    path(f"{CANDIDACY}frei-lassen/", after.PlaceLeaveFree.as_view(), name="place_leave_free"),
    path(
        f"{CANDIDACY}wieder-besetzen/",
        after.PlaceFillAfterAll.as_view(),
        name="place_fill_after_all",
    ),
    path(f"{RUN}lockern/", ways.RulesRelax.as_view(), name="rules_relax"),
    path(f"{RUN}lockern/bestaetigen/", ways.RelaxationConfirm.as_view(), name="relaxation_confirm"),
    path(f"{RUN}lockern/zurueckgeben/", ways.RelaxationReturn.as_view(), name="relaxation_return"),
    path("l/<slug:slug>/auswahl/", lands.LandResults.as_view(), name="land_results"),
    path(f"{ROUND}verlauf/", after.Story.as_view(), name="story"),
]
