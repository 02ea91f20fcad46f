"""What must not be read out of texts and figures.

Counts are protected in tables: `crossed` makes cells and sums, rules say what is sensitive,
`protect` withholds as little as possible and proves it enough. Free texts get hints only.
"""

from begleitwerk.engine.disclosure.attack import Interval, audit
from begleitwerk.engine.disclosure.crossed import ALL, crossed, key_of
from begleitwerk.engine.disclosure.freetext import Hint, HintKind, personal_data_hints
from begleitwerk.engine.disclosure.rules import members, of_few, rare
from begleitwerk.engine.disclosure.tables import (
    Cell,
    FaultCode,
    FaultyTablesError,
    Insider,
    Need,
    Sum,
    TableFault,
    Tables,
)
from begleitwerk.engine.disclosure.withhold import Protection, protect

__all__ = [
    "ALL",
    "Cell",
    "FaultCode",
    "FaultyTablesError",
    "Hint",
    "HintKind",
    "Insider",
    "Interval",
    "Need",
    "Protection",
    "Sum",
    "TableFault",
    "Tables",
    "audit",
    "crossed",
    "key_of",
    "members",
    "of_few",
    "personal_data_hints",
    "protect",
    "rare",
]
