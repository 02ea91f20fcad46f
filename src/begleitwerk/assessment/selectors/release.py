"""What a body releases: what is sealed, and whether it still stands as it was sealed."""

from typing import Any

from begleitwerk.assessment.models import Assessment
from begleitwerk.engine.canonical import digest_of


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
