"""Where the log of decisions stands for all a choice rests on: moves when anything of it does."""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from django.apps import apps
from django.core.cache import caches
from django.utils.translation import get_language

from begleitwerk.core.models import AuditEvent
from begleitwerk.core.once import once_per_page
from begleitwerk.engine.canonical import digest_of

Found = TypeVar("Found")
APPS = ("catalogue", "municipal_survey", "municipalities", "networks", "programmes", "selection")
# What follows from a choice, and who comes and goes, changes nothing it rests on.
IMPORTS = ("core.upload", "core.writtenimport")  # of the register: taken in, taken back
BESIDE = frozenset(
    {"municipalities.membership", "selection.selectionrun", "selection.selectiondecision"}
)


@once_per_page
def pulse_now() -> str:
    """The newest event about any record a choice may rest on, in one query.

    As long as it stays the same no service has changed anything of that. To be asked for before
    the data is read. A number alone can come again after a backup was restored.
    """
    rows = AuditEvent.objects.filter(subject_type__in=looked_at()).order_by("-number")
    number, at = rows.values_list("number", "at").first() or (0, None)
    return f"{number} {at.isoformat() if at else ''}".strip()


@cache
def looked_at() -> frozenset[str]:
    models = (model for app in APPS for model in apps.get_app_config(app).get_models())
    return frozenset({*IMPORTS, *(model._meta.label_lower for model in models)}) - BESIDE


def kept_while_still(what: str, pulse: str, read: Callable[[], Found]) -> Found:
    """What `read` gives, remembered in this language until the pulse moves; for pages only."""
    key = digest_of([what, pulse, get_language()])
    kept: tuple[Found] | None = caches["papers"].get(key)
    if kept is None:
        kept = (read(),)
        caches["papers"].set(key, kept)
    return kept[0]
