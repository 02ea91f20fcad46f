"""A paper and a brief about an invented district, and text nobody should type but somebody will."""

import datetime as dt
from pathlib import Path

import begleitwerk
from begleitwerk.engine.documents import (
    Block,
    Bullets,
    Callout,
    Choices,
    Document,
    Facts,
    Figures,
    Heading,
    Paragraph,
    Table,
)

FONTS = Path(begleitwerk.__file__).parent / "vendor" / "fonts"

HOSTILE = (
    "# keine Überschrift",
    "$ 5 $ und \\alpha",
    "*nicht fett* _nicht kursiv_ `kein Code`",
    "{{ 7*7 }}",
    "{% raw %}",
    "{_{ 7*7 }_} &#95; &amp;",
    "<script>alert(1)</script>",
    "\"Anführung\" & 'Auslassung'",
    "@label <label> #eval(1) // kein Kommentar",
    "= Gleich",
    "~ a--b --- c ...",
)
EMOJI, ARABIC, HEBREW = "👶🏽", "مرحبا", "שלום"

ROUTE = Table(
    "Beratungsfolge",
    ("Gremium", "Zuständigkeit", "Sitzung"),
    (
        ("Dezernentenkonferenz", "Vorberatung", "30.11.2027"),
        ("Sozial- und Gesundheitsausschuss", "Anhörung", "07.12.2027"),
        ("Jugendhilfeausschuss", "Entscheidung", "14.12.2027"),
    ),
    numeric=frozenset({2}),
)
MONEY = Facts("Finanzielle Auswirkungen", (("Gesamtbetrag", "4.200 €"), ("Produkt", "06.51.40")))
COVER = Choices(
    "Deckung",
    (
        (True, "Mittel sind im Produkt eingeplant."),
        (False, "Mittel sind teilweise eingeplant."),
        (False, "Mittel sind nicht eingeplant."),
    ),
)
GOALS = Table(
    "Stand der Ziele am 23.11.2027",
    ("Ziel", "Stand", "Frist"),
    (
        ("Bericht im Ausschuss", "✓ erreicht", "09.03.2027"),
        ("Koordinationsstelle gesichert", "● im Plan", "31.03.2028"),
        ("Gesamtkonzept beschlossen", "▲ gefährdet", "30.06.2028"),
    ),
    numeric=frozenset({2}),
)

PAPER = Document(
    title="Gesamtkonzept Frühe Hilfen: Zwischenbericht",
    reference="2027/143",
    subject="Gesamtkonzept Frühe Hilfen: Zwischenbericht und weiteres Vorgehen",
    preline="Beschlussvorlage, öffentlich",
    letterhead_left=("Landkreis Musterau", "Der Landrat"),
    letterhead_right=("Amt 51 Jugend und Familie", "Aktenzeichen 51.17"),
    blocks=(
        Heading("Beratungsfolge"),
        ROUTE,
        Heading("Finanzielle Auswirkungen"),
        MONEY,
        COVER,
        Heading("Sachdarstellung"),
        Heading("Stand der Arbeit", 2),
        Paragraph("Am 1. Juli 2027 hatten 4 von 9 Gemeinden eine feste Ansprechperson benannt."),
        Bullets(("Die Runde im Nordkreis tagt.", "Im Südkreis hat sie noch nicht begonnen.")),
        GOALS,
        Heading("Anlagen"),
        Paragraph("1. Zielübersicht\n2. Indikatorenblatt"),
    ),
    author="Landkreis Musterau",
    created=dt.date(2027, 11, 23),
    footer="Landkreis Musterau · Amt 51",
)

BRIEF = Document(
    title="Frühe Hilfen im Landkreis Musterau: Kurzbericht",
    subject="Die Hälfte des Weges ist geschafft",
    letterhead_left=("Landkreis Musterau",),
    blocks=(
        Figures(
            (
                ("4 von 9", "Gemeinden mit Ansprechperson", "Stand 01.07.2027"),
                ("46", "Familien befragt", ""),
                ("5", "Ziele beschlossen", "davon 1 erreicht"),
                ("17", "Partner im Netzwerk", ""),
                ("4.200 €", "Kosten 2027", "eingeplant"),
            )
        ),
        Paragraph("Die Steuerungsgruppe hat fünf Ziele beschlossen."),
        Callout("Unsere Bitte", "Bitte sprechen Sie die vier Gemeinden im Südkreis an."),
    ),
    created=dt.date(2027, 11, 23),
    one_page=True,
)


def paper(*blocks: Block, title: str = "Probe") -> Document:
    """A document of these blocks."""
    return Document(title=title, blocks=blocks)


def everywhere(text: str) -> Document:
    """A document with the text in every place that takes text."""
    return Document(
        title=text,
        reference=text,
        subject=text,
        preline=text,
        letterhead_left=(text,),
        letterhead_right=(text,),
        author=text,
        footer=text,
        blocks=(
            Heading(text),
            Paragraph(text),
            Bullets((text, text)),
            Table(text, (text, text), ((text, text), (text,))),
            Facts(text, ((text, text),)),
            Choices(text, ((True, text), (False, text))),
            Figures(((text, text, text),)),
            Callout(text, text),
        ),
    )
