from importlib import import_module

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class AccountsConfig(HouseApp):
    name = "begleitwerk.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        super().ready()
        import_module("begleitwerk.accounts.sign_in")  # checks what the operator set
