"""Free text: what warns, and what an administration writes every day and must not warn."""

from time import process_time

import pytest

from begleitwerk.engine.disclosure import HintKind, personal_data_hints


@pytest.mark.parametrize(
    ("text", "kind", "excerpt"),
    [
        ("Bitte unter 0451 122-5000 melden.", HintKind.PHONE, "0451 122-5000"),
        ("Erreichbar: (0451) 1225000", HintKind.PHONE, "(0451) 1225000"),
        ("Rückruf +49 451 1225000 erbeten", HintKind.PHONE, "+49 451 1225000"),
        ("Handy 0170/1234567", HintKind.PHONE, "0170/1234567"),
        ("mobil 01701234567", HintKind.PHONE, "01701234567"),
        ("Tel. 4711 22", HintKind.PHONE, "4711 22"),
        (
            "an anna.muster@example.org schreiben",
            HintKind.MAIL,
            "anna.muster@example.org",
        ),
        ("Das Mädchen, geb. 03.05.2021, kam.", HintKind.BIRTH_DATE, "geb. 03.05.2021"),
        ("geboren am 3. Mai 2021", HintKind.BIRTH_DATE, "geboren am 3. Mai 2021"),
        ("Geburtsdatum: 3.5.21", HintKind.BIRTH_DATE, "Geburtsdatum: 3.5.21"),
        ("Der am 03.05.2021 geborene Junge", HintKind.BIRTH_DATE, "03.05.2021 geboren"),
        ("Das Kind A. war dabei", HintKind.CHILD, "Kind A."),
        ("Besuch bei Familie M. am Montag", HintKind.CHILD, "Familie M."),
        ("Frau K. bittet um Hilfe", HintKind.CHILD, "Frau K."),
        ("Ihr Sohn Paul schläft schlecht", HintKind.CHILD, "Sohn Paul"),
        ("die kleine Mia", HintKind.CHILD, "die kleine Mia"),
    ],
)
def test_personal_data_is_noticed(text: str, kind: HintKind, excerpt: str) -> None:
    hints = personal_data_hints(text)
    assert [hint.kind for hint in hints] == [kind]
    assert hints[0].excerpt.startswith(excerpt)


@pytest.mark.parametrize(
    "text",
    [
        "Sitzung der Steuerungsgruppe am 14.12.2027, 14:00 bis 16:00 Uhr, Raum 2.14",
        "vom 01.07.2026 bis 30.06.2028",
        "Beschluss vom 3. Mai 2021 zum Gesamtkonzept",
        "Vorlage 017/2023, DS 481/2022 und VO/2018/601",
        "Produkt 06.51.40, Konto 5318000, Aktenzeichen 51.17-06",
        "Gesamtbetrag 68.400,00 €, davon 4.200 € und 1.250.000 Euro aus 2027/2028",
        "Haushaltsjahre 2026 - 2029, 01/2027 bis 06/2028",
        "AGS 01003000, ARS 010530003003, PLZ 04109 Leipzig, 07/2026 bis 12/2027",
        "Jedes Kind im Landkreis, das Kind und seine Familie, Kind, Elternteil",
        "Das Recht des Kindes auf Förderung, Frühe Hilfen für Familien mit Kindern von 0 bis 3",
        "Familienzentrum Auental, Familie und Beruf, Familienhebammen (FGKiKP)",
        "Frau und Herr stehen in der Vorlage nicht; die Amtsleitung schon.",
        "Kind Anspruch auf einen Platz, Kind Betreuung, Kindeswohl",
        "TOP 3, Abs. 2 SGB VIII, § 8a, 55,6 % (5 von 9), 97 von 100",
        "IBAN und Telefon sind nicht genannt. Telefon: siehe Verteiler.",
        "Die Planungsgruppe traf sich 12-mal, 046 Antworten, Nr. 0815",
        "",
    ],
)
def test_the_language_of_administration_passes(text: str) -> None:
    assert personal_data_hints(text) == ()


def test_each_place_is_told_once_in_reading_order() -> None:
    text = "Kind A. und noch einmal Kind A., Kontakt a@b.de, geb. 01.02.2020"
    assert [hint.excerpt for hint in personal_data_hints(text)] == [
        "Kind A.",
        "a@b.de",
        "geb. 01.02.2020",
    ]


def test_a_very_long_text_is_read_quickly() -> None:
    text = "0 1-2 3/4 Kind und Familie 12.12.2027 " * 5_000
    assert personal_data_hints(text) == ()


@pytest.mark.parametrize(
    "text",
    ["A" * 100_000, "a." * 50_000, "a@" * 50_000, "1 " * 50_000, "*" + " " * 100_000,
     "Tel" + " " * 100_000, "0170/" * 20_000, "Kind " * 20_000],
    ids=lambda text: repr(text[:6]),
)  # fmt: skip
def test_a_very_long_text_is_read_in_a_moment(text: str) -> None:
    begun = process_time()
    personal_data_hints(text)
    assert process_time() - begun < 1
