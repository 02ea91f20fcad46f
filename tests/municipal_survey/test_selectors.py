"""Who reads answers, and how an answer reads."""

from typing import Any

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipal_survey.models import SurveyRow
from begleitwerk.municipal_survey.selectors import visible_to
from begleitwerk.municipal_survey.selectors.waves import shown_value, spread_of
from begleitwerk.municipalities.models import Municipality, Workspace
from tests.factories.municipal_survey import (
    SurveyRowFactory,
    SurveyVariableFactory,
    SurveyWaveFactory,
)
from tests.factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_answers_are_read_by_the_programme_and_by_the_municipality_that_gave_them(
    office: User,
    coordinator: User,
    neighbour: User,
    facilitator: User,
    musterau: Municipality,
    programme_space: Workspace,
) -> None:
    wave = SurveyWaveFactory(programme=ProgrammeFactory(workspace=programme_space))
    own, other = SurveyRowFactory(wave=wave, municipality=musterau), SurveyRowFactory(wave=wave)
    SurveyRowFactory()  # of another programme

    def seen(user: User) -> set[SurveyRow]:
        return set(visible_to(user))

    assert seen(office) == {own, other}
    assert seen(coordinator) == {own}
    assert seen(neighbour) == seen(facilitator) == set()


LABELS = {"1": "ja, ganz", "3": "beides"}


@pytest.mark.parametrize(
    ("kind", "labels", "raw", "shown"),
    [
        (SurveyKind.YES_NO, {}, "1", "ja"),
        (SurveyKind.YES_NO, {}, "2", "nein"),
        (SurveyKind.YES_NO, LABELS, "1", "ja, ganz"),
        (SurveyKind.CHOICE, LABELS, "3", "beides"),
        (SurveyKind.CHOICE, LABELS, "4", "4"),
        (SurveyKind.NUMBER, {}, 2.5, "2,5\N{NO-BREAK SPACE}VZÄ"),
        (SurveyKind.NUMBER, LABELS, 3, "3\N{NO-BREAK SPACE}VZÄ (beides)"),
        (SurveyKind.DAY, {}, "2025-03-31", "31.03.2025"),
        (SurveyKind.TEXT, {}, "Gesamtkonzept", "Gesamtkonzept"),
        (SurveyKind.TEXT, {}, "-9", "keine Angabe"),
        (SurveyKind.TEXT, {}, None, "nicht beantwortet"),
    ],
)
def test_an_answer_reads_as_people_say_it(
    kind: SurveyKind, labels: dict[str, str], raw: Any, shown: str
) -> None:
    question = SurveyVariableFactory(
        kind=kind, unit="VZÄ", value_labels=labels, missing_codes={"-9": "keine Angabe"}
    )
    assert shown_value(question, raw) == shown


def test_figures_nobody_gave_have_no_middle() -> None:
    question = SurveyVariableFactory(missing_codes={"-9": "keine Angabe"})
    SurveyRowFactory(wave=question.wave, values={question.name: -9})
    assert spread_of(question) is None
