"""A TOML file, with the line in which each of its keys stands."""

import tomllib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from begleitwerk.engine.reading.cells import REVIVED, marked, plain
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.engine.reading.limits import Limits
from begleitwerk.engine.reading.toml_lines import Path, lines_of_keys

TABLE, FIGURE = "table", "figure"
Figure = Callable[[str], Any]


class AsWritten(str):
    """A number as it stands in the file."""

    __slots__ = ()


def parsed(
    content: bytes | str, figure: Figure = Decimal
) -> tuple[dict[str, Any], dict[Path, int]]:
    """The document and the lines of its keys; `figure` makes a number of what stands there.

    Raises ReadingError `not_toml`, `nested`.
    """
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        return tomllib.loads(text, parse_float=figure), lines_of_keys(text)
    except ValueError as error:
        raise ReadingError("not_toml", error=str(error)[:200]) from error
    except RecursionError as error:
        raise ReadingError("nested") from error


def read_toml(content: bytes, limits: Limits) -> dict[str, Any]:
    """The same to hand over: `document` and `lines`; `taken` makes it what it was."""
    document, lines = parsed(content, AsWritten)
    return {"document": handed(document), "lines": [list(item) for item in lines.items()]}


def handed(value: Any) -> Any:
    match value:
        case AsWritten():
            return marked(FIGURE, value)
        case dict():
            return marked(TABLE, {name: handed(item) for name, item in value.items()})
        case list():
            return [handed(item) for item in value]
    return plain(value)


def taken(read: dict[str, Any], figure: Figure = Decimal) -> tuple[dict[str, Any], dict[Path, int]]:
    lines = {tuple(path): line for path, line in read["lines"]}
    return revived(read["document"], figure), lines


def revived(value: Any, figure: Figure) -> Any:
    if isinstance(value, list):
        return [revived(item, figure) for item in value]
    if not isinstance(value, dict):
        return value
    ((mark, said),) = value.items()
    if mark == TABLE:
        return {name: revived(item, figure) for name, item in said.items()}
    return figure(said) if mark == FIGURE else REVIVED[mark](said)
