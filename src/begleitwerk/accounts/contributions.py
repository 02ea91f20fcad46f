"""What this app shows on the pages of others."""

from begleitwerk.accounts.selectors import FIELDS, VERBS
from begleitwerk.core.presenters import register_history

register_history(verbs=VERBS, fields=FIELDS)
