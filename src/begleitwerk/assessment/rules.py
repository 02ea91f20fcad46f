"""Who prepares, reads and releases self-assessments."""

from typing import Any

import rules

from begleitwerk.accounts.models import User
from begleitwerk.assessment.models import Finding
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


rules.add_perm("assessment.view_inside", holds(P.QUALITY_VIEW))
rules.add_perm("assessment.view_finding", may_read)
rules.add_perm("assessment.view_released", holds(P.QUALITY_VIEW_RELEASED))
rules.add_perm("assessment.edit_assessment", holds(P.QUALITY_EDIT))
rules.add_perm("assessment.release_assessment", holds(P.QUALITY_RELEASE))
rules.add_perm("assessment.ask_people", holds(P.QUALITY_EDIT) & holds(P.FIELDWORK_EDIT))
