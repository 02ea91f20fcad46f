"""Who may see and edit bodies and their members."""

import rules

from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.rules import holds

rules.add_perm("networks.view_body", holds(P.BODIES_VIEW))
rules.add_perm("networks.edit_body", holds(P.BODIES_EDIT))
