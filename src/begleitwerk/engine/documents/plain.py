"""A document as plain data, to hand it to another process."""

import datetime as dt
from dataclasses import fields
from typing import Any, get_args

from begleitwerk.engine.documents.blocks import Block, Document

KINDS: dict[str, Any] = {kind.__name__: kind for kind in (Document, *get_args(Block))}
# Fields whose type JSON has no word for.
REVIVED: dict[str, Any] = {"created": dt.date.fromisoformat, "numeric": frozenset}


def as_plain(value: Any) -> Any:
    """Of a document, a block or a value in them; `from_plain` takes it back."""
    match value:
        case dt.date():
            return value.isoformat()
        case tuple():
            return [as_plain(item) for item in value]
        case frozenset():
            return sorted(value)
        case None | str() | int():
            return value
    told = {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
    return {"kind": type(value).__name__, **told}


def from_plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(from_plain, value))
    if not isinstance(value, dict):
        return value
    told = {name: field(name, item) for name, item in value.items() if name != "kind"}
    return KINDS[value["kind"]](**told)


def field(name: str, value: Any) -> Any:
    revived = from_plain(value)
    return REVIVED[name](revived) if name in REVIVED and revived is not None else revived
