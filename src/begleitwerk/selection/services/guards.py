"""A step that is not allowed is refused, in the words of the table of steps."""

from dataclasses import asdict
from enum import StrEnum
from typing import Any

from begleitwerk.core.services import Refused
from begleitwerk.selection.rules.steps import Table, first_missing


def check(table: Table[Any], step: StrEnum, stand: Any) -> None:
    """Raises Refused at the field of the first need that does not hold."""
    missing = first_missing(table[step], stand)
    if missing is not None:
        raise Refused(str(missing.words) % asdict(stand), missing.field or None)
