"""A round of selection and its rules, which are frozen before the first score."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Processing
from begleitwerk.engine.selection.problem import Counted, Fairness, Operator, Scope
from begleitwerk.municipal_survey.models import SurveyWave
from begleitwerk.municipalities.models import Workspace
from begleitwerk.programmes.models import Edition, EditionTheme
from begleitwerk.selection.enums import FieldSource, RoundState, RuleStage, ScoreOrigin

OPERATORS = (
    (Operator.EQUALS.value, _("is")),
    (Operator.DIFFERS.value, _("is not")),
    (Operator.AT_LEAST.value, _("is at least")),
    (Operator.AT_MOST.value, _("is at most")),
    (Operator.ONE_OF.value, _("is one of")),
    (Operator.NONE_OF.value, _("is none of")),
    (Operator.IS_KNOWN.value, _("is known")),
)
SCOPES = (
    (Scope.OVERALL.value, _("among all selected")),
    (Scope.EACH_THEME.value, _("in every theme")),
    (Scope.ONE_THEME.value, _("in one theme")),
)
FAIRNESS = (
    (Fairness.LEXIMIN.value, _("the smallest chance, then the next smallest, and so on")),
    (Fairness.NASH.value, _("the product of all chances")),
    (Fairness.MAXIMIN.value, _("the smallest chance alone")),
)
COUNTED = (
    (Counted.MEMBERS.value, _("municipalities")),
    (Counted.VALUES.value, _("different values")),
)


class SelectionRound(Versioned):
    """The selection for an edition: from the longlist to contracts."""

    logged: ClassVar = (
        "name",
        "wave",
        "apply_until",
        "review_until",
        "reserve_until",
        "facts_on",
        "invitation_text",
        "contact",
        "seed_source",
    )
    processing: ClassVar = Processing(
        _("Rounds of selection"),
        _("Choose municipalities by rules anyone can check"),
        DataClass.FILES,
        readers=("selection.view",),
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    wave = models.ForeignKey(
        SurveyWave,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipal survey"),
    )
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    apply_until = models.DateField(_("applications until"), null=True, blank=True)
    review_until = models.DateField(_("reviews until"), null=True, blank=True)
    reserve_until = models.DateField(_("reserve list valid until"), null=True, blank=True)
    facts_on = models.DateField(_("data as of"), null=True, blank=True)
    invitation_text = models.TextField(_("text of the invitation"), blank=True)
    contact = models.TextField(_("who answers questions"), blank=True)
    seed_source = models.CharField(
        _("where the number for a draw comes from"), max_length=200, blank=True
    )

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "name"], name="round_once_per_edition")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def workspace(self) -> Workspace:
        """Where rules look for the right to edit it: the programme's."""
        return self.edition.programme.workspace


