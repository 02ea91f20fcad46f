from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilConfig(AppConfig):
    name = "begleitwerk.council"
    label = "council"
    verbose_name = _("Council papers")

    def ready(self) -> None:
        from begleitwerk.core.presenters import register_history
        from begleitwerk.council import rules  # noqa: F401  registers the predicates
        from begleitwerk.council.selectors.history import FIELDS, VERBS

        register_history(verbs=VERBS, fields=FIELDS)
