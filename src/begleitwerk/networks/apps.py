from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class NetworksConfig(HouseApp):
    name = "begleitwerk.networks"
    label = "networks"
    verbose_name = _("Networks")
