"""What must be fast, each measured against its own floor in the same run.

    uv run python benchmarks/run.py [--data-dir DIR] [--municipalities 570] [--write]
                                    [--only pages|selection]

Fills a database of federal size (unless DIR holds one already), serves the application and the
floor with the production server, one process each, and prints a table; `--write` puts it into
docs/entwicklung/geschwindigkeit.md. CPU is what the server process used, user and system, divided
by the number of requests; it is steadier than time on a busy machine. `--only` measures one part
and leaves the other as it was written.
"""

import argparse
import gzip
import http.client
import itertools
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "entwicklung" / "geschwindigkeit.md"
# The parts of the page by their headings; the first one has none.
HEADINGS = {
    "growth": "\n## Wachstum\n\n",
    "selection": "\n## Auswahl\n\n",
    "reading": "\n## Während eine Datei gelesen wird\n\n",
}
SLUG = "landkreis-gross"
APP = "begleitwerk.config.wsgi:application"
TICKS = os.sysconf("SC_CLK_TCK")
APP_PORT, BARE_PORT = 8790, 8791
ROUNDS, REQUESTS = 7, 30
CHANGES = 40  # views after a change each
AIMS = {"list": 5.0, "detail": 2.0, "overview": 3.5, "changed": 2.5, "heavy": 5.0, "export": 3.0}
MOST_QUERIES, MOST_BYTES = 12, 150_000


@dataclass(frozen=True)
class Measured:
    name: str
    kind: str
    cpu_ms: float
    ratio: float
    queries: str
    size: int


# --- Server -----------------------------------------------------------------------------------


@contextmanager
def served(target: str, port: int, settings: str) -> Iterator[int]:
    """The production server with one worker process; yields the id of its main process."""
    code = (
        "from granian import Granian; from granian.constants import Interfaces;"
        f"Granian({target!r}, address='127.0.0.1', port={port}, interface=Interfaces.WSGI,"
        "workers=1, blocking_threads=1, log_enabled=False).serve()"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=env)
    try:
        wait_for(port)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_for(port: int) -> None:
    for _attempt in range(900):
        try:
            request(port, "/", {})
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"Nothing answers on port {port}.")


def cpu_seconds(pid: int) -> float:
    """What the server's main process and its worker used, user and system."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(ticks_of(each) for each in (pid, *children)) / TICKS


def ticks_of(pid: int | str) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def request(port: int, path: str, headers: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body, {name.lower(): value for name, value in answer.getheaders()}


def cpu_after_change(
    pid: int, port: int, path: str, headers: dict[str, str], change: Callable[[], object]
) -> float:
    """Milliseconds of CPU of a view that follows a change each time."""
    request(port, path, headers)
    spent = 0.0
    for _view in range(CHANGES):
        change()
        before = cpu_seconds(pid)
        status, _body, _answer = request(port, path, headers)
        assert status == 200, path
        spent += cpu_seconds(pid) - before
    return 1000 * spent / CHANGES


def cpu_per_request(pid: int, port: int, path: str, headers: dict[str, str]) -> float:
    """Milliseconds of CPU per request, the median of several rounds."""
    for _warm in range(5):
        status, body, _answer = request(port, path, headers)
        if status != 200:
            raise SystemExit(f"{path} answers {status}: {body[:300]!r}")
    rounds = []
    for _round in range(ROUNDS):
        before = cpu_seconds(pid)
        for _request in range(REQUESTS):
            request(port, path, headers)
        rounds.append(1000 * (cpu_seconds(pid) - before) / REQUESTS)
    return statistics.median(rounds)


# --- Data ---------------------------------------------------------------------------------------


def prepare(data_dir: str, municipalities: int) -> None:
    os.environ["BEGLEITWERK_DATA_DIR"] = data_dir
    os.environ["DJANGO_SETTINGS_MODULE"] = "begleitwerk.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from begleitwerk.municipalities.models import Workspace
    from benchmarks.scale.heavy import make_heavy
    from benchmarks.seed_scale import seed_scale

    if not Workspace.objects.filter(slug=SLUG).exists():
        seed_scale(municipalities=municipalities)
    make_heavy()


def cookie_of(role: str, slug: str) -> dict[str, str]:
    """A session of somebody with this role, as the browser would send it."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from begleitwerk.municipalities.models import Membership

    member = Membership.objects.filter(role=role, workspace__slug=slug).first()
    if member is None:
        raise SystemExit(f"Nobody holds {role} in {slug}.")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(member.user_id)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = member.user.get_session_auth_hash()
    session.create()
    return {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
        "Accept-Encoding": "gzip",
    }


