"""Frozen dataclasses as plain JSON values and back, led by their types.

Nothing is lost on the way and nothing depends on the machine: decimals and floats travel as text
without an exponent or a trailing zero, days and moments in ISO form, choices as their value. A
fact may be text, number or truth value; there a whole number is a JSON number and any other is
`{"decimal": "0.92"}`, so that 5 and "5" stay apart while 5 and 5.00 are the same.
"""

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, TypeAlias, TypeVar, cast

Plain: TypeAlias = bool | int | str | list["Plain"] | dict[str, "Plain"] | None
Record: TypeAlias = dict[str, Plain]
Reader = Callable[[Any, str], Any]

UNNAMED = "unnamed"  # in the metadata of a field: the value it has where a file does not name it
T = TypeVar("T")


class UnreadableError(Exception):
    """The text cannot be read: `place` is a path ("problem.themes[a].places"), `what` is wrong."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(f"{place or 'file'}: {what}")
        self.place = place
        self.what = what


@dataclass(frozen=True, slots=True)
class Codec:
    """How values of one type are written, and read at a place."""

    write: Callable[[Any], Plain]
    read: Reader


def to_plain(value: object) -> Record:
    """A dataclass as JSON values, its fields in their order."""
    kind: Any = type(value)
    return cast("Record", codec_of(kind).write(value))


def from_plain(kind: type[T], plain: Plain, place: str = "") -> T:
    """The dataclass a plain value stands for. Raises UnreadableError at the first oddity."""
    hint: Any = kind
    return cast("T", codec_of(hint).read(plain, place))


@lru_cache(maxsize=65_536)
def decimal_text(value: Decimal) -> str:
    """Without exponent and trailing zeros: 5.00 is "5", 1E+2 is "100"."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@cache
def codec_of(hint: Any) -> Codec:
    if hint in SIMPLE:
        return SIMPLE[hint]
    if is_dataclass(hint):
        return record_codec(hint)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Codec(str, choice_reader(hint))
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return tuple_codec(arguments)
    if origin is Mapping:
        return mapping_codec(arguments[1])
    if origin is types.UnionType:
        return union_codec(arguments)
    raise TypeError(f"No plain form for {hint}")


def record_codec(kind: Any) -> Codec:
    """A dataclass as an object; a field with a default may be absent (older files).

    A field that names a value for that in its metadata is left out where it has that value: what
    was written before there was the field is written in the same way again.
    """
    hints = typing.get_type_hints(kind)
    unnamed = {f.name: f.metadata[UNNAMED] for f in fields(kind) if UNNAMED in f.metadata}
    parts = {field.name: codec_of(hints[field.name]) for field in fields(kind)}
    needed = {f.name for f in fields(kind) if f.default is f.default_factory is MISSING}

    def write(value: Any) -> Plain:
        return {
            name: part.write(getattr(value, name))
            for name, part in parts.items()
            if name not in unnamed or getattr(value, name) != unnamed[name]
        }

    def read(plain: Any, place: str) -> Any:
        found = expected(dict, plain, place, "an object")
        for name in (*sorted(found.keys() - parts.keys()), *sorted(needed - found.keys())):
            what = "unknown field" if name in found else "missing field"
            raise UnreadableError(below(place, name), what)
        values = {n: parts[n].read(v, below(place, n)) for n, v in found.items()}
        return kind(**{**unnamed, **values})

    return Codec(write, read)


def tuple_codec(arguments: tuple[Any, ...]) -> Codec:
    """A tuple as a list: any length of one type, or one type for each position."""
    if arguments[-1] is Ellipsis:
        part = codec_of(arguments[0])

        def read_all(plain: Any, place: str) -> Any:
            found = expected(list, plain, place, "a list")
            return tuple(part.read(v, item_place(place, n, v)) for n, v in enumerate(found))

        return Codec(lambda value: [part.write(item) for item in value], read_all)
    parts = [codec_of(argument) for argument in arguments]

    def read(plain: Any, place: str) -> Any:
        found = expected(list, plain, place, "a list")
        if len(found) != len(parts):
            raise UnreadableError(place, f"{len(parts)} entries expected, {len(found)} found")
        pairs = zip(parts, found, strict=True)
        return tuple(part.read(v, f"{place}[{n}]") for n, (part, v) in enumerate(pairs))

    return Codec(lambda value: [p.write(v) for p, v in zip(parts, value, strict=True)], read)


