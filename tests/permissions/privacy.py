"""Data protection: the record, the people in it, when data end."""

from typing import Any

from tests.factories.accounts import UserFactory
from tests.permissions.patterns import (
    SHOWN,
    SIGNED_IN,
    action,
    below,
    form,
    in_country,
    page,
)
from tests.permissions.world import World

READERS = in_country("reads the record of processing", "head protection_officer operator")
OPERATORS = in_country("looks after what is held of people", "operator")

ROWS = (
    *below(
        "/datenschutz/",
        page("record", "verzeichnis/", READERS),
        page("record_pdf", "verzeichnis.pdf", READERS),
        page("record_docx", "verzeichnis.docx", READERS),
        page("terms", "fristen/", READERS),
        action("own_export", "meine-daten/", SIGNED_IN, post=SHOWN),
        page("persons", "personen/?q=Mitglied", OPERATORS),
    ),
    *below(
        "/datenschutz/personen/{erasable}/",
        page("person", "", OPERATORS),
        action("person_export", "auskunft/", OPERATORS, post=SHOWN),
        form("person_erase", "loeschen/", OPERATORS),
    ),
    *below(
        "/datenschutz/ohne-konto/",
        page("unnamed", "?q=Erika+Beispiel", OPERATORS),
        action("unnamed_export", "auskunft/?q=Erika+Beispiel", OPERATORS, post=SHOWN),
        form("unnamed_erase", "loeschen/?q=Erika+Beispiel", OPERATORS),
    ),
)


def places(world: World) -> dict[str, Any]:
    return {"erasable": UserFactory(name="Erika Beispiel")}
