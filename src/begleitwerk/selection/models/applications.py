"""A municipality in a round: invitation, application, what it claims."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Ends, Processing
from begleitwerk.files.models import StoredFile
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.programmes.models import Contract, EditionTheme, Engagement
from begleitwerk.selection.enums import ApplicationState, CandidacyState
from begleitwerk.selection.models.rounds import SelectionRound

# Not among the chosen in the end.
NOT_CHOSEN = ("declined", "no_reply", "reserve", "rejected", "withdrawn", "closed")


def lost_before(to_candidacy: str) -> Callable[[datetime], Q]:
    """What belongs to a municipality that was not chosen, in a round whose last decision lies
    before a moment; `to_candidacy` leads there from the row."""
    decided = "runs__decision__confirmed_at"

    def rows(moment: datetime) -> Q:
        rounds = SelectionRound.objects.filter(**{f"{decided}__lt": moment})
        lately = SelectionRound.objects.filter(**{f"{decided}__gte": moment})
        over = rounds.exclude(pk__in=lately.values("pk")).values("pk")
        not_chosen = Q(**{f"{to_candidacy}state__in": NOT_CHOSEN})
        return not_chosen & Q(**{f"{to_candidacy}round__in": over})

    return rows


class Candidacy(Versioned):
    """One municipality in a round, from the longlist on; several may share one place."""

    logged: ClassVar = ("state", "reply_by")
    persons: ClassVar = ("contact_email",)
    processing: ClassVar = Processing(
        _("Municipalities in a round"),
        _("Choose municipalities by what they hand in"),
        DataClass.APPLICATIONS,
        readers=("selection.view", "application.view"),
        ends=Ends(lost_before(""), empties=("contact_email", "reply_note")),
    )
    round = models.ForeignKey(SelectionRound, on_delete=models.PROTECT, related_name="candidacies")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    partners = models.ManyToManyField(
        Municipality, related_name="+", blank=True, verbose_name=_("shares the place with")
    )
    themes = models.ManyToManyField(
        EditionTheme, related_name="+", blank=True, verbose_name=_("invited for")
    )
    state = models.CharField(
        _("state"),
        max_length=14,
        choices=CandidacyState.choices,
        default=CandidacyState.LONGLISTED,
    )
    contact_email = models.EmailField(_("mail address for the selection"), blank=True)
    invited_on = models.DateField(_("invited on"), null=True, blank=True)
    reply_by = models.DateField(_("reply until"), null=True, blank=True)
    invited_facts = models.JSONField(default=dict)  # field → Evidence of the conditions, as JSON
    replied_on = models.DateField(_("replied on"), null=True, blank=True)
    reply_note = models.TextField(_("what was replied"), blank=True)
    contract = models.OneToOneField(
        Contract, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    engagement = models.ForeignKey(
        Engagement,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("participation"),
    )

    class Meta:
        ordering: ClassVar = ["municipality__search_text", "pk"]
        indexes: ClassVar = [models.Index(fields=["round", "state"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "municipality"], name="candidacy_once_per_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.round}"

    @property
    def key(self) -> str:
        """What the engine and the protocol call it."""
        return self.municipality.youth_office_id

    @property
    def office(self) -> Workspace:
        """The programme's workspace; rules of the office ask there."""
        return self.round.workspace

    @property
    def log_workspace_id(self) -> int:
        """The programme's log, unless the municipality itself acts."""
        return self.office.pk


