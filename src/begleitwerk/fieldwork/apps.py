from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class FieldworkConfig(HouseApp):
    name = "begleitwerk.fieldwork"
    label = "fieldwork"
    verbose_name = _("Collections of answers")
