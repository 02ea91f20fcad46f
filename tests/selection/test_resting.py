"""What of a selection rests on an import, so that it is not taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from begleitwerk.core.models import WrittenImport
from begleitwerk.core.services.undo import hindrances, undoing
from begleitwerk.municipal_survey.models import SurveyVariable
from begleitwerk.municipal_survey.services.files import SURVEY_UPLOAD
from begleitwerk.municipalities.services import REGISTER_UPLOAD, SETTLEMENT_UPLOAD
from begleitwerk.selection.models import CandidacyStep, FactFreeze, Lot
from tests.factories.core import WrittenImportFactory
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db
STAGE = "decided"
ROW = {"name": "x", "before": {}, "after": ""}


def of_answers(world: SelectionWorld, **about: object) -> WrittenImport:
    row = world.wave.rows.first()
    assert row is not None
    rows = {"municipal_survey.surveyrow": {str(row.pk): ROW}}
    common = {"kind": SURVEY_UPLOAD, "subject_id": world.wave.pk, "rows": rows}
    return WrittenImportFactory(**{**common, **about})


def told(kept: WrittenImport) -> list[str]:
    words = (row.words for row in hindrances(kept))
    return [each for each in words if "danach geändert" not in each]


def test_a_calculation_frozen_data_and_invitations_rest_on_what_they_read(
    world: SelectionWorld,
) -> None:
    before = timezone.now() - timedelta(days=1)
    FactFreeze.objects.create(round=world.round)
    Lot.objects.filter(round=world.round).update(published_at=timezone.now())
    kept = of_answers(world, written_at=before)
    assert told(kept) == [
        f"Eine Berechnung von „{world.round}“ hat ihn gelesen.",
        f"Die Daten von „{world.round}“ wurden mit ihm eingefroren.",
        f"Die Prüfsumme der Daten von „{world.round}“ wurde mit ihm veröffentlicht.",
        f"Zu „{world.round}“ wurde danach eingeladen.",
    ]
    assert all(row.url for row in undoing(kept).hindrances[-4:])
    place = world.candidacy("Stadt Lindental").municipality
    rows = {"municipalities.municipality": {str(place.pk): ROW}}
    about = {"subject_id": 0, "rows": rows, "written_at": before}
    assert len(told(of_answers(world, kind=REGISTER_UPLOAD, **about))) == 4
    assert len(told(of_answers(world, kind=SETTLEMENT_UPLOAD, **about))) == 4
    CandidacyStep.objects.update(recorded_at=before - timedelta(days=1))
    Lot.objects.update(published_at=before - timedelta(days=1))
    assert told(of_answers(world)) == []  # all of it happened before


def test_rules_rest_on_the_questions_they_look_at(world: SelectionWorld) -> None:
    asked = world.rules.hard_rules.filter(source="survey").first()
    variable = SurveyVariable.objects.get(wave=world.wave, name=asked.field)
    new = {**ROW, "before": None}
    kept = of_answers(world, rows={"municipal_survey.surveyvariable": {str(variable.pk): new}})
    words = f"Die Regel „{asked}“ von „{world.round}“ sieht auf eine Frage, die er angelegt hat."
    assert told(kept)[0] == words
