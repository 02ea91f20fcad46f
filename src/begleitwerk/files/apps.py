from typing import ClassVar

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "begleitwerk.files"
    label = "files"
    verbose_name = _("Files")

    # What the log of decisions says for each verb.
    event_words: ClassVar[dict[str, Promise]] = {
        "stored": _("File stored"),
        "deleted": _("File deleted"),
    }

    def ready(self) -> None:
        from begleitwerk.files import rules  # noqa: F401  registers the predicates
