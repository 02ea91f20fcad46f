from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MunicipalitiesConfig(AppConfig):
    name = "begleitwerk.municipalities"
    label = "municipalities"
    verbose_name = _("Municipalities")

    def ready(self) -> None:
        from begleitwerk.core.presenters import register_history
        from begleitwerk.municipalities import rules  # noqa: F401  registers the predicates
        from begleitwerk.municipalities.selectors.log import FIELDS, VERBS

        register_history(verbs=VERBS, fields=FIELDS)
