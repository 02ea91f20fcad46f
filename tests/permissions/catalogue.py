"""Versioned content: everybody reads it."""

from tests.permissions.patterns import SIGNED_IN, below, form, in_country, page

IMPORTERS = in_country("brings in a new version", "office operator")

ROWS = (
    *below(
        "/katalog/",
        page("list", "", SIGNED_IN),
        page("version", "roles/rollen/1/", SIGNED_IN),
        page("export", "roles/rollen/1/export/", SIGNED_IN),
        form("import", "import/", IMPORTERS),
    ),
)
