"""Versioned content: everybody reads it."""

from typing import Any

from tests.factories.core import UploadFactory
from tests.permissions.patterns import (
    SIGNED_IN,
    UNKNOWN,
    action,
    below,
    form,
    in_country,
    page,
)
from tests.permissions.world import World

IMPORTERS = in_country("brings in a new version", "office operator")
UPLOADER = IMPORTERS.but("whoever brought the file in, here the operator", office=UNKNOWN)

ROWS = (
    *below(
        "/katalog/",
        page("list", "", SIGNED_IN),
        page("version", "roles/rollen/1/", SIGNED_IN),
        page("differences", "roles/rollen/1/unterschiede/", SIGNED_IN),
        page("differences", "quality_framework/qualitaetsrahmen/2.0/unterschiede/", SIGNED_IN),
        page("export", "roles/rollen/1/export/", SIGNED_IN),
        page("export_xlsx", "quality_framework/qualitaetsrahmen/2.0/export/xlsx/", SIGNED_IN),
        page("editor", "redaktion/", IMPORTERS),
        page("usage", "quality_framework/qualitaetsrahmen/2.0/nutzung/", IMPORTERS),
        page("template", "import/vorlage/", IMPORTERS),
        form("import", "import/", IMPORTERS),
        page("import_report", "import/{content_file}/", UPLOADER),
        action("import_write", "import/{content_file}/schreiben/", UPLOADER),
    ),
)


def places(world: World) -> dict[str, Any]:
    owner = world.people["operator"].pk
    return {"content_file": UploadFactory(owner_id=owner, kind="catalogue.content")}
