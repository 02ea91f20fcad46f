"""Yes and no, and what programs write for "no answer"."""

from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.core.imports.problems import CellError
from begleitwerk.core.imports.texts import folded, text_of

YES_WORDS = frozenset({"ja", "yes", "wahr", "true", "x", "trifft zu", "j", "y"})
NO_WORDS = frozenset({"nein", "no", "falsch", "false", "trifft nicht zu", "n"})
YES_SIGNS, NO_SIGNS = YES_WORDS | {"1"}, NO_WORDS | {"0"}
NOTHING = frozenset({"", "#null!", "nan", "."})  # what statistics programs write for an empty cell
# What survey tools write where nobody answered, as people and codebooks call it.
MISSING_SIGNS = frozenset(
    {"-oth-", "n/a", "na", "k.a.", "k. a.", "keine angabe", "no answer", "weiß nicht"}
)
MISSING_CODES = frozenset({"-6", "-7", "-8", "-9", "-66", "-77", "-88"}) | {
    str(code) for code in (*range(-99, -89), *range(-999, -989))
}


def is_nothing(cell: Any) -> bool:
    """Whether a cell is empty, or says so."""
    return text_of(cell).lower() in NOTHING


def is_usually_missing(cell: Any) -> bool:
    """Whether survey tools usually mean "no answer" by this."""
    return text_of(cell) in MISSING_CODES or folded(text_of(cell)) in MISSING_SIGNS


def truth_of(cell: Any) -> bool | None:
    """Yes or no in words, signs or as Excel keeps them; None for an empty cell."""
    text = folded(text_of(cell))
    if not text:
        return None
    if text in YES_SIGNS or text in NO_SIGNS:
        return text in YES_SIGNS
    raise CellError(
        _("“%(value)s” is neither yes nor no.") % {"value": text_of(cell)[:40]},
        _("Enter “ja” or “nein”."),
    )
