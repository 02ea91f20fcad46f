"""What self-assessments show on the pages of others."""

from begleitwerk.assessment.presenters import FIELDS, VERBS
from begleitwerk.core.presenters import register_history

register_history(verbs=VERBS, fields=FIELDS)
