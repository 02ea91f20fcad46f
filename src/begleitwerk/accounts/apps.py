from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "begleitwerk.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from begleitwerk.accounts import rules  # noqa: F401  registers the predicates
        from begleitwerk.accounts.selectors import FIELDS, VERBS
        from begleitwerk.core.presenters import register_history

        register_history(verbs=VERBS, fields=FIELDS)