def queries_of(
    path: str, headers: dict[str, str], change: Callable[[], object] = lambda: None
) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    name, _equals, value = headers["Cookie"].partition("=")
    client.cookies[name] = value
    client.get(path)
    change()
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200, path
    return len([query for query in seen if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def pages() -> list[tuple[str, str, str, str, str]]:
    """Name, kind, address, role and workspace of whoever asks."""
    from begleitwerk.council.models import Paper
    from begleitwerk.goals.models import Goal
    from begleitwerk.municipalities.models import Workspace

    goal = Goal.objects.filter(municipality__workspace__slug=SLUG).first()
    paper = Paper.objects.filter(municipality__workspace__slug=SLUG).first()
    programme = Workspace.objects.filter(kind="programme", children__slug=SLUG).first()
    if not (goal and paper and programme):
        raise SystemExit("The database was not filled by seed_scale.")
    mine, office = ("coordinator", SLUG), ("programme_office", programme.slug)
    return [
        ("Übersicht", "overview", f"/k/{SLUG}/", *mine),
        ("Cockpit", "overview", f"/p/{programme.slug}/", *office),
        ("Liste der Kommunen", "list", "/kommunen/?pro_seite=300", *office),
        ("Liste von 300 Maßnahmen", "list", f"/k/{SLUG}/massnahmen/?pro_seite=300", *mine),
        ("Ziel", "detail", f"/k/{SLUG}/ziele/{goal.pk}/", *mine),
        ("Vorlage", "detail", f"/k/{SLUG}/vorlagen/{paper.pk}/", *mine),
    ]


def changing_pages() -> list[tuple[str, str, str, str, Callable[[], object]]]:
    """Name, kind, address and municipality of a draft, and what changes before each view."""
    from begleitwerk.council.models import Paper
    from benchmarks.scale.heavy import HEAVY

    found: list[tuple[str, str, str, str, Callable[[], object]]] = []
    for slug, kind, note in ((SLUG, "changed", ""), (HEAVY, "heavy", ", 2.000 Maßnahmen")):
        paper = Paper.objects.get(municipality__workspace__slug=slug, state="draft")
        path = f"/k/{slug}/vorlagen/{paper.pk}/"
        found.append((f"Vorlage nach geänderter Maßnahme{note}", kind, path, slug, changed(slug)))
    return found


def changed(slug: str) -> Callable[[], object]:
    """Another deadline for a measure of the municipality, by the service."""
    from begleitwerk.goals.models import Measure
    from begleitwerk.goals.services import change_measure

    days = itertools.count(1)

    def change() -> None:
        measure = Measure.objects.filter(municipality__workspace__slug=slug).earliest("pk")
        change_measure(by=None, measure=measure, title=f"Ansprechperson benennen {next(days)}")

    return change


def export_pages() -> list[tuple[str, str, str]]:
    """Name, address, and what the floor writes of the same rows: two thousand measures."""
    from benchmarks.scale.heavy import HEAVY

    path = f"/k/{HEAVY}/massnahmen/?export="
    return [
        ("2.000 Maßnahmen als CSV", f"{path}csv", "/bare.csv"),
        ("2.000 Maßnahmen als Excel", f"{path}xlsx", "/bare.xlsx"),
    ]


def few_rows(path: str) -> str:
    """The same list with few rows, to see that queries do not grow with them."""
    return path.replace("pro_seite=300", "pro_seite=25") if "pro_seite" in path else path


# --- First visit, documents ---------------------------------------------------------------------


def first_visit(port: int, path: str, headers: dict[str, str]) -> tuple[int, list[str]]:
    """Compressed bytes of page, styles, scripts and pictures; and every other host named."""
    _status, body, answer = request(port, path, headers)
    html = gzip.decompress(body) if answer.get("content-encoding") == "gzip" else body
    text = html.decode()
    links = re.findall(r'(?:src|href)="([^"]+\.(?:css|js|svg|png|ico)[^"]*)"', text)
    others = [link for link in links if link.startswith(("http:", "https:", "//"))]
    size = len(body)
    for link in dict.fromkeys(links):
        if link not in others:
            size += len(request(port, link, {"Accept-Encoding": "gzip"})[1])
    return size, others


def fastest(do: Callable[[], object], times: int = 15) -> float:
    """Milliseconds of the quickest of several runs, by the clock: Typst is another process."""
    best = float("inf")
    for _run in range(times):
        before = time.perf_counter()
        do()
        best = min(best, time.perf_counter() - before)
    return 1000 * best


def documents() -> list[tuple[str, float, float]]:
    """A paper as PDF and Word file: ours from the database on, and the library alone."""
    from benchmarks.documents import compare

    return compare(SLUG, fastest)


# --- Report -------------------------------------------------------------------------------------


def measure_pages() -> tuple[float, list[Measured]]:
    from benchmarks.scale.heavy import HEAVY

    os.environ |= {"BENCH_SLUG": SLUG, "BENCH_HEAVY": HEAVY}
    rows = []
    with (
        served("benchmarks.bare:application", BARE_PORT, "benchmarks.bare_settings") as bare,
        served(APP, APP_PORT, "begleitwerk.config.settings") as app,
    ):
        floor = cpu_per_request(bare, BARE_PORT, "/bare/", {"Accept-Encoding": "gzip"})
        for name, kind, path, role, slug in pages():
            headers = cookie_of(role, slug)
            cpu = cpu_per_request(app, APP_PORT, path, headers)
            size, others = first_visit(APP_PORT, path, headers)
            if others:
                raise SystemExit(f"{path} loads from another host: {others}")
            queries, fewer = queries_of(path, headers), queries_of(few_rows(path), headers)
            told = str(queries) if queries == fewer else f"{queries} (25 Zeilen: {fewer})"
            rows.append(Measured(name, kind, cpu, cpu / floor, told, size))
        for name, kind, path, slug, change in changing_pages():
            headers = cookie_of("coordinator", slug)
            cpu = cpu_after_change(app, APP_PORT, path, headers, change)
            queries = queries_of(path, headers, change)
            size, _others = first_visit(APP_PORT, path, headers)
            rows.append(Measured(name, kind, cpu, cpu / floor, str(queries), size))
        for name, path, alone in export_pages():
            headers = cookie_of("coordinator", HEAVY)
            cpu = cpu_per_request(app, APP_PORT, path, headers)
            least = cpu_per_request(bare, BARE_PORT, alone, {})
            told, size = str(queries_of(path, headers)), len(request(APP_PORT, path, headers)[1])
            rows.append(Measured(name, "export", cpu, cpu / least, told, size))
    return floor, rows


def report(floor: float, rows: list[Measured]) -> str:
    lines = [
        "# Geschwindigkeit",
        "",
        "Gemessen mit `uv run python benchmarks/run.py --write` auf einer Datenbank von",
        "Bundesgröße (570 Kommunen mit je 50 Personen, drei Jahre). CPU je Anfrage, wie der",
        "Anwendungsserver sie verbraucht; das Verhältnis gilt gegen eine nackte Django-Seite, die",
        f"im selben Lauf dieselben 300 Zeilen als einfache Tabelle ausgibt ({floor:.1f} ms), für",
        "die Ausgaben gegen dieselben Zeilen, nackt in eine Datei geschrieben. „Nach geänderter",
        "Maßnahme“ ist der erste Blick nach einer Änderung, jedes Mal wieder; die große Kommune",
        "hat 2.000 Maßnahmen und 5.000 Einträge im Protokoll.",
        "",
        "| Seite | CPU ms | Verhältnis | Ziel | Abfragen | erster Besuch, gepackt |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {row.name} | {row.cpu_ms:.1f} | {row.ratio:.1f} | ≤ {AIMS[row.kind]:.1f} |"
        f" {row.queries} | {row.size / 1000:.0f} kB |"
        for row in rows
    ]
    lines += [
        "",
        "| Dokument | von der Datenbank an, ms | Bibliothek allein, ms | Verhältnis | Ziel |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {name} | {ours:.1f} | {theirs:.1f} | {ours / theirs:.2f} | ≤ 1.50 |"
        for name, ours, theirs in documents()
    ]
    return "\n".join(lines) + "\n"


def selection_report() -> str:
    """The choice, the lottery and the clusters; needs no database."""
    from benchmarks.selection import report

    return report()


def parts_of(text: str) -> dict[str, str]:
    """The page in its parts by name."""
    parts, name = {}, "pages"
    for following, heading in HEADINGS.items():
        if heading in text:
            parts[name], _heading, text = text.partition(heading)
            name = following
    parts[name] = text
    return parts


def write(**news: str) -> None:
    """The page with these parts measured anew."""
    parts = parts_of(REPORT.read_text(encoding="utf-8")) | news
    text = parts["pages"].strip() + "\n"
    for name, heading in HEADINGS.items():
        if name in parts:
            text += heading + parts[name].strip() + "\n"
    REPORT.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data-dir", default=str(ROOT / "var" / "bench"))
    parser.add_argument("--municipalities", type=int, default=570)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", choices=("pages", "selection"))
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if os.getloadavg()[0] > 1:
        print("This machine is busy: what is measured by the clock will be too slow.")
    news = {}
    if options.only != "selection":
        prepare(options.data_dir, options.municipalities)
        news["pages"] = report(*measure_pages())
    if options.only != "pages":
        news["selection"] = selection_report()
    print("\n".join(news.values()))
    if options.write:
        write(**news)


if __name__ == "__main__":
    main()
