"""What a council paper says: its blocks over live data, what has moved, the printed document."""

from begleitwerk.council.papers.brief import BriefProposal, brief_document, brief_proposal
from begleitwerk.council.papers.changes import (
    AmountChange,
    BlockChange,
    Changes,
    RowChange,
    changes_of,
)
from begleitwerk.council.papers.document import (
    document_of,
    head_document,
    sections_of,
    table_of,
)
from begleitwerk.council.papers.live import costs_part, live_content, part_content
from begleitwerk.council.papers.numbering import Pattern, PatternError
from begleitwerk.council.papers.overview import Overview, Stamp, overview_of, stamp_of
from begleitwerk.council.papers.seal import is_as_released, paper_digest
from begleitwerk.council.papers.warnings import PaperWarning, warnings_of

__all__ = [
    "AmountChange",
    "BlockChange",
    "BriefProposal",
    "Changes",
    "Overview",
    "PaperWarning",
    "Pattern",
    "PatternError",
    "RowChange",
    "Stamp",
    "brief_document",
    "brief_proposal",
    "changes_of",
    "costs_part",
    "document_of",
    "head_document",
    "is_as_released",
    "live_content",
    "overview_of",
    "paper_digest",
    "part_content",
    "sections_of",
    "stamp_of",
    "table_of",
    "warnings_of",
]
