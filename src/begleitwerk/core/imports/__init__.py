"""Reading files: the one way in which lists come in, whatever program an office uses.

Nothing here touches the database. `reading` has a file read by a process of its own, `files` turns
bytes into rows of cells, `lists` rows into typed
values by column; `figures`, `days`, `keys`, `texts` and `words` say what a cell means.
"""

from begleitwerk.core.imports.days import day_of
from begleitwerk.core.imports.figures import (
    Evidence,
    Figures,
    NoFigureError,
    Notation,
    figure_of,
    notations_in,
)
from begleitwerk.core.imports.files import FIRST_ROW, WHOLE, Lines, Place, lines_of
from begleitwerk.core.imports.keys import Found, Keys, key_text, sound_key
from begleitwerk.core.imports.lists import (
    Column,
    Reader,
    Row,
    Sheet,
    cell_at,
    has_content,
    read_list,
    read_rows,
    too_long,
)
from begleitwerk.core.imports.plans import Plan, Planned
from begleitwerk.core.imports.problems import (
    Broken,
    CellError,
    Formula,
    Problem,
    UnreadableError,
    sound,
)
from begleitwerk.core.imports.reading import note_of, read_file, revived
from begleitwerk.core.imports.texts import (
    folded,
    header_key,
    holds_address,
    line_up_to,
    name_up_to,
    near_equals,
    text_of,
    text_up_to,
)
from begleitwerk.core.imports.words import (
    NO_WORDS,
    YES_WORDS,
    choice_of,
    is_nothing,
    is_usually_missing,
    truth_of,
    word_of,
)

__all__ = [
    "FIRST_ROW",
    "NO_WORDS",
    "WHOLE",
    "YES_WORDS",
    "Broken",
    "CellError",
    "Column",
    "Evidence",
    "Figures",
    "Formula",
    "Found",
    "Keys",
    "Lines",
    "NoFigureError",
    "Notation",
    "Place",
    "Plan",
    "Planned",
    "Problem",
    "Reader",
    "Row",
    "Sheet",
    "UnreadableError",
    "cell_at",
    "choice_of",
    "day_of",
    "figure_of",
    "folded",
    "has_content",
    "header_key",
    "holds_address",
    "is_nothing",
    "is_usually_missing",
    "key_text",
    "line_up_to",
    "lines_of",
    "name_up_to",
    "near_equals",
    "notations_in",
    "note_of",
    "read_file",
    "read_list",
    "read_rows",
    "revived",
    "sound",
    "sound_key",
    "text_of",
    "text_up_to",
    "too_long",
    "truth_of",
    "word_of",
]
