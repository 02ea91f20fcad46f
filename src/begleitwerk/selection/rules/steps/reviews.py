"""Steps of a review, and of the talk of two reviewers."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from begleitwerk.selection.rules.steps.table import Need, Needs, Table


@dataclass(frozen=True)
class ReviewStand:
    """A review; `is_hers` while it has a place, `is_used` once a calculation counted with it."""

    candidate: str
    state: str
    is_hers: bool = True
    is_used: bool = False


class ReviewStep(StrEnum):
    DECLARE = "declare"
    SCORE = "score"
    FINISH = "finish"
    REOPEN = "reopen"
    HAND_ON = "hand_on"


NOT_YOURS = _("This review is not assigned to you any more.")
IS_FINISHED = _("The review is finished and does not change any more.")
IS_USED = _("A run has counted with this review already. It does not change any more.")
GOES_ON: Need[ReviewStand] = Need(
    lambda stand: stand.candidate == "applied",
    _("The selection has gone on without this review. It does not change any more."),
)
IS_HERS: Need[ReviewStand] = Need(lambda stand: stand.is_hers, NOT_YOURS)
NOT_DONE: Need[ReviewStand] = Need(lambda stand: stand.state != "done", IS_FINISHED)

REVIEW: Table[ReviewStand] = {
    ReviewStep.DECLARE: (GOES_ON, IS_HERS, NOT_DONE),
    ReviewStep.SCORE: (
        GOES_ON,
        IS_HERS,
        Need(
            lambda stand: stand.state != "assigned",
            _("Say first whether you have a conflict of interest."),
        ),
    ),
    ReviewStep.FINISH: (
        GOES_ON,
        IS_HERS,
        NOT_DONE,
        Need(
            lambda stand: stand.state == "open",
            _("Say first whether you have a conflict of interest."),
        ),
    ),
    ReviewStep.REOPEN: (
        GOES_ON,
        Need(
            lambda stand: stand.is_hers and stand.state == "done",
            _("Only a finished review can be reopened."),
        ),
        Need(lambda stand: not stand.is_used, IS_USED),
    ),
    ReviewStep.HAND_ON: (GOES_ON, IS_HERS, NOT_DONE),
}


@dataclass(frozen=True)
class TalkStand:
    """What two reviewers agreed on about one criterion; `is_settled` once a calculation counted
    with it, `is_own` where this person entered it."""

    are_done: bool
    are_apart: bool
    is_settled: bool = False
    is_recorded: bool = False
    is_confirmed: bool = False
    is_own: bool = False


class TalkStep(StrEnum):
    RECORD = "record"
    CONFIRM = "confirm"


TALKS: Needs[TalkStand] = (
    Need(
        lambda stand: stand.are_done,
        _("Both reviews must be finished before the two talk about them."),
    ),
    Need(
        lambda stand: stand.are_apart,
        _("Both stand at most one level apart here. There is nothing to agree on."),
    ),
    Need(lambda stand: not stand.is_settled, IS_USED),
)
TALK: Table[TalkStand] = {
    TalkStep.RECORD: TALKS,
    TalkStep.CONFIRM: (
        *TALKS,
        Need(
            lambda stand: stand.is_recorded and not stand.is_confirmed,
            _("There is no result of the talk that waits to be confirmed."),
        ),
        Need(
            lambda stand: not stand.is_own,
            _("You entered it yourself. The other of both confirms it."),
        ),
    ),
}
