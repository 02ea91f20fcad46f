"""Goals and measures."""

import factory

from begleitwerk.goals.enums import GoalLevel
from begleitwerk.goals.models import Answering, Goal, Measure
from tests.factories.assessment import FindingFactory
from tests.factories.municipalities import MunicipalityFactory


class GoalFactory(factory.django.DjangoModelFactory[Goal]):
    class Meta:
        model = Goal

    municipality = factory.SubFactory(MunicipalityFactory)
    level = GoalLevel.INTERMEDIATE
    title = factory.Sequence(lambda number: f"Ziel {number}")


class MeasureFactory(factory.django.DjangoModelFactory[Measure]):
    class Meta:
        model = Measure

    goal = factory.SubFactory(GoalFactory)
    municipality = factory.SelfAttribute("goal.municipality")
    title = factory.Sequence(lambda number: f"Maßnahme {number}")
    owner = "Netzwerkkoordination"


class AnsweringFactory(factory.django.DjangoModelFactory[Answering]):
    """A goal answers a finding of the same municipality."""

    class Meta:
        model = Answering

    goal = factory.SubFactory(GoalFactory)
    municipality = factory.LazyAttribute(lambda row: (row.goal or row.measure).municipality)
    finding = factory.SubFactory(
        FindingFactory,
        criterion__assessment__municipality=factory.SelfAttribute("....municipality"),
    )
