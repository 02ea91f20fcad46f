"""Who gets what at the addresses of the selection; columns as in matrix.py.

Places in braces are rows of one selection of the programme (`selection_places` of world.py).
"""

from tests.permissions.matrix import Row, row

# anyone stranger neighbour coordinator head planner steering partner parent committee
# protection facilitator office state_office researcher operator lead reviewer
ROWS: tuple[Row, ...] = (
    # --- surveys
    row(
        "selection:waves",
        "/p/{programme}/auswahl/befragungen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:wave_create",
        "/p/{programme}/auswahl/befragungen/neu/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:wave",
        "/p/{programme}/auswahl/befragung/{wave}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:wave_edit",
        "/p/{programme}/auswahl/befragung/{wave}/bearbeiten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:variable",
        "/p/{programme}/auswahl/befragung/{wave}/frage/{variable}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:variable_edit",
        "/p/{programme}/auswahl/befragung/{wave}/frage/{variable}/bearbeiten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:codebook_upload",
        "/p/{programme}/auswahl/befragung/{wave}/codebuch/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:survey_file_upload",
        "/p/{programme}/auswahl/befragung/{wave}/datei/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:survey_file_map",
        "/p/{programme}/auswahl/befragung/{wave}/datei/{survey_file}/spalten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:survey_file",
        "/p/{programme}/auswahl/befragung/{wave}/datei/{survey_file}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "selection:survey_file_write",
        "/p/{programme}/auswahl/befragung/{wave}/datei/{survey_file}/schreiben/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    row(
        "selection:wave_rows",
        "/p/{programme}/auswahl/befragung/{wave}/antworten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:wave_row",
        "/p/{programme}/auswahl/befragung/{wave}/antworten/{survey_row}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "selection:own_survey",
        "/k/{musterau}/befragung/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
    # --- rounds and rules
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
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 404",
    ),
    row(
        "selection:application",
        "/k/{musterau}/bewerbung/{own}/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 404",
    ),
    row(
        "selection:application_accept",
        "/k/{musterau}/bewerbung/{own}/annehmen/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 404",
        "POST",
    ),
    row(
        "selection:application_decline",
        "/k/{musterau}/bewerbung/{own}/absagen/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 404",
    ),
    row(
        "selection:application_decline",
        "/k/{musterau}/bewerbung/{own}/absagen/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 404",
        "POST",
    ),
    row(
        "selection:application_step",
        "/k/{musterau}/bewerbung/{own}/schritt/motivation/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 404",
    ),
    row(
        "selection:application_step",
        "/k/{musterau}/bewerbung/{own}/schritt/motivation/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 404",
        "POST",
    ),
    row(
        "selection:application_autosave",
        "/k/{musterau}/bewerbung/{own}/schritt/motivation/merken/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 404",
        "POST",
    ),
    row(
        "selection:application_files",
        "/k/{musterau}/bewerbung/{own}/anlagen/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 404",
    ),
    row(
        "selection:application_files",
        "/k/{musterau}/bewerbung/{own}/anlagen/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 404",
        "POST",
    ),
    row(
        "selection:application_file",
        "/k/{musterau}/bewerbung/{own}/anlagen/{own_file}/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 404",
    ),
    row(
        "selection:application_file_remove",
        "/k/{musterau}/bewerbung/{own}/anlagen/{own_file}/entfernen/",
        "302 404 404 302 302 302 403 403 403 403 403 403 403 403 403 404 403 404",
        "POST",
    ),
    row(
        "selection:application_check",
        "/k/{musterau}/bewerbung/{own}/pruefen/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 404",
    ),
    row(
        "selection:application_check",
        "/k/{musterau}/bewerbung/{own}/pruefen/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 404",
        "POST",
    ),
    row(
        "selection:application_submit",
        "/k/{musterau}/bewerbung/{own}/einreichen/",
        "302 404 404 403 302 403 403 403 403 403 403 403 403 403 403 404 403 404",
        "POST",
    ),
    row(
        "selection:application_refuse",
        "/k/{musterau}/bewerbung/{own}/nicht-freigeben/",
        "302 404 404 403 200 403 403 403 403 403 403 403 403 403 403 404 403 404",
    ),
    row(
        "selection:application_refuse",
        "/k/{musterau}/bewerbung/{own}/nicht-freigeben/",
        "302 404 404 403 422 403 403 403 403 403 403 403 403 403 403 404 403 404",
        "POST",
    ),
    row(
        "selection:application_withdraw",
        "/k/{musterau}/bewerbung/{own}/zurueckziehen/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 404",
    ),
    row(
        "selection:application_withdraw",
        "/k/{musterau}/bewerbung/{own}/zurueckziehen/",
        "302 404 404 422 422 422 403 403 403 403 403 403 403 403 403 404 403 404",
        "POST",
    ),
    row(
        "selection:application_receipt",
        "/k/{musterau}/bewerbung/{applied}/eingangsbestaetigung/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 404",
    ),
    row(
        "selection:own_letter",
        "/k/{musterau}/bewerbung/{own}/schreiben/{own_letter}/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 404",
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
    # --- after the decision
    # --- clusters
)
