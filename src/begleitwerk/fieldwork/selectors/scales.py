"""Scales of items, in the language of whoever reads."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from begleitwerk.fieldwork.enums import ScaleKind
from begleitwerk.fieldwork.models import Item


@dataclass(frozen=True)
class Level:
    """`anchor` says what is to be seen where it is true; empty on scales without anchors."""

    value: int
    label: str
    anchor: str = ""


@dataclass(frozen=True)
class Scale:
    """`low` and `high` are the poles of a bipolar scale, else empty; `question` stands above."""

    kind: ScaleKind
    levels: tuple[Level, ...]
    low: str = ""
    high: str = ""
    question: str = ""

    @property
    def values(self) -> frozenset[int]:
        return frozenset(level.value for level in self.levels)

    @property
    def is_bipolar(self) -> bool:
        return self.kind == ScaleKind.BIPOLAR


def scale_of(item: Item) -> Scale:
    """The scale an item is answered on; texts in the active language, German where it has none."""
    given: dict[str, Any] = item.scale
    levels = (
        Level(row["value"], in_words(row.get("label")), in_words(row.get("anchor")))
        for row in given["levels"]
    )
    return Scale(
        ScaleKind(given["kind"]),
        tuple(levels),
        in_words(given.get("low")),
        in_words(given.get("high")),
        in_words(given.get("question")),
    )


def statement_of(item: Item, *, plain: bool = False) -> str:
    """What is asked, in the active language; in plain words for groups that read those, where the
    item has them."""
    plainly = in_words({"de": item.plain_de, "en": item.plain_en}) if plain else ""
    return plainly or in_words({"de": item.text_de, "en": item.text_en})


def section_of(item: Item) -> str:
    return in_words({"de": item.section_de, "en": item.section_en})


def values_of(scale: dict[str, Any]) -> frozenset[int]:
    """The levels somebody can choose, of a scale as it is kept."""
    return frozenset(row["value"] for row in scale["levels"])


def in_words(texts: dict[str, str] | None) -> str:
    """Of {"de", "en"} the text of the active language; the other one where that is empty."""
    if not texts:
        return ""
    language = "en" if (get_language() or "de").startswith("en") else "de"
    return texts.get(language) or texts.get("de") or texts.get("en") or ""
