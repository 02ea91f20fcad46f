# ruff: noqa: INP001 (a script beside the handbook, not a package)
"""Pictures of the handbook, taken from the demo by one command: `uv run just pictures`.

Names as arguments take these pictures alone: `uv run just pictures antworten ergebnis`.

Builds the demo in a folder of its own, serves it on a free port, signs in by the persona buttons
and takes every picture of the table below into docs/handbuch/bilder. Needs a Chromium: the one of
the machine (CHROMIUM names another), else the one of Playwright.
"""

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

WIDTH = 1280
PHONE = 320
MOST_BYTES = 120_000
MARGIN = 6
TARGET = Path(__file__).parent / "handbuch" / "bilder"
PLACE = "/k/landkreis-musterau/"
QUALITY = f"{PLACE}qualitaet/"
NEXT_QUALITY = "/k/stadt-lindfurt/qualitaet/"
PROGRAMME = "/p/programm-demo/"

NOBODY = ""
COORDINATOR = "Netzwerkkoordination"
NEXT_COORDINATOR = "Netzwerkkoordination Lindfurt"
PLANNER = "Jugendhilfeplanung"
FACILITATOR = "Prozessbegleitung"
OFFICE = "Programmbüro"
OPERATOR = "Betrieb"
REVIEWER = "Begutachtung, Fachpraxis"
APPLICANT = "Netzwerkkoordination Fachwerden"


@dataclass(frozen=True)
class Picture:
    """What is shown: by whom, where, after which clicks, from which element, how much.

    `start` is the element at the upper edge; without it the picture begins at the top of the page.
    """

    name: str
    persona: str
    path: str
    height: int
    clicks: tuple[str | re.Pattern[str], ...] = ()
    start: str = ""
    width: int = WIDTH


PAPER = "Gesamtkonzept Frühe Hilfen: Zwischenbericht und weiteres Vorgehen"
GOAL = "Alle neun Gemeinden wirken regelmäßig mit"
MEASURE = "Ortsprofile mit Kennzahlen bereitstellen"
ROUND = re.compile("^Auswahl \\d{4}$")
RESULT = ("Bestandsaufnahme: Verankerung", "Ergebnis ansehen")
DIMENSION = (*RESULT, "Wie die Gruppen es sehen")
OPEN = "Selbsteinschätzung: Netzwerk"
WAYS_IN = (OPEN, "Zugänge, Erinnerungen, mehr Zeit")
LINK = (OPEN, "Link weitergeben")
REVIEWING = ("Weiter", "Motivation und Ziel")
APPLICATIONS = "/k/stadt-fachwerden/bewerbung/"

