"""What a body releases: what is sealed, whether it stands as it was sealed, and who reads it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.assessment.enums import AssessmentState, FindingState
from begleitwerk.assessment.models import Assessment, Finding
from begleitwerk.assessment.selectors.access import RELATED
from begleitwerk.assessment.selectors.consensus import UNDECIDED
from begleitwerk.assessment.selectors.findings import TOLD, findings_here
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.core.selectors import row_at
from begleitwerk.engine.canonical import digest_of
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import reaches


def released_content(assessment: Assessment) -> dict[str, Any]:
    """What a release seals: the result by its digest, who releases it when, and each finding. Who
    may read which is not part of it: that may change."""
    rows = assessment.findings.select_related("criterion").order_by("criterion__position", "pk")
    return {
        "result": assessment.digest,
        "released_by": assessment.released_by_id,
        "released_on": assessment.released_on.isoformat() if assessment.released_on else None,
        "findings": [
            {
                "criterion": row.criterion_id,
                "number": row.criterion.number,
                "state": row.state,
                "level": row.level,
                "reason": row.reason,
                "next_step": row.next_step,
                "priority": row.priority,
                "agreed_on": row.agreed_on.isoformat() if row.agreed_on else None,
            }
            for row in rows
        ],
    }


def is_as_released(assessment: Assessment) -> bool:
    """Whether result and findings are still what was sealed."""
    return (
        digest_of(assessment.result) == assessment.digest
        and digest_of(released_content(assessment)) == assessment.release_digest
    )


# --- Who reads it ---------------------------------------------------------------------------------


def released_of(municipality: Municipality) -> QuerySet[Assessment]:
    """Self-assessments of a municipality that were released, the latest first."""
    rows = Assessment.objects.filter(municipality=municipality, state=AssessmentState.RELEASED)
    return rows.select_related("collection", "municipality__workspace").defer("result")


def get_released_or_404(user: User, slug: str, pk: int) -> Assessment:
    """A self-assessment for whoever reads what was released; 404 for strangers.

    Whoever reaches the municipality gets it: the rule decides. Others of its cluster get it where
    something in it is shared with them.
    """
    rows = Assessment.objects.select_related(*RELATED, "released_by", "decision__meeting")
    assessment = row_at(rows.filter(municipality__workspace__slug=slug, pk=pk))
    if assessment is None:
        raise Http404
    place = assessment.municipality
    if not reaches(user, place.workspace) and not shared_findings(user, assessment).exists():
        raise Http404
    assessment.collection.municipality = place
    return assessment


def shared_findings(user: User, assessment: Assessment) -> QuerySet[Finding]:
    """Agreed findings of a released self-assessment others may read too, as far as this person
    may; in the order of the framework."""
    rows = findings_here(assessment.municipality, user).filter(TOLD, assessment=assessment)
    related = rows.exclude(release=ReleaseLevel.OWN).select_related(
        "criterion__dimension", "criterion__item"
    )
    return related.order_by("criterion__position", "pk")


def agreed_findings(assessment: Assessment) -> Sequence[Finding]:
    """What can be shared, in the order of the framework."""
    rows = assessment.findings.filter(state=FindingState.AGREED)
    return list(rows.select_related("criterion__item").order_by("criterion__position", "pk"))


def to_release() -> QuerySet[Any]:
    """Self-assessments of any place everything of which was talked about; `talked_on` is the last
    day something was agreed."""
    findings = Finding.objects.filter(assessment=OuterRef("pk")).order_by()
    last = findings.values("assessment").annotate(day=Max("agreed_on")).values("day")
    rows = Assessment.objects.filter(
        ~Exists(findings.filter(state__in=UNDECIDED)), state=AssessmentState.RESULT
    )
    return rows.annotate(talked_on=Subquery(last)).filter(talked_on__isnull=False)
