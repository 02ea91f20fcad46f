from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class CatalogueConfig(HouseApp):
    name = "begleitwerk.catalogue"
    label = "catalogue"
    verbose_name = _("Catalogue")
