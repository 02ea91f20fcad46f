"""Every field of the original papers stands in all three formats, and no name of a person."""

import io
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from begleitwerk.council.exports import paper_docx, paper_html, paper_pdf
from begleitwerk.council.models import Paper
from begleitwerk.demo.council import rendsburg, soest, stendal
from tests.documents.readers import docx_text, pdf_text, squeezed
from tests.engine.documents import pdf_checks
from tests.persons import persons_in

# What the original shows, field by field, in the order of its page.
FIELDS: dict[str, dict[str, str]] = {
    "soest": {
        "Vorlage": "017/2023",
        "Betreff": soest.TITLE,
        "Vorlage-Art und Status": "Beschlussvorlage, öffentlich",
        "Im Auftrag / In Vertretung": "Im Auftrag / In Vertretung Im Auftrag",
        "Aktenzeichen": "Aktenzeichen: 51.17",
        "Federführend": "Federführend: 51 Jugend und Familie",
        "Beratungsfolge: Gremium": "Jugendhilfeausschuss",
        "Beratungsfolge: Zuständigkeit": "Kenntnisnahme",
        "Beratungsfolge: Datum": "14.03.2023",
        "Beratungsfolge: Sitzung": "11. Sitzung des Jugendhilfeausschusses",
        "Beschlussvorschlag": soest.RESOLUTION,
        "Höhe der finanziellen Auswirkungen": "Gesamtbetrag 0 €",
        "Produkt": "Produkt 06.51.40",
        "Mittel eingeplant": "Die erforderlichen Mittel sind im Produkt eingeplant.",
        "Mittel teilweise eingeplant": "teilweise im Produkt eingeplant, eine Deckung erfolgt",
        "Mittel nicht eingeplant": "Die erforderlichen Mittel sind nicht eingeplant.",
        "Erläuterungen": "Erläuterungen: keine",
        "Überschrift der Zusammenfassung": "Zusammenfassung",
        "Überschrift der Sachdarstellung": "Sachdarstellung",
    },
    "stendal": {
        "Art": "Mitteilungsvorlage, öffentlich",
        "Nummer": "DS 481/2022",
        "Datum": "Datum: 11.04.2022",
        "Geschäftszeichen": "Aktenzeichen: 51",
        "Amt": "Federführend: Jugendamt",
        "Beratungsfolge 1": "Dezernentenkonferenz öffentlich 12.04.2022",
        "Beratungsfolge 2": "Jugendhilfeausschuss öffentlich 26.04.2022",
        "Betreff": stendal.TITLE,
        "Überschrift": "Sachverhalt",
        "Unterschrift": "Landrat",
        "Anlagenverzeichnis": "Anlagen 1. Infoblatt NZFH",
    },
    "rendsburg": {
        "Art": "Mitteilungsvorlage, öffentlich",
        "Vorlage-Nr": "VO/2018/601",
        "Federführend": "Federführend: Ausbildung",
        "Datum": "Datum: 29.08.2018",
        "Mitwirkend": "Mitwirkend –",
        "Ansprechpartner/in": "Ansprechpartner/in Ansprechperson der federführenden Stelle",
        "Bearbeiter/in": "Bearbeiter/in Sachbearbeitung der federführenden Stelle",
        "Betreff": rendsburg.TITLE,
        "Beratungsfolge": "Jugendhilfeausschuss Kenntnisnahme öffentlich",
        "Überschrift": "Sachverhalt",
    },
}
BODY = {
    "soest": [soest.SUMMARY, *(text for _, text in soest.PARTS)],
    "stendal": [line for part in stendal.PARTS for line in part],
    "rendsburg": [line for part in rendsburg.PARTS for line in part],
}


def read(paper: Paper) -> dict[str, str]:
    return {
        "html": squeezed(_unmarked(paper_html(paper))),
        "docx": docx_text(paper_docx(paper)),
        "pdf": pdf_text(paper_pdf(paper)),
    }


def _unmarked(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", html))


def plain(text: str) -> str:
    """Only letters and digits, so that marks of lists and cells do not matter."""
    return re.sub(r"[^\w€%]+", "", text.replace("\u00ad", ""))


@pytest.mark.parametrize("key", FIELDS)
def test_every_field_is_there(source_papers: dict[str, Paper], key: str) -> None:
    for kind, text in read(source_papers[key]).items():
        wanted = FIELDS[key] | {f"Text {n}": part for n, part in enumerate(_parts(key))}
        missing = [name for name, value in wanted.items() if plain(value) not in plain(text)]
        assert missing == [], f"{kind} of {key}"


def _parts(key: str) -> list[str]:
    return [line for text in BODY[key] for line in text.split("\n") if line]


@pytest.mark.parametrize("key", FIELDS)
def test_no_person_is_named(source_papers: dict[str, Paper], key: str) -> None:
    for text in read(source_papers[key]).values():
        assert persons_in(text) == set()


@pytest.mark.parametrize("key", FIELDS)
def test_the_pdf_is_accessible(source_papers: dict[str, Paper], key: str) -> None:
    paper = source_papers[key]
    pdf_checks.assert_accessible(paper_pdf(paper), f"{paper.reference} {paper.title}")


def test_papers_are_as_released(source_papers: dict[str, Paper]) -> None:
    assert {paper.state for paper in source_papers.values()} == {"submitted"}
    assert all(paper.released_digest for paper in source_papers.values())
    assert io.BytesIO(paper_docx(source_papers["soest"])).read(2) == b"PK"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_word_file(source_papers: dict[str, Paper], tmp_path: Path) -> None:
    word = tmp_path / "paper.docx"
    word.write_bytes(paper_docx(source_papers["soest"]))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(word)], check=True, capture_output=True, timeout=120)
    assert plain(soest.RESOLUTION) in plain(pdf_text((tmp_path / "paper.pdf").read_bytes()))
