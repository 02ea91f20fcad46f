from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class MunicipalSurveyConfig(HouseApp):
    name = "begleitwerk.municipal_survey"
    label = "municipal_survey"
    verbose_name = _("Municipal survey")
