"""Process, phases with their history, meetings, decisions."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.core.templatetags.bw import day, long_day, month
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body
from begleitwerk.processes.enums import MeetingState
from begleitwerk.programmes.models import Engagement, Programme


class Process(Versioned):
    """What an engagement goes through; `municipality` is the one in the lead."""

    logged: ClassVar = ("reason_to_join", "outlook")
    processing: ClassVar = Processing(
        _("Processes"),
        _("Accompany a municipality through its process"),
        DataClass.WORK,
        readers=("process.view",),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    engagement = models.OneToOneField(Engagement, on_delete=models.CASCADE, related_name="+")
    template = models.ForeignKey(
        ContentVersion,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("phase template"),
    )
    reason_to_join = models.TextField(_("why this municipality takes part"), blank=True)
    outlook = models.TextField(_("outlook"), blank=True)

    class Meta:
        verbose_name_plural = "processes"

    def __str__(self) -> str:
        return f"{self.engagement.edition}, {self.municipality}"


class Phase(Versioned):
    """A phase with planned and actual dates; each may be open, the planned ones tentative."""

    logged: ClassVar = (
        "name", "planned_start", "planned_end", "is_tentative", "actual_start", "actual_end",
        "note",
    )  # fmt: skip
    processing: ClassVar = Processing(
        _("Phases"),
        _("Accompany a municipality through its process"),
        DataClass.WORK,
        readers=("process.view",),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="phases")
    item = models.ForeignKey(
        ContentItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("phase of the template"),
    )
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=120)
    planned_start = models.DateField(_("planned start"), null=True, blank=True)
    planned_end = models.DateField(_("planned end"), null=True, blank=True)
    is_tentative = models.BooleanField(_("tentative"), default=False)
    actual_start = models.DateField(_("actual start"), null=True, blank=True)
    actual_end = models.DateField(_("actual end"), null=True, blank=True)
    note = models.TextField(_("what happened"), blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class PhaseShift(models.Model):
    """A change of a phase's dates, kept with its reason."""

    processing: ClassVar = Processing(
        _("Shifts of phases"),
        _("Know why dates changed"),
        DataClass.WORK,
        readers=("process.view",),
        people=("by_id",),
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="shifts")
    field = models.CharField(max_length=20)
    old = models.DateField(null=True)
    new = models.DateField(null=True)
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(auto_now_add=True)
    by_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.phase}: {self.old} → {self.new}"


class Meeting(Versioned):
    """A meeting of a body, of a municipality without a body, or of a whole programme."""

    logged: ClassVar = (
        "body", "kind", "title", "on", "day_known", "starts_at", "ends_at", "place",
        "session_number", "state", "participants", "summary",
    )  # fmt: skip
    processing: ClassVar = Processing(
        _("Meetings"),
        _("Prepare meetings and keep their results"),
        DataClass.FILES,
        readers=("meetings.view",),
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("programme"),
    )
    body = models.ForeignKey(
        Body,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("body"),
    )
    kind = models.ForeignKey(
        ContentItem, on_delete=models.PROTECT, related_name="+", verbose_name=_("kind")
    )
    title = models.CharField(_("title"), max_length=200)
    on = models.DateField(_("date"))
    day_known = models.BooleanField(_("the day is known"), default=True)
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    session_number = models.CharField(_("session"), max_length=60, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    summary = models.TextField(_("results"), blank=True)
    cancel_reason = models.TextField(_("why it does not take place"), blank=True)

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["municipality", "on"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(municipality__isnull=False) ^ Q(programme__isnull=False),
                name="meeting_of_municipality_or_programme",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def log_workspace_id(self) -> int | None:
        """In whose log it stands: the municipality's, or the programme's."""
        owner = self.municipality or self.programme
        return owner.workspace_id if owner else None

    def is_ahead(self, today: date) -> bool:
        """Planned and not past; a month without a day lies ahead until it is over."""
        first = today if self.day_known else today.replace(day=1)
        return self.state == MeetingState.PLANNED and self.on >= first

    @property
    def when(self) -> str:
        """The day in figures, or the month alone where the day is not known."""
        return day(self.on) if self.day_known else month(self.on)

    @property
    def when_long(self) -> str:
        """The day in words, or the month alone."""
        return long_day(self.on) if self.day_known else month(self.on)

    @property
    def clock(self) -> str:
        """From when until when: “14:00 bis 16:00 Uhr”."""
        times = {"start": f"{self.starts_at:%H:%M}" if self.starts_at else ""}
        if self.starts_at is None:
            return ""
        if self.ends_at is None:
            return pgettext("time of day", "%(start)s") % times
        times["end"] = f"{self.ends_at:%H:%M}"
        return pgettext("time of day", "%(start)s to %(end)s") % times


class Decision(Versioned):
    """What a meeting decided."""

    logged: ClassVar = ("number", "text", "votes_yes", "votes_no", "abstentions")
    processing: ClassVar = Processing(
        _("Decisions of meetings"),
        _("Prove what was decided"),
        DataClass.FILES,
        readers=("meetings.view",),
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("decision"))
    votes_yes = models.PositiveSmallIntegerField(_("in favour"), null=True, blank=True)
    votes_no = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number", "pk"]

    @property
    def log_workspace_id(self) -> int | None:
        return self.meeting.log_workspace_id

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)

    @property
    def is_unanimous(self) -> bool:
        return bool(self.votes_yes) and self.votes_no == 0 and not self.abstentions

    @property
    def votes(self) -> str:
        """“einstimmig, 9 Stimmen” or “7 dafür, 1 dagegen, 1 Enthaltung”; nothing if not counted."""
        if self.is_unanimous:
            count = self.votes_yes or 0
            words = ngettext("unanimous, %(count)d vote", "unanimous, %(count)d votes", count)
            return words % {"count": count}
        parts = []
        if self.votes_yes is not None:
            parts.append(gettext("%(count)d in favour") % {"count": self.votes_yes})
        if self.votes_no is not None:
            parts.append(gettext("%(count)d against") % {"count": self.votes_no})
        if self.abstentions is not None:
            words = ngettext("%(count)d abstention", "%(count)d abstentions", self.abstentions)
            parts.append(words % {"count": self.abstentions})
        return ", ".join(parts)
