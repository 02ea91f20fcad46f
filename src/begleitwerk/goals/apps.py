from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class GoalsConfig(HouseApp):
    name = "begleitwerk.goals"
    label = "goals"
    verbose_name = _("Goals")
