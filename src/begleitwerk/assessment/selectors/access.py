"""Which self-assessments a person reads."""

from django.db.models import QuerySet
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.assessment.models import Assessment, Criterion
from begleitwerk.core.selectors import row_at
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import reaches, within, workspaces_with

RELATED = (
    "municipality__workspace",
    "municipality__land",
    "framework",
    "scale__version",
    "collection",
    "consensus_meeting",
)


def visible_to(user: User) -> QuerySet[Assessment]:
    """Self-assessments of municipalities a person knows from the inside."""
    places = workspaces_with(user, Permission.QUALITY_VIEW)
    return Assessment.objects.filter(within(places, "municipality"))


def assessments_of(municipality: Municipality) -> QuerySet[Assessment]:
    """All self-assessments of a municipality, the latest first, with their collections."""
    rows = Assessment.objects.filter(municipality=municipality)
    return rows.select_related("collection", "municipality__workspace").defer("result")


def get_assessment_or_404(user: User, slug: str, pk: int) -> Assessment:
    """A self-assessment of the municipality behind an address; 404 for strangers.

    Insiders get it: the rule decides what they may do with it.
    """
    rows = Assessment.objects.select_related(*RELATED)
    assessment = row_at(rows.filter(municipality__workspace__slug=slug, pk=pk))
    if assessment is None or not reaches(user, assessment.municipality.workspace):
        raise Http404
    assessment.collection.municipality = assessment.municipality
    return assessment


def get_criterion_or_404(assessment: Assessment, pk: int) -> Criterion:
    """A criterion of this self-assessment."""
    rows = Criterion.objects.select_related("source", "dimension", "item")
    criterion = row_at(rows.filter(assessment=assessment, pk=pk))
    if criterion is None:
        raise Http404
    criterion.assessment = assessment
    return criterion