class RuleSet(Versioned):
    """One version of the rules. Frozen it never changes: `content` and `digest` say what held.

    One that is `only_for` somebody who left holds for that replacement alone.
    Who was invited reads what is frozen; `is_open` says whether everybody does.
    """

    logged: ClassVar = ("number", "digest", "fairness", "is_open", "displaced_first")
    processing: ClassVar = Processing(
        _("Rules of a selection"),
        _("Choose municipalities by rules anyone can check"),
        DataClass.FILES,
        readers=("selection.view",),
        people=("frozen_by_id",),
        sealed=Q(frozen_at__isnull=False),
    )
    round = models.ForeignKey(SelectionRound, on_delete=models.CASCADE, related_name="rule_sets")
    number = models.PositiveSmallIntegerField(pgettext_lazy("rules", "version"))
    reason = models.TextField(_("reason for the change"), blank=True)
    fairness = models.CharField(
        _("what a lot makes as large as possible"),
        max_length=8,
        choices=FAIRNESS,
        default=Fairness.LEXIMIN.value,
    )
    frozen_at = models.DateTimeField(_("frozen on"), null=True)
    frozen_by_id = models.PositiveBigIntegerField(null=True)
    content = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    is_open = models.BooleanField(_("open to everybody"), default=False)
    displaced_first = models.BooleanField(
        _("Whoever is taken out of the selection comes first on the reserve list"), default=False
    )
    only_for = models.ForeignKey(
        "selection.Candidacy",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("holds for the replacement of"),
    )

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="rule_set_once_per_round")
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.number}"

    @property
    def workspace(self) -> Workspace:
        return self.round.workspace

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class Rule(Versioned):
    """What the three kinds of rules share. `key` is what protocol and engine call it."""

    key = models.SlugField(max_length=60, editable=False)
    name = models.CharField(_("name"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def workspace(self) -> Workspace:
        rule_set: RuleSet = self.rule_set  # type: ignore[attr-defined]
        return rule_set.workspace


class HardRule(Rule):
    """Field, operator, value: whoever does not meet it is not invited, or cannot be chosen.

    `field` is a key of selectors.fields ("land", a survey variable, "staff_fte" …) within its
    source; `value` is a number, a text, or a list of texts. `theme` only for the longlist. Of the
    rules of one stage with the same `group` a single one is enough; 0: it must be met.
    """

    logged: ClassVar = ("name", "stage", "theme", "source", "field", "operator", "value", "group")
    processing: ClassVar = Processing(
        _("Rules that exclude"),
        _("Choose municipalities by rules anyone can check"),
        DataClass.FILES,
        readers=("selection.view",),
        sealed=Q(rule_set__frozen_at__isnull=False),
    )
    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="hard_rules")
    stage = models.CharField(_("decides"), max_length=12, choices=RuleStage.choices)
    theme = models.ForeignKey(
        EditionTheme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("theme"),
    )
    source = models.CharField(_("data from"), max_length=12, choices=FieldSource.choices)
    field = models.CharField(_("what counts"), max_length=64)
    operator = models.CharField(_("condition"), max_length=12, choices=OPERATORS)
    value = models.JSONField(_("value"), null=True, blank=True)
    group = models.PositiveSmallIntegerField(_("group of alternatives"), default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule_set", "key"], name="hard_rule_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class ScoredCriterion(Rule):
    """A scale with anchored levels and a weight; reviewers give the level, or data do.

    `levels` is [{"value": "0", "label": "…", "text": "…"}], values numbers as texts, rising.
    `bands` (for data) is [{"at_least": "2", "level": "1"}] for numbers, rising, or
    [{"is": "code", "level": "2"}] for answers.
    """

    logged: ClassVar = (
        "name",
        "description",
        "weight",
        "levels",
        "per_theme",
        "origin",
        "source",
        "field",
        "bands",
    )
    processing: ClassVar = Processing(
        _("Criteria with points"),
        _("Choose municipalities by rules anyone can check"),
        DataClass.FILES,
        readers=("selection.view",),
        sealed=Q(rule_set__frozen_at__isnull=False),
    )
    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="criteria")
    description = models.TextField(_("what is looked at"), blank=True)
    weight = models.DecimalField(_("weight"), max_digits=6, decimal_places=2)
    levels = models.JSONField(_("levels"), default=list)
    per_theme = models.BooleanField(_("scored for each theme on its own"), default=False)
    origin = models.CharField(_("score"), max_length=8, choices=ScoreOrigin.choices)
    source = models.CharField(
        _("data from"), max_length=12, choices=FieldSource.choices, blank=True
    )
    field = models.CharField(_("what counts"), max_length=64, blank=True)
    bands = models.JSONField(_("levels by value"), default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule_set", "key"], name="criterion_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class PortfolioRule(Rule):
    """Minimum and maximum among the chosen; in the words of `engine.selection.Quota`."""

    logged: ClassVar = (
        "name",
        "attribute",
        "values",
        "counted",
        "at_least",
        "at_most",
        "scope",
        "theme",
    )
    processing: ClassVar = Processing(
        _("Rules of balance"),
        _("Choose municipalities by rules anyone can check"),
        DataClass.FILES,
        readers=("selection.view",),
        sealed=Q(rule_set__frozen_at__isnull=False),
    )
    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="portfolio_rules")
    attribute = models.CharField(_("balances"), max_length=80)  # enums.Attribute, "survey:<name>"
    values = models.JSONField(_("values"), default=list, blank=True)
    counted = models.CharField(
        _("counts"), max_length=8, choices=COUNTED, default=Counted.MEMBERS.value
    )
    at_least = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True)
    at_most = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    scope = models.CharField(_("holds"), max_length=12, choices=SCOPES, default=Scope.OVERALL.value)
    theme = models.ForeignKey(
        EditionTheme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("theme"),
    )

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule_set", "key"], name="portfolio_rule_key_once")
        ]

    def __str__(self) -> str:
        return self.name
