"""The protocol as text: JSON that explains itself, in one fixed form."""

import json
from collections.abc import Sequence

from begleitwerk.engine.canonical import digest_of
from begleitwerk.engine.selection.plain import (
    Plain,
    Record,
    UnreadableError,
    from_plain,
    to_plain,
)
from begleitwerk.engine.selection.protocol.content import Protocol
from begleitwerk.engine.selection.protocol.explained import FIELDS, README
from begleitwerk.engine.selection.protocol.sections import (
    EACH,
    WHOLE,
    Change,
    TamperedError,
    Tampering,
    section_digests,
    tampering_of,
    with_digests,
)

FORMAT = "begleitwerk selection protocol"
VERSION = 3
READS = (1, 2, VERSION)  # 1 kept no evidence of facts, 2 not how the number of a lot was bound
AROUND = ("format", "version", "readme", "fields", WHOLE, EACH)  # what is not the protocol itself


def dump(protocol: Protocol) -> str:
    """The protocol as JSON: the same text for the same decision, on every machine."""
    document = with_digests(document_of(protocol))
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def protocol_digest(protocol: Protocol) -> str:
    """The digest of the whole, 64 hexadecimal digits, as it stands at the top of the file."""
    digests: Record = dict(section_digests(document_of(protocol)))
    return digest_of(digests)


def load(text: str, *, digest: str | None = None) -> Protocol:
    """The protocol that `dump` wrote. How the JSON is laid out does not matter.

    `digest` is the digest of the whole from another source (the printed protocol, the audit
    trail): a protocol with another one is refused even if it fits itself. Raises TamperedError
    with the places that were changed, UnreadableError for anything that is no such protocol.
    """
    document = untouched(text, digest)
    content: Record = {name: part for name, part in document.items() if name not in AROUND}
    return from_plain(Protocol, content)


def stated_digest(text: str) -> str:
    """The digest of the whole at the top of a file, whichever format it has. Raises as `load`."""
    return str(untouched(text)[WHOLE])


def untouched(text: str, digest: str | None = None) -> Record:
    """The document of a file that is as it was written, in a format this program reads."""
    document = parsed(text)
    if document.get("format") != FORMAT and not {WHOLE, EACH} <= document.keys():
        raise UnreadableError("format", f"“{FORMAT}” expected")
    found = tampering_of(document)
    if not found and digest not in (None, document[WHOLE]):
        found = (Tampering(WHOLE, Change.CHANGED),)
    if found:
        raise TamperedError(found)
    if document.get("format") != FORMAT:
        raise UnreadableError("format", f"“{FORMAT}” expected")
    if document.get("version") not in READS:
        what = f"this program reads versions {READS[0]} to {VERSION}, not {document.get('version')}"
        raise UnreadableError("version", what)
    return document


def document_of(protocol: Protocol) -> Record:
    """Everything in the file but the digests."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "readme": {language: list(lines) for language, lines in README.items()},
        "fields": {name: dict(texts) for name, texts in FIELDS.items()},
        **to_plain(protocol),
    }


def parsed(text: str) -> Record:
    """The JSON object in a text. Names that stand twice are refused: readers would differ."""
    try:
        document = json.loads(
            text, object_pairs_hook=unique, parse_constant=no_number, parse_float=no_number
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise UnreadableError(place, "not JSON from here on") from None
    except (RecursionError, ValueError):
        raise UnreadableError("", "nested too deeply, or a number too long to read") from None
    if not isinstance(document, dict):
        raise UnreadableError("", "a JSON object expected")
    return document


def unique(pairs: Sequence[tuple[str, Plain]]) -> Record:
    found: Record = {}
    for name, value in pairs:
        if name in found:
            raise UnreadableError(name, "stands twice in the same object")
        found[name] = value
    return found


def no_number(text: str) -> Plain:
    """A number with a fraction travels as text in this format; as such it is kept comparable."""
    return {"not a whole number": text}
