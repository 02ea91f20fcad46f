"""Bytes to text: which of the encodings offices still use a file was saved in."""

import re

from begleitwerk.engine.reading.errors import ReadingError

# Windows first: it is by far the most frequent, and a tie is its.
OLD = {"cp1252": "Windows", "cp850": "DOS", "mac_roman": "Mac"}
# Letters where German has them, and signs where texts have them; the rest speaks against.
LIKELY = re.compile(r"(?<=[a-zA-ZäöüÄÖÜ])[äöüßé]|[äöüÄÖÜ](?=[a-z])|[ÄÖÜ](?=[A-Z])|[§°²³€½µ–…•]")
QUOTES = re.compile(r"(?<![a-zA-Z])[„“‚‘»«](?=\w)|(?<=[\w.!?])[“”’‘»«](?![a-zA-Z])")
TORN = re.compile(r"[a-zA-Z][§°²³„“”‚‘»«†‡•…\x00-\x08\x7f-\x9f�][a-z]")
# What UTF-8 looks like once somebody took it for Windows' Latin-1: "Ã¤", "â€“".
TWICE = re.compile(r"(?:[ÂÃ][^\x00-\x7f]|â[^\x00-\x7f]{2})+")
READ_TWICE = "read_twice"  # the note about it


def decoded(content: bytes) -> tuple[str, list[str]]:
    """The text, and what had to be guessed (the name of the encoding) or mended (`READ_TWICE`).

    UTF-8 or UTF-16 by their mark, UTF-8 without one, else what of Windows', DOS' and the Mac's old
    encodings gives German words. Raises ReadingError for no text at all.
    """
    notes: list[str] = []
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), notes
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        name = likely_encoding(content)
        text = content.decode(name, errors="replace")
        if name != "cp1252":
            notes.append(name)
    if "\x00" in text:
        raise ReadingError("not_text")
    once = read_once(text)
    if once != text:
        notes.append(READ_TWICE)
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
