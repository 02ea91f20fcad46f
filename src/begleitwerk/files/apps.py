from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "begleitwerk.files"
    label = "files"
    verbose_name = _("Files")

    def ready(self) -> None:
        from begleitwerk.core.presenters import register_history
        from begleitwerk.files import rules  # noqa: F401  registers the predicates
        from begleitwerk.files.selectors import VERBS

        register_history(verbs=VERBS)
