"""While the worst file of each kind is read, the start page answers as before.

    uv run python benchmarks/reading.py [--data-dir DIR] [--write]

Serves the application with the production server and one worker, asks for the start page again and
again while it is quiet, then while a job reads a file that takes as long as any within the limits,
and prints both; `--write` puts the table into docs/entwicklung/geschwindigkeit.md.
"""

import argparse
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from run import ROOT, request, wait_for, write

PORT, PAGE = 8795, "/konto/login/"
LOOKS, QUIET_LOOKS = 400, 100
MOST = 2.0  # times the quiet median


# --- The worst files ----------------------------------------------------------------------------


def packed(good: bytes, name: str, before: bytes, content: bytes) -> bytes:
    """The package with something before a place in one part."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for member in old.namelist():
            part = old.read(member)
            new.writestr(member, part.replace(before, content + before) if member == name else part)
    return out.getvalue()


def workbook() -> bytes:
    """As many cells as 26 MB of rows hold."""
    from begleitwerk.core.exports import xlsx_bytes

    dice = Random(1)
    cells = b"".join(b"<c><v>%.15f</v></c>" % dice.random() for _cell in range(50))
    row = b"<row>" + cells + b"</row>"
    rows = b"".join(row.replace(b"<v>0", b"<v>%d" % number) for number in range(15_000))
    good = xlsx_bytes(["Kreis", "Kreistyp"], [])
    return packed(good, "xl/worksheets/sheet1.xml", b"</sheetData>", rows)


def template() -> bytes:
    """As many delimiters as a template may have, and paragraphs besides."""
    from begleitwerk.engine.documents.docx import default_template

    placeholder = b"<w:p><w:r><w:t>{{ title }}</w:t></w:r></w:p>"
    text = b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>"
    many = b"".join(text % number for number in range(40_000))
    return packed(default_template(), "word/document.xml", b"<w:sectPr", placeholder * 200 + many)


def table() -> bytes:
    return b"Kreis;Kreistyp\n" + (b"x;" * 190 + b"\n") * 5_000


def survey() -> bytes:
    import polars as pl
    import pyreadstat

    dice = Random(1)
    columns = {f"v{number}": [dice.random() for _row in range(1900)] for number in range(500)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.sav"
        pyreadstat.write_sav(pl.DataFrame(columns), str(path))
        return path.read_bytes()


def toml() -> bytes:
    return ("a" + ".a" * 400_000 + " = 1").encode()


FILES: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "Excel, 750.000 Zellen": ("municipalities.settlement", "x.xlsx", workbook),
    "SPSS, 950.000 Zellen": ("municipal_survey.file", "x.sav", survey),
    "CSV, 950.000 Zellen": ("municipalities.settlement", "x.csv", table),
    "Word-Vorlage, 40.000 Absätze": ("council.template", "x.docx", template),
    "TOML, ein Name aus 400.000": ("catalogue.content", "x.toml", toml),
}


# --- Measuring ----------------------------------------------------------------------------------


def look() -> float:
    begun = time.perf_counter()
    status, _body, _head = request(PORT, PAGE, {})
    assert status == 200
    return 1000 * (time.perf_counter() - begun)


def wave_of() -> int:
    """A wave of a survey, for the file of one."""
    from begleitwerk.municipal_survey.models import SurveyWave
    from begleitwerk.municipalities.models import Workspace
    from begleitwerk.programmes.models import Programme

    about = {"slug": "messung", "kind": "programme"}
    space, _made = Workspace.objects.get_or_create(**about, defaults={"name": "Messung"})
    programme, _made = Programme.objects.get_or_create(workspace=space)
    return SurveyWave.objects.get_or_create(programme=programme, number=1)[0].pk


def read_beside(owner: Any, kind: str, name: str, content: bytes) -> tuple[list[float], float, str]:
    """How long the page took while a job read the file, how long that was, and what came of it."""
    from begleitwerk.core.models import Job, Upload
    from begleitwerk.core.services import receive_upload
    from begleitwerk.core.tasks import check_soon

    options = {"year": 2022, "source": "BBSR", "purpose": "answers"}
    upload = receive_upload(
        by=owner, kind=kind, file_name=name, content=content, options=options, subject_id=wave_of()
    )
    check_soon(upload, "/")
    job = Job.objects.get(pk=Upload.objects.get(pk=upload.pk).job_id)
    while job.state == "waiting":
        time.sleep(0.05)
        job.refresh_from_db()
    looks, begun = [], time.perf_counter()
    while job.is_under_way and len(looks) < LOOKS:
        looks.append(look())
        time.sleep(0.05)
        job.refresh_from_db()
    upload.refresh_from_db()
    problems = upload.report.get("problems") or [{"what": job.message}]
    return looks, time.perf_counter() - begun, problems[0]["what"]


def measured(owner: Any) -> str:
    for _warm in range(20):
        look()
    quiet = statistics.median(look() for _look in range(QUIET_LOOKS))
    lines = [
        f"Die Startseite braucht in Ruhe {quiet:.0f} ms. Gelesen wird in einem Prozess neben dem",
        "Hintergrundprozess, mit niedriger Priorität (`benchmarks/reading.py`).",
        "",
        "| Datei | beobachtet, s | Startseite, ms | Verhältnis | Ziel |",
        "|---|---:|---:|---:|---:|",
    ]
    for words, (kind, name, make) in FILES.items():
        looks, seconds, said = read_beside(owner, kind, name, make())
        median = statistics.median(looks)
        ratio = f"{median / quiet:.1f} | ≤ {MOST:.1f}"
        lines.append(f"| {words} | {seconds:.1f} | {median:.0f} | {ratio} |")
        print(f"{lines[-1]} {len(looks)} looks; {said}", flush=True)
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="The start page while files are read.")
    parser.add_argument("--data-dir", default="")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    os.environ["BEGLEITWERK_DATA_DIR"] = options.data_dir or tempfile.mkdtemp(prefix="bw-reading-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "begleitwerk.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from begleitwerk.accounts.models import User

    owner, _made = User.objects.get_or_create(email="reading@example.org")
    program = [sys.executable, "-m", "begleitwerk"]
    commands = (["serve", "--port", str(PORT)], ["worker"])
    running = [subprocess.Popen([*program, *command], cwd=ROOT) for command in commands]
    try:
        wait_for(PORT)
        report = measured(owner)
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=60)
    if options.write:
        write(reading=report)


if __name__ == "__main__":
    main()
