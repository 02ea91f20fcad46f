"""Networks, organisations, bodies and their members."""

import factory

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.networks.enums import Function
from begleitwerk.networks.models import Body, BodyMember, Network, PartnerOrganisation
from tests.factories.municipalities import MunicipalityFactory


class NetworkFactory(factory.django.DjangoModelFactory[Network]):
    class Meta:
        model = Network

    municipality = factory.SubFactory(MunicipalityFactory)
    name = factory.Sequence(lambda number: f"Netzwerkregion {number}")


class PartnerOrganisationFactory(factory.django.DjangoModelFactory[PartnerOrganisation]):
    class Meta:
        model = PartnerOrganisation

    municipality = factory.SubFactory(MunicipalityFactory)
    name = factory.Sequence(lambda number: f"Familienzentrum {number}")
    sector = factory.LazyFunction(lambda: item(ContentKind.PARTNER_SECTORS, "youth_welfare"))


class BodyFactory(factory.django.DjangoModelFactory[Body]):
    class Meta:
        model = Body

    class Params:
        kind_key = "planning_group"

    municipality = factory.SubFactory(MunicipalityFactory)
    kind = factory.LazyAttribute(lambda row: item(ContentKind.BODY_KINDS, row.kind_key))
    name = "Planungsgruppe"


class BodyMemberFactory(factory.django.DjangoModelFactory[BodyMember]):
    class Meta:
        model = BodyMember

    body = factory.SubFactory(BodyFactory)
    municipality = factory.SelfAttribute("body.municipality")
    function = Function.COORDINATOR
