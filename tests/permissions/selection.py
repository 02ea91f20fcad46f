"""Who gets what at the addresses of the selection; columns as in matrix.py.

Places in braces are rows of one selection of the programme (`selection_places` of world.py).
"""

from tests.permissions.matrix import Row, row

# anyone stranger neighbour coordinator head planner steering partner parent committee
# protection facilitator office state_office researcher operator lead reviewer
ROWS: tuple[Row, ...] = (
    # --- rounds and rules, a draft with one rule of each kind
    row(
        "selection:rounds",
        "/p/{programme}/auswahl/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 302",
    ),
    row(
        "selection:round_create",
        "/p/{programme}/auswahl/neu/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:round_create",
        "/p/{programme}/auswahl/neu/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:round",
        "/p/{programme}/auswahl/{draft_round}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:round_edit",
        "/p/{programme}/auswahl/{draft_round}/bearbeiten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:round_edit",
        "/p/{programme}/auswahl/{draft_round}/bearbeiten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:rules",
        "/p/{programme}/auswahl/{draft_round}/regeln/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:rules_version",
        "/p/{programme}/auswahl/{draft_round}/regeln/fassung/1/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:rules_compare",
        "/p/{programme}/auswahl/{draft_round}/regeln/vergleich/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:rules_freeze",
        "/p/{programme}/auswahl/{draft_round}/regeln/einfrieren/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:rules_freeze",
        "/p/{programme}/auswahl/{draft_round}/regeln/einfrieren/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:rules_reopen",
        "/p/{programme}/auswahl/{draft_round}/regeln/neue-fassung/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:rules_reopen",
        "/p/{programme}/auswahl/{draft_round}/regeln/neue-fassung/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:rule_proposals",
        "/p/{programme}/auswahl/{draft_round}/regeln/vorschlaege/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:rule_proposals",
        "/p/{programme}/auswahl/{draft_round}/regeln/vorschlaege/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:hard_rule_add",
        "/p/{programme}/auswahl/{draft_round}/regeln/hart/neu/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:hard_rule_add",
        "/p/{programme}/auswahl/{draft_round}/regeln/hart/neu/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:hard_rule_edit",
        "/p/{programme}/auswahl/{draft_round}/regeln/hart/{hard_rule}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:hard_rule_edit",
        "/p/{programme}/auswahl/{draft_round}/regeln/hart/{hard_rule}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:hard_rule_list",
        "/p/{programme}/auswahl/{draft_round}/regeln/hart/{hard_rule}/kommunen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:hard_rule_remove",
        "/p/{programme}/auswahl/{draft_round}/regeln/hart/{hard_rule}/entfernen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:criterion_add",
        "/p/{programme}/auswahl/{draft_round}/regeln/kriterium/neu/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:criterion_add",
        "/p/{programme}/auswahl/{draft_round}/regeln/kriterium/neu/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:criterion_edit",
        "/p/{programme}/auswahl/{draft_round}/regeln/kriterium/{criterion}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:criterion_edit",
        "/p/{programme}/auswahl/{draft_round}/regeln/kriterium/{criterion}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:criterion_remove",
        "/p/{programme}/auswahl/{draft_round}/regeln/kriterium/{criterion}/entfernen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:portfolio_rule_add",
        "/p/{programme}/auswahl/{draft_round}/regeln/ausgleich/neu/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:portfolio_rule_add",
        "/p/{programme}/auswahl/{draft_round}/regeln/ausgleich/neu/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:portfolio_rule_edit",
        "/p/{programme}/auswahl/{draft_round}/regeln/ausgleich/{portfolio_rule}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:portfolio_rule_edit",
        "/p/{programme}/auswahl/{draft_round}/regeln/ausgleich/{portfolio_rule}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:portfolio_rule_remove",
        "/p/{programme}/auswahl/{draft_round}/regeln/ausgleich/{portfolio_rule}/entfernen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    # --- candidates of that round
    row(
        "selection:candidates",
        "/p/{programme}/auswahl/{draft_round}/kommunen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:longlist_draw",
        "/p/{programme}/auswahl/{draft_round}/longlist/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:longlist_draw",
        "/p/{programme}/auswahl/{draft_round}/longlist/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:longlist_add",
        "/p/{programme}/auswahl/{draft_round}/longlist/kommune/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:longlist_add",
        "/p/{programme}/auswahl/{draft_round}/longlist/kommune/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:candidacy",
        "/p/{programme}/auswahl/{draft_round}/kommune/{candidacy}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:candidacy_edit",
        "/p/{programme}/auswahl/{draft_round}/kommune/{candidacy}/bearbeiten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:candidacy_edit",
        "/p/{programme}/auswahl/{draft_round}/kommune/{candidacy}/bearbeiten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:longlist_remove",
        "/p/{programme}/auswahl/{draft_round}/kommune/{candidacy}/streichen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:longlist_remove",
        "/p/{programme}/auswahl/{draft_round}/kommune/{candidacy}/streichen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    # --- longlist, invitations; Musterau writes {own} and has handed in {applied}
    row(
        "selection:invite",
        "/p/{programme}/auswahl/{invite_round}/einladen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:invite",
        "/p/{programme}/auswahl/{invite_round}/einladen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:invitations",
        "/p/{programme}/auswahl/{invite_round}/einladungen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:replies_close",
        "/p/{programme}/auswahl/{invite_round}/einladungen/abschliessen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:invitation_letter",
        "/p/{programme}/auswahl/{invite_round}/kommune/{own}/einladung/pdf/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:reply",
        "/p/{programme}/auswahl/{invite_round}/kommune/{own}/antwort/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:reply",
        "/p/{programme}/auswahl/{invite_round}/kommune/{own}/antwort/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:application_return",
        "/p/{programme}/auswahl/{applied_round}/kommune/{applied}/zurueckgeben/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:application_return",
        "/p/{programme}/auswahl/{applied_round}/kommune/{applied}/zurueckgeben/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:application_attachment",
        "/p/{programme}/auswahl/{applied_round}/kommune/{applied}/anlage/{applied_file}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:application_attachment",
        "/p/{programme}/auswahl/{invite_round}/kommune/{own}/anlage/{own_file}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 404 404 403 404 404 403",
    ),
    row(
        "selection:claim_answer",
        "/p/{programme}/auswahl/{applied_round}/kommune/{applied}/widerspruch/earlier_participation/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:claim_answer",
        "/p/{programme}/auswahl/{applied_round}/kommune/{applied}/widerspruch/earlier_participation/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    # --- a municipality's own application
    row(
        "selection:applications",
        "/k/{musterau}/bewerbung/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "selection:application",
        "/k/{musterau}/bewerbung/{own}/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "selection:application_accept",
        "/k/{musterau}/bewerbung/{own}/annehmen/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "selection:application_decline",
        "/k/{musterau}/bewerbung/{own}/absagen/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "selection:application_decline",
        "/k/{musterau}/bewerbung/{own}/absagen/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "selection:application_step",
        "/k/{musterau}/bewerbung/{own}/schritt/motivation/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "selection:application_step",
        "/k/{musterau}/bewerbung/{own}/schritt/motivation/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "selection:application_autosave",
        "/k/{musterau}/bewerbung/{own}/schritt/motivation/merken/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "selection:application_files",
        "/k/{musterau}/bewerbung/{own}/anlagen/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "selection:application_files",
        "/k/{musterau}/bewerbung/{own}/anlagen/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "selection:application_file",
        "/k/{musterau}/bewerbung/{own}/anlagen/{own_file}/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "selection:application_file_remove",
        "/k/{musterau}/bewerbung/{own}/anlagen/{own_file}/entfernen/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "selection:application_check",
        "/k/{musterau}/bewerbung/{own}/pruefen/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "selection:application_check",
        "/k/{musterau}/bewerbung/{own}/pruefen/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "selection:application_submit",
        "/k/{musterau}/bewerbung/{own}/einreichen/",
        "302 404 404 403 302 403 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "selection:application_refuse",
        "/k/{musterau}/bewerbung/{own}/nicht-freigeben/",
        "302 404 404 403 200 403 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "selection:application_refuse",
        "/k/{musterau}/bewerbung/{own}/nicht-freigeben/",
        "302 404 404 403 422 403 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "selection:application_withdraw",
        "/k/{musterau}/bewerbung/{own}/zurueckziehen/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "selection:application_withdraw",
        "/k/{musterau}/bewerbung/{own}/zurueckziehen/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 403",
        "POST",
    ),
    row(
        "selection:application_receipt",
        "/k/{musterau}/bewerbung/{applied}/eingangsbestaetigung/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "selection:own_letter",
        "/k/{musterau}/bewerbung/{own}/schreiben/{own_letter}/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    # --- reviews: {review} is the reviewer's own, in work; in {talk} two others stand apart
    row(
        "selection:reviews",
        "/p/{programme}/auswahl/gutachten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 200",
    ),
    row(
        "selection:round_reviews",
        "/p/{programme}/auswahl/{review_round}/gutachten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:reviews_assign",
        "/p/{programme}/auswahl/{review_round}/gutachten/verteilen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:reviews_assign",
        "/p/{programme}/auswahl/{review_round}/gutachten/verteilen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:review",
        "/p/{programme}/auswahl/{review_round}/gutachten/{review}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 403 404 403 404 403 200",
    ),
    row(
        "selection:review_declare",
        "/p/{programme}/auswahl/{review_round}/gutachten/{review}/erklaerung/",
        "302 404 404 404 404 404 404 404 404 404 404 404 403 404 403 404 403 200",
    ),
    row(
        "selection:review_declare",
        "/p/{programme}/auswahl/{review_round}/gutachten/{review}/erklaerung/",
        "302 404 404 404 404 404 404 404 404 404 404 404 403 404 403 404 403 422",
        "POST",
    ),
    row(
        "selection:review_score",
        "/p/{programme}/auswahl/{review_round}/gutachten/{review}/kriterium/1/",
        "302 404 404 404 404 404 404 404 404 404 404 404 403 404 403 404 403 200",
    ),
    row(
        "selection:review_score",
        "/p/{programme}/auswahl/{review_round}/gutachten/{review}/kriterium/1/",
        "302 404 404 404 404 404 404 404 404 404 404 404 403 404 403 404 403 422",
        "POST",
    ),
    row(
        "selection:review_finish",
        "/p/{programme}/auswahl/{review_round}/gutachten/{review}/abschliessen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 403 404 403 404 403 302",
        "POST",
    ),
    row(
        "selection:review_reassign",
        "/p/{programme}/auswahl/{review_round}/gutachten/{review}/weitergeben/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:review_reassign",
        "/p/{programme}/auswahl/{review_round}/gutachten/{review}/weitergeben/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:review_reopen",
        "/p/{programme}/auswahl/{review_round}/gutachten/{review}/oeffnen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:review_replace",
        "/p/{programme}/auswahl/{review_round}/kommune/{review_candidacy}/gutachten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:joint_score",
        "/p/{programme}/auswahl/{review_round}/kommune/{talk}/gespraech/{talk_criterion}/0/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:joint_score",
        "/p/{programme}/auswahl/{review_round}/kommune/{talk}/gespraech/{talk_criterion}/0/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    # --- runs and decisions
    row(
        "selection:runs",
        "/p/{programme}/auswahl/{round}/laeufe/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:run_start",
        "/p/{programme}/auswahl/{round}/laeufe/starten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:run",
        "/p/{programme}/auswahl/{round}/lauf/{run}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:run_cancel",
        "/p/{programme}/auswahl/{round}/lauf/{run}/abbrechen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:run_losers",
        "/p/{programme}/auswahl/{round}/lauf/{run}/nicht-vorgeschlagen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:decision_prepare",
        "/p/{programme}/auswahl/{round}/lauf/{run}/entscheiden/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:decision",
        "/p/{programme}/auswahl/{round}/lauf/{run}/entscheidung/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:deviation_add",
        "/p/{programme}/auswahl/{round}/lauf/{run}/entscheidung/abweichung/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:deviation_add",
        "/p/{programme}/auswahl/{round}/lauf/{run}/entscheidung/abweichung/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:deviation_remove",
        "/p/{programme}/auswahl/{round}/lauf/{run}/entscheidung/abweichung/{deviation}/zuruecknehmen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:decision_propose",
        "/p/{programme}/auswahl/{round}/lauf/{run}/entscheidung/uebergeben/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:decision_confirm",
        "/p/{programme}/auswahl/{round}/lauf/{waiting_run}/entscheidung/bestaetigen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 403 404 403 404 200 403",
    ),
    row(
        "selection:decision_return",
        "/p/{programme}/auswahl/{round}/lauf/{waiting_run}/entscheidung/zurueckgeben/",
        "302 404 404 404 404 404 404 404 404 404 404 404 403 404 403 404 200 403",
    ),
    row(
        "selection:decision_return",
        "/p/{programme}/auswahl/{round}/lauf/{waiting_run}/entscheidung/zurueckgeben/",
        "302 404 404 404 404 404 404 404 404 404 404 404 403 404 403 404 422 403",
        "POST",
    ),
    # nobody fetches the protocol of what is not decided
    row(
        "selection:protocol",
        "/p/{programme}/auswahl/{round}/lauf/{run}/entscheidung/protokoll.pdf",
        "302 404 404 404 404 404 404 404 404 404 404 404 404 404 403 404 404 403",
    ),
    row(
        "selection:compare",
        "/p/{programme}/auswahl/{round}/vergleich/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:candidates_map",
        "/p/{programme}/auswahl/{round}/karte/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    # --- after the decision: Musterau is {selected} and has its contract, {withdrawn} has left
    row(
        "selection:letters",
        "/p/{programme}/auswahl/{decided_round}/schreiben/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:letters_send",
        "/p/{programme}/auswahl/{decided_round}/schreiben/{confirmed}/senden/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:letter_preview",
        "/p/{programme}/auswahl/{decided_round}/schreiben/{confirmed}/{selected}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:letter",
        "/p/{programme}/auswahl/{decided_round}/schreiben/{confirmed}/{selected}/pdf/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:contracts",
        "/p/{programme}/auswahl/{decided_round}/vertraege/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:contract",
        "/p/{programme}/auswahl/{decided_round}/kommune/{selected}/vertrag/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:contract",
        "/p/{programme}/auswahl/{decided_round}/kommune/{selected}/vertrag/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:contract_file",
        "/p/{programme}/auswahl/{decided_round}/kommune/{selected}/vertrag/datei/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:own_contract",
        "/k/{musterau}/bewerbung/{selected}/vertrag/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    row(
        "selection:withdrawal",
        "/p/{programme}/auswahl/{decided_round}/kommune/{selected}/ausscheiden/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:withdrawal",
        "/p/{programme}/auswahl/{decided_round}/kommune/{selected}/ausscheiden/",
        "302 404 404 404 404 404 404 404 404 404 404 404 422 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:replacement",
        "/p/{programme}/auswahl/{decided_round}/kommune/{withdrawn}/nachruecken/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:replacement_start",
        "/p/{programme}/auswahl/{decided_round}/kommune/{withdrawn}/nachruecken/starten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:story",
        "/p/{programme}/auswahl/{decided_round}/verlauf/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
)
