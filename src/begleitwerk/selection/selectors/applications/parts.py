"""What belongs to an application, read once for a page that shows it in several places."""

from begleitwerk.core.once import once_per_page
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.models import (
    Application,
    ApplicationEvidence,
    ApplicationFile,
)


@once_per_page
def themes_of_application(application: Application) -> tuple[EditionTheme, ...]:
    if "themes" in getattr(application, "_prefetched_objects_cache", {}):
        return tuple(application.themes.all())
    return tuple(application.themes.select_related("item"))


@once_per_page
def evidence_of(application: Application) -> tuple[ApplicationEvidence, ...]:
    return tuple(application.evidence.all())


@once_per_page
def files_of(application: Application) -> tuple[ApplicationFile, ...]:
    return tuple(application.files.select_related("file"))
