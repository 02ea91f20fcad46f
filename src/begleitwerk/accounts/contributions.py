"""What this app shows on the pages of others."""

from begleitwerk.accounts.presenters import FIELDS, VERBS
from begleitwerk.core.presenters import register_history

register_history(verbs=VERBS, fields=FIELDS)
