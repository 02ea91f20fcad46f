"""What the editor tells about a paper beside its text, remembered while the world stands still.

Comparing a paper with live data reads a dozen tables. Most pages of an editor are opened without
anything having changed since the last one, so the result is kept in a cache under everything it
depends on: the paper and its parts by their versions, the newest events of all logs around it,
the day, the language. A change by any service moves one of these, and the next page reads anew.
Nothing is ever invalidated by hand, and decisions (release, taking over) never read from here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.cache import caches
from django.utils.translation import get_language

from begleitwerk.core.models import Versioned
from begleitwerk.core.presenters import HistoryLine
from begleitwerk.council.enums import BlockKind
from begleitwerk.council.models import Paper, PaperBlock
from begleitwerk.council.papers.changes import COMPARED, BlockChange, Changes, changes_of
from begleitwerk.council.papers.content import digest_of
from begleitwerk.council.papers.live import live_content
from begleitwerk.council.selectors import (
    attachments_of,
    blocks_of,
    pulse_of,
    settings_of,
    steps_of,
)
from begleitwerk.council.selectors.history import paper_history

# So many lines of the history stand below the paper until somebody asks for all.
RECENT = 8


@dataclass(frozen=True)
class Overview:
    """What has moved, where the amount comes from, how numbers look here, the latest history.

    `history` holds one line more than is shown where there are older ones.
    """

    changes: Changes
    amount_sources: tuple[dict[str, str], ...]
    reference_pattern: str
    history: tuple[HistoryLine, ...]

    @property
    def recent(self) -> tuple[HistoryLine, ...]:
        return self.history[:RECENT]

    @property
    def has_older(self) -> bool:
        return len(self.history) > RECENT


def overview_of(paper: Paper, today: date, blocks: Sequence[PaperBlock], key: str) -> Overview:
    """The overview of a paper as of today; no query while nothing has changed.

    `key` is the paper's `stamp_of`, asked for before anything else was read.
    """
    cache = caches["papers"]
    kept: tuple[Overview, list[dict[str, Any]]] | None = cache.get(key)
    if kept is None:
        found = _read(paper, today, blocks)
        cache.set(key, _packed(found))
        return found
    return _unpacked(*kept, blocks)


def stamp_of(paper: Paper, today: date) -> str:
    """Equal stamps, equal pages: a digest of all that what is told of a paper depends on.

    One query for a paper that has its parts at hand. To be asked for before live data is read:
    what changes in between is then kept under a stamp that nobody asks for again.
    """
    rows: list[Versioned] = [paper, *blocks_of(paper), *steps_of(paper)]
    return digest_of(
        [
            [[row.pk, row.version] for row in rows],
            [file.pk for file in attachments_of(paper)],
            [paper.state, paper.updated_at.isoformat()],
            pulse_of(paper),
            today.isoformat(),
            get_language(),
        ]
    )


def _read(paper: Paper, today: date, blocks: Sequence[PaperBlock]) -> Overview:
    kinds = [block.kind for block in blocks] if paper.state in COMPARED else []
    kinds += [BlockKind.COSTS] if paper.has_financial_effects else []
    live = live_content(paper, kinds=kinds, today=today)
    costs = live[BlockKind.COSTS].sources if paper.has_financial_effects else ()
    return Overview(
        changes=changes_of(paper, today, blocks, live),
        amount_sources=tuple({"label": row.label, "url": row.url} for row in costs),
        reference_pattern=settings_of(paper.municipality).reference_pattern,
        history=tuple(paper_history(paper, RECENT + 1)),
    )


def _packed(overview: Overview) -> tuple[Overview, list[dict[str, Any]]]:
    """The overview for keeping: each block by its number, as whoever asks has it at hand."""
    changes = overview.changes
    rows = [{**vars(change), "block": change.block.pk} for change in changes.blocks]
    return replace(overview, changes=replace(changes, blocks=())), rows


def _unpacked(
    overview: Overview, rows: list[dict[str, Any]], blocks: Sequence[PaperBlock]
) -> Overview:
    at_hand = {block.pk: block for block in blocks}
    found = (BlockChange(**{**row, "block": at_hand[row["block"]]}) for row in rows)
    return replace(overview, changes=replace(overview.changes, blocks=tuple(found)))
