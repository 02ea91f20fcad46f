from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class AccountsConfig(HouseApp):
    name = "begleitwerk.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
