"""Programme → edition → theme with places → engagement."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Ends, Processing
from begleitwerk.core.templatetags.bw import listed
from begleitwerk.files.models import StoredFile
from begleitwerk.municipalities.models import InvitedRole, Municipality, Workspace
from begleitwerk.programmes.enums import MAY_BE_ACCEPTED, RUNNING, EngagementState


class Programme(Versioned):
    """A programme; its title appears in papers in several spellings, so it is known by id."""

    logged: ClassVar = ("name", "short_name", "title_variants", "office", "funding", "description")
    processing: ClassVar = Processing(
        _("Programmes"), _("Run a programme"), DataClass.WORK, readers=("workspace.view",)
    )
    workspace = models.OneToOneField(Workspace, on_delete=models.PROTECT, related_name="programme")
    name = models.CharField(_("title"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60)
    title_variants = models.JSONField(_("other spellings of the title"), default=list, blank=True)
    office = models.CharField(_("carried by"), max_length=200, blank=True)
    funding = models.TextField(_("funding"), blank=True)
    description = models.TextField(_("what it is about"), blank=True)

    def __str__(self) -> str:
        return self.short_name


class Edition(Versioned):
    """A cohort of a programme, with the content versions it runs on."""

    logged: ClassVar = ("name", "starts_on", "ends_on", "framework", "phase_template", "source")
    processing: ClassVar = Processing(
        _("Editions of programmes"),
        _("Run a programme"),
        DataClass.WORK,
        readers=("workspace.view",),
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="editions")
    name = models.CharField(_("name"), max_length=120)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    framework = models.ForeignKey(
        ContentVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quality framework"),
    )
    phase_template = models.ForeignKey(
        ContentVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("phase template"),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-starts_on", "name"]

    def __str__(self) -> str:
        return f"{self.programme.short_name} {self.name}"

    @property
    def workspace(self) -> Workspace:
        """Where rules look for the right to edit it."""
        return self.programme.workspace

    def get_absolute_url(self) -> str:
        return reverse("programmes:edition", args=[self.workspace.slug, self.pk])


class EditionTheme(Versioned):
    """A theme of an edition and how many municipalities may work on it.

    A closed one takes nobody in any more; what names it stays as it is.
    """

    logged: ClassVar = ("edition", "item", "places", "position", "closed_on")
    processing: ClassVar = Processing(
        _("Themes and their places"),
        _("Run a programme"),
        DataClass.WORK,
        readers=("workspace.view",),
    )
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="themes")
    item = models.ForeignKey(
        ContentItem, on_delete=models.PROTECT, related_name="+", verbose_name=_("theme")
    )
    places = models.PositiveSmallIntegerField(_("places"))
    position = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "item"], name="theme_once_per_edition")
        ]

    def __str__(self) -> str:
        return str(self.item)

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    @property
    def in_log(self) -> str:
        return self.item.in_log

    @property
    def workspace(self) -> Workspace:
        return self.edition.workspace


class Cluster(Versioned):
    """Municipalities of an edition that exchange with each other, and on what."""

    logged: ClassVar = ("name", "position", "dimensions")
    processing: ClassVar = Processing(
        _("Clusters"),
        _("Let municipalities exchange with each other"),
        DataClass.WORK,
        readers=("workspace.view",),
    )
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="clusters")
    name = models.CharField(_("name"), max_length=80)
    dimensions = models.ManyToManyField(
        ContentItem, related_name="+", blank=True, verbose_name=_("quality dimensions")
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "name"], name="cluster_once_per_edition")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def workspace(self) -> Workspace:
        return self.edition.workspace


class Engagement(Versioned):
    """The participation of one municipality, or of several that share one place."""

    logged: ClassVar = ("state", "theme", "cluster", "source")
    processing: ClassVar = Processing(
        _("Participations"),
        _("Know who takes part, since when and until when"),
        DataClass.FILES,
        readers=("workspace.view",),
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="engagements")
    theme = models.ForeignKey(
        EditionTheme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("theme"),
    )
    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="engagements",
        verbose_name=_("cluster"),
    )
    parties = models.ManyToManyField(
        Municipality, through="EngagementParty", related_name="engagements"
    )
    state = models.CharField(_("state"), max_length=20, choices=EngagementState.choices)
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("replaced by"),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.title}, {self.edition}"

    @property
    def title(self) -> str:
        """The municipalities that share it: "Stadt A und Landkreis B"."""
        return listed(row.municipality.name for row in self.party_rows.all())

    @property
    def lead(self) -> Municipality | None:
        """The municipality the programme talks to; the first named one."""
        rows = self.party_rows.all()
        return rows[0].municipality if rows else None

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def workspace(self) -> Workspace:
        """Where rules look for the right to edit it: the programme's."""
        return self.edition.workspace

    @property
    def log_workspace_id(self) -> int:
        """Whose log tells of it: that of the municipality in the lead."""
        lead = self.lead
        return lead.workspace_id if lead else self.workspace.pk

    def get_absolute_url(self) -> str:
        return reverse("programmes:engagement", args=[self.workspace.slug, self.pk])


