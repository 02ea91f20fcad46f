"""Workspaces, municipalities, memberships."""

from datetime import date

import factory

from begleitwerk.municipalities.enums import (
    Role,
    SettlementKind,
    TerritoryType,
    WorkspaceKind,
)
from begleitwerk.municipalities.models import (
    InvitedRole,
    Land,
    LetterContact,
    MapSheet,
    Membership,
    Municipality,
    SettlementType,
    Territory,
    Workspace,
)
from begleitwerk.municipalities.selectors import search_text_of
from tests.factories.accounts import InvitationFactory, UserFactory


class WorkspaceFactory(factory.django.DjangoModelFactory[Workspace]):
    class Meta:
        model = Workspace
        django_get_or_create = ("kind", "slug")

    kind = WorkspaceKind.MUNICIPALITY
    slug = factory.Sequence(lambda number: f"ort-{number}")
    name = factory.Sequence(lambda number: f"Ort {number}")


class LandFactory(factory.django.DjangoModelFactory[Land]):
    class Meta:
        model = Land
        django_get_or_create = ("code",)

    code = "N1"
    name = "Land Nord"
    is_invented = True
    workspace = factory.SubFactory(
        WorkspaceFactory, kind=WorkspaceKind.LAND, slug="land-nord", name="Land Nord"
    )


class MunicipalityFactory(factory.django.DjangoModelFactory[Municipality]):
    class Meta:
        model = Municipality
        skip_postgeneration_save = True

    workspace = factory.SubFactory(
        WorkspaceFactory, name=factory.SelfAttribute("..name"), slug=factory.SelfAttribute("..slug")
    )
    youth_office_id = factory.Sequence(lambda number: f"X{number:05d}")
    name = factory.Sequence(lambda number: f"Landkreis {number}")
    kind = TerritoryType.COUNTY
    land = factory.LazyFunction(lambda: Land.objects.filter(code="N1").first() or LandFactory())
    search_text = factory.LazyAttribute(lambda row: search_text_of(row.name))

    class Params:
        slug = factory.Sequence(lambda number: f"kreis-{number}")

    @factory.post_generation
    def within_land(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create:
            self.workspace.parents.add(self.land.workspace)


class LetterContactFactory(factory.django.DjangoModelFactory[LetterContact]):
    class Meta:
        model = LetterContact

    municipality = factory.SubFactory(MunicipalityFactory)
    office = "Jugendamt"
    street = "Weg 1"
    postcode = "12345"
    town = "Musterau"
    as_of = date(2027, 1, 5)


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    workspace = factory.SubFactory(WorkspaceFactory)
    role = Role.COORDINATOR
    valid_from = date(2020, 1, 1)


class InvitedRoleFactory(factory.django.DjangoModelFactory[InvitedRole]):
    class Meta:
        model = InvitedRole

    invitation = factory.SubFactory(InvitationFactory)
    workspace = factory.SubFactory(WorkspaceFactory)
    role = Role.COORDINATOR
    valid_from = date(2020, 1, 1)


class SettlementTypeFactory(factory.django.DjangoModelFactory[SettlementType]):
    class Meta:
        model = SettlementType

    district = "05974"
    year = 2022
    kind = SettlementKind.URBAN
    source = "BBSR"


class MapSheetFactory(factory.django.DjangoModelFactory[MapSheet]):
    class Meta:
        model = MapSheet
        django_get_or_create = ("slug",)

    slug = "invented"
    left = 0
    top = 0
    width = 100
    height = 100
    borders = "M0 0l9 0"
    step = 5


class TerritoryFactory(factory.django.DjangoModelFactory[Territory]):
    class Meta:
        model = Territory

    sheet = factory.SubFactory(MapSheetFactory)
    municipality = factory.SubFactory(MunicipalityFactory, is_invented=True)
    path = "M0 0l9 0 0 9z"
    x = 3
    y = 3
    size = 40
    q = factory.Sequence(int)
    r = 0
