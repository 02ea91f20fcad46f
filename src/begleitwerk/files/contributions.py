"""What this app shows on the pages of others."""

from begleitwerk.core.presenters import register_history
from begleitwerk.files.presenters import VERBS

register_history(verbs=VERBS)
