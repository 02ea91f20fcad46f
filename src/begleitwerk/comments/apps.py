from django.utils.translation import gettext_lazy as _

from begleitwerk.core.apps import HouseApp


class CommentsConfig(HouseApp):
    name = "begleitwerk.comments"
    label = "comments"
    verbose_name = _("Comments")
