from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "begleitwerk.networks"
    label = "networks"
    verbose_name = _("Networks")

    def ready(self) -> None:
        from begleitwerk.core.presenters import register_history
        from begleitwerk.networks import rules  # noqa: F401  registers the predicates
        from begleitwerk.networks.selectors.history import FIELDS, VERBS

        register_history(verbs=VERBS, fields=FIELDS)
