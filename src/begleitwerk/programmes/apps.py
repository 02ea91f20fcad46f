from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "begleitwerk.programmes"
    label = "programmes"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        from begleitwerk.core.presenters import register_history
        from begleitwerk.programmes import rules  # noqa: F401  registers the predicates
        from begleitwerk.programmes.selectors.history import FIELDS, VERBS

        register_history(verbs=VERBS, fields=FIELDS)
