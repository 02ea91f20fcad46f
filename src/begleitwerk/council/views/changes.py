"""A difference as the rail shows it: old, new, since when, why, and buttons that name it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from begleitwerk.core.templatetags.bw import day, money
from begleitwerk.council.models import Paper
from begleitwerk.council.papers import AmountChange, BlockChange
from begleitwerk.council.selectors import Move, function_of
from begleitwerk.engine.documents import Segment

# Of a long stretch that stayed only so many characters beside a change are shown.
AROUND = 80
SHORT = 32


@dataclass(frozen=True)
class AmountDifference:
    change: AmountChange
    paper: Paper
    today: date

    @property
    def old(self) -> str:
        """What the paper says."""
        return money(self.change.amount) or gettext("the open amount")

    @property
    def new(self) -> str:
        return money(self.change.new) or gettext("no cost any more")

    @property
    def can_take(self) -> bool:
        return self.change.new is not None

    @property
    def since(self) -> str:
        return day(self.change.moved.at if self.change.moved else self.today)

    @property
    def reason(self) -> str:
        return told(self.change.moved) or gettext("not recorded")


@dataclass(frozen=True)
class TableLine:
    """A row of a table that changed: what it is called, and its cells that did."""

    kind: str
    name: tuple[Segment, ...]
    cells: tuple[tuple[Segment, ...], ...]


class BlockDifference:
    def __init__(self, change: BlockChange, today: date) -> None:
        self.change = change
        self.block = change.block
        self.today = today
        self.edited = change.edited

    @property
    def taken(self) -> str:
        return day(self.block.taken_at)

    @property
    def since(self) -> str:
        return day(self.change.moved.at if self.change.moved else self.today)

    @property
    def reason(self) -> str:
        only_time = gettext("only time has passed, nobody changed the data")
        return told(self.change.moved) or only_time

    @property
    def old(self) -> list[Segment]:
        """The old text with what went, long unchanged stretches cut."""
        return list(shortened([row for row in self.change.segments if row.kind != "new"]))

    @property
    def new(self) -> list[Segment]:
        return list(shortened([row for row in self.change.segments if row.kind != "gone"]))

    @property
    def lines(self) -> list[TableLine]:
        """The rows of the table that changed; of a changed row only the cells that did."""
        return [
            TableLine(
                row.kind,
                row.cells[0] if row.cells else (),
                tuple(
                    cell
                    for cell in row.cells[1:]
                    if row.kind != "changed" or any(part.kind != "same" for part in cell)
                ),
            )
            for row in self.change.rows
        ]

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """Old and new words of each change, in text and table; a whole row counts once."""
        pairs = list(changed_words(self.change.segments))
        for row in self.change.rows:
            cells = row.cells if row.kind == "changed" else row.cells[:1]
            pairs += [pair for cell in cells for pair in changed_words(cell)]
        return pairs

    @property
    def count(self) -> int:
        return len(self.pairs)

    @property
    def take_label(self) -> str:
        """The button names the value where there is just one."""
        if len(self.pairs) == 1 and (new := self.pairs[0][1]) and len(new) <= SHORT:
            return gettext("Take over “%(new)s”") % {"new": new}
        text = ngettext("Take over the change", "Take over all %(count)d changes", self.count)
        return text % {"count": self.count}

    @property
    def keep_label(self) -> str:
        if len(self.pairs) == 1 and (old := self.pairs[0][0]) and len(old) <= SHORT:
            return gettext("Keep “%(old)s” and say why") % {"old": old}
        return gettext("Keep the state of %(day)s and say why") % {"day": self.taken}


def told(moved: Move | None) -> str:
    """What was changed, why, and by which function, as far as it is recorded."""
    if moved is None:
        return ""
    if moved.reason:
        what = f"{moved.label}: {moved.reason}"
    else:
        what = gettext("“%(name)s” was changed") % {"name": moved.label}
    return ", ".join(filter(None, [what, function_of(moved.actor_id)]))


def changed_words(segments: tuple[Segment, ...]) -> Iterator[tuple[str, str]]:
    """Old and new words of each change in their order."""
    gone = ""
    for index, segment in enumerate(segments):
        following = segments[index + 1].kind if index + 1 < len(segments) else ""
        text = " ".join(segment.text.split())
        if segment.kind == "gone" and following == "new":
            gone = text
        elif segment.kind == "gone":
            yield text, ""
        elif segment.kind == "new":
            yield gone, text
            gone = ""


def shortened(segments: list[Segment]) -> Iterator[Segment]:
    """The segments with long unchanged stretches cut to what stands beside a change."""
    last = len(segments) - 1
    for index, segment in enumerate(segments):
        text = segment.text
        if segment.kind != "same" or len(text) <= 2 * AROUND + 20:
            yield segment
            continue
        start = "" if index == 0 else text[:AROUND].rsplit(" ", 1)[0]
        end = "" if index == last else text[-AROUND:].split(" ", 1)[-1]
        yield Segment("same", f"{start} … {end}".strip())
