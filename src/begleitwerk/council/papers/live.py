"""The live content of blocks, for one paper or for a place and a process."""

from collections.abc import Collection
from datetime import date

from begleitwerk.council.enums import BlockKind
from begleitwerk.council.models import Paper
from begleitwerk.council.papers.builders import BUILDERS
from begleitwerk.council.papers.content import BlockContent
from begleitwerk.council.selectors import live_data
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes.models import Process


def block_content(
    kind: BlockKind | str, *, municipality: Municipality, process: Process | None, today: date
) -> BlockContent:
    """What a block of this kind would say today. KeyError for own text: it has no source."""
    data = live_data(municipality, process, today, kinds=[kind])
    return BUILDERS[BlockKind(kind)](data)


def live_content(
    paper: Paper, *, kinds: Collection[str], today: date
) -> dict[BlockKind, BlockContent]:
    """What blocks of these kinds would say today, read together; own text has no live content."""
    wanted = [BlockKind(kind) for kind in dict.fromkeys(kinds) if kind != BlockKind.FREE]
    if not wanted:
        return {}
    data = live_data(paper.municipality, paper.process, today, kinds=wanted)
    return {kind: BUILDERS[kind](data) for kind in wanted}