def mapping_codec(inner: Any) -> Codec:
    """Text keys, sorted."""
    part = codec_of(inner)

    def read(plain: Any, place: str) -> Any:
        found = expected(dict, plain, place, "an object")
        return {key: part.read(value, below(place, key)) for key, value in found.items()}

    return Codec(lambda value: {key: part.write(value[key]) for key in sorted(value)}, read)


def union_codec(arguments: tuple[Any, ...]) -> Codec:
    """A fact (with or without a list of texts), or one type that may be None."""
    if Decimal in arguments and str in arguments:
        return Codec(write_fact, read_fact_or_texts if len(arguments) > FACTS else read_fact)
    others = [argument for argument in arguments if argument is not types.NoneType]
    if len(others) != 1:
        raise TypeError(f"No plain form for a choice between {others}")
    part = codec_of(others[0])
    return Codec(
        lambda value: None if value is None else part.write(value),
        lambda plain, place: None if plain is None else part.read(plain, place),
    )


MOST_DIGITS = 60  # written out, 1E+999999999 would fill the memory
FACTS = 5  # text, whole number, truth value, decimal, nothing


def write_fact(value: Any) -> Plain:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, tuple):
        return sorted(value)
    text = decimal_text(Decimal(value))
    return {"decimal": text} if "." in text else int(text)


def read_fact(plain: Any, place: str) -> Any:
    if isinstance(plain, dict):
        if set(plain) != {"decimal"}:
            raise UnreadableError(place, "a text, number, truth value or nothing expected")
        return read_decimal(plain["decimal"], below(place, "decimal"))
    return expected((str, int, bool, types.NoneType), plain, place, "a fact")


def read_fact_or_texts(plain: Any, place: str) -> Any:
    if isinstance(plain, list):
        return tuple(expected(str, v, f"{place}[{n}]", "text") for n, v in enumerate(plain))
    return read_fact(plain, place)


def read_decimal(plain: Any, place: str) -> Decimal:
    try:
        number = Decimal(expected(str, plain, place, "a number as text"))
    except InvalidOperation:
        raise UnreadableError(place, f"“{plain}” is not a number") from None
    if not number.is_finite():
        raise UnreadableError(place, f"“{plain}” is not a number")
    if len(number.as_tuple().digits) > MOST_DIGITS or abs(number.adjusted()) > MOST_DIGITS:
        raise UnreadableError(place, f"more than {MOST_DIGITS} digits")
    return number


def read_whole(plain: Any, place: str) -> int:
    if isinstance(plain, bool):
        raise UnreadableError(place, "a whole number expected")
    return int(expected(int, plain, place, "a whole number"))


def read_day(plain: Any, place: str) -> date:
    try:
        return date.fromisoformat(expected(str, plain, place, "a day"))
    except ValueError:
        raise UnreadableError(place, f"“{plain}” is not a day (2026-11-30)") from None


def read_moment(plain: Any, place: str) -> datetime:
    try:
        moment = datetime.fromisoformat(expected(str, plain, place, "a moment"))
    except ValueError:
        raise UnreadableError(place, f"“{plain}” is not a moment in ISO form") from None
    if moment.tzinfo is None:
        raise UnreadableError(place, "the moment lacks its time zone")
    return moment


def choice_reader(kind: type[StrEnum]) -> Reader:
    def read(plain: Any, place: str) -> Any:
        try:
            return kind(plain)
        except ValueError:
            known = ", ".join(kind)
            raise UnreadableError(place, f"“{plain}” is none of {known}") from None

    return read


def expected(kind: Any, plain: Any, place: str, name: str) -> Any:
    if not isinstance(plain, kind):
        raise UnreadableError(place, f"{name} expected")
    return plain


def below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def item_place(place: str, number: int, item: Plain) -> str:
    """A list entry by what it is known by, else by its number from 0."""
    if isinstance(item, dict):
        for name in ("key", "candidate", "rule"):
            if isinstance(item.get(name), str):
                return f"{place}[{item[name]}]"
    return f"{place}[{number}]"


SIMPLE: dict[Any, Codec] = {
    str: Codec(str, lambda plain, place: expected(str, plain, place, "text")),
    bool: Codec(bool, lambda plain, place: expected(bool, plain, place, "true or false")),
    int: Codec(int, read_whole),
    float: Codec(
        lambda value: decimal_text(Decimal(repr(float(value)))),
        lambda plain, place: float(read_decimal(plain, place)),
    ),
    Decimal: Codec(lambda value: decimal_text(Decimal(value)), read_decimal),
    date: Codec(lambda value: value.isoformat(), read_day),
    datetime: Codec(lambda value: value.isoformat(), read_moment),
}
