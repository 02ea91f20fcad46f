"""Yes and no, choices, and what programs write for "no answer"."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override

from begleitwerk.core.imports.problems import CellError
from begleitwerk.core.imports.texts import folded, header_key, text_of

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


def word_of(choices: type[TextChoices]) -> Callable[[str], str]:
    """Tells a choice in its German word, as `choice_of` reads it; what is no choice as it is."""

    @cache
    def words() -> dict[str, str]:
        with override("de"):
            return {str(choice.value): str(choice.label) for choice in choices}

    return lambda value: words().get(value, value)


def choice_of(
    choices: type[TextChoices], *, also: Mapping[str, str] | None = None, empty: str = ""
) -> Callable[[Any], str]:
    """Reads a choice by its words in German or English, or its key.

    `also` gives the values of further words people write, `empty` stands for an empty cell.
    """

    @cache  # at first use: translations are not there when a module is read
    def by_word() -> dict[str, str]:
        words = {header_key(word): value for word, value in (also or {}).items()}
        words |= {header_key(choice.value): str(choice.value) for choice in choices}
        for language in ("en", "de"):
            with override(language):
                words |= {header_key(str(choice.label)): str(choice.value) for choice in choices}
        return words

    def read(cell: Any) -> str:
        text = text_of(cell)
        if not text:
            return empty
        if header_key(text) not in by_word():
            with override("de"):
                names = ", ".join(str(choice.label) for choice in choices)
            raise CellError(
                _("“%(value)s” is none of the words for this column.") % {"value": text[:40]},
                _("Enter one of: %(names)s.") % {"names": names},
            )
        return by_word()[header_key(text)]

    return read
