from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "begleitwerk.networks"
    label = "networks"
    verbose_name = _("Networks")

    def ready(self) -> None:
        from begleitwerk.networks import rules  # noqa: F401  registers the predicates
