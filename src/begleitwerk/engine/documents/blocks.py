"""The block tree. Every text is literal; line breaks in it are kept."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 stands directly below the subject of the document."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A data table. `numeric` holds the indexes of the columns set flush right.

    Rows shorter than the header are filled with empty cells. With `row_headers` the first
    cell of each row names the row for people who listen to the table.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    row_headers: bool = True


@dataclass(frozen=True)
class Facts:
    """Names and values as a bordered table of two columns, values flush right."""

    caption: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choices:
    """Lines with a box, ticked or not. Directly after `Facts` they close its table; directly below
    a heading of the same text they have no caption of their own. `in_row`: beside each other."""

    caption: str
    items: tuple[tuple[bool, str], ...]
    in_row: bool = False


@dataclass(frozen=True)
class Figures:
    """Large figures in a row: value, label, note. Five fit a line."""

    items: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Callout:
    """One thing set apart from the text, such as the request of a brief."""

    label: str
    text: str


@dataclass(frozen=True)
class Lines:
    """Empty lines to write on, below what is to be written there."""

    label: str
    count: int = 1


@dataclass(frozen=True)
class Cards:
    """Cards to cut, two in a row; `large`: each fills a page, a poster.

    A card is a heading, a text, an address that is printed and drawn as a QR code, and a note.
    """

    items: tuple[tuple[str, str, str, str], ...]
    large: bool = False


Block = Heading | Paragraph | Bullets | Table | Facts | Choices | Figures | Callout | Lines | Cards


@dataclass(frozen=True, kw_only=True)
class Document:
    """A paper or a brief.

    `title` is the file's title for readers and archives; the sheet shows `reference` and
    `subject` (where there is no subject: the title). `preline` stands above them, such as
    "Beschlussvorlage, öffentlich". `created` is the file's date; without it the file carries
    1 January 1970, as PDF/A demands some date.
    `one_page` sets a brief: tighter margins and type as large as one page allows.
    With `address` it is a letter (DIN 5008, form B): the lines stand in the window, `return_line`
    small above them, the right of the letterhead beside them.
    """

    title: str
    reference: str = ""
    subject: str = ""
    preline: str = ""
    language: str = "de"
    letterhead_left: tuple[str, ...] = ()
    letterhead_right: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    return_line: str = ""
    blocks: tuple[Block, ...] = ()
    author: str = ""
    created: dt.date | None = None
    footer: str = ""
    one_page: bool = False
