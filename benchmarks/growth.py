"""How the SQL of each page grows from one federal size to four.

    uv run python benchmarks/growth.py SMALL LARGE [--write]

SMALL and LARGE are data directories with SQLite, or addresses of PostgreSQL databases, both filled
by seed_scale (570 and 2280 municipalities). What counts is the time the statements of a page take
in the database, the fastest of several views; a page of one municipality should not grow at all,
a cockpit at most as its programme does, which holds all municipalities here.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VIEWS = 7
INTRO = """Zeit der Anweisungen in der Datenbank, der schnellste von sieben Blicken, bei 570 und bei
2.280 Kommunen (`benchmarks/growth.py`); in diesem Bestand gehören alle zu einem Programm. Was unter
einer Millisekunde schwankt, zählt nicht als Wachstum.

"""
# Below this a difference is the clock's and not the database's.
NOISE_MS = 1.0
# Pages that show a whole programme; all others are about one municipality.
OF_PROGRAMME = {"Cockpit", "Liste der Kommunen", "Suche im Programm, nichts gefunden"}


def pages() -> list[tuple[str, str, str, str]]:
    """Name, address, role and workspace of whoever asks."""
    from benchmarks import run

    mine = ("coordinator", run.SLUG)
    fixed = [(name, path, role, slug) for name, _kind, path, role, slug in run.pages()]
    office = next(slug for name, _path, _role, slug in fixed if name == "Cockpit")
    at = f"/k/{run.SLUG}"
    return [
        *fixed,
        ("Ziele", f"{at}/ziele/", *mine),
        ("Prozess", f"{at}/prozess/", *mine),
        ("Sitzungen", f"{at}/sitzungen/", *mine),
        ("Vorlagen", f"{at}/vorlagen/", *mine),
        ("Suche", "/suche/?q=hebammen", *mine),
        ("Suche, nichts gefunden", "/suche/?q=qqxyzzy", *mine),
        ("Suche im Programm, nichts gefunden", "/suche/?q=qqxyzzy", "programme_office", office),
    ]


def measure() -> dict[str, tuple[float, int]]:
    """Milliseconds in the database and number of statements of each page, fastest view."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from benchmarks import run
    from benchmarks.scale.heavy import make_heavy

    call_command("collectstatic", verbosity=0, interactive=False)
    make_heavy()

    found = {}
    for name, path, role, slug in pages():
        client = Client(headers={"host": "127.0.0.1"})
        cookie, _equals, value = run.cookie_of(role, slug)["Cookie"].partition("=")
        client.cookies[cookie] = value
        assert client.get(path).status_code == 200, path
        views = []
        for _view in range(VIEWS):
            taken: list[float] = []
            with connection.execute_wrapper(timed(taken)):
                client.get(path)
            views.append((1000 * sum(taken), len(taken)))
        found[name] = min(views)
    return found


def timed(taken: list[float]) -> Any:
    def note(execute: Any, *what: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(*what)
        finally:
            taken.append(time.perf_counter() - begun)

    return note


def measured(place: str) -> dict[str, tuple[float, int]]:
    """The same in a process of its own, because Django knows one database."""
    is_server = place.startswith("postgres")
    own = {"DATABASE_URL": place} if is_server else {"BEGLEITWERK_DATA_DIR": place}
    env = {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "begleitwerk.config.settings"}
    env |= {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "benchmarks.growth", "--measure"]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, tuple[float, int]] = json.loads(done.stdout.splitlines()[-1])
    return found


def report(small: str, large: str) -> str:
    name = "PostgreSQL" if small.startswith("postgres") else "SQLite"
    before, after = measured(small), measured(large)
    lines = [
        f"### {name}",
        "",
        "| Seite | 570, ms | 2.280, ms | Wachstum | Ziel | Abfragen |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for page, (ms, queries) in before.items():
        then, _queries = after[page]
        aim = "≤ 4,0" if page in OF_PROGRAMME else "1,0"
        grown = then / ms if then - ms > NOISE_MS else 1.0
        told = f"{grown:.1f}".replace(".", ",")
        lines.append(f"| {page} | {ms:.1f} | {then:.1f} | {told} | {aim} | {queries} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("places", nargs="*", metavar="DIR_OR_URL", help="small and large, in pairs")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure()))
        return
    if not options.places or len(options.places) % 2:
        parser.error("Name a small and a large database.")
    sys.path.insert(0, str(ROOT))
    from benchmarks import run

    pairs = zip(options.places[::2], options.places[1::2], strict=True)
    text = INTRO + "\n".join(report(small, large) for small, large in pairs)
    print(text)
    if options.write:
        run.write(growth=text)


if __name__ == "__main__":
    main()
