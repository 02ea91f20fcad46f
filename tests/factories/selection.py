"""Selection: surveys, rounds and rules, applications, reviews, runs, what follows."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory

from begleitwerk.engine.selection.plain import to_plain
from begleitwerk.engine.selection.problem import Problem
from begleitwerk.engine.selection.result import RuleStep
from begleitwerk.selection.enums import (
    FieldSource,
    LetterKind,
    Outcome,
    RuleStage,
    ScoreOrigin,
    WaiverStep,
)
from begleitwerk.selection.models import (
    Application,
    ApplicationEvidence,
    ApplicationFile,
    Candidacy,
    CandidacyStep,
    ClaimAnswer,
    Correction,
    DecisionPlace,
    Deviation,
    Dispatch,
    FactFreeze,
    HardRule,
    JointScore,
    Letter,
    LetterBundle,
    Lot,
    PortfolioRule,
    Reminder,
    ReminderRules,
    Review,
    ReviewScore,
    RuleRelaxation,
    RuleSet,
    ScoredCriterion,
    SelectionDecision,
    SelectionRound,
    SelectionRun,
    Waiver,
    Withdrawal,
)
from tests.days import today
from tests.factories.accounts import UserFactory
from tests.factories.files import StoredFileFactory
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.programmes import (
    EditionFactory,
    EditionThemeFactory,
)

# --- Surveys ------------------------------------------------------------------------------------


class SelectionRoundFactory(factory.django.DjangoModelFactory[SelectionRound]):
    """A round with its first version of rules, as every round has one."""

    class Meta:
        model = SelectionRound
        skip_postgeneration_save = True

    edition = factory.SubFactory(EditionFactory)
    name = factory.Sequence(lambda number: f"Runde {number}")

    @factory.post_generation
    def rules(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create:
            RuleSet.objects.create(round=self, number=1)


class LotFactory(factory.django.DjangoModelFactory[Lot]):
    """Nothing is published yet."""

    class Meta:
        model = Lot

    round = factory.SubFactory(SelectionRoundFactory)


class RuleSetFactory(factory.django.DjangoModelFactory[RuleSet]):
    """A further version of a round's rules."""

    class Meta:
        model = RuleSet

    round = factory.SubFactory(SelectionRoundFactory)
    number = factory.Sequence(lambda number: number + 2)


class HardRuleFactory(factory.django.DjangoModelFactory[HardRule]):
    class Meta:
        model = HardRule

    rule_set = factory.SubFactory(RuleSetFactory)
    key = factory.Sequence(lambda number: f"regel-{number}")
    name = "Leitung trägt es mit"
    stage = RuleStage.ELIGIBILITY
    source = FieldSource.APPLICATION
    field = "has_backing"
    operator = "equals"
    value = True


class ScoredCriterionFactory(factory.django.DjangoModelFactory[ScoredCriterion]):
    class Meta:
        model = ScoredCriterion

    rule_set = factory.SubFactory(RuleSetFactory)
    key = factory.Sequence(lambda number: f"kriterium-{number}")
    name = "Erfahrung mit dem Thema"
    weight = Decimal(40)
    levels = factory.LazyFunction(
        lambda: [
            {"value": "0", "label": "keine", "text": "Es wird keine Erfahrung genannt."},
            {"value": "1", "label": "erste", "text": "Erste Schritte sind belegt."},
            {"value": "2", "label": "einige", "text": "Ein abgeschlossenes Vorhaben ist belegt."},
            {"value": "3", "label": "viel", "text": "Mehrere Vorhaben mit Ergebnissen."},
        ]
    )
    origin = ScoreOrigin.REVIEW


class PortfolioRuleFactory(factory.django.DjangoModelFactory[PortfolioRule]):
    class Meta:
        model = PortfolioRule

    rule_set = factory.SubFactory(RuleSetFactory)
    key = factory.Sequence(lambda number: f"ausgleich-{number}")
    attribute = "settlement"
    values = factory.LazyFunction(lambda: ["urban"])
    at_least = 4


