"""Papers, their parts and briefs."""

from datetime import date

import factory

from begleitwerk.council.enums import PaperState, PaperType
from begleitwerk.council.models import (
    Brief,
    ConsultationStep,
    Paper,
    PaperAttachment,
    PaperBlock,
    PaperSettings,
    PaperTransition,
)
from tests.factories.files import StoredFileFactory
from tests.factories.municipalities import MunicipalityFactory


class PaperSettingsFactory(factory.django.DjangoModelFactory[PaperSettings]):
    class Meta:
        model = PaperSettings

    municipality = factory.SubFactory(MunicipalityFactory)


class PaperFactory(factory.django.DjangoModelFactory[Paper]):
    class Meta:
        model = Paper

    municipality = factory.SubFactory(MunicipalityFactory)
    paper_type = PaperType.INFORMATION
    title = factory.Sequence(lambda number: f"Bericht {number}")


class PaperBlockFactory(factory.django.DjangoModelFactory[PaperBlock]):
    class Meta:
        model = PaperBlock

    paper = factory.SubFactory(PaperFactory)
    municipality = factory.SelfAttribute("paper.municipality")
    kind = "free"
    position = factory.Sequence(lambda number: number + 1)
    text = "Text"


class ConsultationStepFactory(factory.django.DjangoModelFactory[ConsultationStep]):
    class Meta:
        model = ConsultationStep

    paper = factory.SubFactory(PaperFactory)
    municipality = factory.SelfAttribute("paper.municipality")
    position = factory.Sequence(lambda number: number + 1)
    body_name = "Jugendhilfeausschuss"


class PaperAttachmentFactory(factory.django.DjangoModelFactory[PaperAttachment]):
    class Meta:
        model = PaperAttachment

    paper = factory.SubFactory(PaperFactory)
    municipality = factory.SelfAttribute("paper.municipality")
    title = "Zeitplan"
    file = factory.SubFactory(
        StoredFileFactory, municipality=factory.SelfAttribute("..municipality")
    )


class PaperTransitionFactory(factory.django.DjangoModelFactory[PaperTransition]):
    class Meta:
        model = PaperTransition

    paper = factory.SubFactory(PaperFactory)
    municipality = factory.SelfAttribute("paper.municipality")
    old = PaperState.DRAFT
    new = PaperState.REVIEW


class BriefFactory(factory.django.DjangoModelFactory[Brief]):
    class Meta:
        model = Brief

    municipality = factory.SubFactory(MunicipalityFactory)
    title = "Frühe Hilfen: wo wir stehen"
    as_of = date(2027, 11, 23)
    phase = "Phase 3 von 4: Maßnahmen und Umsetzung"
    digest = "0" * 64
