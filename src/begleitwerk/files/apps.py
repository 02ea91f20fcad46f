from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class FilesConfig(HouseApp):
    name = "begleitwerk.files"
    label = "files"
    verbose_name = _("Files")
