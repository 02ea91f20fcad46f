"""The columns of a framework's Excel file, German in every language like those of every list."""

from begleitwerk.catalogue.enums import Basis, MapKind
from begleitwerk.catalogue.imports.fields import ANCHORS
from begleitwerk.core.imports import Column, word_of

ENTRIES, HEAD = "Kriterien", "Angaben"
GERMAN, ENGLISH = "(deutsch)", "(englisch)"


def _both(name: str, first: str) -> tuple[Column, Column]:
    return Column(f"{name} {GERMAN}", f"{first}_de"), Column(f"{name} {ENGLISH}", f"{first}_en")


COLUMNS = (
    Column("Dimension Nr.", "dimension", ("Dimension",), required=True),
    *_both("Dimension", "name"),
    Column("Kriterium Nr.", "criterion", ("Kriterium",)),
    *_both("Kurzname", "label"),
    Column(f"Aussage {GERMAN}", "text_de", required=True),
    Column(f"Aussage {ENGLISH}", "text_en"),
    *(
        Column(f"Stufe {level} {word}", names[language])
        for level, names in ANCHORS.items()
        for language, word in (("de", GERMAN), ("en", ENGLISH))
    ),
    *_both("Einfache Worte", "plain"),
    *_both("Linke Aussage", "left"),
    *_both("Rechte Aussage", "right"),
    *_both("Fragen", "questions"),
    Column("Grundlage", "basis", told=word_of(Basis)),
    Column("Herkunft", "origin"),
    Column("Frühere Version", "follows_version"),
    Column("Frühere Schlüssel", "follows_keys"),
    Column("Gegenüber früher", "follows_kind", told=word_of(MapKind)),
    *_both("Was sich geändert hat", "follows_note"),
    Column("Schlüssel", "key"),
    Column("Weitere Felder", "more"),
)
NAMES = {column.field: column.name for column in COLUMNS}
# Which column a further field stands in, to be named where it is wrong.
COLUMN_OF = {
    "anchors": NAMES["anchor0_de"],
    "poles": NAMES["left_de"],
    "plain": NAMES["plain_de"],
    "questions": NAMES["questions_de"],
    "follows": NAMES["follows_kind"],
}

HEAD_COLUMNS = (Column("Angabe", "name", required=True), Column("Wert", "value", required=True))
HEAD_ROWS = {
    "code": "Kürzel",
    "version": "Version",
    "rank": "Rang",
    "title_de": f"Titel {GERMAN}",
    "title_en": f"Titel {ENGLISH}",
    "source_de": f"Quelle {GERMAN}",
    "source_en": f"Quelle {ENGLISH}",
}