# --- Applications -------------------------------------------------------------------------------


class CandidacyFactory(factory.django.DjangoModelFactory[Candidacy]):
    class Meta:
        model = Candidacy

    round = factory.SubFactory(SelectionRoundFactory)
    municipality = factory.SubFactory(MunicipalityFactory)


class CandidacyStepFactory(factory.django.DjangoModelFactory[CandidacyStep]):
    class Meta:
        model = CandidacyStep

    candidacy = factory.SubFactory(CandidacyFactory)
    state = "longlisted"
    on = date(2026, 1, 12)


class ApplicationFactory(factory.django.DjangoModelFactory[Application]):
    class Meta:
        model = Application

    candidacy = factory.SubFactory(CandidacyFactory)


class ApplicationEvidenceFactory(factory.django.DjangoModelFactory[ApplicationEvidence]):
    class Meta:
        model = ApplicationEvidence

    application = factory.SubFactory(ApplicationFactory)
    statement = "Elternbefragung ausgewertet"
    proof = "Bericht an den Jugendhilfeausschuss"


class ApplicationFileFactory(factory.django.DjangoModelFactory[ApplicationFile]):
    class Meta:
        model = ApplicationFile

    application = factory.SubFactory(ApplicationFactory)
    file = factory.SubFactory(
        StoredFileFactory,
        municipality=factory.SelfAttribute("..application.candidacy.municipality"),
    )
    title = "Konzept"


class ClaimAnswerFactory(factory.django.DjangoModelFactory[ClaimAnswer]):
    class Meta:
        model = ClaimAnswer

    candidacy = factory.SubFactory(CandidacyFactory)
    claim = "earlier_participation"
    claimed = "yes"
    registered = "no"
    counts = "register"
    answer = "Die Liste der Teilnehmenden nennt die Kommune nicht."


class CorrectionFactory(factory.django.DjangoModelFactory[Correction]):
    """Waits for consent."""

    class Meta:
        model = Correction

    application = factory.SubFactory(ApplicationFactory)
    field = "staff"
    corrected = "Zwei Personen mit fester Arbeitszeit"
    reason = "Am Telefon besprochen: Es sind zwei."


# --- Reviews ------------------------------------------------------------------------------------


class ReviewFactory(factory.django.DjangoModelFactory[Review]):
    class Meta:
        model = Review

    candidacy = factory.SubFactory(CandidacyFactory)
    reviewer = factory.SubFactory(UserFactory)
    position = 1


class ReviewScoreFactory(factory.django.DjangoModelFactory[ReviewScore]):
    class Meta:
        model = ReviewScore

    review = factory.SubFactory(ReviewFactory)
    criterion = factory.SubFactory(ScoredCriterionFactory)
    level = Decimal(2)
    evidence = "Anlage 1, Seite 3"


class JointScoreFactory(factory.django.DjangoModelFactory[JointScore]):
    class Meta:
        model = JointScore

    candidacy = factory.SubFactory(CandidacyFactory)
    criterion = factory.SubFactory(ScoredCriterionFactory)
    level = Decimal(2)
    reason = "Der Bericht belegt ein abgeschlossenes Vorhaben."
    talked_on = date(2026, 4, 20)
    confirmed_at = datetime(2026, 4, 21, tzinfo=UTC)


# --- Runs and decisions -------------------------------------------------------------------------


class SelectionRunFactory(factory.django.DjangoModelFactory[SelectionRun]):
    class Meta:
        model = SelectionRun

    round = factory.SubFactory(SelectionRoundFactory)
    rule_set = factory.LazyAttribute(lambda row: row.round.rule_sets.first())
    problem = factory.LazyFunction(lambda: to_plain(Problem((), (), ())))
    digest = "0" * 64


