"""Wishes and plans for clusters."""

import factory

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import items_of
from begleitwerk.clusters.models import ClusterPlan, DimensionWish
from tests.factories.programmes import EditionFactory, EngagementFactory


class DimensionWishFactory(factory.django.DjangoModelFactory[DimensionWish]):
    class Meta:
        model = DimensionWish

    engagement = factory.SubFactory(EngagementFactory)
    dimension = factory.LazyFunction(lambda: items_of(ContentKind.QUALITY_FRAMEWORK)[0])
    points = 2


class ClusterPlanFactory(factory.django.DjangoModelFactory[ClusterPlan]):
    class Meta:
        model = ClusterPlan

    edition = factory.SubFactory(EditionFactory)
    problem = factory.LazyFunction(dict)
    result = factory.LazyFunction(dict)
