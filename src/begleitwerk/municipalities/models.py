"""Workspaces, municipalities, memberships."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import Invitation, User
from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import HERSELF, LETS_IN, SIGNED_IN, DataClass, Ends, Processing
from begleitwerk.municipalities.enums import (
    Role,
    SettlementKind,
    TerritoryType,
    WorkspaceKind,
)

# First letter of a workspace's address.
ADDRESS = {
    WorkspaceKind.PLATFORM: "portal:platform",
    WorkspaceKind.PROGRAMME: "portal:cockpit",
    WorkspaceKind.LAND: "portal:land",
    WorkspaceKind.MUNICIPALITY: "portal:home",
}


class Workspace(models.Model):
    """Where roles are held. A municipality lies within its Land and within its programmes."""

    processing: ClassVar = Processing(
        _("Places where roles are held"),
        _("Keep what belongs to one place apart from all others"),
        DataClass.CONTENT,
        readers=("workspace.view",),
    )
    kind = models.CharField(max_length=12, choices=WorkspaceKind.choices)
    slug = models.SlugField(max_length=80)
    name = models.CharField(_("name"), max_length=160)
    parents = models.ManyToManyField("self", symmetrical=False, related_name="children", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "slug"], name="workspace_slug_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        name = ADDRESS[WorkspaceKind(self.kind)]
        return reverse(name, args=[] if self.kind == WorkspaceKind.PLATFORM else [self.slug])


class Land(models.Model):
    """One of the 16 Länder (code as in the first two digits of the AGS), or an invented one."""

    processing: ClassVar = Processing(
        _("Länder"), _("Register of municipalities"), DataClass.CONTENT, readers=(SIGNED_IN,)
    )
    workspace = models.OneToOneField(Workspace, on_delete=models.PROTECT, related_name="land")
    code = models.CharField(max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=80)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


# What places a municipality in the country and in every list that comes in: who reads it, and which
# answers are its own. The rest of its entry its own people keep.
PLACING = ("land", "youth_office_id")


class Municipality(Versioned):
    """The youth-office district: the unit of funding, contract and tenancy.

    AGS and ARS are attributes kept as text (leading zeros); towns with their own youth office
    and city districts may have none of their own.
    """

    logged: ClassVar = (
        "youth_office_id", "name", "kind", "land", "ags", "ars", "nuts3", "county", "population",
        "population_date", "area_km2", "source", "website", "is_invented", "danger_text",
        "danger_phone",
    )  # fmt: skip
    processing: ClassVar = Processing(
        _("Municipalities"),
        _("Register of municipalities"),
        DataClass.CONTENT,
        readers=("register.view", "workspace.view"),
    )
    workspace = models.OneToOneField(
        Workspace, on_delete=models.PROTECT, related_name="municipality"
    )
    youth_office_id = models.CharField(
        _("key of the youth-office district"), max_length=20, unique=True
    )
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=12, choices=TerritoryType.choices)
    land = models.ForeignKey(Land, on_delete=models.PROTECT, related_name="+", verbose_name="Land")
    ags = models.CharField(_("AGS"), max_length=8, blank=True)
    ars = models.CharField(_("ARS"), max_length=12, blank=True)
    nuts3 = models.CharField(_("NUTS 3"), max_length=5, blank=True)
    county = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lies within"),
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_date = models.DateField(_("population as of"), null=True, blank=True)
    area_km2 = models.DecimalField(
        _("area in km²"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    source = models.CharField(_("source of the figures"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    danger_text = models.TextField(_("notice on children in danger"), blank=True)
    danger_phone = models.CharField(_("number to call"), max_length=40, blank=True)
    is_invented = models.BooleanField(_("invented, for the demo"), default=False)
    search_text = models.CharField(max_length=400, editable=False)

    class Meta:
        ordering: ClassVar = ["search_text", "pk"]
        indexes: ClassVar = [models.Index(fields=["land", "kind"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ags", "kind"], condition=~Q(ags=""), name="municipality_ags_once_per_kind"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return self.workspace.slug

    def get_absolute_url(self) -> str:
        return self.workspace.get_absolute_url()


class LetterContact(Versioned):
    """To whom letters to a municipality go, by post and by mail: the one place for its address.

    The office it is sent to, and where it is known whose desk it lands on, in words as somebody
    gave them. Name, salutation and mail of a person go when nobody has confirmed them for years;
    the address of an office stays.
    """

    logged: ClassVar = ("office", "function", "street", "postcode", "town", "as_of")
    persons: ClassVar = ("person", "salutation", "email")
    processing: ClassVar = Processing(
        _("Addresses for letters"),
        _("Write to municipalities about selections and contracts"),
        DataClass.CONTACTS,
        readers=("selection.view", "profile.edit", "register.edit"),
        of_no_place=True,
        ends=Ends(lambda moment: Q(as_of__lt=moment), empties=persons, days=3 * 365),
    )
    municipality = models.OneToOneField(
        Municipality, on_delete=models.CASCADE, related_name="letter_contact"
    )
    office = models.CharField(_("office"), max_length=100, blank=True)
    function = models.CharField(_("function"), max_length=100, blank=True)
    person = models.CharField(_("name"), max_length=100, blank=True)
    salutation = models.CharField(_("salutation"), max_length=160, blank=True)
    street = models.CharField(_("street or post-office box"), max_length=100, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    as_of = models.DateField(_("as of"))

    def __str__(self) -> str:
        return str(self.municipality)

    @property
    def has_address(self) -> bool:
        """Whether a letter finds its way: to an office in a town."""
        return bool(self.postcode and self.town)

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands on the envelope."""
        where = f"{self.postcode} {self.town}".strip()
        rows = (self.municipality.name, self.office, self.function, self.person, self.street, where)
        return tuple(filter(None, rows))


