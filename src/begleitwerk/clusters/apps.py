from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class ClustersConfig(HouseApp):
    name = "begleitwerk.clusters"
    label = "clusters"
    verbose_name = _("Clusters")
