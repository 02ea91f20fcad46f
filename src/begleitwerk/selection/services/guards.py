"""A step that is not allowed is refused, in the words of the table of steps; one at a time."""

from dataclasses import asdict
from enum import StrEnum
from typing import Any

from begleitwerk.core.services import Refused
from begleitwerk.selection.models import SelectionRound
from begleitwerk.selection.rules.steps import Table, first_missing


def hold(round: SelectionRound) -> None:
    """Nothing else is calculated, proposed, decided or given back in this round until the
    transaction ends; how the round stands is read anew. Held before anything else is."""
    round.state = SelectionRound.objects.select_for_update().get(pk=round.pk).state


def check(table: Table[Any], step: StrEnum, stand: Any) -> None:
    """Raises Refused at the field of the first need that does not hold."""
    missing = first_missing(table[step], stand)
    if missing is not None:
        raise Refused(str(missing.words) % asdict(stand), missing.field or None)
