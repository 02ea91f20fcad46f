"""Findings: who reads which, which of them are needs, which are the latest word."""

from django.db.models import (
    Exists,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.db.models.lookups import LessThan
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.assessment.enums import AssessmentState, FindingState
from begleitwerk.assessment.models import Assessment, Finding
from begleitwerk.assessment.rules import FINDINGS
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.core.selectors import row_at
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import reaches, within, workspaces_with
from begleitwerk.programmes.rules.release import Circle, opened_to

# What others may read at all: agreed, in a self-assessment that a body signed off.
TOLD = Q(state=FindingState.AGREED, assessment__state=AssessmentState.RELEASED)
MOST_URGENT = 1


def findings_visible_to(user: User) -> QuerySet[Finding]:
    """Findings a person may read, wherever they are: all inside, elsewhere what was released."""
    inside = within(workspaces_with(user, FINDINGS.inside), "municipality")
    return Finding.objects.filter(inside | FINDINGS.readable(user) & TOLD)


def findings_here(municipality: Municipality, user: User) -> QuerySet[Finding]:
    """Findings of one municipality a person may read, without asking where else she reads."""
    rows = Finding.objects.filter(municipality=municipality)
    if user.has_perm("assessment.view_inside", municipality):
        return rows
    return rows.filter(TOLD, release__in=FINDINGS.levels(user, municipality))


def findings_by_criterion(assessment: Assessment) -> dict[int, Finding]:
    """The findings of a self-assessment by the id of their criterion; one query."""
    return {row.criterion_id: row for row in Finding.objects.filter(assessment=assessment)}


def get_finding_or_404(user: User, slug: str, pk: int) -> Finding:
    """A finding of the municipality behind an address; 404 for strangers.

    Insiders get it whether or not it was released: the rule `assessment.view_finding` decides.
    """
    rows = Finding.objects.select_related(
        "municipality__workspace",
        "municipality__land",
        "criterion__dimension",
        "criterion__item",
        "assessment",
        "meeting",
    ).defer("assessment__result")
    finding = row_at(rows.filter(municipality__workspace__slug=slug, pk=pk))
    if finding is None or not is_reached(user, finding):
        raise Http404
    finding.assessment.municipality = finding.municipality
    return finding


def is_reached(user: User, finding: Finding) -> bool:
    place = finding.municipality
    if reaches(user, place.workspace):
        return True
    return finding.is_told and FINDINGS.may_read(user, place, finding.release)


# --- Needs ------------------------------------------------------------------------------------


def is_low() -> Q:
    """Findings at a level nearer to the lowest of their scale than to the highest.

    A scale from 0 to 3 is low at 0 and 1, six levels at 1 to 3, a profile of five at 1 and 2:
    what lies in the middle is not low.
    """
    value = Cast(KeyTextTransform("value", "extra"), IntegerField())
    levels = ContentItem.objects.filter(parent=OuterRef("assessment__scale")).order_by()
    ends = levels.values("parent").annotate(ends=Min(value) + Max(value)).values("ends")
    return Q(LessThan(F("level") * 2, Subquery(ends)))


def is_need() -> Q:
    """Agreed findings somebody ought to do something about: at a low level, or of priority 1.

    True or false of every finding, also of one without a level or a priority.
    """
    low = Q(level__isnull=False) & is_low()
    urgent = Q(priority__isnull=False, priority=MOST_URGENT)
    return Q(state=FindingState.AGREED) & (low | urgent)


def latest(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Findings no later self-assessment of the place has agreed on again.

    What belongs together is known by the framework's criterion; an own criterion is its own.
    """
    later = Finding.objects.filter(
        municipality=OuterRef("municipality"),
        criterion__source=OuterRef("criterion__source"),
        assessment__gt=OuterRef("assessment"),
        state=FindingState.AGREED,
    ).order_by()
    return findings.filter(~Exists(later))


def released_findings() -> QuerySet[Finding]:
    """What municipalities released to their programmes, of any place."""
    return Finding.objects.filter(TOLD, release__in=opened_to(Circle.PROGRAMME))
