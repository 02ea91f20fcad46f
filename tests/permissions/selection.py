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
    # --- longlist, invitations
    # --- a municipality's own application
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
