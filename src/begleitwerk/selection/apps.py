from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class SelectionConfig(HouseApp):
    name = "begleitwerk.selection"
    label = "selection"
    verbose_name = _("Selection")
