"""The brief: what it says today, and the one page it becomes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import override

from begleitwerk.core.contributions import PaperLook, brief_parts
from begleitwerk.core.papers import day, with_article
from begleitwerk.council.models import Brief
from begleitwerk.engine.documents import Block, Bullets, Callout, Document, Figures, Heading
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes.selectors import process_of


@dataclass(frozen=True)
class BriefProposal:
    """What a brief of today would say."""

    title: str
    phase: str
    figures: list[dict[str, Any]]
    sentences: tuple[str, ...]


def brief_proposal(municipality: Municipality, today: date) -> BriefProposal:
    """Phase, figures and sentences over the live data of the latest process."""
    look = PaperLook(municipality, process_of(municipality), today)
    with override("de"):
        phase, figures, sentences = (
            [part.of(look) for part in brief_parts.on(what)]
            for what in ("phase", "figures", "sentences")
        )
    return BriefProposal(
        title=f"Frühe Hilfen {_place(municipality)}: wo wir stehen",
        phase=" ".join(phase),
        figures=[{**row._asdict(), "as_of": today.isoformat()} for row in figures if row],
        sentences=tuple(sentences),
    )


def _place(municipality: Municipality) -> str:
    """Where that is: "im Landkreis Musterau", "in der Stadt Lindfurt", "in Musterau"."""
    who = with_article(municipality.name)
    for article, dative in (("Der ", "im "), ("Die ", "in der ")):
        if who.startswith(article):
            return f"{dative}{municipality.name}"
    return f"in {municipality.name}"


def brief_document(brief: Brief) -> Document:
    """The brief as one A4 page."""
    blocks: list[Block] = [
        Heading(brief.phase),
        Figures(tuple((f["value"], f["label"], f["note"]) for f in brief.figures)),
        Bullets(tuple(brief.sentences)),
    ]
    if brief.request:
        blocks.append(Callout("Unsere Bitte", brief.request))
    return Document(
        title=brief.title,
        subject=brief.title,
        preline=f"Kurzbericht, Stand {day(brief.as_of)}",
        letterhead_left=(brief.municipality.name, "Netzwerk Frühe Hilfen"),
        letterhead_right=(f"Stand: {day(brief.as_of)}",),
        blocks=tuple(blocks),
        author=brief.municipality.name,
        created=brief.as_of,
        one_page=True,
    )
