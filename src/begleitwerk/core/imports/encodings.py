"""Bytes to text: which of the encodings offices still use a file was saved in."""

import re

from django.utils.translation import gettext as _

from begleitwerk.core.imports.problems import Problem, UnreadableError

# Windows first: it is by far the most frequent, and a tie is its.
OLD = {"cp1252": "Windows", "cp850": "DOS", "mac_roman": "Mac"}
# Letters where German has them, and signs where texts have them; the rest speaks against.
LIKELY = re.compile(r"(?<=[a-zA-ZäöüÄÖÜ])[äöüßé]|[äöüÄÖÜ](?=[a-z])|[ÄÖÜ](?=[A-Z])|[§°²³€½µ–…•]")
QUOTES = re.compile(r"(?<![a-zA-Z])[„“‚‘»«](?=\w)|(?<=[\w.!?])[“”’‘»«](?![a-zA-Z])")
TORN = re.compile(r"[a-zA-Z][§°²³„“”‚‘»«†‡•…\x00-\x08\x7f-\x9f�][a-z]")
# What UTF-8 looks like once somebody took it for Windows' Latin-1: "Ã¤", "â€“".
TWICE = re.compile(r"(?:[ÂÃ][^\x00-\x7f]|â[^\x00-\x7f]{2})+")


def decoded(content: bytes) -> tuple[str, list[Problem]]:
    """The text, and what had to be guessed or mended. Raises UnreadableError for no text at all.

    UTF-8 or UTF-16 by their mark, UTF-8 without one, else what of Windows', DOS' and the Mac's old
    encodings gives German words.
    """
    notes: list[Problem] = []
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), notes
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        name = likely_encoding(content)
        text = content.decode(name, errors="replace")
        if name != "cp1252":
            notes.append(guessed(name))
    if "\x00" in text:
        raise UnreadableError(
            _("This is neither a CSV nor an Excel file."), _("Choose a file of type .csv or .xlsx.")
        )
    once = read_once(text)
    if once != text:
        notes.append(read_twice())
    return once, notes


def likely_encoding(content: bytes) -> str:
    return max(OLD, key=lambda name: likelihood(content.decode(name, errors="replace")))


def likelihood(text: str) -> float:
    """How German the letters beyond ASCII look: 1 all of them, -1 none and some torn words."""
    strange = sum(1 for sign in text if ord(sign) > 127)
    likely = sum(1 for _found in LIKELY.finditer(text)) + sum(1 for _q in QUOTES.finditer(text))
    torn = sum(1 for _found in TORN.finditer(text))
    return (likely - torn) / strange if strange else 0.0


def read_once(text: str) -> str:
    """The text with what was read as Windows' Latin-1 though it was UTF-8 set right."""
    return TWICE.sub(lambda found: reread(found[0]), text)


def reread(text: str) -> str:
    raw = bytearray()
    for sign in text:
        try:
            raw += sign.encode("cp1252")
        except UnicodeEncodeError:
            if ord(sign) > 255:
                return text
            raw.append(ord(sign))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return text


def guessed(name: str) -> Problem:
    return Problem(
        0,
        "",
        _("The file was read as an old file of %(system)s.") % {"system": OLD[name]},
        _("Look whether the umlauts are right. If not, save the file anew as CSV UTF-8."),
    )


def read_twice() -> Problem:
    return Problem(
        0,
        "",
        _("Umlauts of the file were broken (“Ã¤” for “ä”) and have been set right."),
        _("Look whether they are right. If not, export the file anew as CSV UTF-8."),
    )
