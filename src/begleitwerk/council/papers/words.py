"""German as a committee reads it: dates, amounts, numbers, lists.

Council papers are German whatever the interface language, so these words are not translated.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from begleitwerk.council.enums import (
    BlockKind,
    Coverage,
    PaperType,
    SigningCapacity,
    StepStatus,
)
from begleitwerk.goals.enums import Light, MeasureState
from begleitwerk.municipalities.models import Municipality

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
NUMBERS = (
    "null", "ein", "zwei", "drei", "vier", "fünf", "sechs",
    "sieben", "acht", "neun", "zehn", "elf", "zwölf",
)  # fmt: skip

KIND_HEADINGS: dict[BlockKind, str] = {
    BlockKind.FREE: "",
    BlockKind.PROGRAMME: "Programm und Thema",
    BlockKind.REASON: "Warum wir teilnehmen",
    BlockKind.PHASES: "Bisheriger Verlauf und nächste Phasen",
    BlockKind.BODIES: "Beteiligte Gruppen",
    BlockKind.MEETINGS: "Sitzungen und Treffen",
    BlockKind.GOALS: "Ziele",
    BlockKind.MEASURES: "Maßnahmen",
    BlockKind.COSTS: "Kosten",
    BlockKind.OUTLOOK: "Ausblick",
}
PAPER_TYPES: dict[str, str] = {
    PaperType.INFORMATION: "Mitteilungsvorlage",
    PaperType.RESOLUTION: "Beschlussvorlage",
}
SIGNING: dict[str, str] = {
    SigningCapacity.IM_AUFTRAG: "Im Auftrag",
    SigningCapacity.IN_VERTRETUNG: "In Vertretung",
}
COVERAGE: dict[str, str] = {
    Coverage.PLANNED: "Die erforderlichen Mittel sind im Produkt eingeplant.",
    Coverage.PARTLY: "Die erforderlichen Mittel sind teilweise im Produkt eingeplant",
    Coverage.NOT_PLANNED: "Die erforderlichen Mittel sind nicht eingeplant.",
}
STEP_STATUS: dict[str, str] = {
    StepStatus.PLANNED: "",
    StepStatus.ON_AGENDA: "",
    StepStatus.HEARD: "beraten",
    StepStatus.POSTPONED: "vertagt",
    StepStatus.REMOVED: "abgesetzt",
    StepStatus.WITHDRAWN: "zurückgezogen",
}
LIGHTS: dict[str, str] = {
    Light.GOOD: "im Plan",
    Light.RISK: "gefährdet",
    Light.LATE: "verzögert",
    Light.NONE: "noch keine Daten",
    Light.DONE: "erreicht",
}
MEASURE_STATES: dict[str, str] = {
    MeasureState.PLANNED: "geplant",
    MeasureState.RUNNING: "läuft",
    MeasureState.DONE: "umgesetzt",
    MeasureState.STOPPED: "beendet",
}

# What a writer still has to fill in; a warning names the block that holds it.
GAP = "[Bitte ergänzen: "


def gap(what: str) -> str:
    """A hole in the text that says what belongs there."""
    return f"{GAP}{what}]"


def day(value: date) -> str:
    return f"{value:%d.%m.%Y}"


def month(value: date) -> str:
    return f"{MONTHS[value.month - 1]} {value.year}"


def euro(amount: Decimal | int) -> str:
    """4.200 € or 4.200,50 €, never rounded."""
    cents = Decimal(amount).quantize(Decimal("0.01"))
    text = f"{cents:,.2f}".translate(str.maketrans(",.", ".,"))
    return f"{text.removesuffix(',00')} €"


def number(count: int) -> str:
    """Small numbers as words, from 13 on as figures, with a dot in thousands."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}".replace(",", ".")


def counted(count: int, one: str, many: str) -> str:
    """ "ein Ziel", "drei Ziele"; `one` brings its own article: "ein Ziel", "eine Maßnahme"."""
    return one if count == 1 else f"{number(count)} {many}"


def listed(items: Iterable[str]) -> str:
    """ "a", "a und b", "a, b und c"; items with commas of their own are parted by semicolons."""
    *most, last = list(items) or [""]
    between = "; " if any("," in item for item in (*most, last)) else ", "
    return f"{between.join(most)} und {last}" if most else last


def sentence(text: str) -> str:
    """The text with a full stop where it has no end of its own."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…:" else f"{text}."


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def named(municipality: Municipality) -> str:
    """The municipality with its article, as the subject of a sentence."""
    name = municipality.name
    first, last = name.split()[0], name.split()[-1]
    if first in {"Landkreis", "Kreis", "Bezirk", "Regionalverband"} or last.endswith("kreis"):
        return f"Der {name}"
    if first in {"Stadt", "Hansestadt", "Landeshauptstadt", "Region", "Städteregion"}:
        return f"Die {name}"
    return name
