"""Rows of the municipal survey."""

import factory

from begleitwerk.municipal_survey.enums import SurveyKind
from begleitwerk.municipal_survey.models import (
    SurveyColumn,
    SurveyRow,
    SurveyVariable,
    SurveyWave,
)
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.programmes import ProgrammeFactory


class SurveyWaveFactory(factory.django.DjangoModelFactory[SurveyWave]):
    class Meta:
        model = SurveyWave

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda number: number + 100)  # a world names its own by hand
    name = factory.LazyAttribute(lambda row: f"Kommunalbefragung, Welle {row.number}")


class SurveyVariableFactory(factory.django.DjangoModelFactory[SurveyVariable]):
    class Meta:
        model = SurveyVariable

    wave = factory.SubFactory(SurveyWaveFactory)
    name = factory.Sequence(lambda number: f"v{number:02d}")
    label = factory.LazyAttribute(lambda row: f"Frage {row.name}")
    kind = SurveyKind.NUMBER
    position = factory.Sequence(int)


class SurveyRowFactory(factory.django.DjangoModelFactory[SurveyRow]):
    class Meta:
        model = SurveyRow

    wave = factory.SubFactory(SurveyWaveFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    file_name = "befragung.csv"
    file_sha256 = "0" * 64
    row_number = factory.Sequence(lambda number: number + 2)


class SurveyColumnFactory(factory.django.DjangoModelFactory[SurveyColumn]):
    class Meta:
        model = SurveyColumn

    programme = factory.SubFactory(ProgrammeFactory)
    column = factory.Sequence(lambda number: f"Spalte {number}")


# --- Rounds and rules ---------------------------------------------------------------------------
