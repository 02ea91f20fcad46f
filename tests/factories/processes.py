"""Processes, phases, meetings, decisions."""

from datetime import date

import factory

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version, item
from begleitwerk.processes.models import Decision, Meeting, Phase, PhaseShift, Process
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.programmes import EngagementFactory, EngagementPartyFactory


class ProcessFactory(factory.django.DjangoModelFactory[Process]):
    """A process whose municipality takes part in its engagement, as everywhere."""

    class Meta:
        model = Process
        skip_postgeneration_save = True

    municipality = factory.SubFactory(MunicipalityFactory)
    engagement = factory.SubFactory(EngagementFactory)
    template = factory.LazyFunction(lambda: current_version(ContentKind.PHASE_TEMPLATE))

    @factory.post_generation
    def party(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create and extracted is not False:
            EngagementPartyFactory(engagement=self.engagement, municipality=self.municipality)


class PhaseFactory(factory.django.DjangoModelFactory[Phase]):
    class Meta:
        model = Phase

    process = factory.SubFactory(ProcessFactory)
    municipality = factory.SelfAttribute("process.municipality")
    position = factory.Sequence(lambda number: number + 1)
    name = factory.Sequence(lambda number: f"Phase {number}")


class PhaseShiftFactory(factory.django.DjangoModelFactory[PhaseShift]):
    class Meta:
        model = PhaseShift

    phase = factory.SubFactory(PhaseFactory)
    municipality = factory.SelfAttribute("phase.municipality")
    field = "planned_end"
    old = date(2027, 6, 30)
    new = date(2027, 7, 31)
    reason = "Die Sommerpause lag dazwischen."


class MeetingFactory(factory.django.DjangoModelFactory[Meeting]):
    class Meta:
        model = Meeting

    class Params:
        kind_key = "session"

    municipality = factory.SubFactory(MunicipalityFactory)
    kind = factory.LazyAttribute(lambda row: item(ContentKind.MEETING_KINDS, row.kind_key))
    title = "Steuerungsgruppe"
    on = date(2027, 6, 9)


class DecisionFactory(factory.django.DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    meeting = factory.SubFactory(MeetingFactory)
    municipality = factory.SelfAttribute("meeting.municipality")
    number = 1
    text = "Die Ziele werden beschlossen."
