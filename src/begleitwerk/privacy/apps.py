from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class PrivacyConfig(HouseApp):
    name = "begleitwerk.privacy"
    label = "privacy"
    verbose_name = _("Data protection")
