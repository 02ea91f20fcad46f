"""The process that reads files: what breaks it, and that nothing else breaks with it."""

import io
import json
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat
import pytest
from openpyxl import Workbook

from begleitwerk.core.imports.reading import revived
from begleitwerk.engine.documents import Document, Paragraph, Table
from begleitwerk.engine.documents.docx import default_template
from begleitwerk.engine.documents.plain import as_plain, from_plain
from begleitwerk.engine.reading.asking import CHILD, Reader, read
from begleitwerk.engine.reading.cells import plain
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.engine.reading.limits import MEGABYTE, Limits

LIMITS = Limits(seconds=20, cpu=20)
SIZE: dict[str, Any] = {"rows": 5000, "columns": 1000}
PAPER = Document(title="Probe", blocks=(Paragraph("Probe"),))


def fault(kind: str, content: bytes, limits: Limits = LIMITS, **how: Any) -> str:
    """The code of what is wrong with a file."""
    with pytest.raises(ReadingError) as caught:
        read(kind, content, how or SIZE, limits)
    return caught.value.code


def told(do: Callable[[], Any]) -> str:
    """The code of a failure; empty where it goes, and gives nothing."""
    try:
        return str(do() or "")
    except ReadingError as error:
        return error.code


def workbook(*rows: list[Any]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sav(data: dict[str, list[Any]], **how: Any) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.sav"
        pyreadstat.write_sav(pl.DataFrame(data), str(path), **how)
        return path.read_bytes()


def with_member(package: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            content = old.read(member)
            if member.filename != name:
                new.writestr(member.filename, content)
        new.writestr(name, change(old.read(name) if name in old.namelist() else b""))
    return out.getvalue()


# --- Attacks ------------------------------------------------------------------------------------


def test_a_workbook_of_80_kb_that_unpacks_to_hundreds_of_megabytes_is_refused_at_once() -> None:
    rows = b"<row>" + b"<c><v>1</v></c>" * 1000 + b"</row>"
    bomb = with_member(
        workbook(["Name"], ["A"]),
        "xl/worksheets/sheet1.xml",
        lambda content: content.replace(b"</sheetData>", rows * 2500 + b"</sheetData>"),
    )
    assert len(bomb) < 200_000
    begun = time.monotonic()
    assert fault("xlsx", bomb) == "unpacked"
    assert time.monotonic() - begun < 10


def test_a_table_of_contents_that_fills_the_memory_is_not_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(6000):
            archive.writestr(f"{number}", b"")
    assert fault("xlsx", out.getvalue()) == "unpacked"


def test_one_long_text_in_many_cells_is_not_handed_back() -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    book = with_member(
        workbook(["A"]), "[Content_Types].xml", lambda old: old.replace(b"</Types>", part)
    )
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = b'<sst xmlns="%s"><si><t>%s</t></si></sst>' % (space, b"x" * 30_000)
    book = with_member(book, "xl/sharedStrings.xml", lambda _none: text)
    rows = b'<row><c t="s"><v>0</v></c></row>' * 4000 + b"</sheetData>"
    book = with_member(
        book, "xl/worksheets/sheet1.xml", lambda old: old.replace(b"</sheetData>", rows)
    )
    assert fault("xlsx", book, replace(LIMITS, ratio=1000)) == "too_many_cells"


def test_a_template_of_twelve_thousand_braces_is_refused_at_once() -> None:
    braces = b"<w:p><w:r><w:t>" + b"{" * 12_000 + b"</w:t></w:r></w:p>"
    template = with_member(
        default_template(),
        "word/document.xml",
        lambda content: content.replace(b"<w:body>", b"<w:body>" + braces),
    )
    begun = time.monotonic()
    assert fault("docx", template, document=as_plain(PAPER)) == "template_delimiters"
    assert time.monotonic() - begun < 10


def test_as_many_delimiters_as_a_template_may_have_are_read_in_time() -> None:
    pairs = b"<w:p><w:r><w:t>" + b"{{title}}" * 200 + b"</w:t></w:r></w:p>"
    for part in (pairs, pairs.replace(b"{{title}}", b"{</w:t><w:t>{title}}")):
        template = with_member(
            default_template(),
            "word/document.xml",
            lambda content, part=part: content.replace(b"<w:body>", b"<w:body>" + part),
        )
        assert read("docx", template, {"document": as_plain(PAPER)}, LIMITS)


@pytest.mark.parametrize("text", ["{{ title", "{% if title }} {% endif %}", "{{ {{ title }}", "}}"])
def test_a_template_whose_delimiters_do_not_match_is_refused(text: str) -> None:
    template = with_member(
        default_template(),
        "word/document.xml",
        lambda content: content.replace(
            b"<w:body>", f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()
        ),
    )
    assert fault("docx", template, document=as_plain(PAPER)) == "template_delimiters"


def test_a_compressed_survey_file_is_measured_before_it_is_unpacked() -> None:
    data = {f"v{number}": ["x" * 200] * 3000 for number in range(10)}
    packed = sav(data, compress=True)
    assert packed.startswith(b"$FL3")
    assert fault("sav", packed) == "unpacked"
    assert read("sav", packed, SIZE, replace(LIMITS, ratio=1000))["names"][0] == "v0"
    assert fault("sav", packed[:-100]) == "broken"
    place = packed.rindex(struct.pack("<qq", -100, 0)) + 16
    lying = packed[:place] + struct.pack("<ii", 1, -5) + packed[place + 8 :]
    assert fault("sav", lying) == "broken"


def test_a_survey_file_with_more_rows_or_columns_than_asked_for_is_refused() -> None:
    content = sav({"a": [1.0, 2.0, 3.0], "b": [1.0, 2.0, 3.0]})
    assert fault("sav", content, rows=2, columns=5) == "too_long"
    assert fault("sav", content, rows=5, columns=1) == "too_long"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("csv", ("Name\n" + "x;" * 200 + "\n").encode() * 40_000),
        ("toml", ("a" + ".a" * 200_000 + " = 1").encode()),
    ],
    ids=["many rows", "dotted key"],
)
def test_what_would_take_too_much_ends_with_a_reason(kind: str, content: bytes) -> None:
    limits = replace(LIMITS, seconds=3, cpu=3, memory=300 * MEGABYTE)
    begun = time.monotonic()
    with pytest.raises(ReadingError) as caught:
        read(kind, content, SIZE if kind == "csv" else {}, limits)
    assert caught.value.code in ("memory", "time", "too_long")
    assert time.monotonic() - begun < 15


