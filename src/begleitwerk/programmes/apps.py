from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class ProgrammesConfig(HouseApp):
    name = "begleitwerk.programmes"
    label = "programmes"
    verbose_name = _("Programmes")
