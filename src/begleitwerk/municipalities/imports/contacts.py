"""Addresses for letters as rows of a file: the columns, and how cells become values."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from begleitwerk.core.imports import (
    CellError,
    Column,
    Reader,
    Sheet,
    line_up_to,
    read_list,
    sound_key,
)
from begleitwerk.municipalities.imports.register import MAX_ROWS, key_of

POSTCODE = re.compile(r"[0-9]{5}")
CONTACT_COLUMNS = (
    Column(
        "Schlüssel",
        "key",
        ("jugendamtsschlüssel", "key"),
        required=True,
        path="youth_office_id",
    ),
    # only to be read by people: the key says which one is meant
    Column("Kommune", "name", ("name der kommune", "municipality"), path="name"),
    Column(
        "Stelle",
        "office",
        ("amt", "behörde", "dienststelle", "office"),
        path="letter_contact__office",
    ),
    Column("Funktion", "function", ("position", "function"), path="letter_contact__function"),
    Column(
        "Name",
        "person",
        ("ansprechperson", "ansprechpartner", "kontakt", "person"),
        path="letter_contact__person",
    ),
    Column(
        "Anrede", "salutation", ("briefanrede", "salutation"), path="letter_contact__salutation"
    ),
    Column(
        "Straße",
        "street",
        ("strasse", "straße und hausnummer", "postfach", "street"),
        path="letter_contact__street",
    ),
    Column("PLZ", "postcode", ("postleitzahl", "postcode"), path="letter_contact__postcode"),
    Column("Ort", "town", ("stadt", "town"), path="letter_contact__town"),
    Column(
        "E-Mail",
        "email",
        ("mail", "e-mail-adresse", "mailadresse", "email"),
        path="letter_contact__email",
    ),
)


def read_contacts(content: bytes, file_name: str) -> Sheet:
    """The file as rows of typed values with all their problems."""
    return read_list(
        content,
        file_name,
        columns=CONTACT_COLUMNS,
        readers=READERS,
        max_rows=MAX_ROWS,
        empty_hint=_("Add a row for each municipality."),
    )


def postcode_of(cell: Any) -> str:
    """Five digits; a spreadsheet that took it for a number has lost the zero."""
    text = sound_key(cell)
    if text and not POSTCODE.fullmatch(text):
        raise CellError(
            _("“%(value)s” is no postcode.") % {"value": text[:40]},
            _("Enter five digits. Format the column as text, or a leading zero is lost."),
        )
    return text


def mail_of(cell: Any) -> str:
    text = line_up_to(254)(cell).lower()
    try:
        if text:
            EmailValidator()(text)
    except ValidationError:
        raise CellError(
            _("“%(value)s” is no mail address.") % {"value": text[:60]},
            _("Enter one address, for example jugendamt@example.org."),
        ) from None
    return text


READERS: dict[str, Reader] = {
    "key": key_of,
    "name": line_up_to(160),
    "office": line_up_to(100),
    "function": line_up_to(100),
    "person": line_up_to(100),
    "salutation": line_up_to(160),
    "street": line_up_to(100),
    "postcode": postcode_of,
    "town": line_up_to(80),
    "email": mail_of,
}
