"""Where the values of a section come from, as the rail shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

# So many stand beside a section until somebody asks for all.
FIRST = 20


@dataclass(frozen=True)
class Sources:
    """All `rows` of a section as label and url; `section_url` leads to the section."""

    rows: Sequence[dict[str, str]]
    whole: bool
    section_url: str

    @property
    def shown(self) -> Sequence[dict[str, str]]:
        return self.rows if self.whole else self.rows[:FIRST]

    @property
    def further(self) -> int:
        """How many more there are than are shown."""
        return len(self.rows) - len(self.shown)

    @property
    def all_url(self) -> str:
        return f"{self.section_url}&quellen=alle#quellen"