class Membership(Versioned):
    """A role a person holds in a workspace, from a day, until a day or open."""

    logged: ClassVar = ("account", "role", "valid_from", "valid_to")
    processing: ClassVar = Processing(
        _("Roles of people"),
        _("Know who may do what, since when and by whom"),
        DataClass.CONTACTS,
        readers=("members.view", HERSELF),
        own=("user",),
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("granted by")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace", "role"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.workspace}"

    @property
    def is_over(self) -> bool:
        return self.valid_to is not None and self.valid_to < timezone.localdate()

    @property
    def account(self) -> int:
        """The person as events name her: by number, so that she can be forgotten."""
        return self.user_id


class InvitedRole(Versioned):
    """The membership an invitation will make once it is accepted."""

    logged: ClassVar = ("invitation_id", "role", "valid_from", "valid_to")  # no address
    processing: ClassVar = Processing(
        _("Roles that were offered"),
        _("Give the role once the invitation is accepted"),
        DataClass.REGISTRATIONS,
        readers=("members.edit", "audit.view", LETS_IN),
    )
    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="+")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.workspace}"


class SettlementType(models.Model):
    """The BBSR's settlement type of a district in a year's edition of its list."""

    processing: ClassVar = Processing(
        _("Settlement types of districts"),
        _("Tell town and country apart"),
        DataClass.CONTENT,
        readers=("register.view",),
    )
    district = models.CharField(_("district"), max_length=5)
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.PositiveSmallIntegerField(_("type"), choices=SettlementKind.choices)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["district", "year"], name="settlement_type_once"),
            models.CheckConstraint(
                condition=Q(kind__in=SettlementKind.values), name="settlement_type_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district}, {self.year}: {self.get_kind_display()}"


class MapSheet(models.Model):
    """A map that territories are drawn on: Germany, or one of invented places.

    Lengths are map units, `left` and `top` the corner of the picture, `borders` the path of the
    lines around the Länder. `step` is how far apart the blocks of an invented map stand.
    """

    processing: ClassVar = Processing(
        _("Maps"), _("Show municipalities on a map"), DataClass.CONTENT, readers=("register.view",)
    )
    slug = models.SlugField(max_length=20, unique=True)
    left = models.IntegerField()
    top = models.IntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    borders = models.TextField()
    step = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.slug


class Territory(models.Model):
    """The area of a district, or of an invented municipality, as a path on a sheet.

    A real area hangs on the key of the district, so that it is there whoever comes and goes in
    the register. `size` is in square units: small areas are drawn last. `q` and `r` name the cell.
    """

    processing: ClassVar = Processing(
        _("Areas on maps"),
        _("Show municipalities on a map"),
        DataClass.CONTENT,
        readers=("register.view",),
    )
    sheet = models.ForeignKey(MapSheet, on_delete=models.CASCADE, related_name="territories")
    district = models.CharField(max_length=5, blank=True)
    municipality = models.OneToOneField(
        Municipality, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    path = models.TextField()
    x = models.IntegerField()
    y = models.IntegerField()
    size = models.PositiveIntegerField()
    q = models.IntegerField(null=True)
    r = models.IntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(~Q(district="") & Q(municipality=None))
                | (Q(district="") & Q(municipality__isnull=False)),
                name="territory_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["sheet", "district"],
                condition=~Q(district=""),
                name="territory_once_per_district",
            ),
            models.UniqueConstraint(fields=["sheet", "q", "r"], name="territory_once_per_cell"),
        ]

    def __str__(self) -> str:
        return self.district or str(self.municipality)
