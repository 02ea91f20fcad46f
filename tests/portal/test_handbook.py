"""The handbook leads where it says, shows what exists, and uses the words on the screen."""

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import polib
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import areas
from begleitwerk.portal.selectors import handbook

SignIn = Callable[[User | None], Client]

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "handbuch"
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}
LINKS = re.compile(r"\]\(([a-z0-9-]+)\.md\)")
SHOWN = re.compile(r"!\[([^\]]*)\]\(bilder/([a-z0-9-]+)\.png\)")
LABELS = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")
MOST_BYTES = 120_000

# The chapter of every area of the navigation.
CHAPTER_OF_AREA = {
    "portal:home": "uebersicht",
    "processes:process": "prozess",
    "networks:networks": "gremien",
    "assessment:assessments": "selbsteinschaetzung-vorbereiten",
    "assessment:programme_overview": "ergebnis-lesen",
    "assessment:land_overview": "ergebnis-lesen",
    "goals:goals": "ziele",
    "council:papers": "vorlagen",
    "municipalities:members": "zugang",
    "portal:cockpit": "programme",
    "portal:my_cockpit": "programme",
    "municipalities:register": "kommunen",
    "programmes:editions": "programme",
    "selection:rounds": "auswahl",
    "selection:land_results": "auswahl",
    "selection:applications": "bewerbung",
    "processes:programme_meetings": "programme",
    "catalogue:list": "katalog",
    "municipalities:programme_members": "zugang",
    "portal:land": "programme",
    "municipalities:land_members": "zugang",
    "municipalities:platform_members": "zugang",
    "portal:platform": "betrieb",
    "core:outbox": "betrieb",
    "municipalities:accounts": "betrieb",
    "privacy:record": "betrieb",
}
# Bold words of the handbook that no translation holds: the same in every language, or a number.
WITHOUT_TRANSLATION = {"PDF", "Word", "TOML", "110", "fett"}


@pytest.fixture(scope="module")
def pictures() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "docs" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_index_leads_to_every_chapter() -> None:
    assert set(LINKS.findall(PAGES["index"])) == set(PAGES) - {"index"}


@pytest.mark.parametrize("slug", PAGES)
def test_links_between_chapters_lead_somewhere(slug: str) -> None:
    assert set(LINKS.findall(PAGES[slug])) <= set(PAGES)


@pytest.mark.parametrize("slug", PAGES)
def test_a_chapter_opens_inside_the_application(
    slug: str, coordinator: User, as_user: SignIn
) -> None:
    address = "/hilfe/" if slug == "index" else f"/hilfe/{slug}/"

    page = as_user(coordinator).get(address)

    assert page.status_code == 200
    text = page.content.decode()
    title = PAGES[slug].splitlines()[0].removeprefix("# ")
    assert title in text
    assert '.md"' not in text
    assert 'src="bilder/' not in text


def test_a_chapter_that_does_not_exist_is_not_found(coordinator: User, as_user: SignIn) -> None:
    for slug in ("gibt-es-nicht", "Fristen", "..%2Findex"):
        assert as_user(coordinator).get(f"/hilfe/{slug}/").status_code == 404


def test_a_picture_not_collected_yet_costs_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise ValueError(name)

    monkeypatch.setattr(handbook, "static", missing)
    page = handbook.render("neu", "# Neu\n![Bild](bilder/neu.png)\nText")
    assert 'src=""' in page.html
    assert "Text" in page.html


def test_every_area_of_the_navigation_has_a_chapter() -> None:
    names = {area.name for kind in areas.pages() for area in areas.on(kind)}

    assert names == set(CHAPTER_OF_AREA)
    assert set(CHAPTER_OF_AREA.values()) <= set(PAGES)


def test_pictures_are_those_the_script_takes(pictures: ModuleType) -> None:
    shown = [name for text in PAGES.values() for _words, name in SHOWN.findall(text)]
    taken = [picture.name for picture in pictures.PICTURES]
    there = [path.stem for path in (FOLDER / "bilder").glob("*.png")]

    assert sorted(shown) == sorted(taken) == sorted(there)


def test_pictures_are_described_small_and_served() -> None:
    for text in PAGES.values():
        for words, name in SHOWN.findall(text):
            assert len(words) > 20, name
            assert (FOLDER / "bilder" / f"{name}.png").stat().st_size <= MOST_BYTES, name
            assert finders.find(f"handbuch/{name}.png"), name


@pytest.fixture(scope="module")
def words_on_screen() -> list[re.Pattern[str]]:
    """Every German text of the interface; placeholders stand for anything.

    Labels of fields begin with a capital on the screen. Texts that are hardly more than
    placeholders would fit everything.
    """
    found: set[str] = set()
    for path in Path(settings.PACKAGE).glob("*/locale/de/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            found |= {entry.msgstr, *entry.msgstr_plural.values()}
    telling = [text for text in found if len(re.findall(r"\w", PLACEHOLDER.sub("", text))) > 3]
    short = [text for text in found if text and not PLACEHOLDER.search(text)]
    return [re.compile(pattern_of(text), re.DOTALL) for text in (*telling, *short)]


def pattern_of(text: str) -> str:
    words = ".+".join(re.escape(part) for part in PLACEHOLDER.split(text))
    return f"(?i:{words[0]}){words[1:]}" if text[0].isalpha() else words


@pytest.mark.parametrize("slug", PAGES)
def test_labels_in_the_handbook_stand_on_the_screen(
    slug: str, words_on_screen: list[re.Pattern[str]]
) -> None:
    labels = {" ".join(label.split()) for label in LABELS.findall(PAGES[slug])}

    unknown = [
        label
        for label in sorted(labels - WITHOUT_TRANSLATION)
        if not any(words.fullmatch(label) for words in words_on_screen)
    ]

    assert unknown == []
