"""Who may see and bring in what municipalities answered; each sees its own answers."""

import rules

from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.rules import holds

rules.add_perm("municipal_survey.view", holds(P.SELECTION_VIEW))
rules.add_perm("municipal_survey.edit", holds(P.SELECTION_EDIT))
rules.add_perm("municipal_survey.view_own", holds(P.SURVEY_VIEW_OWN))
