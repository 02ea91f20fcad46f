"""Wave 3 of the invented municipal survey: codebook and answers, imported as files."""

import csv
import io
from collections.abc import Sequence
from random import Random
from typing import Any

from begleitwerk.core.services import check_upload, write_upload
from begleitwerk.demo.clock import told_on
from begleitwerk.demo.selection.candidates import (
    ANCHORING,
    APPLICANTS,
    IMPACT,
    PARTICIPATION,
    WITHOUT_NETWORK,
    needs,
)
from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipal_survey.enums import FilePurpose
from begleitwerk.municipal_survey.models import SurveyWave
from begleitwerk.municipal_survey.services.files import look_into, receive_file
from begleitwerk.municipal_survey.services.waves import create_wave
from begleitwerk.municipalities.enums import TerritoryType
from begleitwerk.municipalities.models import Municipality
from begleitwerk.programmes.models import EngagementParty

NO_ANSWER = "-9"
MISSING = "-9=keine Angabe; -8=weiß nicht"
YES_NO = "1=ja; 2=nein"
YES, NO = 1, 2
NEED_FROM = 4  # of 5: from here on a theme counts as a need
NEED = {
    ANCHORING: "bedarf_verankerung",
    PARTICIPATION: "bedarf_beteiligung",
    IMPACT: "bedarf_wirkung",
}
OPTIONAL = ("anbindung", "steuerung", "eltern", "konzept", "partner_zahl", "begleitung_vza")
CODEBOOK = (
    ("Variable", "Frage", "Typ", "Einheit", "Werte", "Fehlend"),
    ("netzwerk", "Gibt es ein Netzwerk Frühe Hilfen?", "Ja/Nein", "", YES_NO, MISSING),
    ("netzwerke_zahl", "Wie viele Netzwerke Frühe Hilfen gibt es?", "Zahl", "", "", MISSING),
    ("koordination_vza", "Stellenanteile der Netzwerkkoordination", "Zahl", "VZÄ", "", MISSING),
    ("anbindung", "Wo ist die Koordination angebunden?", "Auswahl", "",
     "1=Jugendamt; 2=Gesundheitsamt; 3=freier Träger; 4=Stabsstelle", MISSING),
    ("steuerung", "Gibt es eine Steuerungsgruppe?", "Ja/Nein", "", YES_NO, MISSING),
    ("partner_zahl", "Wie viele Partner arbeiten im Netzwerk mit?", "Zahl", "", "", MISSING),
    ("begleitung_vza", "Stellen für die längerfristige aufsuchende Begleitung von Familien",
     "Zahl", "VZÄ", "", MISSING),
    ("eltern", "Wie werden Eltern beteiligt?", "Auswahl", "",
     "0=bisher nicht; 1=Befragung; 2=Mitsprache in Runden; 3=Mitentscheidung", MISSING),
    ("konzept", "Liegt ein Gesamtkonzept Frühe Hilfen vor?", "Ja/Nein", "", YES_NO, MISSING),
    (NEED[ANCHORING], "Bedarf: politisch-strukturelle Verankerung (1 gering bis 5 hoch)",
     "Zahl", "", "", MISSING),
    (NEED[PARTICIPATION], "Bedarf: Beteiligung und Partizipation (1 gering bis 5 hoch)",
     "Zahl", "", "", MISSING),
    (NEED[IMPACT], "Bedarf: Wirkungsorientierung (1 gering bis 5 hoch)", "Zahl", "", "", MISSING),
    ("nimmt_teil", "Nimmt die Kommune zurzeit an einer Prozessbegleitung teil?", "Ja/Nein", "",
     YES_NO, MISSING),
)  # fmt: skip