class SelectionDecisionFactory(factory.django.DjangoModelFactory[SelectionDecision]):
    class Meta:
        model = SelectionDecision

    run = factory.SubFactory(SelectionRunFactory)


class DecisionPlaceFactory(factory.django.DjangoModelFactory[DecisionPlace]):
    class Meta:
        model = DecisionPlace

    decision = factory.SubFactory(SelectionDecisionFactory)
    candidacy = factory.SubFactory(CandidacyFactory)
    outcome = Outcome.SELECTED


class DeviationFactory(factory.django.DjangoModelFactory[Deviation]):
    class Meta:
        model = Deviation

    decision = factory.SubFactory(SelectionDecisionFactory)
    theme = factory.SubFactory(EditionThemeFactory)
    out = factory.SubFactory(CandidacyFactory)
    into = factory.SubFactory(CandidacyFactory)
    reason = "Zwei Kommunen desselben Kreises sollen nicht zugleich beginnen."
    cost = 150


# --- After the decision -------------------------------------------------------------------------


class LetterFactory(factory.django.DjangoModelFactory[Letter]):
    class Meta:
        model = Letter

    candidacy = factory.SubFactory(CandidacyFactory)
    kind = LetterKind.INVITATION
    file = factory.SubFactory(
        StoredFileFactory, municipality=factory.SelfAttribute("..candidacy.municipality")
    )


class DispatchFactory(factory.django.DjangoModelFactory[Dispatch]):
    class Meta:
        model = Dispatch

    letter = factory.SubFactory(LetterFactory)
    on = factory.LazyFunction(today)
    way = "post"


class ReminderRulesFactory(factory.django.DjangoModelFactory[ReminderRules]):
    class Meta:
        model = ReminderRules

    round = factory.SubFactory(SelectionRoundFactory)
    reply_days = 5


class ReminderFactory(factory.django.DjangoModelFactory[Reminder]):
    class Meta:
        model = Reminder

    round = factory.SubFactory(SelectionRoundFactory)
    kind = "reply"
    subject_id = factory.Sequence(lambda number: number)
    deadline = factory.LazyFunction(today)
    sent_to = "amt@example.org"
    sent_on = factory.LazyFunction(today)


class LetterBundleFactory(factory.django.DjangoModelFactory[LetterBundle]):
    class Meta:
        model = LetterBundle

    round = factory.SubFactory(SelectionRoundFactory)
    owner_id = factory.LazyFunction(lambda: UserFactory().pk)
    content = b"%PDF-1.7"


class WithdrawalFactory(factory.django.DjangoModelFactory[Withdrawal]):
    class Meta:
        model = Withdrawal

    candidacy = factory.SubFactory(CandidacyFactory)
    on = date(2026, 9, 1)
    reason = "Die Stelle der Koordination ist nicht besetzt."


class RuleRelaxationFactory(factory.django.DjangoModelFactory[RuleRelaxation]):
    """Proposed: it waits for the second person."""

    class Meta:
        model = RuleRelaxation

    run = factory.SubFactory(SelectionRunFactory)
    steps = factory.LazyFunction(
        lambda: [to_plain(RuleStep("laender", "at_least", "", before=4, after=3))]
    )
    reason = "Sonst bleibt der Platz leer."


# --- What a step rests on -----------------------------------------------------------------------


class FactFreezeFactory(factory.django.DjangoModelFactory[FactFreeze]):
    class Meta:
        model = FactFreeze

    round = factory.SubFactory(SelectionRoundFactory)


class WaiverFactory(factory.django.DjangoModelFactory[Waiver]):
    class Meta:
        model = Waiver

    round = factory.SubFactory(SelectionRoundFactory)
    step = WaiverStep.CALCULATE
    reason = "Der Beirat tagt vor dem Ende der Frist."
    grounds = factory.LazyFunction(lambda: [{"mark": "deadline", "words": "Die Frist läuft."}])


# --- Clusters -----------------------------------------------------------------------------------
