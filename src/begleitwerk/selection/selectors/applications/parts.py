"""What belongs to an application, read once for a page that shows it in several places."""

from begleitwerk.core.once import once_per_page
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.models import (
    Application,
    ApplicationEvidence,
    ApplicationFile,
    Candidacy,
)


@once_per_page
def themes_said_in(record: Application | Candidacy) -> tuple[EditionTheme, ...]:
    """The themes somebody applies for or is invited for, by their names."""
    if "themes" in getattr(record, "_prefetched_objects_cache", {}):
        return tuple(record.themes.all())
    return tuple(record.themes.select_related("item"))


@once_per_page
def evidence_of(application: Application) -> tuple[ApplicationEvidence, ...]:
    return tuple(application.evidence.all())


@once_per_page
def files_of(application: Application) -> tuple[ApplicationFile, ...]:
    return tuple(application.files.select_related("file"))