def survey(world: DemoWorld) -> SurveyWave:
    """The wave of all invented municipalities; both files go the way every file goes."""
    office = world.people["office"]
    with told_on(world.within(-10, 12)):
        wave = create_wave(
            by=office,
            programme=world.edition.programme,
            number=3,
            name="Kommunalbefragung, Welle 3",
            starts_on=world.month(-12),
            ends_on=world.month_end(-11),
            reference_date=world.month_end(-12),
            source="Erfundene Befragung aller erfundenen Kommunen",
            note="Alle 60 Kommunen haben geantwortet, einzelne Fragen blieben offen.",
        )
        take_in(world, wave, "codebuch-welle-3.csv", FilePurpose.CODEBOOK, CODEBOOK)
        take_in(world, wave, "antworten-welle-3.csv", FilePurpose.ANSWERS, answers(world))
    return wave


def take_in(
    world: DemoWorld, wave: SurveyWave, name: str, purpose: str, rows: Sequence[tuple[Any, ...]]
) -> None:
    office = world.people["office"]
    item = receive_file(by=office, wave=wave, file_name=name, content=as_csv(rows), purpose=purpose)
    if purpose == FilePurpose.ANSWERS:
        look_into(upload=item)
    plan = check_upload(upload=item)
    if plan.problems:
        raise ValueError(plan.problems)
    write_upload(by=office, upload=item)


def as_csv(rows: Sequence[tuple[Any, ...]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def answers(world: DemoWorld) -> list[tuple[Any, ...]]:
    """Head and one row for each invented municipality, by its key."""
    names = [name for name, *_about in CODEBOOK[1:]]
    taking_part = set(
        EngagementParty.objects.filter(
            engagement__edition=world.edition, engagement__state="active"
        ).values_list("municipality", flat=True)
    )
    short = {place.pk: key for key, place in world.places.items()}
    rows = []
    for place in Municipality.objects.filter(is_invented=True).order_by("youth_office_id"):
        given = answers_of(short.get(place.pk, ""), place, takes_part=place.pk in taking_part)
        rows.append((place.youth_office_id, *(written(given[name]) for name in names)))
    return [("Schlüssel", *names), *rows]


def written(value: Any) -> str:
    """As a German table has it: a comma before decimals."""
    return str(value).replace(".", ",")


def answers_of(key: str, place: Municipality, *, takes_part: bool) -> dict[str, Any]:
    """Answers that go together: a larger place has more partners, a wanted theme a higher need.

    Drawn from the municipality's key, so that every build has the same ones.
    """
    dice = Random(place.youth_office_id)  # noqa: S311 (no secret: the same figures every time)
    people = place.population or 0
    wanted = needs().get(key, ())
    posts = {row.key: row.posts for row in APPLICANTS}.get(key, dice.choice((0.5, 0.75, 1, 1.25)))
    has_network = key not in WITHOUT_NETWORK
    is_county = place.kind == TerritoryType.COUNTY
    found: dict[str, Any] = {
        "netzwerk": YES if has_network else NO,
        "netzwerke_zahl": (dice.randint(1, 4) if is_county else 1) if has_network else 0,
        "koordination_vza": posts,
        "anbindung": dice.choice((1, 1, 1, 1, 2, 3, 4)),
        "steuerung": dice.choice((YES, YES, YES, NO)),
        "partner_zahl": 8 + people // 9_000 + dice.randint(0, 6),
        "begleitung_vza": round(people / 90_000 + dice.random(), 1),
        "eltern": dice.choice((0, 1, 1, 2, 2, 3)),
        "konzept": dice.choice((YES, YES, NO)),
        "nimmt_teil": YES if takes_part else NO,
    }
    for theme, name in NEED.items():
        found[name] = dice.choice((4, 5)) if theme in wanted else dice.randint(1, NEED_FROM - 1)
    return found | dict.fromkeys(left_open(dice), NO_ANSWER)


def left_open(dice: Random) -> list[str]:
    """Some questions stay open in every survey, never those the rules of the round rest on."""
    return dice.sample(OPTIONAL, dice.choice((0, 0, 0, 1, 2)))
