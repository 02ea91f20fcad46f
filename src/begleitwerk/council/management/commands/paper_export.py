"""Write a council paper as PDF, Word file or page."""

from argparse import ArgumentParser
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from begleitwerk.core.services import Refused
from begleitwerk.council.exports import paper_docx, paper_html, paper_pdf
from begleitwerk.council.models import Paper
from begleitwerk.council.selectors import near_references, papers_by_reference

WRITERS: dict[str, Callable[[Paper], bytes]] = {
    "pdf": paper_pdf,
    "docx": paper_docx,
    "html": lambda paper: page(paper).encode(),
}


class Command(BaseCommand):
    help = "Write a council paper as PDF, Word file or page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reference", required=True, help='number of the paper: "017/2023"')
        parser.add_argument("--municipality", default="", help="its slug, where several have one")
        parser.add_argument("--format", choices=sorted(WRITERS), required=True, dest="kind")
        parser.add_argument("--output", required=True, type=Path, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path = options["output"]
        if not output.parent.is_dir():
            raise CommandError(f"There is no folder {output.parent}. Create it first.")
        if output.is_dir():
            raise CommandError(f"{output} is a folder. Name a file in it.")
        paper = find_paper(options["reference"], options["municipality"])
        try:
            content = WRITERS[options["kind"]](paper)
        except Refused as error:
            raise CommandError(f"The paper could not be written: {error}") from error
        output.write_bytes(content)
        self.stdout.write(f"{paper} → {output} ({len(content):,} bytes)")


def page(paper: Paper) -> str:
    """The sheet with the least a browser needs around it."""
    title = escape(" ".join(str(paper).split()))
    head = f'<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>'
    top = f"<h1>Vorlage {escape(paper.reference)}</h1>"
    body = f"<body>\n<main>\n{top}\n{paper_html(paper)}\n</main>\n</body>"
    return f'<!doctype html>\n<html lang="de">\n{head}\n{body}\n</html>\n'


def find_paper(reference: str, slug: str) -> Paper:
    """The one paper with this number; CommandError says what else was meant."""
    found = papers_by_reference(reference, slug)
    if not found:
        near = near_references(reference, slug)
        hint = f" Similar numbers: {', '.join(near)}." if near else ""
        place = f" in {slug}" if slug else ""
        raise CommandError(f'There is no paper "{reference}"{place}.{hint}')
    slugs = sorted({paper.municipality.slug for paper in found})
    if len(slugs) > 1:
        raise CommandError(
            f'Several municipalities have a paper "{reference}". '
            f"Add --municipality with one of: {', '.join(slugs)}."
        )
    return found[0]
