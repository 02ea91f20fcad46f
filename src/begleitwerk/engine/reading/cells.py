"""Cells as they travel from the reading process: what JSON has no word for gets a mark."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.engine.reading.limits import Limits

FORMULA, BROKEN = "formula", "broken"
RESULTS = "results"  # the note about stored results of formulas
DAY, MOMENT, TIME, SPAN = "day", "moment", "time", "span"
REVIVED: dict[str, Callable[[Any], Any]] = {
    DAY: date.fromisoformat,
    MOMENT: datetime.fromisoformat,
    TIME: time.fromisoformat,
    SPAN: lambda seconds: timedelta(seconds=seconds),
}
EXCHANGED = {"\0": "�", **{chr(code): "�" for code in range(0xD800, 0xE000)}}
NO_SIGNS = str.maketrans(EXCHANGED)


def marked(mark: str, value: Any) -> dict[str, Any]:
    return {mark: value}


def plain(cell: Any) -> Any:
    """A cell as JSON has it. Signs no database takes are exchanged."""
    match cell:
        case None | bool() | int() | float() | dict():
            return cell
        case str():
            return sound(cell)
        case datetime():
            return marked(MOMENT, cell.isoformat())
        case date():
            return marked(DAY, cell.isoformat())
        case time():
            return marked(TIME, cell.isoformat())
        case timedelta():
            return marked(SPAN, cell.total_seconds())
    return sound(str(cell))


def sound(text: str) -> str:
    return text if text.isascii() and "\0" not in text else text.translate(NO_SIGNS)


class Budget:
    """How many cells and how many signs of text may still be read."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.cells, self.signs = limits.cells, limits.unpacked

    def spend(self, cells: list[Any]) -> list[Any]:
        """The cells themselves. Raises ReadingError `too_many_cells`."""
        self.cells -= sum(cell is not None for cell in cells)
        self.signs -= sum(len(cell) for cell in cells if isinstance(cell, str))
        if self.cells < 0 or self.signs < 0:
            raise ReadingError("too_many_cells", cells=self.limits.cells)
        return cells
