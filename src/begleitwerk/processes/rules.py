"""Who may see and edit phases and meetings."""

import rules

from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.rules import holds

rules.add_perm("processes.view_process", holds(P.PROCESS_VIEW))
rules.add_perm("processes.edit_process", holds(P.PROCESS_EDIT))
rules.add_perm("processes.view_meeting", holds(P.MEETINGS_VIEW))
rules.add_perm("processes.edit_meeting", holds(P.MEETINGS_EDIT))
