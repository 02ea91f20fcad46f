"""What a version says anew, in words: beside an earlier one, or beside what a file brings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from begleitwerk.catalogue.enums import MapKind
from begleitwerk.catalogue.imports import Bilingual, Content, Entry, Json
from begleitwerk.catalogue.models import ContentItem, ContentVersion, reads_english
from begleitwerk.catalogue.presenters.sheets import DETAIL_HEADINGS
from begleitwerk.catalogue.selectors import Mapped, content_of, items_of, version_map
from begleitwerk.core.imports.plans import Changes

SHOWN_WORDS = 300  # of an old or a new value in a report


def in_words(pair: Bilingual) -> str:
    return pair.en if reads_english() else pair.de


def changes_of(old: Entry, new: Entry) -> Changes:
    """What an item says anew: name and text in each language, further fields, what is below."""
    return differing(told(old), told(new))


def told(entry: Entry) -> dict[str, str]:
    """What an item says, by the words for it."""
    below = ", ".join(child.key for child in entry.children)
    return {
        _("Name (German)"): entry.label.de,
        _("Name (English)"): entry.label.en,
        _("Text (German)"): entry.text.de,
        _("Text (English)"): entry.text.en,
        **dict(_further(entry)),
        **({_("Items below it"): below} if below else {}),
    }


FIELD_WORDS = {
    **DETAIL_HEADINGS,
    "anchors": gettext_lazy("Levels"),
    "poles": gettext_lazy("Opposite statements"),
    "plain": gettext_lazy("In plain words"),
    "follows": gettext_lazy("Earlier version"),
    "basis": gettext_lazy("Basis"),
    "number": gettext_lazy("Number"),
}


def _further(entry: Entry) -> Iterator[tuple[str, str]]:
    for name, value in entry.extra.items():
        yield from _flat(str(FIELD_WORDS.get(name, name)), value)


def _flat(name: str, value: Json) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and set(value) == {"de", "en"}:
        yield _("%(field)s (German)") % {"field": name}, _joined(value["de"])
        yield _("%(field)s (English)") % {"field": name}, _joined(value["en"])
    elif isinstance(value, dict):
        for part, inner in value.items():
            yield from _flat(f"{name}: {part}", inner)
    else:
        yield name, _joined(value)


def _joined(value: Json) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return " · ".join(map(str, value)) if isinstance(value, list) else str(value)


def head_of(content: Content) -> dict[str, str]:
    return {
        _("Title (German)"): content.title.de,
        _("Title (English)"): content.title.en,
        _("Source (German)"): content.source.de,
        _("Source (English)"): content.source.en,
        _("Rank"): str(content.rank),
    }


def differing(before: dict[str, str], after: dict[str, str]) -> Changes:
    return tuple(
        (name, *_shortened(before.get(name, "–"), after.get(name, "–")))
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    )


def _shortened(old: str, new: str) -> tuple[str, str]:
    """Two long texts from shortly before the place where they begin to differ."""
    pairs = enumerate(zip(old, new, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))
    start = max(same - SHOWN_WORDS // 4, 0) if max(len(old), len(new)) > SHOWN_WORDS else 0
    lead = "…" if start else ""
    cut_old, cut_new = (Truncator(lead + text[start:]).chars(SHOWN_WORDS) for text in (old, new))
    return cut_old, cut_new


# --- Two versions ---------------------------------------------------------------------------------

GONE = "gone"
KIND_WORDS = {
    **{str(kind.value): kind.label for kind in MapKind},
    GONE: pgettext_lazy("version map", "dropped"),
}


@dataclass(frozen=True)
class Difference:
    """What became of an item between two versions: one of the later, or one that was dropped.

    `below` counts the items below it that are new or dropped with it.
    """

    kind: str
    item: ContentItem
    before: tuple[ContentItem, ...] = ()
    note: str = ""
    changes: Changes = ()
    below: int = 0

    @property
    def word(self) -> str:
        return str(KIND_WORDS[self.kind])

    @property
    def is_comparable(self) -> bool:
        return self.kind in (MapKind.SAME, MapKind.REWORDED)


@dataclass(frozen=True)
class Comparison:
    """Two versions of one content side by side; `rows` leaves out what stayed the same."""

    earlier: ContentVersion
    later: ContentVersion
    rows: tuple[Difference, ...]
    same: int
    is_mapped: bool  # whether the later version says itself what it follows


def comparison_of(earlier: ContentVersion, later: ContentVersion) -> Comparison:
    """What is different between two versions of one content, in reading order."""
    items = items_of(later)
    is_mapped = any("follows" in item.extra for item in items)
    back = version_map(later, earlier) if is_mapped else _by_key(later, earlier)
    old, new = _entries(earlier), _entries(later)
    found = [_difference(item, back.get(item.key), old, new) for item in items]
    reached = {before.pk for mapped in back.values() for before in mapped.items}
    gone = [Difference(GONE, item) for item in items_of(earlier) if item.pk not in reached]
    rows = [row for row in (*found, *gone) if row.kind != MapKind.SAME or row.changes]
    return Comparison(earlier, later, _folded(rows), len(found + gone) - len(rows), is_mapped)


def _by_key(later: ContentVersion, earlier: ContentVersion) -> dict[str, Mapped]:
    known = {item.key: item for item in items_of(earlier)}
    return {
        item.key: Mapped((known[item.key],), MapKind.SAME)
        for item in items_of(later)
        if item.key in known
    }


def _entries(version: ContentVersion) -> dict[str, Entry]:
    return {entry.key: _worded(entry) for entry in content_of(version).entries()}


def _worded(entry: Entry) -> Entry:
    """Without what only says where an item comes from, and what stands below it."""
    extra = {name: value for name, value in entry.extra.items() if name != "follows"}
    return replace(entry, extra=extra, children=())


def _difference(
    item: ContentItem, mapped: Mapped | None, old: dict[str, Entry], new: dict[str, Entry]
) -> Difference:
    if mapped is None:
        return Difference(MapKind.NEW, item)
    is_one = len(mapped.items) == 1
    changes = changes_of(old[mapped.item.key], new[item.key]) if is_one else ()
    return Difference(mapped.kind, item, mapped.items, mapped.note, changes)


def _folded(rows: Sequence[Difference]) -> tuple[Difference, ...]:
    """New and dropped items stand for those below them."""
    whole = {(row.kind, row.item.pk) for row in rows if row.kind in (MapKind.NEW, GONE)}
    below = Counter(
        (row.kind, row.item.parent_id) for row in rows if (row.kind, row.item.pk) in whole
    )
    return tuple(
        replace(row, below=below[row.kind, row.item.pk])
        for row in rows
        if (row.kind, row.item.parent_id) not in whole
    )
