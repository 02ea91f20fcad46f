"""The command that writes a paper, and what it says when it cannot."""

from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command

from begleitwerk.municipalities.models import Municipality
from tests.factories.council import PaperFactory


@pytest.fixture(autouse=True)
def papers(musterau: Municipality, lindfurt: Municipality) -> None:
    PaperFactory(municipality=musterau, reference="017/2023", title="Bericht <b>eins</b>")
    PaperFactory(municipality=musterau, reference="DS 481/2022")
    for place in (musterau, lindfurt):
        PaperFactory(municipality=place, reference="1/2027")


def export(reference: str, output: Path, kind: str = "pdf", **more: str) -> None:
    call_command("paper_export", reference=reference, kind=kind, output=output, **more)


def test_all_three_formats_are_written(tmp_path: Path) -> None:
    for kind in ("pdf", "docx", "html"):
        export("017/2023", tmp_path / f"paper.{kind}", kind)
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF-")
    assert docx.Document(str(tmp_path / "paper.docx")).core_properties.subject == "017/2023"
    html = (tmp_path / "paper.html").read_text(encoding="utf-8")
    assert html.startswith('<!doctype html>\n<html lang="de">')
    assert "Bericht &lt;b&gt;eins&lt;/b&gt;" in html


def test_the_command_line_reads_its_own_options(tmp_path: Path) -> None:
    output = tmp_path / "paper.html"
    call_command(
        "paper_export", "--reference", "017/2023", "--format", "html", "--output", str(output)
    )
    assert output.exists()


def test_an_unknown_number_names_what_is_near(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="017/2023"):
        export("17/2023", tmp_path / "paper.pdf")
    with pytest.raises(CommandError, match="no paper"):
        export("völlig anders", tmp_path / "paper.pdf")


def test_only_numbers_of_the_municipality_asked_for_are_near(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"in stadt-lindfurt\. Similar numbers: 1/2027\.$"):
        export("017/2027", tmp_path / "paper.pdf", municipality="stadt-lindfurt")


def test_a_number_of_several_municipalities_needs_one(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="landkreis-musterau, stadt-lindfurt"):
        export("1/2027", tmp_path / "paper.pdf")
    export("1/2027", tmp_path / "paper.pdf", municipality="stadt-lindfurt")
    assert (tmp_path / "paper.pdf").exists()


def test_a_missing_folder_is_told_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no folder"):
        export("017/2023", tmp_path / "fehlt" / "paper.pdf")
    with pytest.raises(CommandError, match="is a folder"):
        export("017/2023", tmp_path)
