"""What the editor tells about a paper beside its text, remembered while the world stands still.

Comparing a paper with live data reads a dozen tables. Most pages of an editor are opened without
anything having changed since the last one, so the result is kept in a cache under everything it
depends on: the paper and its parts by their versions, the newest events of all logs around it,
the day, the language. A change by any service moves one of these, and the next page reads anew.
Nothing is ever invalidated by hand, and decisions (release, taking over) never read from here.

After a change only those parts are read whose own data has moved: what each kind of block would
say is kept in the same way, under what that kind reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.cache import caches
from django.utils.translation import get_language

from begleitwerk.core.contributions import paper_parts
from begleitwerk.core.models import Versioned
from begleitwerk.core.papers import PartContent
from begleitwerk.core.presenters import HistoryLine
from begleitwerk.council.models import Paper, PaperBlock
from begleitwerk.council.papers.changes import BlockChange, Changes, changes_of, kinds_of
from begleitwerk.council.papers.live import costs_part, live_content
from begleitwerk.council.presenters import paper_history
from begleitwerk.council.selectors import (
    Pulse,
    attachments_of,
    blocks_of,
    pulse_of,
    settings_of,
    steps_of,
)
from begleitwerk.council.selectors.pulse import NAMED
from begleitwerk.engine.canonical import digest_of

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


@dataclass(frozen=True)
class Stamp:
    """Equal keys, equal pages: a digest of all that what is told of a paper depends on."""

    key: str
    pulse: Pulse
    today: date


def overview_of(paper: Paper, blocks: Sequence[PaperBlock], stamp: Stamp) -> Overview:
    """The overview of a paper as of today; no query while nothing has changed.

    `stamp` is the paper's `stamp_of`, asked for before anything else was read.
    """
    cache = caches["papers"]
    kept: tuple[Overview, list[dict[str, Any]]] | None = cache.get(stamp.key)
    if kept is None:
        found = _read(paper, blocks, stamp)
        cache.set(stamp.key, _packed(found))
        return found
    return _unpacked(*kept, blocks)


def stamp_of(paper: Paper, today: date) -> Stamp:
    """The stamp of a paper that has its parts at hand, in one query.

    To be asked for before live data is read: what changes in between is then kept under a stamp
    that nobody asks for again.
    """
    rows: list[Versioned] = [paper, *blocks_of(paper), *steps_of(paper)]
    pulse = pulse_of(paper)
    key = digest_of(
        [
            [[row.pk, row.version] for row in rows],
            [file.pk for file in attachments_of(paper)],
            [paper.state, paper.updated_at.isoformat()],
            pulse.of(),
            today.isoformat(),
            get_language(),
        ]
    )
    return Stamp(key, pulse, today)


def _read(paper: Paper, blocks: Sequence[PaperBlock], stamp: Stamp) -> Overview:
    live = _contents(paper, kinds_of(paper, blocks), stamp)
    costs = live[costs_part().kind].sources if paper.has_financial_effects else ()
    pattern, history = _about(paper, stamp)
    return Overview(
        changes=changes_of(paper, stamp.today, blocks, live),
        amount_sources=tuple({"label": row.label, "url": row.url} for row in costs),
        reference_pattern=pattern,
        history=history,
    )


def _about(paper: Paper, stamp: Stamp) -> tuple[str, tuple[HistoryLine, ...]]:
    """How numbers look here and the latest history; read where the paper itself was changed."""
    cache = caches["papers"]
    key = digest_of([paper.pk, get_language(), stamp.pulse.of("council", "people", *NAMED)])
    kept: tuple[str, tuple[HistoryLine, ...]] | None = cache.get(key)
    if kept is None:
        pattern = settings_of(paper.municipality).reference_pattern
        kept = (pattern, tuple(paper_history(paper, RECENT + 1)))
        cache.set(key, kept)
    return kept


def _contents(paper: Paper, kinds: Sequence[str], stamp: Stamp) -> dict[str, PartContent]:
    """What the kinds of blocks would say today; read are those whose own data has changed."""
    cache = caches["papers"]
    about = [paper.municipality_id, paper.process_id, stamp.today.isoformat()]
    keys = {
        part.kind: digest_of([part.kind, about, stamp.pulse.under(part)])
        for part in paper_parts.on()
        if part.kind in kinds
    }
    kept = cache.get_many(keys.values())
    missing = [kind for kind, key in keys.items() if key not in kept]
    read = live_content(paper, kinds=missing, today=stamp.today)
    cache.set_many({keys[kind]: _to_keep(kind, content) for kind, content in read.items()})
    return {kind: read[kind] if kind in read else kept[key] for kind, key in keys.items()}


def _to_keep(kind: str, content: PartContent) -> PartContent:
    """Where values come from is asked for the amount only; else a block itself knows it."""
    return content if kind == costs_part().kind else replace(content, sources=())


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
