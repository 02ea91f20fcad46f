from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class PortalConfig(HouseApp):
    name = "begleitwerk.portal"
    label = "portal"
    verbose_name = _("Portal")
