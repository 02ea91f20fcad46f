"""What became of the items of one version in another: the version map.

An item of a later version says which items of an earlier one it follows (`follows`: version, kind,
keys, note). Nothing is guessed: what says nothing has no counterpart.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from begleitwerk.catalogue.enums import MapKind
from begleitwerk.catalogue.models import ContentItem, ContentVersion, reads_english
from begleitwerk.catalogue.selectors.content import items_of, versions_of


@dataclass(frozen=True)
class Mapped:
    """The counterpart of an item in another version.

    `items` are several where an item was split or merged. `note` is in the active language.
    """

    items: tuple[ContentItem, ...]
    kind: MapKind
    note: str = ""

    @property
    def item(self) -> ContentItem:
        return self.items[0]

    @property
    def is_comparable(self) -> bool:
        """Whether a figure of the one may stand beside a figure of the other."""
        return len(self.items) == 1 and self.kind.is_comparable


def mapped(item: ContentItem, version: ContentVersion) -> Mapped | None:
    """The counterpart of `item` in `version`; None where it has none there.

    For many items ask `version_map` once.
    """
    return version_map(item.version, version).get(item.key)


def version_map(source: ContentVersion, target: ContentVersion) -> dict[str, Mapped]:
    """The counterparts in `target` of the items of `source`, by key, whichever of them is later.

    Versions between the two are walked through. One query beside the items of the versions.
    """
    if source.pk == target.pk:
        return _itself(source)
    if (source.kind, source.code) != (target.kind, target.code):
        return {}
    line = versions_of(source)
    earlier, later = sorted((source, target), key=lambda version: (version.rank, version.pk))
    back = _one_each(_backwards(later, earlier, line))
    return back if source.pk == later.pk else _forwards(later, back)


def _itself(version: ContentVersion) -> dict[str, Mapped]:
    return {item.key: Mapped((item,), MapKind.SAME) for item in items_of(version)}


def _backwards(
    later: ContentVersion, earlier: ContentVersion, line: Sequence[ContentVersion]
) -> dict[str, Mapped]:
    """From each item of the later version to those of the earlier one it came from."""
    below = {version.version: version for version in line if version.rank < later.rank}
    found: dict[str, Mapped] = {}
    further: dict[str, dict[str, Mapped]] = {}
    for item in items_of(later):
        follows = item.extra.get("follows") or {}
        before = below.get(follows.get("version", ""))
        if before is None or follows["kind"] == MapKind.NEW:
            continue
        if before.version not in further:
            further[before.version] = _of(before, earlier, line)
        if reached := _joined(follows, further[before.version]):
            found[item.key] = reached
    return found


def _of(
    before: ContentVersion, earlier: ContentVersion, line: Sequence[ContentVersion]
) -> dict[str, Mapped]:
    if before.pk == earlier.pk:
        return _itself(before)
    return _backwards(before, earlier, line)


def _joined(follows: dict[str, object], further: dict[str, Mapped]) -> Mapped | None:
    """A step from a later version together with what lies before it; the weaker kind counts."""
    keys: list[str] = follows.get("keys", [])  # type: ignore[assignment]
    steps = [further[key] for key in keys if key in further]
    if not steps or len(steps) < len(keys):
        return None
    kind = max((MapKind(str(follows["kind"])), *(step.kind for step in steps)), key=WEAKER.index)
    items = tuple(dict.fromkeys(item for step in steps for item in step.items))
    notes = [step.note for step in steps] + [_said(follows.get("note"))]
    return Mapped(items, kind, " ".join(dict.fromkeys(note for note in notes if note)))


WEAKER = [MapKind.SAME, MapKind.REWORDED, MapKind.SPLIT, MapKind.MERGED, MapKind.NEW]


def _said(note: object) -> str:
    return str(note["en" if reads_english() else "de"]) if isinstance(note, dict) else ""


def _one_each(back: dict[str, Mapped]) -> dict[str, Mapped]:
    """What several items claim to be the same as was split, whatever they say."""
    claims = Counter(item.pk for reached in back.values() for item in reached.items)
    return {
        key: replace(reached, kind=MapKind.SPLIT)
        if reached.is_comparable and claims[reached.item.pk] > 1
        else reached
        for key, reached in back.items()
    }


def _forwards(later: ContentVersion, back: dict[str, Mapped]) -> dict[str, Mapped]:
    """The same seen from the earlier version: what each of its items became."""
    found: dict[str, Mapped] = {}
    for item in items_of(later):
        reached = back.get(item.key)
        if reached is None:
            continue
        for before in reached.items:
            known = found.get(before.key, Mapped((), MapKind.SAME))
            kind = max(known.kind, reached.kind, key=WEAKER.index)
            note = " ".join(dict.fromkeys(filter(None, (known.note, reached.note))))
            found[before.key] = Mapped((*known.items, item), kind, note)
    return found
