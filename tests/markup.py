"""Markup as a browser reads it: how the lines of a template are laid out does not matter."""

import re
from typing import Any

BLANK = r"[ \t\r\n]"  # a no-break space is none


def squeezed(markup: str) -> str:
    """Line breaks as blanks, and none beside a tag or before its end."""
    return re.sub(" (?=[<>])|(?<=>) ", "", re.sub(f"{BLANK}+", " ", markup))


class Markup(str):
    """Squeezed markup; what is looked for in it is squeezed likewise."""

    __slots__ = ()

    def __new__(cls, markup: object) -> "Markup":
        return super().__new__(cls, squeezed(str(markup)))

    def __contains__(self, wanted: object) -> bool:
        return squeezed(str(wanted)) in str(self)

    def count(self, wanted: str, *where: Any) -> int:
        return str(self).count(squeezed(wanted), *where)

    def split(self, by: str | None = None, *most: Any) -> list[str]:
        return str(self).split(by and squeezed(by), *most)


def text_of(response: Any) -> Markup:
    """What a page says."""
    return Markup(response.content.decode())
