"""Who may see and form clusters: whoever selects. A municipality says what it wishes itself."""

import rules

from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.rules import holds

rules.add_perm("clusters.view", holds(P.SELECTION_VIEW))
rules.add_perm("clusters.edit", holds(P.SELECTION_EDIT))
rules.add_perm("clusters.wish", holds(P.APPLICATION_EDIT))
