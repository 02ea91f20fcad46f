"""Programmes, editions and participations."""

from datetime import date

import factory
from django.utils import timezone

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.municipalities.models import Municipality
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import (
    Cluster,
    Contract,
    ContractTemplate,
    Edition,
    EditionTheme,
    Engagement,
    EngagementFacilitator,
    EngagementParty,
    EngagementStep,
    FacilitatorOffer,
    Letterhead,
    Programme,
    ReleasedRecord,
)
from tests.factories.accounts import UserFactory
from tests.factories.municipalities import (
    InvitedRoleFactory,
    MunicipalityFactory,
    WorkspaceFactory,
)
from tests.programmes.contract_files import contract_file


class ProgrammeFactory(factory.django.DjangoModelFactory[Programme]):
    class Meta:
        model = Programme

    workspace = factory.SubFactory(
        WorkspaceFactory,
        kind=WorkspaceKind.PROGRAMME,
        slug=factory.Sequence(lambda number: f"programm-{number}"),
    )
    name = "Netzwerke gemeinsam entwickeln"
    short_name = "Netzwerke entwickeln"


class ContractTemplateFactory(factory.django.DjangoModelFactory[ContractTemplate]):
    class Meta:
        model = ContractTemplate

    programme = factory.SubFactory(ProgrammeFactory)
    name = "vertrag.docx"
    sha256 = "0" * 64
    content = factory.LazyFunction(contract_file)


class LetterheadFactory(factory.django.DjangoModelFactory[Letterhead]):
    class Meta:
        model = Letterhead

    programme = factory.SubFactory(ProgrammeFactory)
    sender = "Programmbüro"


class EditionFactory(factory.django.DjangoModelFactory[Edition]):
    class Meta:
        model = Edition

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda number: f"Durchgang {number}")


class EditionThemeFactory(factory.django.DjangoModelFactory[EditionTheme]):
    class Meta:
        model = EditionTheme

    edition = factory.SubFactory(EditionFactory)
    item = factory.LazyFunction(lambda: item(ContentKind.THEMES, "impact"))
    places = 3


class ClusterFactory(factory.django.DjangoModelFactory[Cluster]):
    class Meta:
        model = Cluster

    edition = factory.SubFactory(EditionFactory)
    name = factory.Sequence(lambda number: f"Cluster {number}")


class EngagementFactory(factory.django.DjangoModelFactory[Engagement]):
    class Meta:
        model = Engagement

    edition = factory.SubFactory(EditionFactory)
    state = EngagementState.ACTIVE


class EngagementPartyFactory(factory.django.DjangoModelFactory[EngagementParty]):
    class Meta:
        model = EngagementParty

    engagement = factory.SubFactory(EngagementFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    is_lead = True
    accepted_at = factory.LazyFunction(timezone.now)


class ReleasedRecordFactory(factory.django.DjangoModelFactory[ReleasedRecord]):
    class Meta:
        model = ReleasedRecord

    engagement = factory.SubFactory(EngagementFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    closed_at = factory.LazyFunction(timezone.now)
    content = factory.LazyFunction(
        lambda: [{"caption": "Ziele", "header": ["Ziel", "Stand"], "rows": [["Netz", "im Plan"]]}]
    )


class ContractFactory(factory.django.DjangoModelFactory[Contract]):
    class Meta:
        model = Contract

    engagement = factory.SubFactory(EngagementFactory)
    edition = factory.SelfAttribute("engagement.edition")
    municipality = factory.SubFactory(MunicipalityFactory)


class EngagementFacilitatorFactory(factory.django.DjangoModelFactory[EngagementFacilitator]):
    class Meta:
        model = EngagementFacilitator

    engagement = factory.SubFactory(EngagementFactory)
    user = factory.SubFactory(UserFactory)
    valid_from = date(2026, 1, 1)


class FacilitatorOfferFactory(factory.django.DjangoModelFactory[FacilitatorOffer]):
    class Meta:
        model = FacilitatorOffer

    engagement = factory.SubFactory(EngagementFactory)
    offer = factory.SubFactory(InvitedRoleFactory)


class EngagementStepFactory(factory.django.DjangoModelFactory[EngagementStep]):
    class Meta:
        model = EngagementStep

    engagement = factory.SubFactory(EngagementFactory)
    state = EngagementState.ACTIVE


def share_cluster(*places: Municipality) -> Engagement:
    """Municipalities in one cluster, each on a place of its own; the last one's participation."""
    cluster = ClusterFactory()
    for place in places:
        engagement = EngagementFactory(edition=cluster.edition, cluster=cluster)
        EngagementPartyFactory(engagement=engagement, municipality=place)
    return engagement
