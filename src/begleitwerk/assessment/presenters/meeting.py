"""What the projector says: why a statement stands out, how the room voted."""

from dataclasses import dataclass
from fractions import Fraction

from begleitwerk.assessment.presenters.figures import share
from begleitwerk.assessment.presenters.pictures import per_cent
from begleitwerk.assessment.presenters.points import TITLES, note_of
from begleitwerk.assessment.presenters.tables import LevelRow
from begleitwerk.assessment.selectors.consensus import Topic
from begleitwerk.assessment.selectors.results import Result
from begleitwerk.fieldwork.enums import Special
from begleitwerk.fieldwork.models import Item, Poll
from begleitwerk.fieldwork.selectors import poll_result, scale_of


@dataclass(frozen=True)
class VoteWords:
    """A vote that is closed: how many voted, and what; `rows` is empty where too few did."""

    votes: int
    rows: tuple[LevelRow, ...]
    cannot_judge: int
    not_applicable: int
    is_withheld: bool


def vote_words(poll: Poll, item: Item) -> VoteWords:
    """What may be told of a closed vote, level by level."""
    found = poll_result(poll)
    counts = found.counts or {}
    levels = scale_of(item).levels
    judged = sum(counts.get(level.value, 0) for level in levels)
    rows = [
        LevelRow(
            label=f"{level.value} {level.label}".strip(),
            anchor="",
            count=counts.get(level.value, 0),
            share=share(Fraction(counts.get(level.value, 0), judged) if judged else None),
            width=per_cent(Fraction(counts.get(level.value, 0), judged or 1)),
        )
        for level in levels
    ]
    return VoteWords(
        votes=found.votes,
        rows=() if found.is_withheld else tuple(rows),
        cannot_judge=counts.get(Special.CANNOT_JUDGE.value, 0),
        not_applicable=counts.get(Special.NOT_APPLICABLE.value, 0),
        is_withheld=found.is_withheld,
    )


def standing_out(result: Result, topic: Topic) -> list[tuple[str, str]]:
    """Why a statement is talked about: the kind of each of its points, and the figures behind."""
    return [(str(TITLES[point.kind]), note_of(result, point)) for point in topic.points]


def short_address(site: str, path: str) -> str:
    """An address as people type it from a wall."""
    return f"{site}{path}".removeprefix("https://").removeprefix("http://").rstrip("/")
