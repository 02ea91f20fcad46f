"""Files about municipalities as rows of typed values. Nothing here writes."""

from begleitwerk.municipalities.imports.contacts import CONTACT_COLUMNS, POSTCODE, read_contacts
from begleitwerk.municipalities.imports.register import COLUMNS, KEY, KINDS, read_sheet
from begleitwerk.municipalities.imports.settlement import COLUMNS as SETTLEMENT_COLUMNS
from begleitwerk.municipalities.imports.settlement import read_settlement_types

__all__ = [
    "COLUMNS",
    "CONTACT_COLUMNS",
    "KEY",
    "KINDS",
    "POSTCODE",
    "SETTLEMENT_COLUMNS",
    "read_contacts",
    "read_settlement_types",
    "read_sheet",
]
