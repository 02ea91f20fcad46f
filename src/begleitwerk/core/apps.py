from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "begleitwerk.core"
    label = "core"
    verbose_name = _("Foundation")

    def ready(self) -> None:
        from begleitwerk.core.presenters import register_history
        from begleitwerk.core.selectors import FIELDS, VERBS

        register_history(verbs=VERBS, fields=FIELDS)
