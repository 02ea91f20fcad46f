"""What municipalities answered."""

from typing import Any

from begleitwerk.municipal_survey.services.plan import SurveyPlan
from tests.factories.core import UploadFactory, WrittenImportFactory
from tests.factories.municipal_survey import (
    SurveyRowFactory,
    SurveyVariableFactory,
    SurveyWaveFactory,
)
from tests.permissions.patterns import (
    STAFF,
    action,
    below,
    form,
    in_municipality,
    in_programme,
    page,
)
from tests.permissions.world import World

READERS = in_programme("reads what municipalities answered", "office lead")
EDITORS = in_programme("brings in what municipalities answered", "office")
OWN_READERS = in_municipality("reads what it answered", STAFF)

ROWS = (
    *below(
        "/p/{programme}/auswahl/",
        page("waves", "befragungen/", READERS),
        page("wave_create", "befragungen/neu/", EDITORS),
        page("wave", "befragung/{wave}/", READERS),
        page("wave_edit", "befragung/{wave}/bearbeiten/", EDITORS),
        page("variable", "befragung/{wave}/frage/{variable}/", READERS),
        page("variable_edit", "befragung/{wave}/frage/{variable}/bearbeiten/", EDITORS),
        page("codebook_upload", "befragung/{wave}/codebuch/", EDITORS),
        page("file_upload", "befragung/{wave}/datei/", EDITORS),
        page("file_map", "befragung/{wave}/datei/{survey_file}/spalten/", EDITORS),
        page("file", "befragung/{wave}/datei/{survey_file}/", EDITORS),
        action("file_write", "befragung/{wave}/datei/{survey_file}/schreiben/", EDITORS),
        page("imports", "befragung/{wave}/importe/", EDITORS),
        form("import", "befragung/{wave}/importe/{survey_import}/", EDITORS),
        page("rows", "befragung/{wave}/antworten/", READERS),
        page("row", "befragung/{wave}/antworten/{survey_row}/", READERS),
    ),
    *below(
        "/k/{musterau}/",
        page("own", "befragung/", OWN_READERS),
    ),
)


def places(world: World) -> dict[str, Any]:
    """A wave that Musterau answered, and a file of the office that waits for its columns."""
    wave = SurveyWaveFactory(programme=world.programme)
    variable = SurveyVariableFactory(wave=wave)
    content = f"Kommune;{variable.name}\n{world.musterau.youth_office_id};1\n".encode()
    return {
        "wave": wave,
        "variable": variable,
        "survey_row": SurveyRowFactory(
            wave=wave, municipality=world.musterau, values={variable.name: 2}
        ),
        "survey_import": WrittenImportFactory(kind="municipal_survey.file", subject_id=wave.pk),
        "survey_file": UploadFactory(
            owner_id=world.people["office"].pk,
            kind="municipal_survey.file",
            subject_id=wave.pk,
            options={
                "purpose": "answers",
                "mapping": {},
                "outline": {"columns": [], "rows": 1, "doubt": []},
            },
            content=content,
            state="ready",
            report=SurveyPlan().report(),
        ),
    }
