"""Who may see and edit programmes and the participation of municipalities."""

import rules

from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.rules import holds

rules.add_perm("programmes.view_programme", holds(P.COCKPIT_VIEW))
rules.add_perm("programmes.edit_programme", holds(P.PROGRAMME_EDIT))
rules.add_perm("programmes.edit_engagement", holds(P.ENGAGEMENT_EDIT))
rules.add_perm("programmes.view_participation", holds(P.PROCESS_VIEW))
rules.add_perm("programmes.view_own_contract", holds(P.FILES_VIEW))
rules.add_perm("programmes.accept_participation", holds(P.PARTICIPATION_ACCEPT))
# what a programme could read to the end of a participation; asked of the programme's own roles
rules.add_perm("programmes.view_released", holds(P.GOALS_VIEW_RELEASED))
