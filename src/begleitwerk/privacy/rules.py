"""Who reads the record of processing, and who looks after what is held of people."""

import rules

from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.rules import holds

rules.add_perm("privacy.view_record", holds(P.AUDIT_VIEW) | holds(P.PLATFORM_PERSONS))
rules.add_perm("privacy.look_after_persons", holds(P.PLATFORM_PERSONS))
