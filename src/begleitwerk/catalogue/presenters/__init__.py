"""Content in words."""

from begleitwerk.catalogue.presenters.changes import (
    Comparison,
    Difference,
    changes_of,
    comparison_of,
    differing,
    head_of,
    in_words,
)
from begleitwerk.catalogue.presenters.desk import DeskRow, Usage, desk_of, usage_of
from begleitwerk.catalogue.presenters.sheets import (
    FIELDS,
    VERBS,
    Detail,
    Sheet,
    SheetRow,
    item_words,
    sheet_of,
)

__all__ = [
    "FIELDS",
    "VERBS",
    "Comparison",
    "DeskRow",
    "Detail",
    "Difference",
    "Sheet",
    "SheetRow",
    "Usage",
    "changes_of",
    "comparison_of",
    "desk_of",
    "differing",
    "head_of",
    "in_words",
    "item_words",
    "sheet_of",
    "usage_of",
]
