"""What was released, as a digest: over the data and not over its look, which may improve."""

from typing import Any

from begleitwerk.core.services import snapshot
from begleitwerk.council.models import Paper, PaperBlock
from begleitwerk.council.selectors import attachments_of, blocks_of
from begleitwerk.engine.canonical import digest_of


def paper_digest(paper: Paper) -> str:
    """SHA-256 over all fields, blocks and attached files of a paper; its route is no part of it."""
    return digest_of(
        {
            "paper": snapshot(paper, Paper.said),
            "blocks": [_block(block) for block in blocks_of(paper)],
            "files": [[row.title, row.file_id] for row in attachments_of(paper)],
        }
    )


def is_as_released(paper: Paper) -> bool:
    """Whether a released paper still says what was released; True before the release."""
    return not paper.released_digest or paper.released_digest == paper_digest(paper)


def _block(block: PaperBlock) -> dict[str, Any]:
    return snapshot(block, ("kind", "heading", "text", "table", "taken_at"))
