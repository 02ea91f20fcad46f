from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class AssessmentConfig(HouseApp):
    name = "begleitwerk.assessment"
    label = "assessment"
    verbose_name = _("Self-assessment")
