"""The municipal survey's rows of the matrix."""

from tests.permissions.matrix import Row, row

# anyone stranger neighbour coordinator head planner steering partner parent committee
# protection facilitator office state_office researcher operator lead reviewer
ROWS: tuple[Row, ...] = (
    row(
        "municipal_survey:waves",
        "/p/{programme}/auswahl/befragungen/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "municipal_survey:wave_create",
        "/p/{programme}/auswahl/befragungen/neu/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "municipal_survey:wave",
        "/p/{programme}/auswahl/befragung/{wave}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "municipal_survey:wave_edit",
        "/p/{programme}/auswahl/befragung/{wave}/bearbeiten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "municipal_survey:variable",
        "/p/{programme}/auswahl/befragung/{wave}/frage/{variable}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "municipal_survey:variable_edit",
        "/p/{programme}/auswahl/befragung/{wave}/frage/{variable}/bearbeiten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "municipal_survey:codebook_upload",
        "/p/{programme}/auswahl/befragung/{wave}/codebuch/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "municipal_survey:file_upload",
        "/p/{programme}/auswahl/befragung/{wave}/datei/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "municipal_survey:file_map",
        "/p/{programme}/auswahl/befragung/{wave}/datei/{survey_file}/spalten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "municipal_survey:file",
        "/p/{programme}/auswahl/befragung/{wave}/datei/{survey_file}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 403 403",
    ),
    row(
        "municipal_survey:file_write",
        "/p/{programme}/auswahl/befragung/{wave}/datei/{survey_file}/schreiben/",
        "302 404 404 404 404 404 404 404 404 404 404 404 302 404 403 404 403 403",
        "POST",
    ),
    row(
        "municipal_survey:rows",
        "/p/{programme}/auswahl/befragung/{wave}/antworten/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "municipal_survey:row",
        "/p/{programme}/auswahl/befragung/{wave}/antworten/{survey_row}/",
        "302 404 404 404 404 404 404 404 404 404 404 404 200 404 403 404 200 403",
    ),
    row(
        "municipal_survey:own",
        "/k/{musterau}/befragung/",
        "302 404 404 200 200 200 403 403 403 403 403 403 403 403 403 404 403 403",
    ),
)
