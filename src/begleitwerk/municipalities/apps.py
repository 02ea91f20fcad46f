from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class MunicipalitiesConfig(HouseApp):
    name = "begleitwerk.municipalities"
    label = "municipalities"
    verbose_name = _("Municipalities")
