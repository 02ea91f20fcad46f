"""The pattern by which a municipality numbers its papers, such as `DS {number}/{year}`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PART = re.compile(r"\{([^{}]*)\}|([{}])|([^{}]+)")
_NUMBER = re.compile(r"number(?::([1-9]))?")


class PatternError(Exception):
    """A pattern that cannot number papers: code `unknown` (name), `no_number` or `brace`."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class _Slot:
    """A placeholder: `number` with the digits it is filled up to, or `year`."""

    name: str
    digits: int = 1


@dataclass(frozen=True)
class Pattern:
    """Literal text and placeholders in their order. Never read by `str.format`."""

    parts: tuple[str | _Slot, ...]

    @classmethod
    def parse(cls, text: str) -> "Pattern":
        """The pattern behind a text; raises PatternError."""
        parts = tuple(_parts(text))
        if not any(isinstance(part, _Slot) and part.name == "number" for part in parts):
            raise PatternError("no_number")
        return cls(parts)

    @property
    def has_year(self) -> bool:
        return _Slot("year") in self.parts

    def format(self, number: int, year: int) -> str:
        values = {"number": number, "year": year}
        return "".join(
            part if isinstance(part, str) else str(values[part.name]).zfill(part.digits)
            for part in self.parts
        )

    def fits(self, reference: str) -> bool:
        """Whether a reference could have been made by this pattern."""
        expression = "".join(
            re.escape(part) if isinstance(part, str) else _expression(part) for part in self.parts
        )
        return re.fullmatch(expression, reference) is not None


def _expression(slot: _Slot) -> str:
    return r"[0-9]{4}" if slot.name == "year" else rf"[0-9]{{{slot.digits},}}"


def _parts(text: str) -> Iterator[str | _Slot]:
    for match in _PART.finditer(text):
        name, brace, literal = match.groups()
        if brace:
            raise PatternError("brace")
        yield literal if literal is not None else _slot(name)


def _slot(name: str) -> _Slot:
    if name == "year":
        return _Slot("year")
    found = _NUMBER.fullmatch(name)
    if not found:
        raise PatternError("unknown", name="{" + name + "}")
    return _Slot("number", int(found[1] or 1))
