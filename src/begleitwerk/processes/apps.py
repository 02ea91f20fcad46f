from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProcessesConfig(AppConfig):
    name = "begleitwerk.processes"
    label = "processes"
    verbose_name = _("Processes")

    def ready(self) -> None:
        from begleitwerk.core.presenters import register_history
        from begleitwerk.processes import rules  # noqa: F401  registers the predicates
        from begleitwerk.processes.selectors.history import FIELDS, VERBS

        register_history(verbs=VERBS, fields=FIELDS)