PICTURES = (
    Picture("anmelden", NOBODY, "/konto/login/", 620),
    Picture("zweiter-faktor", COORDINATOR, "/konto/sicherheit/", 620),
    Picture("uebersicht", COORDINATOR, PLACE, 900),
    Picture("roter-faden", COORDINATOR, f"{PLACE}ziele/", 760, (GOAL,)),
    Picture("prozess", COORDINATOR, f"{PLACE}prozess/", 900),
    Picture("phase-verschieben", COORDINATOR, f"{PLACE}prozess/", 1020, ("Phase verschieben",)),
    Picture("gremium", COORDINATOR, f"{PLACE}gremien/", 860, ("Planungsgruppe",)),
    Picture("sitzungen", COORDINATOR, f"{PLACE}sitzungen/", 760),
    Picture(
        "sitzung",
        COORDINATOR,
        f"{PLACE}sitzungen/?q=Konstituierende",
        800,
        ("Konstituierende Sitzung",),
    ),
    Picture("ziele", COORDINATOR, f"{PLACE}ziele/", 780),
    Picture("freigabe", COORDINATOR, f"{PLACE}ziele/", 760, (GOAL, "Freigeben")),
    Picture("selbsteinschaetzungen", COORDINATOR, QUALITY, 520),
    Picture("schnellstart", COORDINATOR, QUALITY, 840, ("In zehn Minuten beginnen",)),
    Picture("ergebnis", COORDINATOR, QUALITY, 960, RESULT),
    Picture("ergebnis-dimension", COORDINATOR, QUALITY, 1300, DIMENSION),
    Picture("ergebnis-aussage", COORDINATOR, QUALITY, 1000, (*RESULT, "5.7 Gemeinden"), "#alle"),
    Picture("ergebnis-bericht", COORDINATOR, QUALITY, 860, (*RESULT, "Bericht und Tabellen")),
    Picture("erhebung", NEXT_COORDINATOR, NEXT_QUALITY, 1340, WAYS_IN),
    Picture("link-fuer-viele", NEXT_COORDINATOR, NEXT_QUALITY, 900, LINK),
    Picture(
        "antworten",
        NEXT_COORDINATOR,
        NEXT_QUALITY,
        1100,
        (*LINK, re.compile("^http"), "Netzwerkpartner", "Beginnen"),
        width=PHONE,
    ),
    Picture("massnahmen", PLANNER, f"{PLACE}massnahmen/", 780),
    Picture("massnahme", PLANNER, f"{PLACE}massnahmen/", 800, (MEASURE,)),
    Picture("vorlage", COORDINATOR, f"{PLACE}vorlagen/", 900, (PAPER,), ".bw-editor"),
    Picture("vorlagen-einstellungen", COORDINATOR, f"{PLACE}vorlagen/einstellungen/", 720),
    Picture("kurzbericht", COORDINATOR, f"{PLACE}brief/", 1000),
    Picture("kommunen", OFFICE, "/kommunen/", 760),
    Picture("kommunen-einspielen", OFFICE, "/kommunen/import/", 560, (), "main h2"),
    Picture("cockpit", OFFICE, PROGRAMME, 940),
    Picture("durchgang", OFFICE, f"{PROGRAMME}durchgaenge/", 900, ("2025–2028",)),
    Picture("auswahl", OFFICE, f"{PROGRAMME}auswahl/", 1000, (ROUND,)),
    Picture("befragung", OFFICE, f"{PROGRAMME}auswahl/", 860, ("Kommunalbefragung, Welle",)),
    Picture("regeln", OFFICE, f"{PROGRAMME}auswahl/", 1000, (ROUND, "Regeln")),
    Picture("auswahl-ergebnis", OFFICE, f"{PROGRAMME}auswahl/", 1380, (ROUND, "Ergebnis ansehen")),
    Picture("gutachten", REVIEWER, f"{PROGRAMME}auswahl/gutachten/", 760),
    Picture("gutachten-kriterium", REVIEWER, f"{PROGRAMME}auswahl/gutachten/", 1200, REVIEWING),
    Picture("bewerbung", APPLICANT, APPLICATIONS, 900, ("Werkstattjahr",)),
    Picture("bewerbung-erfahrung", APPLICANT, APPLICATIONS, 1100, ("Werkstattjahr", "Erfahrung")),
    Picture(
        "entscheidung",
        OFFICE,
        f"{PROGRAMME}auswahl/",
        900,
        (ROUND, "Ergebnis ansehen", "Entscheidung treffen"),
    ),
    Picture("betrieb", OPERATOR, "/betrieb/", 760),
    Picture("katalog", OPERATOR, "/katalog/", 760),
    Picture(
        "katalog-version", OPERATOR, "/katalog/", 720, ("Qualitätsrahmen Frühe Hilfen 2.0",), "#QD1"
    ),
    Picture("rechte", COORDINATOR, "/konto/rechte/", 820),
    Picture("zugang", COORDINATOR, f"{PLACE}zugang/", 860),
    Picture("hinweis", COORDINATOR, f"{PLACE}faellig/", 160, (), ".bw-foot"),
)


# The lowest edge that cuts no line of text and no field, so that a picture ends between two lines.
BETWEEN_LINES = """({from, to}) => {
  const last = document.documentElement.scrollHeight;
  if (last <= to) return last;
  const boxes = [...document.querySelectorAll("main :is(input, select, textarea, button, svg)")]
    .map(element => element.getBoundingClientRect());
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    if (!walker.currentNode.data.trim()) continue;
    range.selectNodeContents(walker.currentNode);
    boxes.push(...range.getClientRects());
  }
  const cut = edge => boxes.some(box => box.top - 8 < edge && edge < box.bottom + 8);
  for (let edge = to; edge > from + (to - from) * 0.7; edge -= 1) if (!cut(edge)) return edge;
  return to;
}"""


