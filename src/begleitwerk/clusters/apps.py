from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClustersConfig(AppConfig):
    name = "begleitwerk.clusters"
    label = "clusters"
    verbose_name = _("Clusters")

    def ready(self) -> None:
        from begleitwerk.clusters import rules  # noqa: F401  registers the predicates
        from begleitwerk.clusters.selectors.history import FIELDS, VERBS
        from begleitwerk.core.presenters import register_history

        register_history(verbs=VERBS, fields=FIELDS)
