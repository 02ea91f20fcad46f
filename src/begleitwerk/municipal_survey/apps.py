from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MunicipalSurveyConfig(AppConfig):
    name = "begleitwerk.municipal_survey"
    label = "municipal_survey"
    verbose_name = _("Municipal survey")

    def ready(self) -> None:
        from begleitwerk.core.presenters import register_history
        from begleitwerk.municipal_survey import rules  # noqa: F401  registers the predicates
        from begleitwerk.municipal_survey.selectors.history import FIELDS, VERBS

        register_history(verbs=VERBS, fields=FIELDS)
