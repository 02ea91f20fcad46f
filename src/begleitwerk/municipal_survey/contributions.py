"""What this app shows on the pages of others."""

from begleitwerk.core.presenters import register_history
from begleitwerk.municipal_survey.presenters import FIELDS, VERBS

register_history(verbs=VERBS, fields=FIELDS)
