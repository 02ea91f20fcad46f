"""What people answer: an item for each criterion, with the scale it is answered on."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from begleitwerk.assessment.models import Assessment, Criterion
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.catalogue.selectors import items_of
from begleitwerk.core.services.audit import Actor
from begleitwerk.fieldwork.enums import ScaleKind
from begleitwerk.fieldwork.services import ItemSpec, set_items

Bilingual = dict[str, str]
NOTHING_OF_IT = {"de": "Davon gibt es bei uns nichts.", "en": "We have nothing of it."}


def arrange_items(*, by: Actor | None, assessment: Assessment) -> None:
    """Bring the items of the collection in line with the criteria, in the framework's order.

    Only before the collection is opened: afterwards items stay as people saw them.
    """
    rows = list(assessment.criteria.select_related("source", "dimension"))
    in_order(rows)
    Criterion.objects.filter(assessment=assessment).update(item=None)  # items may be replaced
    specs = [item_spec(row, assessment.scale) for row in rows]
    items = set_items(by=by, collection=assessment.collection, items=specs)
    for position, (row, item) in enumerate(zip(rows, items, strict=True)):
        row.position, row.item = position, item
    Criterion.objects.bulk_update(rows, ["position", "item"])


def in_order(rows: list[Criterion]) -> None:
    """As in the framework, own ones after those of their dimension."""

    def place(row: Criterion) -> tuple[int, bool, int, int]:
        own = row.source is None
        return row.dimension.position, own, row.source.position if row.source else 0, row.pk

    rows.sort(key=place)


def item_spec(criterion: Criterion, scale: ContentItem) -> ItemSpec:
    """A criterion as it is asked. Plain words and anchors of the framework are about its own
    statement: one in other words is asked without them."""
    untouched = None if criterion.is_reworded else criterion.source
    plain = worded(untouched, "plain")
    return ItemSpec(
        number=criterion.number,
        text_de=criterion.text_de,
        text_en=criterion.text_en,
        section_de=criterion.dimension.label_de,
        section_en=criterion.dimension.label_en,
        plain_de=plain.get("de", ""),
        plain_en=plain.get("en", ""),
        scale=scale_json(scale, criterion, untouched),
    )


def worded(source: ContentItem | None, name: str) -> Mapping[str, Any]:
    """A further text of the framework's criterion in both languages; empty without."""
    found = source.extra.get(name) if source else None
    return found if isinstance(found, dict) else {}


def scale_json(
    scale: ContentItem, criterion: Criterion, untouched: ContentItem | None
) -> dict[str, Any]:
    """A scale of the catalogue for one criterion, as `fieldwork.Item.scale` keeps it.

    `untouched` is the framework's criterion where this one has its words: then levels of maturity
    are anchored in it, and between two statements stand the framework's.
    """
    kind = str(scale.extra["reading"])
    levels, anchors = levels_of(scale), worded(untouched, "anchors")
    own = anchors if kind == ScaleKind.MATURITY and fits(anchors, levels) else {}
    low, high = poles_of(criterion, untouched) if kind == ScaleKind.BIPOLAR else (None, None)
    return {
        "kind": kind,
        "question": both(scale, "text"),
        "levels": [level_json(level, own, place) for place, level in enumerate(levels)],
        "low": low,
        "high": high,
    }


def fits(anchors: Mapping[str, Sequence[str]], levels: Sequence[ContentItem]) -> bool:
    """Whether there is a text for each level, at least in German."""
    return len(anchors.get("de", ())) == len(levels)


def level_json(level: ContentItem, own: Mapping[str, Sequence[str]], place: int) -> dict[str, Any]:
    anchor = {language: texts[place] for language, texts in own.items() if place < len(texts)}
    return {
        "value": level.extra["value"],
        "label": both(level, "label"),
        "anchor": anchor or both(level, "text"),
    }


def poles_of(criterion: Criterion, untouched: ContentItem | None) -> tuple[Bilingual, Bilingual]:
    """What stands on the left and on the right; a municipality's own opposite goes first."""
    said = {"de": criterion.text_de, "en": criterion.text_en or criterion.text_de}
    if criterion.opposite_de:
        own = {"de": criterion.opposite_de, "en": criterion.opposite_en or criterion.opposite_de}
        return own, said
    poles = worded(untouched, "poles")
    if poles:
        left, right = ({key: texts[place] for key, texts in poles.items()} for place in (0, 1))
        return left, right
    return NOTHING_OF_IT, said


def both(item: ContentItem, name: str) -> Bilingual:
    return {language: getattr(item, f"{name}_{language}") for language in ("de", "en")}


def levels_of(scale: ContentItem) -> list[ContentItem]:
    """The levels of a scale, the lowest first."""
    return sorted(children_of(scale, items_of(scale.version)), key=lambda row: row.extra["value"])


def children_of(parent: ContentItem, items: Iterable[ContentItem]) -> list[ContentItem]:
    return [item for item in items if item.parent_id == parent.pk]
