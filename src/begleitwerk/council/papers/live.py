"""What the parts of a paper would say today: `core.contributions.paper_parts` over live data."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import override

from begleitwerk.core.contributions import PaperLook, PaperPart, paper_parts
from begleitwerk.core.papers import PartContent
from begleitwerk.council.models import Paper
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes.models import Process


def part_content(
    kind: str, *, municipality: Municipality, process: Process | None, today: date
) -> PartContent:
    """What a part of this kind would say today. KeyError for own text: it has no source."""
    parts = {part.kind: part for part in paper_parts.on()}
    return _said(parts[kind], PaperLook(municipality, process, today))


def live_content(paper: Paper, *, kinds: Collection[str], today: date) -> dict[str, PartContent]:
    """What the parts of these kinds would say today, read together.

    Own text has no live content, nor has a kind nobody contributes any more.
    """
    look = PaperLook(paper.municipality, paper.process, today)
    return {part.kind: _said(part, look) for part in paper_parts.on() if part.kind in kinds}


def costs_part() -> PaperPart:
    """The part whose sum is the amount of a paper."""
    return next(part for part in paper_parts.on() if part.sums)


def _said(part: PaperPart, look: PaperLook) -> PartContent:
    with override("de"):
        return part.of(look)
