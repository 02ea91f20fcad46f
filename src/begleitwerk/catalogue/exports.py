"""Writes content as TOML: the format the import takes, and the one of the shipped files."""

import json
import re
from collections.abc import Iterator

from begleitwerk.catalogue.imports import Content, Entry, Json

HEADER = (
    "# Katalogversion für Begleitwerk · catalogue version for Begleitwerk",
    "# rank: Die höchste Zahl ist die geltende Version · the highest number is the current version",
)
WIDTH = 100  # a longer list stands below each other
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def content_to_toml(content: Content) -> str:
    """The text of a content file; parsing it gives `content` again."""
    return "\n".join(_lines(content)) + "\n"


def _lines(content: Content) -> Iterator[str]:
    yield from HEADER
    yield f"kind = {_value(content.kind)}"
    yield f"code = {_value(content.code)}"
    yield f"version = {_value(content.version)}"
    yield f"rank = {content.rank}"
    for name, pair in (("title", content.title), ("source", content.source)):
        yield from ("", f"[{name}]", f"de = {_value(pair.de)}", f"en = {_value(pair.en)}")
    for entry in content.items:
        yield from _entry_lines(entry, "items")


def _entry_lines(entry: Entry, table: str) -> Iterator[str]:
    yield from ("", f"[[{table}]]", f"key = {_value(entry.key)}")
    for name, pair in (("label", entry.label), ("text", entry.text)):
        yield from (f"{name}.de = {_value(pair.de)}", f"{name}.en = {_value(pair.en)}")
    for name, value in sorted(entry.extra.items()):
        yield from _pair_lines(_key(name), value)
    for child in entry.children:
        yield from _entry_lines(child, f"{table}.children")


def _pair_lines(name: str, value: Json) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for part, inner in sorted(value.items()):
            yield from _pair_lines(f"{name}.{_key(part)}", inner)
    elif isinstance(value, list) and len(f"{name} = {_value(value)}") > WIDTH:
        yield f"{name} = ["
        yield from (f"  {_value(part)}," for part in value)
        yield "]"
    else:
        yield f"{name} = {_value(value)}"


def _value(value: Json) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, dict):
        inner = ", ".join(f"{_key(name)} = {_value(part)}" for name, part in value.items())
        return "{ " + inner + " }" if inner else "{}"
    # JSON's strings, numbers and booleans are TOML's; only DEL must be escaped in addition.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if BARE_KEY.fullmatch(name) else _value(name)
