"""The handbook: Markdown pages of docs/handbuch, shown inside the application."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from markdown_it import MarkdownIt

CHAPTER = re.compile(r"[a-z0-9-]+")
LINK = re.compile(r'href="(?:\./)?([a-z0-9-]+)\.md(#[^"]*)?"')
PICTURE = re.compile(r'src="(?:\./)?bilder/([^"]+)"')


@dataclass(frozen=True)
class Chapter:
    slug: str
    title: str
    html: str


def chapter_path(slug: str) -> Path | None:
    if not CHAPTER.fullmatch(slug):
        return None
    path = Path(settings.HANDBOOK) / f"{slug}.md"
    return path if path.is_file() else None


def chapter(slug: str) -> Chapter | None:
    """A chapter as HTML without its first heading, which is the page's title."""
    path = chapter_path(slug)
    return render(slug, path.read_text(encoding="utf-8")) if path else None


@lru_cache(maxsize=64)
def render(slug: str, text: str) -> Chapter:
    title, _line, body = text.partition("\n")
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(body)
    html = LINK.sub(lambda match: f'href="{chapter_url(match[1])}{match[2] or ""}"', html)
    html = PICTURE.sub(lambda match: f'src="{picture_url(match[1])}"', html)
    html = html.replace("<table>", '<table class="bw-table">')
    html = html.replace("<h2>", '<h2 class="kern-heading-medium">')
    html = html.replace("<h3>", '<h3 class="kern-heading-small">')
    return Chapter(slug, title.lstrip("# ").strip(), html)


def picture_url(name: str) -> str:
    """The address of a picture; one that was not collected yet must not cost the whole page."""
    try:
        return static(f"handbuch/{name}")
    except ValueError:
        return ""


def chapter_url(slug: str) -> str:
    return (
        reverse("portal:help") if slug == "index" else reverse("portal:help_chapter", args=[slug])
    )
