"""Who asks for answers. Who answers needs no account, only a way in."""

import rules

from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.rules import holds

rules.add_perm("fieldwork.edit_collection", holds(P.FIELDWORK_EDIT))
