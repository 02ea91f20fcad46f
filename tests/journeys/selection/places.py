"""Sixty invented municipalities in five invented Länder, and what they answer in the survey.

Everything follows from a place's number, so that each run of the journey tells the same story.
"""

import csv
import io
from dataclasses import dataclass

THEMES = ("anchoring", "participation", "impact")
LAENDER = (("N1", "Nord"), ("O1", "Ost"), ("S1", "Süd"), ("W1", "West"), ("Z1", "Mitte"))
ENDINGS = ("deich", "furt", "quell", "rode", "moor")
STEMS = (
    "Adler", "Birken", "Dorn", "Erlen", "Falken", "Ginster",
    "Hasel", "Iltis", "Kranich", "Lerchen", "Mohn", "Nebel",
)  # fmt: skip
CITIES = 4  # the first of each Land
WANTS = 4  # of five: from here on a theme counts as wanted
NEEDS = {
    "anchoring": "bedarf_verankerung",
    "participation": "bedarf_beteiligung",
    "impact": "bedarf_wirkung",
}
COLUMNS = ("Kennung", "netzwerk", "koordination_vza", *NEEDS.values())


@dataclass(frozen=True)
class Place:
    """An invented municipality, number 0 to 59; area in km²."""

    number: int
    key: str
    name: str
    land: str
    is_city: bool

    @property
    def population(self) -> int:
        return (88_000 if self.is_city else 74_000) + self.number * 1_370

    @property
    def area(self) -> int:
        return (96 if self.is_city else 1_040) + self.number * 3

    @property
    def took_part(self) -> bool:
        """In the predecessor, says its list of participants."""
        return self.number % 7 == 2

    @property
    def needs(self) -> dict[str, int]:
        """How much it wants each theme, 1 to 5. Every tenth wants none, every fourth wants two."""
        if self.number % 10 == 9:
            return dict.fromkeys(THEMES, 2)
        first, second = self.number % 3, (self.number + 1) % 3
        found = {theme: 1 + (self.number + i) % 3 for i, theme in enumerate(THEMES)}
        found[THEMES[first]] = 5
        if self.number % 4 == 0:
            found[THEMES[second]] = WANTS
        return found

    @property
    def has_network(self) -> bool:
        return self.number % 20 != 13

    @property
    def posts(self) -> str:
        """As a German table has it; one answer in fifteen is missing."""
        return "-9" if self.number % 15 == 7 else ("0,5", "0,75", "1", "1,5")[self.number % 4]


def place_of(number: int) -> Place:
    land, within = divmod(number, len(STEMS))
    code, is_city = LAENDER[land][0], within < CITIES
    kind = "Stadt" if is_city else "Kreis"
    name = f"{kind} {STEMS[within]}{ENDINGS[land]}"
    return Place(number, f"{code}{within + 1:03d}", name, code, is_city)


PLACES = tuple(place_of(number) for number in range(len(LAENDER) * len(STEMS)))


def survey_csv() -> bytes:
    """The answers of all, as a spreadsheet program exports them."""
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";")
    lines.writerow(COLUMNS)
    for place in PLACES:
        needs = (place.needs[theme] for theme in NEEDS)
        lines.writerow([place.key, 1 if place.has_network else 2, place.posts, *needs])
    return out.getvalue().encode("utf-8-sig")


CODEBOOK = (
    ("Variable", "Frage", "Typ", "Einheit", "Werte", "Fehlend"),
    ("netzwerk", "Gibt es ein Netzwerk Frühe Hilfen?", "Ja/Nein", "", "1=ja; 2=nein", ""),
    ("koordination_vza", "Stellen der Koordination", "Zahl", "VZÄ", "", "-9=keine Angabe"),
    ("bedarf_verankerung", "Bedarf Verankerung, 1 bis 5", "Zahl", "", "", ""),
    ("bedarf_beteiligung", "Bedarf Beteiligung, 1 bis 5", "Zahl", "", "", ""),
    ("bedarf_wirkung", "Bedarf Wirkung, 1 bis 5", "Zahl", "", "", ""),
)


def codebook_csv() -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(CODEBOOK)
    return out.getvalue().encode("utf-8-sig")
