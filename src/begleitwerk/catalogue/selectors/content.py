"""Reads of the catalogue.

Which version is current is one query; its items come from memory once read, because what a
version says is named by its digest.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet
from django.http import Http404

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.imports import Bilingual, Content, Entry
from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.catalogue.selectors.usage import used_version_ids

# --- Versions -----------------------------------------------------------------------------------


def versions() -> QuerySet[ContentVersion]:
    """All versions by kind and code, the current one of each first."""
    return ContentVersion.objects.order_by("kind", "code", "-rank", "-imported_at", "-pk")


def current_version(kind: ContentKind | str, code: str | None = None) -> ContentVersion:
    """The version with the highest rank; without a code, of the kind's default code.

    Raises ContentVersion.DoesNotExist where nothing of that kind was imported.
    """
    wanted = code or ContentKind(kind).default_code
    found = versions().filter(kind=kind, **({"code": wanted} if wanted else {}))
    version = found.order_by("-rank", "-imported_at", "-pk").first()
    if version is None:
        raise ContentVersion.DoesNotExist(f"no content of kind {kind} {wanted or ''}".rstrip())
    return version


def get_version_or_404(kind: str, code: str, version: str) -> ContentVersion:
    found = ContentVersion.objects.filter(kind=kind, code=code, version=version).first()
    if found is None:
        raise Http404
    return found


def versions_of(version: ContentVersion) -> list[ContentVersion]:
    """All versions of the same content, the current one first."""
    return list(versions().filter(kind=version.kind, code=version.code))


def is_current(version: ContentVersion) -> bool:
    """Whether new work starts with this version of its code."""
    return current_version(version.kind, version.code).pk == version.pk


# --- Items --------------------------------------------------------------------------------------


def items_of(source: ContentVersion | ContentKind | str) -> tuple[ContentItem, ...]:
    """All items of a version, or of the current version of a kind, in reading order.

    They are shared: read them, never change them.
    """
    version = source if isinstance(source, ContentVersion) else current_version(source)
    return _items(version.pk, version.sha256, version.imported_at)


@lru_cache(maxsize=128)
def _items(version_id: int, sha256: str, imported_at: datetime) -> tuple[ContentItem, ...]:
    rows = ContentItem.objects.filter(version_id=version_id).select_related("version")
    items = {item.pk: item for item in rows.order_by("position")}
    for item in items.values():
        item.parent = items[item.parent_id] if item.parent_id else None
    return tuple(items.values())


def item(source: ContentVersion | ContentKind | str, key: str) -> ContentItem:
    """The item with this key; raises ContentItem.DoesNotExist where there is none."""
    for found in items_of(source):
        if found.key == key:
            return found
    raise ContentItem.DoesNotExist(f"no item {key} in {source}")


def top_items(source: ContentVersion | ContentKind | str) -> tuple[ContentItem, ...]:
    """The items of the first level: dimensions without their criteria, phases, roles."""
    return tuple(item for item in items_of(source) if item.parent_id is None)


def choices(source: ContentVersion | ContentKind | str) -> list[tuple[str, str]]:
    """Key and name of the first level, for a field of choices, in the active language."""
    return [(item.key, item.label) for item in top_items(source)]


def selectable_items(source: ContentVersion | ContentKind | str) -> QuerySet[ContentItem]:
    """The first level as a query, for a form field that keeps the item itself."""
    version = source if isinstance(source, ContentVersion) else current_version(source)
    return ContentItem.objects.filter(version=version, parent=None).order_by("position")


@dataclass(frozen=True)
class Node:
    """An item with the items below it."""

    item: ContentItem
    children: tuple["Node", ...]


def tree_of(source: ContentVersion | ContentKind | str, text: str = "") -> tuple[Node, ...]:
    """Items with what lies below them; with a text, only branches that hold it.

    A branch whose own words hold the text stays whole.
    """
    below: dict[int | None, list[ContentItem]] = defaultdict(list)
    for found in items_of(source):
        below[found.parent_id].append(found)
    return tuple(_branches(below, None, text.casefold().strip()))


def _branches(
    below: dict[int | None, list[ContentItem]], parent: int | None, text: str
) -> Iterator[Node]:
    for found in below[parent]:
        fits = not text or text in words_of(found)
        children = tuple(_branches(below, found.pk, "" if fits else text))
        if fits or children:
            yield Node(found, children)


def words_of(found: ContentItem) -> str:
    """What a search looks through: name, text and number, in the active language."""
    return f"{found.number} {found.label} {found.text}".casefold()


def search_items(text: str, *, in_earlier: bool = False) -> list[ContentItem]:
    """Items whose words hold the text, in reading order: of current versions, or of earlier ones
    as well."""
    wanted = text.casefold().strip()
    if not wanted:
        return []
    rows = ContentItem.objects.select_related("version")
    if not in_earlier:
        rows = rows.filter(version__in=current_version_ids())
    kinds = list(ContentKind.values)

    def place(item: ContentItem) -> tuple[int, str, int, int]:
        version = item.version
        return kinds.index(version.kind), version.code, -version.rank, item.position

    return sorted((item for item in rows if wanted in words_of(item)), key=place)


def current_version_ids() -> list[int]:
    current: dict[tuple[str, str], int] = {}
    for version in versions():
        current.setdefault((version.kind, version.code), version.pk)
    return list(current.values())


# --- The whole catalogue ------------------------------------------------------------------------


@dataclass(frozen=True)
class Shelf:
    """A kind with its versions, the current one of each code first."""

    kind: ContentKind
    rows: tuple["ShelfRow", ...]


@dataclass(frozen=True)
class ShelfRow:
    version: ContentVersion
    count: int
    current: bool
    used: bool


def shelves() -> list[Shelf]:
    """The catalogue by kind, in the order of the kinds, with the number of first-level items."""
    current, used = set(current_version_ids()), used_version_ids()
    rows: dict[str, list[ShelfRow]] = defaultdict(list)
    counts = _top_counts()
    for version in versions():
        row = ShelfRow(
            version, counts.get(version.pk, 0), version.pk in current, version.pk in used
        )
        rows[version.kind].append(row)
    return [Shelf(kind, _default_first(kind, rows[kind])) for kind in ContentKind if rows[kind]]


def _default_first(kind: ContentKind, rows: list[ShelfRow]) -> tuple[ShelfRow, ...]:
    return tuple(sorted(rows, key=lambda row: row.version.code != kind.default_code))


def _top_counts() -> dict[int, int]:
    counts: dict[int, int] = defaultdict(int)
    for version_id in ContentItem.objects.filter(parent=None).values_list("version_id", flat=True):
        counts[version_id] += 1
    return counts


def content_of(version: ContentVersion) -> Content:
    """A stored version as content, ready to be written out."""
    return Content(
        kind=ContentKind(version.kind),
        code=version.code,
        version=version.version,
        rank=version.rank,
        title=Bilingual(version.title_de, version.title_en),
        source=Bilingual(version.source_de, version.source_en),
        items=tuple(_entry(node) for node in tree_of(version)),
    )


def _entry(node: Node) -> Entry:
    found = node.item
    return Entry(
        key=found.key,
        label=Bilingual(found.label_de, found.label_en),
        text=Bilingual(found.text_de, found.text_en),
        extra=found.extra,
        children=tuple(_entry(child) for child in node.children),
    )