def main() -> None:
    from playwright.sync_api import sync_playwright

    with served_demo() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox"],
        )
        pages: dict[str, Any] = {}
        for picture in chosen(sys.argv[1:]):
            if picture.persona not in pages:
                pages[picture.persona] = page_of(browser, base, picture.persona)
            content = taken(pages[picture.persona], base, picture)
            (TARGET / f"{picture.name}.png").write_bytes(content)
            print(f"  {picture.name}.png, {len(content) // 1000} kB")  # noqa: T201
        browser.close()


def chosen(names: list[str]) -> list[Picture]:
    """All pictures, or those of the names; a name without a picture ends the script."""
    unknown = set(names) - {picture.name for picture in PICTURES}
    if unknown:
        raise SystemExit(f"No picture is called {', '.join(sorted(unknown))}.")
    return [picture for picture in PICTURES if not names or picture.name in names]


@contextmanager
def served_demo() -> Iterator[str]:
    """The address of a fresh demo; server and data vanish afterwards."""
    with tempfile.TemporaryDirectory(prefix="begleitwerk-pictures-") as folder:
        environment = {**os.environ, "BEGLEITWERK_DATA_DIR": folder, "BEGLEITWERK_DEMO": "1"}
        command = [sys.executable, "-m", "begleitwerk"]
        subprocess.run(  # noqa: S603
            [*command, "demo", "--no-serve", "--data-dir", folder], env=environment, check=True
        )
        port = free_port()
        server = subprocess.Popen(  # noqa: S603
            [*command, "serve", "--port", str(port), "--workers", "1"], env=environment
        )
        try:
            base = f"http://127.0.0.1:{port}"
            wait_for(f"{base}/konto/login/")
            yield base
        finally:
            server.terminate()
            server.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, seconds: int = 30) -> None:
    for _attempt in range(seconds * 4):
        try:
            urlopen(url, timeout=5).close()  # noqa: S310
        except (URLError, ConnectionError):
            time.sleep(0.25)
        else:
            return
    raise SystemExit(f"Nothing answers at {url}")


def page_of(browser: Any, base: str, persona: str) -> Any:
    """A browser of one's own, signed in by the persona's button."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 1000}, locale="de-DE", reduced_motion="reduce"
    )
    page = context.new_page()
    if persona:
        page.goto(f"{base}/konto/login/")
        page.get_by_role("button", name=persona).first.click()
        page.wait_for_url(lambda url: "/konto/" not in url)
    return page


def taken(page: Any, base: str, picture: Picture) -> bytes:
    page.set_viewport_size({"width": picture.width, "height": 1000})
    page.goto(base + picture.path)
    for label in picture.clicks:
        follow(page, base, label)
    page.evaluate("window.scrollTo(0, 0)")
    page.mouse.move(0, 0)
    top = 0.0
    if picture.start:
        top = page.locator(picture.start).first.bounding_box()["y"] - MARGIN
    bottom = page.evaluate(BETWEEN_LINES, {"from": top, "to": top + picture.height})
    clip = {"x": 0, "y": top, "width": picture.width, "height": bottom - top}
    return smaller(page.screenshot(full_page=True, clip=clip, animations="disabled"), picture.name)


def follow(page: Any, base: str, label: str | re.Pattern[str]) -> None:
    """Click what is called so: a link, a button or a choice.

    A link that is passed on names the usual port, not the one this demo has.
    """
    main = page.locator("main")
    link = main.get_by_role("link", name=label)
    choice = main.locator("label").filter(has_text=label)
    found = link.or_(main.get_by_role("button", name=label)).or_(choice).first
    address = urlsplit(found.get_attribute("href") or "")
    if address.netloc:
        page.goto(base + address.path)
    else:
        found.click()
    page.wait_for_load_state("networkidle")


def smaller(content: bytes, name: str) -> bytes:
    """With a palette: interfaces have few colours, so nobody sees the difference."""
    from PIL import Image

    image = Image.open(io.BytesIO(content)).convert("RGB")
    found = io.BytesIO()
    few = image.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(found, "PNG", optimize=True)
    if found.tell() > MOST_BYTES:
        raise SystemExit(f"{name} has {found.tell()} bytes; take less of the page.")
    return found.getvalue()


if __name__ == "__main__":
    main()