class Contract(Versioned):
    """Between a municipality and the programme; there may be one before the participation begins.

    The municipality is the one in the lead. `engagement` is empty until both sides have signed,
    where a selection leads there. Its note is the programme's, while the log may be the
    municipality's too.
    """

    logged: ClassVar = (
        "number",
        "drafted_on",
        "sent_on",
        "signed_by_municipality_on",
        "signed_by_office_on",
        "starts_on",
        "file",
    )
    processing: ClassVar = Processing(
        _("Contracts"),
        _("Prove what was agreed"),
        DataClass.FILES,
        readers=("engagement.edit", "selection.view"),
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    engagement = models.OneToOneField(
        Engagement, on_delete=models.CASCADE, null=True, blank=True, related_name="contract"
    )
    number = models.CharField(_("contract number"), max_length=60, blank=True)
    drafted_on = models.DateField(_("drafted on"), null=True, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    signed_by_municipality_on = models.DateField(
        _("signed by the municipality on"), null=True, blank=True
    )
    signed_by_office_on = models.DateField(_("signed by the programme on"), null=True, blank=True)
    starts_on = models.DateField(_("participation starts on"), null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)

    def __str__(self) -> str:
        return self.number or str(self.municipality)

    @property
    def is_signed(self) -> bool:
        """Whether both sides have signed."""
        return None not in (self.signed_by_municipality_on, self.signed_by_office_on)

    @property
    def signed_on(self) -> date | None:
        """The day of the second signature."""
        days = (self.signed_by_municipality_on, self.signed_by_office_on)
        return max(day for day in days if day) if self.is_signed else None

    @property
    def log_workspace_id(self) -> int:
        """Whose log tells of it: the programme's, and the municipality's once it takes part."""
        if self.engagement_id is None:
            return self.edition.programme.workspace_id
        return self.municipality.workspace_id


# The parties whose municipality lets the programme read there.
OPEN = Q(accepted_at__isnull=False, closed_at=None)


class EngagementParty(models.Model):
    """One of the bodies that share an engagement; the first named is in the lead.

    It lets the programme read from the moment it accepts until the participation ends, or until
    it takes that back: then it has not accepted any more.
    """

    processing: ClassVar = Processing(
        _("Municipalities of a participation"),
        _("Know who takes part, since when and until when"),
        DataClass.FILES,
        readers=("workspace.view",),
        people=("accepted_by_id",),
    )
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="party_rows")
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="party_rows"
    )
    is_lead = models.BooleanField(_("in the lead"), default=False)
    answer_by = models.DateField(_("answer until"), null=True)
    accepted_at = models.DateTimeField(_("accepted on"), null=True)
    accepted_by_id = models.PositiveBigIntegerField(null=True)
    closed_at = models.DateTimeField(_("closed on"), null=True)

    class Meta:
        ordering: ClassVar = ["-is_lead", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["engagement", "municipality"], name="party_once_per_engagement"
            )
        ]

    def __str__(self) -> str:
        return str(self.municipality)

    @property
    def is_open(self) -> bool:
        """`OPEN` for one row."""
        return self.accepted_at is not None and self.closed_at is None

    @property
    def may_accept(self) -> bool:
        return not self.is_open and self.engagement.state in MAY_BE_ACCEPTED


class ReleasedRecord(models.Model):
    """What a programme could read in a municipality when its way in closed; it never changes.

    `content` are tables as papers keep them, in German, `digest` seals them.
    """

    processing: ClassVar = Processing(
        _("What programmes keep of ended participations"),
        _("Account for a participation by what had been released until its end"),
        DataClass.FILES,
        readers=("goals.view_released", "process.view"),
        sealed=Q(),
    )
    engagement = models.ForeignKey(
        Engagement, on_delete=models.CASCADE, related_name="released_records"
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed on"))
    content = models.JSONField(default=list)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-closed_at", "-pk"]

    def __str__(self) -> str:
        return str(self.municipality)

    def get_absolute_url(self) -> str:
        return reverse("programmes:released_record", args=[self.workspace.slug, self.pk])

    @property
    def workspace(self) -> Workspace:
        """Where rules look for the right to read it: the programme's."""
        return self.engagement.workspace


class EngagementFacilitator(models.Model):
    """Who accompanies an engagement, and when."""

    processing: ClassVar = Processing(
        _("Facilitators of a participation"),
        _("Know who accompanies a municipality"),
        DataClass.CONTACTS,
        readers=("workspace.view",),
        own=("user",),
        ends=Ends(lambda moment: Q(valid_to__lt=moment)),
    )
    engagement = models.ForeignKey(
        Engagement, on_delete=models.CASCADE, related_name="facilitators"
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    def __str__(self) -> str:
        return str(self.user)


class FacilitatorOffer(models.Model):
    """Which participation somebody is to accompany once she accepts the invitation to it."""

    processing: ClassVar = Processing(
        _("Invitations to accompany a participation"),
        _("Assign who accompanies once the invitation is accepted"),
        DataClass.REGISTRATIONS,
        readers=("engagement.edit",),
    )
    engagement = models.ForeignKey(
        Engagement, on_delete=models.CASCADE, related_name="facilitator_offers"
    )
    offer = models.OneToOneField(InvitedRole, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.offer)


class EngagementStep(models.Model):
    """One state in the life of an engagement, with its date (may be unknown) and reason."""

    processing: ClassVar = Processing(
        _("Steps of a participation"),
        _("Know who takes part, since when and until when"),
        DataClass.FILES,
        readers=("workspace.view",),
        people=("recorded_by_id",),
    )
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(_("state"), max_length=20, choices=EngagementState.choices)
    on = models.DateField(_("on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.get_state_display()
