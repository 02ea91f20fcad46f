from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class CouncilConfig(HouseApp):
    name = "begleitwerk.council"
    label = "council"
    verbose_name = _("Council papers")
