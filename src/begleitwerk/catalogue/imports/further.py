"""Further fields of an item: what any may hold, and what those hold that a program reads."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.catalogue.enums import MATURITY, MATURITY_LEVELS, ContentKind, MapKind
from begleitwerk.catalogue.imports.content import (
    LANGUAGES,
    MAX_DEPTH,
    MAX_ITEMS,
    MAX_LABEL,
    MAX_TEXT,
    VERSION,
    Entry,
)

Faults = Iterator[str]


def further_faults(kind: ContentKind | str, entry: Entry) -> Iterator[tuple[str, str]]:
    """What is wrong with the further fields of an item: the field, and what to do."""
    known = {"follows": follows, **KNOWN.get(kind, {})}
    for name, value in entry.extra.items():
        faults = list(extra_faults(value))
        if not faults and name in known:
            faults = list(known[name](value))
        for fault in faults:
            yield name, fault
    if kind == ContentKind.SCALES and entry.key == MATURITY:
        levels = tuple(child.extra.get("value") for child in entry.children)
        if levels != MATURITY_LEVELS:
            yield (
                "children",
                _("Criteria describe the levels from 0 to 3. Give maturity exactly these four."),
            )


# --- Fields a program reads ---------------------------------------------------------------------


def listed(count: int, message: Any) -> Callable[[Any], Faults]:
    """As many short texts in both languages as there must be."""

    def faults(value: Any) -> Faults:
        for language in LANGUAGES:
            texts = value.get(language) if isinstance(value, dict) else None
            if not isinstance(texts, list) or len(texts) != count:
                yield message() % {"count": count}
                return
            for text in texts:
                yield from _short(text)

    return faults


def plain(value: Any) -> Faults:
    """One short text in both languages."""
    if not isinstance(value, dict) or set(value) != set(LANGUAGES):
        yield _("Give it in German and English (.de and .en).")
        return
    for text in value.values():
        yield from _short(text)


def follows(value: Any) -> Faults:
    """Which items of an earlier version an item comes from, and how much it is still the same."""
    given = value if isinstance(value, dict) else {}
    if not set(given) <= {"version", "kind", "keys", "note"} or not VERSION.fullmatch(
        str(given.get("version", ""))
    ):
        yield _("Write follows.version, .kind, .keys and where needed .note.")
        return
    kind, keys = given.get("kind"), given.get("keys", [])
    if kind not in MapKind.values:
        yield _("Write as kind one of: %(names)s.") % {"names": ", ".join(MapKind.values)}
        return
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        keys = None
    least, most = NEEDED_KEYS[MapKind(kind)]
    if keys is None or not least <= len(set(keys)) == len(keys) <= most:
        yield _("The number of keys does not fit: one, for “merged” several, for “new” none.")
    note = given.get("note")
    if note is not None:
        yield from plain(note)
    elif kind not in (MapKind.SAME, MapKind.NEW):
        yield _("Say in follows.note what has changed, in German and English.")


NEEDED_KEYS = {
    MapKind.SAME: (1, 1),
    MapKind.REWORDED: (1, 1),
    MapKind.SPLIT: (1, 1),
    MapKind.MERGED: (2, MAX_ITEMS),
    MapKind.NEW: (0, 0),
}


def _short(text: Any) -> Faults:
    if isinstance(text, str):
        yield from text_faults(text.strip(), MAX_LABEL)
    else:
        yield _("Write a text in quotation marks.")


KNOWN: dict[ContentKind | str, dict[str, Callable[[Any], Faults]]] = {
    ContentKind.QUALITY_FRAMEWORK: {
        "anchors": listed(
            len(MATURITY_LEVELS),
            lambda: _("Write %(count)d texts in each language, one for each level from 0 to 3."),
        ),
        "poles": listed(
            2,
            lambda: _("Write %(count)d texts in each language, the left statement and the right."),
        ),
        "plain": plain,
    }
}

# --- Any field ----------------------------------------------------------------------------------


def text_faults(text: str, most: int) -> Iterator[str]:
    if not text:
        yield _("The text is missing. Write it.")
    elif len(text) > most:
        message = _(
            "The text has %(length)s characters, at most %(most)s are possible. Shorten it."
        )
        yield message % {"length": len(text), "most": most}
    if "\x00" in text:
        yield _("The text holds an invisible character (U+0000). Remove it.")


def extra_faults(value: Any, depth: int = 1) -> Iterator[str]:
    """Further fields hold texts, numbers, yes/no, lists and tables; texts in both languages."""
    if isinstance(value, dict):
        yield from _table_faults(value, depth)
    elif isinstance(value, list):
        for part in value:
            if isinstance(part, list | dict):
                yield _("A list holds texts or numbers only. Write it flat.")
            else:
                yield from extra_faults(part, depth)
    elif isinstance(value, str):
        if len(value) > MAX_TEXT or "\x00" in value:
            yield from text_faults(value, MAX_TEXT)
    elif not isinstance(value, bool | int | float) or not -(2**53) <= value <= 2**53:
        yield _("This kind of value is not read. Write a text in quotation marks or a number.")


def _table_faults(value: dict[str, Any], depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        yield _("At most %(depth)s levels are possible. Move the item up.") % {"depth": MAX_DEPTH}
        return
    if set(value) & set(LANGUAGES):
        yield from _translation_faults(value)
    for name, part in value.items():
        yield from extra_faults(name, depth + 1)
        yield from extra_faults(part, depth + 1)


def _translation_faults(value: dict[str, Any]) -> Iterator[str]:
    german, english = value.get("de"), value.get("en")
    if set(value) != set(LANGUAGES) or type(german) is not type(english):
        yield _("Give it in German and English (.de and .en).")
    elif not german or not english or not all(_filled(value[name]) for name in LANGUAGES):
        yield _("The text is missing. Write it.")
    elif isinstance(german, list) and len(german) != len(english):
        yield _("The German and the English list differ in length. Translate each entry.")


def _filled(value: Any) -> bool:
    return all(
        part.strip()
        for part in ([value] if isinstance(value, str) else value)
        if isinstance(part, str)
    )
