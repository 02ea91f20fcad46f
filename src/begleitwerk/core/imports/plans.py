"""What taking a file in would do, row by row."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from begleitwerk.core.imports.problems import Problem

SHOWN = 200  # rows, problems and notes of a report; the numbers count them all
LISTED = 10_000  # problems the list of errors holds as a file

Changes = tuple[tuple[str, str, str], ...]  # field, old and new value in words


@dataclass(frozen=True)
class Planned:
    """What becomes of a row: new, changed, removed or same; of a change, what differs.

    `was` is the name an entry loses by it.
    """

    row: int
    key: str
    name: str
    action: str
    changes: Changes = ()
    was: str = ""


@dataclass
class Plan:
    """What a file would do. Nothing is written while `problems` holds anything.

    `notes` stop nothing. `before` is what is replaced, by key; an app's own plan adds the records
    it will write, and to the report what its page shows besides.
    """

    rows: list[Planned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    before: dict[str, dict[str, Any]] = field(default_factory=dict)
    # what an import that can be taken back wrote, and what stood there (core.services.undo)
    written: list[Any] = field(default_factory=list)
    old: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        found = Counter(row.action for row in self.rows)
        return {action: found[action] for action in ("new", "changed", "same")}

    def is_idle(self) -> bool:
        """Whether the file says only what is there already."""
        return all(row.action == "same" for row in self.rows)

    def renamed(self) -> list[dict[str, str]]:
        """Entries that would have another name: confirmed on their own before anything is
        written."""
        return [{"key": row.key, "was": row.was, "name": row.name} for row in self.rows if row.was]

    def report(self) -> dict[str, Any]:
        """The plan as its page shows it."""
        interesting = [row for row in self.rows if row.action != "same"]
        interesting.sort(key=lambda row: not row.was)
        return {
            "total": len(self.rows),
            "is_idle": self.is_idle(),
            **self.counts(),
            "renamed": self.renamed(),
            "row_count": len(interesting),
            "rows": [asdict(row) for row in interesting[:SHOWN]],
            "problem_count": len(self.problems),
            "problems": [asdict(problem) for problem in self.problems[:LISTED]],
            "note_count": len(self.notes),
            "notes": [asdict(note) for note in self.notes[:SHOWN]],
        }
