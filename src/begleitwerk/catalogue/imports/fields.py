"""Further fields of a framework's items as cells of a row, and back again."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from begleitwerk.catalogue.enums import MATURITY_LEVELS, Basis, MapKind
from begleitwerk.catalogue.imports.content import LANGUAGES, Json

Cells = dict[str, Any]

ANCHORS = {
    level: {name: f"anchor{level}_{name}" for name in LANGUAGES} for level in MATURITY_LEVELS
}
POLES = {side: {name: f"{side}_{name}" for name in LANGUAGES} for side in ("left", "right")}


def extra_of(cells: Mapping[str, Any]) -> dict[str, Json]:
    """The further fields a row holds; `more` says the rest, and comes last."""
    found = {name: read(cells) for name, read in READ.items()}
    return {name: value for name, value in found.items() if value} | (cells.get("more") or {})


def cells_of(extra: Mapping[str, Json]) -> Cells:
    """The cells of these fields; what they cannot hold stands in `more` as JSON."""
    cells: Cells = {}
    more: dict[str, Json] = {}
    for name, value in extra.items():
        written = WRITE[name](value) if name in WRITE else {}
        if written and extra_of(written) == {name: value}:
            cells |= written
        else:
            more[name] = value
    return cells | ({"more": json.dumps(more, ensure_ascii=False)} if more else {})


# --- From cells ---------------------------------------------------------------------------------


def _rows(cells: Mapping[str, Any], names: Mapping[Any, Mapping[str, str]]) -> Json:
    """A list in both languages, as far as it goes; empty where no cell is filled."""
    texts: dict[str, list[Json]] = {
        language: [cells.get(row[language]) or "" for row in names.values()]
        for language in LANGUAGES
    }
    return {**texts} if any(map(any, texts.values())) else ""


def _pair(cells: Mapping[str, Any], name: str) -> Json:
    both: dict[str, Json] = {
        language: cells.get(f"{name}_{language}") or "" for language in LANGUAGES
    }
    return both if any(both.values()) else ""


def _lines(cells: Mapping[str, Any], name: str) -> Json:
    both: dict[str, Json] = {
        language: [
            line.strip()
            for line in (cells.get(f"{name}_{language}") or "").splitlines()
            if line.strip()
        ]
        for language in LANGUAGES
    }
    return both if any(both.values()) else ""


def _follows(cells: Mapping[str, Any]) -> Json:
    keys: list[Json] = [*(cells.get("follows_keys") or "").replace(",", " ").split()]
    said: dict[str, Json] = {
        "version": cells.get("follows_version") or "",
        "kind": cells.get("follows_kind") or "",
        "keys": keys,
        "note": _pair(cells, "follows_note"),
    }
    return {name: value for name, value in said.items() if value}


READ: dict[str, Callable[[Mapping[str, Any]], Json]] = {
    "anchors": lambda cells: _rows(cells, ANCHORS),
    "poles": lambda cells: _rows(cells, POLES),
    "plain": lambda cells: _pair(cells, "plain"),
    "questions": lambda cells: _lines(cells, "questions"),
    "basis": lambda cells: cells.get("basis") or "",
    "origin": lambda cells: cells.get("origin") or "",
    "follows": _follows,
}

# --- Into cells ---------------------------------------------------------------------------------


def _from_rows(names: Mapping[Any, Mapping[str, str]]) -> Callable[[Json], Cells]:
    def write(value: Json) -> Cells:
        if not isinstance(value, dict) or not all(isinstance(v, list) for v in value.values()):
            return {}
        return {
            row[language]: text
            for language in LANGUAGES
            for row, text in zip(names.values(), value.get(language, ()), strict=False)  # type: ignore[arg-type]
        }

    return write


def _from_pair(name: str, value: Json) -> Cells:
    pair = value if isinstance(value, dict) else {}
    return {f"{name}_{language}": pair.get(language, "") for language in LANGUAGES}


def _from_lines(value: Json) -> Cells:
    if not isinstance(value, dict) or not all(isinstance(v, list) for v in value.values()):
        return {}
    return {
        f"questions_{language}": "\n".join(map(str, value.get(language, ())))  # type: ignore[arg-type]
        for language in LANGUAGES
    }


def _from_follows(value: Json) -> Cells:
    given = value if isinstance(value, dict) else {}
    keys = given.get("keys", [])
    return {
        "follows_version": given.get("version", ""),
        "follows_kind": given.get("kind", "") if given.get("kind") in MapKind.values else "",
        "follows_keys": " ".join(map(str, keys)) if isinstance(keys, list) else "",
        **_from_pair("follows_note", given.get("note", "")),
    }


WRITE: dict[str, Callable[[Json], Cells]] = {
    "anchors": _from_rows(ANCHORS),
    "poles": _from_rows(POLES),
    "plain": lambda value: _from_pair("plain", value),
    "questions": _from_lines,
    "basis": lambda value: {"basis": value} if value in Basis.values else {},
    "origin": lambda value: {"origin": value} if isinstance(value, str) else {},
    "follows": _from_follows,
}
