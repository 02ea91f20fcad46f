"""Files about municipalities as rows of typed values. Nothing here writes."""

from begleitwerk.municipalities.imports.register import COLUMNS, KEY, KINDS, read_sheet
from begleitwerk.municipalities.imports.settlement import read_settlement_types

__all__ = ["COLUMNS", "KEY", "KINDS", "read_settlement_types", "read_sheet"]
