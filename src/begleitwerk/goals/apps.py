from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    name = "begleitwerk.goals"
    label = "goals"
    verbose_name = _("Goals")

    def ready(self) -> None:
        from begleitwerk.core.presenters import register_history
        from begleitwerk.goals import rules  # noqa: F401  registers the predicates
        from begleitwerk.goals.selectors.history import FIELDS, VERBS

        register_history(verbs=VERBS, fields=FIELDS)
