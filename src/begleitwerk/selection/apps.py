from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelectionConfig(AppConfig):
    name = "begleitwerk.selection"
    label = "selection"
    verbose_name = _("Selection")

    def ready(self) -> None:
        from begleitwerk.core.presenters import register_history
        from begleitwerk.selection import rules  # noqa: F401  registers the predicates
        from begleitwerk.selection.selectors.history import FIELDS, VERBS

        register_history(verbs=VERBS, fields=FIELDS)
