"""Paper and brief as files: ours from the database on, against the library alone.

The library gets the same prepared content: Typst the finished data for the same template, docxtpl
the same template, values and blocks. What is left between the two is ours: reading the rows,
saying them in words, laying them out, and what makes the finished file accessible.

Typst remembers what it has typeset. Repeated runs over one paper measure its memory on both
sides and so weigh our part more heavily. "geändert" is what people wait for: the paper has another
subject in every run, for us and for the library alike.
"""

import io
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from unittest import mock

Fastest = Callable[[Callable[[], object]], float]


def compare(slug: str, fastest: Fastest) -> list[tuple[str, float, float]]:
    """Name, our milliseconds and the library's, for one paper and the brief of a municipality."""
    from begleitwerk.council.exports import brief_pdf, paper_docx, paper_pdf
    from begleitwerk.council.models import Brief, Paper

    paper = Paper.objects.filter(municipality__workspace__slug=slug).earliest("pk")
    brief = brief_of(slug)
    rows: list[tuple[str, Callable[[], bytes], Any]] = [
        ("Vorlage als PDF, geändert", changed_pdf(paper.pk), changed_typst(paper.title)),
        ("Vorlage als PDF, dieselbe", lambda: paper_pdf(Paper.objects.get(pk=paper.pk)), same),
        ("Vorlage als Word-Datei", lambda: paper_docx(Paper.objects.get(pk=paper.pk)), docx_alone),
        ("Kurzbericht als PDF", lambda: brief_pdf(Brief.objects.get(pk=brief.pk)), same),
    ]
    return [(name, fastest(ours), fastest(alone(ours))) for name, ours, alone in rows]


def brief_of(slug: str) -> Any:
    """The brief of the municipality; one is made where there is none yet."""
    from django.utils import timezone

    from begleitwerk.council.selectors import latest_brief
    from begleitwerk.council.services import make_brief
    from begleitwerk.municipalities.models import Membership, Municipality

    place = Municipality.objects.select_related("workspace").get(workspace__slug=slug)
    member = Membership.objects.filter(workspace=place.workspace, role="coordinator").first()
    if member is None:
        raise SystemExit(f"Nobody coordinates {slug}.")
    return latest_brief(place) or make_brief(
        by=member.user, municipality=place, today=timezone.localdate()
    )


def changed_pdf(pk: int) -> Callable[[], bytes]:
    """Our function over the paper with a new subject each time."""
    from begleitwerk.council.exports import paper_pdf
    from begleitwerk.council.models import Paper

    runs = itertools.count(1)

    def ours() -> bytes:
        paper = Paper.objects.get(pk=pk)
        paper.title = f"{paper.title} {next(runs)}"
        return paper_pdf(paper)

    return ours


def changed_typst(title: str) -> Callable[[Callable[[], bytes]], Callable[[], object]]:
    """Typst over the same content, with a new subject each time."""

    def alone(ours: Callable[[], bytes]) -> Callable[[], object]:
        engine, given = handed_to_typst(ours)
        data, runs = given["sys_inputs"]["data"], itertools.count(1000)

        def library() -> object:
            content = data.replace(title, f"{title} {next(runs)}")
            return engine.compile(**{**given, "sys_inputs": {"data": content}})

        return library

    return alone


def same(ours: Callable[[], bytes]) -> Callable[[], object]:
    """Typst over exactly the same content, again and again."""
    engine, given = handed_to_typst(ours)
    return lambda: engine.compile(**given)


def handed_to_typst(ours: Callable[[], bytes]) -> tuple[Any, dict[str, Any]]:
    """A compiler in this process, and the arguments under which it sets what ours sets."""
    import typst

    from begleitwerk.engine.documents import pdf, typesetting

    given: dict[str, Any] = {}
    typeset = typesetting.workshop.typeset

    def spied(data: str, **how: Any) -> bytes:
        given.update(data=data, **how)
        return typeset(data, **how)

    pdf.render_pdf.cache_clear()
    with mock.patch.object(typesetting.workshop, "typeset", spied):
        ours()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(given["fonts"])])
    engine = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
    return engine, {
        "input": Path(typesetting.__file__).with_name("paper.typ").read_bytes(),
        "format": "pdf",
        "sys_inputs": {"data": given["data"]},
        "pdf_standards": ["ua-1", "a-2a"],
        "timestamp": datetime.combine(given["day"], time(), UTC),
    }


def docx_alone(ours: Callable[[], bytes]) -> Callable[[], object]:
    """docxtpl with the same template, values and blocks, saved as it is."""
    from docxtpl import DocxTemplate
    from markupsafe import Markup

    from begleitwerk.engine.documents import docx, docx_body, docx_template

    given: dict[str, Any] = {}
    fill, xml = docx_template.fill, docx_body.BodyWriter.xml

    def spied_fill(template: bytes, values: dict[str, Any]) -> Any:
        given.update(template=template, values=values)
        return fill(template, values)

    def spied_xml(writer: Any, parts: Any) -> str:
        given["body"] = xml(writer, parts)
        return str(given["body"])

    with (
        mock.patch.object(docx_template, "fill", spied_fill),
        mock.patch.object(docx_body.BodyWriter, "xml", spied_xml),
    ):
        ours()
    assert docx.default_template()

    def alone() -> object:
        word = DocxTemplate(io.BytesIO(given["template"]))
        word.render({**given["values"], "body": Markup(given["body"])}, autoescape=True)
        stream = io.BytesIO()
        word.save(stream)
        return stream

    return alone
