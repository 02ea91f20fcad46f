"""Who prepares, reads and releases self-assessments."""

import rules

from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.rules import holds

rules.add_perm("assessment.view_inside", holds(P.QUALITY_VIEW))
rules.add_perm("assessment.edit_assessment", holds(P.QUALITY_EDIT))
rules.add_perm("assessment.release_assessment", holds(P.QUALITY_RELEASE))
rules.add_perm("assessment.ask_people", holds(P.QUALITY_EDIT) & holds(P.FIELDWORK_EDIT))
