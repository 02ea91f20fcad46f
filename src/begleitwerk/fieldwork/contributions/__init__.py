"""What collections show on the pages of others, and which app each belongs to."""

from begleitwerk.core.presenters import register_history
from begleitwerk.core.services import Duty, register_duties
from begleitwerk.fieldwork.contributions.owners import Owner, owner_of, owners, register_owner
from begleitwerk.fieldwork.presenters import FIELDS, VERBS
from begleitwerk.fieldwork.services import compact_nightly, write_daily

register_history(verbs=VERBS, fields=FIELDS)
register_duties(Duty("fieldwork.mails", write_daily), Duty("fieldwork.compact", compact_nightly))

__all__ = ["Owner", "owner_of", "owners", "register_owner"]
