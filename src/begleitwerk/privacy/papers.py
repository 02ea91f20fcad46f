"""The record of processing as a document, German as a supervisory authority reads it."""

from datetime import date

from django.utils.translation import override

from begleitwerk.core.selectors import site_page
from begleitwerk.engine.documents import Block, Bullets, Document, Facts, Heading, Paragraph, Table
from begleitwerk.privacy.presenters import ClassOfData, record_of_processing

TITLE = "Verzeichnis von Verarbeitungstätigkeiten"
CONTROLLER = "Verantwortlich"
ABROAD = "Empfänger und Drittländer"
GUARDS = "Technische und organisatorische Maßnahmen"
MEASURES = (
    "Rollen gelten je Ort und auf Zeit; jede Adresse prüft, wer fragt. Anmeldung mit Passwort und "
    "zweitem Faktor oder Passkey. Jede Entscheidung steht in einer Kette, die Veränderungen zeigt. "
    "Übertragung verschlüsselt. Mails mit Anmeldelinks werden beim Versand geleert. Was seine Zeit "
    "hatte, geht täglich von selbst."
)
RECIPIENTS = (
    "Wer die Anwendung betreibt, und wer Mails zustellt, jeweils im Auftrag (Art. 28 DSGVO). "
    "Kommunen lesen voneinander nur, was freigegeben wurde. Die Anwendung übermittelt nichts in "
    "Drittländer."
)


def record_document(today: date) -> Document:
    """The record with controller, classes of data, terms, readers and measures."""
    with override("de"):
        record = record_of_processing()
        imprint = site_page("impressum")
        controller = imprint.text_de if imprint else ""
        blocks: list[Block] = [
            Heading("Inhalt"),
            Bullets((CONTROLLER, ABROAD, GUARDS, *(data.label for data in record))),
            Heading(CONTROLLER),
            Paragraph(controller or "Bitte auf der Seite „Impressum“ eintragen."),
            Heading(ABROAD),
            Paragraph(RECIPIENTS),
            Heading(GUARDS),
            Paragraph(MEASURES),
        ]
        for data in record:
            blocks += class_blocks(data)
    return Document(
        title=TITLE,
        subject=TITLE,
        preline="Artikel 30 DSGVO",
        blocks=tuple(blocks),
        created=today,
        footer=f"Begleitwerk, Stand {today:%d.%m.%Y}",
    )


def class_blocks(data: ClassOfData) -> list[Block]:
    facts = (
        ("Betroffene", data.whose),
        ("Rechtsgrundlage", data.ground),
        ("Aufbewahrung", data.until),
    )
    rows = tuple((entry.label, entry.purpose, entry.readers) for entry in data.entries)
    header = ("Was", "Wofür", "Wer liest")
    return [
        Heading(data.label),
        Facts(f"{data.label}: Grundlage und Frist", facts),
        Table(f"{data.label}: was verarbeitet wird", header, rows),
    ]
