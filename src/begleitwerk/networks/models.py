"""Networks, organisations, bodies, members."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.models import ContentItem
from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Ends, Processing
from begleitwerk.core.selectors import alphabetical
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.enums import Function


class Network(Versioned):
    """A network of Frühe Hilfen; a municipality may have several (network regions)."""

    logged: ClassVar = ("name", "founded_year", "first_document", "note")
    processing: ClassVar = Processing(
        _("Networks"), _("Know which network works where"), DataClass.WORK, readers=("bodies.view",)
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=160)
    founded_year = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    first_document = models.CharField(_("first document"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering: ClassVar = [alphabetical("name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("networks:network", args=[self.municipality.slug, self.pk])


class PartnerOrganisation(Versioned):
    """An organisation that sends members or works with the network."""

    logged: ClassVar = ("name", "sector", "website")
    processing: ClassVar = Processing(
        _("Organisations"), _("Know who works together"), DataClass.WORK, readers=("bodies.view",)
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=160)
    sector = models.ForeignKey(
        ContentItem, on_delete=models.PROTECT, related_name="+", verbose_name=_("sector")
    )
    website = models.URLField(_("website"), blank=True)

    class Meta:
        ordering: ClassVar = [alphabetical("name")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "name"], name="organisation_once_per_municipality"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Body(Versioned):
    """A body of a municipality: planning group, steering group, committee, round table …

    It may be older than the programme (`founded_on` before the edition, or unknown).
    """

    logged: ClassVar = (
        "name", "kind", "network", "task", "founded_on", "ended_on", "predates_programme",
    )  # fmt: skip
    processing: ClassVar = Processing(
        _("Bodies"), _("Know which body decides what"), DataClass.WORK, readers=("bodies.view",)
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    network = models.ForeignKey(
        Network,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("network"),
    )
    kind = models.ForeignKey(
        ContentItem, on_delete=models.PROTECT, related_name="+", verbose_name=_("kind")
    )
    name = models.CharField(_("name"), max_length=160)
    task = models.TextField(_("task"), blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    predates_programme = models.BooleanField(_("existed before the programme"), default=False)

    class Meta:
        ordering: ClassVar = [alphabetical("name")]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("networks:body", args=[self.municipality.slug, self.pk])


class BodyMember(Versioned):
    """A seat in a body: a function, perhaps a person, perhaps a whole other body."""

    logged: ClassVar = (
        "function", "title", "organisation", "sector", "member_body", "seats", "is_chair",
        "valid_from", "valid_to",
    )  # fmt: skip
    persons: ClassVar = ("person_name", "substitute")
    processing: ClassVar = Processing(
        _("Seats in bodies"),
        _("Know who is to be invited and who decides"),
        DataClass.CONTACTS,
        readers=("bodies.view",),
        ends=Ends(lambda moment: Q(valid_to__lt=moment), empties=persons),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="members")
    function = models.CharField(_("stands for"), max_length=20, choices=Function.choices)
    title = models.CharField(_("function in words"), max_length=160, blank=True)
    person_name = models.CharField(_("person"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        PartnerOrganisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    sector = models.ForeignKey(
        ContentItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sector"),
    )
    member_body = models.ForeignKey(
        Body,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("whole body as member"),
    )
    substitute = models.CharField(_("substitute"), max_length=160, blank=True)
    seats = models.PositiveSmallIntegerField(_("number of persons"), default=1)
    is_chair = models.BooleanField(_("chairs the body"), default=False)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-is_chair", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="body_member_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(member_body=None) | ~Q(member_body=F("body")),
                name="body_is_not_its_own_member",
            ),
        ]

    def __str__(self) -> str:
        if self.member_body:
            return str(self.member_body)
        return self.title or self.get_function_display()
