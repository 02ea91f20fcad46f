"""Verbs and fields: accounts."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.presenters import Field, Wording, yes_no_words

VERBS = {
    "accounts.created": Wording(_("Account opened")),
    "accounts.changed": Wording(_("Profile changed"), lists_changes=True),
}
FIELDS = {
    "accounts.people": Field(_("Name or function")),
    "accounts.language": Field(_("Language"), lambda code: str(dict(settings.LANGUAGES)[code])),
    "accounts.is_active": Field(_("May sign in"), yes_no_words),
}
