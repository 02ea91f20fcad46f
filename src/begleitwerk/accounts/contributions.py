"""What this app shows on the pages of others."""

from begleitwerk.accounts.presenters import FIELDS, VERBS
from begleitwerk.accounts.sign_in import forget_tries
from begleitwerk.core.presenters import register_history
from begleitwerk.core.services import Duty, register_duties

register_history(verbs=VERBS, fields=FIELDS)
register_duties(Duty("accounts.forget_tries", forget_tries))
