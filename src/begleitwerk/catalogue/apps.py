from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "begleitwerk.catalogue"
    label = "catalogue"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        from begleitwerk.catalogue import rules  # noqa: F401  registers the predicates
        from begleitwerk.catalogue.selectors import FIELDS, VERBS
        from begleitwerk.core.presenters import register_history

        register_history(verbs=VERBS, fields=FIELDS)
