"""Who prepares, reads and releases self-assessments."""

from typing import Any

import rules

from begleitwerk.accounts.models import User
from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.models import Assessment, Finding
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.rules import holds
from begleitwerk.programmes.rules.release import ReleasePolicy

# Whoever works on the quality of a municipality reads what the others of its cluster share.
FINDINGS = ReleasePolicy(P.QUALITY_VIEW, P.QUALITY_VIEW_RELEASED, P.QUALITY_EDIT)


@rules.predicate  # type: ignore[untyped-decorator]
def may_read(user: User, subject: Any = None) -> bool:
    """A finding: inside whatever its state, elsewhere what was signed off and released."""
    if not isinstance(subject, Finding):
        return False
    is_inside = bool(user.has_perm("assessment.view_inside", subject.municipality))
    return is_inside or (
        subject.is_told and FINDINGS.may_read(user, subject.municipality, subject.release)
    )


@rules.predicate  # type: ignore[untyped-decorator]
def may_read_released(user: User, subject: Any = None) -> bool:
    """A self-assessment that a body released: inside, and whoever reads what this place releases
    (its partners and committees, its programme, its cluster). Which findings, each of them says."""
    if not isinstance(subject, Assessment) or subject.state != AssessmentState.RELEASED:
        return False
    return bool(FINDINGS.levels(user, subject.municipality))


@rules.predicate  # type: ignore[untyped-decorator]
def may_share(user: User, subject: Any = None) -> bool:
    """Who reads which finding says whoever prepares it, until a body releases it; then whoever may
    release. Asked about the self-assessment."""
    if not isinstance(subject, Assessment):
        return False
    if user.has_perm("assessment.release_assessment", subject.municipality):
        return True
    is_released = subject.state == AssessmentState.RELEASED
    return not is_released and user.has_perm("assessment.edit_assessment", subject.municipality)


rules.add_perm("assessment.view_inside", holds(P.QUALITY_VIEW))
rules.add_perm(
    "assessment.list_assessments", holds(P.QUALITY_VIEW) | holds(P.QUALITY_VIEW_RELEASED)
)
rules.add_perm("assessment.view_released_assessment", may_read_released)
rules.add_perm("assessment.share_findings", may_share)
rules.add_perm("assessment.view_finding", may_read)
rules.add_perm("assessment.view_released", holds(P.QUALITY_VIEW_RELEASED))
rules.add_perm("assessment.edit_assessment", holds(P.QUALITY_EDIT))
rules.add_perm("assessment.release_assessment", holds(P.QUALITY_RELEASE))
rules.add_perm("assessment.ask_people", holds(P.QUALITY_EDIT) & holds(P.FIELDWORK_EDIT))