# --- The process --------------------------------------------------------------------------------


class Broken:
    """A reading process that runs what a test wants instead of a reader."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, body: str, folder: Path) -> None:
        script = folder / "child.py"
        script.write_text(
            "import sys, json, os, signal, time\n"
            "from begleitwerk.engine.reading import child\n"
            "def read_it(content, limits, **how):\n"
            + "".join(f"    {line}\n" for line in body.splitlines())
            + "child.reader_of = lambda kind: read_it\n"
            "child.main(sys.argv[1])\n"
        )
        popen = subprocess.Popen

        def start(command: list[str], **how: Any) -> Any:
            return popen([command[0], "-I", "-B", str(script), command[-1]], **how)

        monkeypatch.setattr("begleitwerk.engine.reading.asking.subprocess.Popen", start)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("x = [0] * 10**9", "memory"),
        ("while True: pass", "time"),
        ("time.sleep(60)", "time"),
        ("os.abort()", "crashed"),
        ("os._exit(0)", "crashed"),
        ("import faulthandler; faulthandler._sigsegv()", "crashed"),
        ("raise RecursionError", "broken"),
        ("return 'x' * 10_000_000", "answer"),
        ("open('/tmp/written', 'w')", "broken"),
        ("os.system('true')", "broken"),
        ("import socket; socket.socket()", "broken"),
        ("return [k for k in os.environ if 'BEGLEITWERK' in k or 'DATABASE' in k]", ""),
    ],
)  # fmt: skip
def test_what_ends_the_process_is_told_and_nothing_gets_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str, code: str
) -> None:
    monkeypatch.setenv("BEGLEITWERK_SECRET_KEY", "geheim")
    Broken(monkeypatch, body, tmp_path)
    limits = Limits(seconds=2, cpu=1, memory=400 * MEGABYTE, answer=MEGABYTE)
    begun = time.monotonic()
    assert told(lambda: read("csv", b"x", {}, limits)) == code
    assert time.monotonic() - begun < 15


def test_a_process_the_system_kills_ran_out_of_memory() -> None:
    with Reader(LIMITS) as reader:
        reader.process.kill()
        with pytest.raises(ReadingError) as caught:
            reader.read("csv", b"x", SIZE)
        assert caught.value.code == "memory"
        assert not reader.is_usable


def test_the_process_knows_neither_django_nor_more_than_its_kind_needs() -> None:
    said = subprocess.run(
        [sys.executable, "-I", "-c", f"import {CHILD}, sys; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()
    assert not {"django", "openpyxl", "pyreadstat", "docx", "numpy"} & set(said)


def test_too_many_at_once_wait_and_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from begleitwerk.engine.reading import asking

    monkeypatch.setattr(asking.AT_ONCE, "_value", 0)
    assert fault("csv", b"a", replace(LIMITS, seconds=0)) == "time"


# --- What comes back ----------------------------------------------------------------------------


def test_cells_travel_unchanged() -> None:
    moment = datetime(2026, 5, 2, 13, 30)  # noqa: DTZ001
    row = ["ü", 1, 1.5, True, None, moment, date(2026, 5, 2), clock(8, 15), timedelta(hours=30)]
    travelled = json.loads(json.dumps([plain(cell) for cell in row]))
    assert [revived(cell) for cell in travelled] == row
    assert plain("a\0b\ud800") == "a��b".replace("��b", "�b�")
    assert plain(3 + 1j) == "(3+1j)"


def test_a_document_travels_unchanged() -> None:
    paper = Document(
        title="Größe",
        letterhead_left=("a", "b"),
        created=date(2026, 5, 2),
        blocks=(Paragraph("x"), Table("t", ("a",), (("1",),), numeric=frozenset({0}))),
    )
    assert from_plain(json.loads(json.dumps(as_plain(paper)))) == paper
    assert from_plain(as_plain(PAPER)) == PAPER
