"""Hints on personal data in free text, for a warning before it is saved.

A hint is a guess: it warns, it never blocks. Patterns therefore ask for a clear sign (a dialling
code, the word "geboren", "Kind" before an initial) so that the dates of meetings, numbers of
papers, product codes and amounts that fill an administration's texts pass in silence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class HintKind(StrEnum):
    PHONE = "phone"
    MAIL = "mail"
    BIRTH_DATE = "birth_date"
    CHILD = "child"


@dataclass(frozen=True)
class Hint:
    """A place that may name a person: what it looks like, and the words themselves."""

    kind: HintKind
    excerpt: str


MONTHS = (
    "januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
    "|january|february|march|may|june|july|october|december"
)
DATE = rf"\d{{1,2}}\.\s?(?:\d{{1,2}}\.\s?(?:19|20)?\d{{2}}|(?:{MONTHS})\s+(?:19|20)\d{{2}})"
BORN = r"(?:geb\.|geboren(?:e[rsnm]?)?|geburtsdatum|geburtstag|born|date of birth|dob|\*)"

# Nothing here may take longer than the text is long: a run of letters is tried from its first one
# only, and gaps are short, so that 100,000 signs without a gap cost no more than any others.
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
# An international or national dialling code, then a separator, then at least four more digits:
# 0451 122-5000, (0451) 1225000, +49 451 1225000, 0170/1234567. Without a separator only mobile
# numbers count: twelve digits that start with 0 may as well be the key of a municipality.
PHONE = re.compile(
    r"(?<![\w.,/-])(?:"
    r"(?:\+|00)\d{2}[\s/-]?\(?0?\)?[\s/-]?\d{2,5}[\s/-]{0,3}\d[\d\s/-]{3,12}\d"
    r"|\(0\d{2,5}\)[\s/-]{0,3}\d[\d\s/-]{2,12}\d"
    r"|0[1-9]\d{1,4}\s?[\s/-]\s?\d{3,}(?:[\s/-]\d{1,8}){0,4}"
    r"|01[5-7]\d{7,9}"
    r")(?![\d.,]\d)"
)
CALLED = re.compile(
    r"\b(?:Tel(?:efon)?\.?|Mobil|Handy|phone)\s{0,4}:?\s{0,4}(\d[\d\s/-]{4,14}\d)", re.IGNORECASE
)
BIRTH_DATE = re.compile(rf"{BORN}\s{{0,4}}(?:am|on|:)?\s{{0,4}}{DATE}", re.IGNORECASE)
BIRTH_DATE_AFTER = re.compile(rf"{DATE}\s+(?:geboren|born)", re.IGNORECASE)
PAPER_NUMBER = re.compile(r"\d{2,4}/(?:19|20)\d{2}")
# "Kind A.", "Familie M.", "Frau K.", "Kind Mia", "der kleine Ben", "Sohn Paul". A word that goes
# on (Kinder, Familienzentrum) or a common noun of the field is no name.
INITIAL = re.compile(
    r"\b(?:Kind|Familie|Fam\.|Mutter|Vater|Kindsmutter|Kindsvater|Frau|Herrn?|Tochter|Sohn"
    r"|Mädchen|Junge|Baby|child|mother|father|family)\s+[A-ZÄÖÜ]\.(?![A-Za-zÄÖÜäöü])"
)
NAMED = re.compile(
    r"\b(?:Kind(?:es)?|Tochter|Sohn(?:es)?|Baby|Säugling|Mädchen|Junge"
    r"|(?:der|die|das)\s+kleine)\s+(?P<name>[A-ZÄÖÜ][a-zäöüß]{1,14})\b(?!-)"
)
NO_NAME = re.compile(
    r"und|oder|im|in|am|bei|mit|ohne|als|aus|auf|zur|zum|von|vor|nach|seit|ab|je|pro|bis|für|wegen"
    r"|eltern|mutter|vater|familien?|kind|kinder|frau|herr|haus|anfang|ende|frühen?|bedarf|bezug"
    r"|platz|plätze|anspruch|recht|tage?n?|wochen?|monate?n?|\w*(?:ung|heit|keit|schaft|tion|ität"
    r"|hilfen?|amt|jahre?|alter|pflege|wohl|schutz|zeit|gruppe|kreis|stelle|teil)"
    rf"|{MONTHS}"
)


def is_name(word: str) -> bool:
    """Whether a capitalised word after "Kind" can be a first name rather than a noun."""
    return not NO_NAME.fullmatch(word.lower())


def is_phone(text: str) -> bool:
    """Seven digits at least, and not the number of a council paper (017/2023)."""
    return sum(sign.isdigit() for sign in text) >= 7 and not PAPER_NUMBER.fullmatch(text.strip())


def found(text: str) -> Iterator[tuple[int, Hint]]:
    for match in MAIL.finditer(text):
        yield match.start(), Hint(HintKind.MAIL, match.group())
    for match in PHONE.finditer(text):
        if is_phone(match.group()):
            yield match.start(), Hint(HintKind.PHONE, match.group().strip())
    for match in CALLED.finditer(text):
        yield match.start(1), Hint(HintKind.PHONE, match.group(1).strip())
    for pattern in (BIRTH_DATE, BIRTH_DATE_AFTER):
        for match in pattern.finditer(text):
            yield match.start(), Hint(HintKind.BIRTH_DATE, match.group())
    for match in INITIAL.finditer(text):
        yield match.start(), Hint(HintKind.CHILD, match.group())
    for match in NAMED.finditer(text):
        if is_name(match["name"]):
            yield match.start(), Hint(HintKind.CHILD, match.group())


def personal_data_hints(text: str) -> tuple[Hint, ...]:
    """Places in a text that may identify a person, in reading order, each once.

    Looks for telephone numbers, mail addresses, dates of birth, and children or parents with a
    name or initial ("Kind A.", "Sohn Paul"). German and, for the plain patterns, English.
    """
    ordered = sorted(found(text), key=lambda item: item[0])
    return tuple(dict.fromkeys(hint for _position, hint in ordered))
