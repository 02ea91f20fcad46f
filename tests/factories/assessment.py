"""Self-assessments, their criteria and findings."""

import factory

from begleitwerk.assessment.enums import Purpose
from begleitwerk.assessment.models import Assessment, Criterion, Finding
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.catalogue.selectors import current_version, item, items_of
from tests.factories.fieldwork import CollectionFactory, ItemFactory
from tests.factories.municipalities import MunicipalityFactory


class AssessmentFactory(factory.django.DjangoModelFactory[Assessment]):
    class Meta:
        model = Assessment

    municipality = factory.SubFactory(MunicipalityFactory)
    title = factory.Sequence(lambda number: f"Selbsteinschätzung {number}")
    purpose = Purpose.BASELINE
    framework = factory.LazyFunction(lambda: current_version(ContentKind.QUALITY_FRAMEWORK))
    scale = factory.LazyFunction(lambda: item(ContentKind.SCALES, "maturity"))
    collection = factory.SubFactory(
        CollectionFactory, municipality=factory.SelfAttribute("..municipality")
    )


def next_criterion(number: int) -> ContentItem:
    rows = [row for row in items_of(ContentKind.QUALITY_FRAMEWORK) if row.parent_id]
    return rows[number % len(rows)]


class CriterionFactory(factory.django.DjangoModelFactory[Criterion]):
    class Meta:
        model = Criterion

    assessment = factory.SubFactory(AssessmentFactory)
    source = factory.Sequence(next_criterion)
    dimension = factory.SelfAttribute("source.parent")
    number = factory.SelfAttribute("source.number")
    label_de = factory.SelfAttribute("source.label_de")
    text_de = factory.SelfAttribute("source.text_de")
    position = factory.Sequence(lambda number: number)
    item = factory.SubFactory(
        ItemFactory,
        collection=factory.SelfAttribute("..assessment.collection"),
        number=factory.SelfAttribute("..number"),
        text_de=factory.SelfAttribute("..text_de"),
    )


class FindingFactory(factory.django.DjangoModelFactory[Finding]):
    class Meta:
        model = Finding

    criterion = factory.SubFactory(CriterionFactory)
    assessment = factory.SelfAttribute("criterion.assessment")
    municipality = factory.SelfAttribute("assessment.municipality")