class CandidacyStep(models.Model):
    """One state in the life of a candidacy, with day and reason."""

    processing: ClassVar = Processing(
        _("Steps of a municipality in a round"),
        _("Choose municipalities by what they hand in"),
        DataClass.APPLICATIONS,
        readers=("selection.view",),
        people=("recorded_by_id",),
    )
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(_("state"), max_length=14, choices=CandidacyState.choices)
    on = models.DateField(_("on"))
    reason = models.TextField(_("reason"), blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.get_state_display()


class Application(Versioned):
    """What a municipality hands in; saved step by step, approved by a named person."""

    logged: ClassVar = ("state",)
    persons: ClassVar = ("named_approver", "named_approver_email")
    processing: ClassVar = Processing(
        _("Applications"),
        _("Choose municipalities by what they hand in"),
        DataClass.APPLICATIONS,
        readers=("selection.view", "selection.review", "application.view"),
        people=("submitted_by_id",),
        ends=Ends(
            lost_before("candidacy__"),
            empties=(
                "motivation",
                "experience",
                "experience_by_theme",
                "staff",
                "backing",
                "participants",
                "return_note",
                "named_approver",
                "named_approver_email",
            ),
        ),
    )
    candidacy = models.OneToOneField(
        Candidacy, on_delete=models.CASCADE, related_name="application"
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=ApplicationState.choices,
        default=ApplicationState.DRAFT,
    )
    themes = models.ManyToManyField(
        EditionTheme, related_name="+", blank=True, verbose_name=_("applies for")
    )
    motivation = models.TextField(_("why we want to take part"), blank=True)
    experience = models.TextField(_("our experience with the theme"), blank=True)
    # of several themes: key → text (selectors.applications.experience)
    experience_by_theme = models.JSONField(default=dict)
    earlier_participation = models.BooleanField(
        _("took part in the predecessor programme"), null=True, blank=True
    )
    network_since = models.PositiveSmallIntegerField(_("network since"), null=True, blank=True)
    staff = models.TextField(_("who does the work"), blank=True)
    staff_fte = models.DecimalField(
        _("full-time posts for the work"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    backing = models.TextField(_("how the leadership backs it"), blank=True)
    has_backing = models.BooleanField(_("the leadership has agreed"), null=True, blank=True)
    participants = models.TextField(_("who takes part"), blank=True)
    approver = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who approves"),
    )
    approved_at = models.DateTimeField(_("approved on"), null=True)
    submitted_at = models.DateTimeField(_("handed in on"), null=True)
    submitted_by_id = models.PositiveBigIntegerField(null=True)
    return_note = models.TextField(_("what is missing"), blank=True)
    named_approver = models.CharField(_("who shall approve"), max_length=120, blank=True)
    named_approver_email = models.EmailField(_("mail address of who shall approve"), blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.candidacy)

    @property
    def municipality(self) -> Municipality:
        return self.candidacy.municipality


class ApplicationEvidence(Versioned):
    """One piece of experience and what proves it."""

    processing: ClassVar = Processing(
        _("Evidence in applications"),
        _("Choose municipalities by what they hand in"),
        DataClass.APPLICATIONS,
        readers=("selection.view", "selection.review", "application.view"),
        ends=Ends(lost_before("application__candidacy__")),
    )
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="evidence")
    statement = models.CharField(_("experience"), max_length=300)
    proof = models.CharField(_("proof"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.statement

    @property
    def municipality(self) -> Municipality:
        return self.application.municipality


class ApplicationFile(models.Model):
    processing: ClassVar = Processing(
        _("Files of applications"),
        _("Choose municipalities by what they hand in"),
        DataClass.APPLICATIONS,
        readers=("selection.view", "selection.review", "application.view"),
        ends=Ends(lost_before("application__candidacy__"), with_files=("file",)),
    )
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="files")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=160)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.title


class ClaimAnswer(Versioned):
    """Where an own claim contradicts the register: what the office found out.

    `claim` is a key of selectors.claims; `claimed` and `registered` keep what stood there then.
    """

    processing: ClassVar = Processing(
        _("Claims that were checked"),
        _("Choose municipalities by what they hand in"),
        DataClass.APPLICATIONS,
        readers=("selection.view",),
        people=("answered_by_id",),
        ends=Ends(lost_before("candidacy__"), empties=("claimed", "registered", "answer")),
    )
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="claims")
    claim = models.CharField(max_length=40)
    claimed = models.CharField(max_length=300)
    registered = models.CharField(max_length=300)
    counts = models.CharField(
        _("what counts"),
        max_length=10,
        choices=[("claim", _("the claim")), ("register", _("the register"))],
    )
    answer = models.TextField(_("what was found out"))
    answered_at = models.DateTimeField(auto_now=True)
    answered_by_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidacy", "claim"], name="claim_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.candidacy}: {self.claim}"
