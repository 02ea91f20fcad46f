"""What of a selection rests on an import: calculations, frozen facts, lots, invitations, rules."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from begleitwerk.core.models import WrittenImport
from begleitwerk.core.services.undo import Hindrance
from begleitwerk.municipal_survey.models import SurveyVariable
from begleitwerk.municipalities.models import Municipality
from begleitwerk.selection.enums import CandidacyState, FieldSource, RunState
from begleitwerk.selection.models import (
    CandidacyStep,
    FactFreeze,
    HardRule,
    Lot,
    PortfolioRule,
    ScoredCriterion,
    SelectionRound,
    SelectionRun,
)

Rounds = QuerySet[SelectionRound]
READ_NOTHING = (RunState.FAILED, RunState.CANCELLED)


def rests_on_answers(written: WrittenImport) -> Iterator[Hindrance]:
    """Rounds of this wave that read its answers since, and rules about questions it added."""
    rounds = SelectionRound.objects.filter(wave=written.subject_id)
    yield from read_since(rounds, written)
    yield from asked_about(rounds, written)


def rests_on_register(written: WrittenImport) -> Iterator[Hindrance]:
    """Rounds of these municipalities that read the register since."""
    rows = written.rows.get(Municipality._meta.label_lower, {})
    places = [int(pk) for pk in rows]
    rounds = SelectionRound.objects.filter(candidacies__municipality__in=places).distinct()
    yield from read_since(rounds, written)


def rests_on_settlement(written: WrittenImport) -> Iterator[Hindrance]:
    """Town or country is read of everybody."""
    yield from read_since(SelectionRound.objects.all(), written)


def read_since(rounds: Rounds, written: WrittenImport) -> Iterator[Hindrance]:
    """Where its values were read and kept: each round is named once of a kind."""
    since, about = written.written_at, "round__edition__programme__workspace"
    runs = SelectionRun.objects.filter(round__in=rounds, created_at__gte=since)
    for run in one_of_each(runs.exclude(state__in=READ_NOTHING).select_related(about)):
        words = _("A calculation of “%(round)s” read it.") % {"round": run.round}
        yield Hindrance(words, address("run", run.round, run.pk))
    freezes = FactFreeze.objects.filter(round__in=rounds, taken_at__gte=since)
    for freeze in freezes.select_related(about):
        words = _("The data of “%(round)s” were frozen with it.") % {"round": freeze.round}
        yield Hindrance(words, address("round", freeze.round))
    for lot in Lot.objects.filter(round__in=rounds, published_at__gte=since).select_related(about):
        words = _("The check sum of the data of “%(round)s” was published with it.")
        yield Hindrance(words % {"round": lot.round}, address("lot", lot.round))
    invited = Q(state=CandidacyState.INVITED, recorded_at__gte=since, candidacy__round__in=rounds)
    steps = CandidacyStep.objects.filter(invited).order_by("candidacy__round")
    found = steps.values_list("candidacy__round", flat=True).distinct()
    named = SelectionRound.objects.filter(pk__in=found)
    for round in named.select_related("edition__programme__workspace"):
        words = _("Municipalities were invited to “%(round)s” on it.") % {"round": round}
        yield Hindrance(words, address("invitations", round))


def one_of_each(runs: QuerySet[SelectionRun]) -> Iterator[SelectionRun]:
    """The first run of each round."""
    met = set()
    for run in runs.order_by("pk"):
        if run.round_id not in met:
            met.add(run.round_id)
            yield run


def asked_about(rounds: Rounds, written: WrittenImport) -> Iterator[Hindrance]:
    """Rules, drafts too, about a question that would be gone."""
    rows = written.rows.get(SurveyVariable._meta.label_lower, {})
    new = [int(pk) for pk, row in rows.items() if row["before"] is None]
    names = list(SurveyVariable.objects.filter(pk__in=new).values_list("name", flat=True))
    if not names:
        return
    own = Q(rule_set__round__in=rounds)
    by_field = own & Q(source=FieldSource.SURVEY, field__in=names)
    keys = [f"{FieldSource.SURVEY}:{name}" for name in names]
    about = "rule_set__round__edition__programme__workspace"
    rules: tuple[HardRule | ScoredCriterion | PortfolioRule, ...] = (
        *HardRule.objects.filter(by_field).select_related(about),
        *ScoredCriterion.objects.filter(by_field).select_related(about),
        *PortfolioRule.objects.filter(own, attribute__in=keys).select_related(about),
    )
    for rule in rules:
        words = _("The rule “%(rule)s” of “%(round)s” looks at a question it added.")
        round = rule.rule_set.round
        yield Hindrance(words % {"rule": rule, "round": round}, address("rules", round))


def address(name: str, round: SelectionRound, *more: int) -> str:
    return reverse(f"selection:{name}", args=[round.workspace.slug, round.pk, *more])
