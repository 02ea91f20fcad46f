from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class ProcessesConfig(HouseApp):
    name = "begleitwerk.processes"
    label = "processes"
    verbose_name = _("Processes")
