"""Steps of a round, and of what goes on although something does not hold."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.selection.rules.steps.table import Need, Table


@dataclass(frozen=True)
class WaiverStand:
    """Something does not hold, and whether the question about it waits for the second person."""

    speaks: bool
    waits: bool


class WaiverStep(StrEnum):
    ASK = "ask"
    ANSWER = "answer"


WAIVER: Table[WaiverStand] = {
    WaiverStep.ASK: (
        Need(
            lambda stand: stand.speaks,
            _("Nothing speaks against it. It needs no second person."),
        ),
        Need(lambda stand: not stand.waits, _("This waits for the second person already.")),
    ),
    WaiverStep.ANSWER: (Need(lambda stand: stand.waits, _("This question is answered already.")),),
}


# --- The round --------------------------------------------------------------------------------


@dataclass(frozen=True)
class RoundStand:
    """A round: whether a version of the rules is being built, and a calculation under way.

    `against` and `missing` say what speaks against a choice now and what it lacks, `left` what is
    to be settled before it ends: the first thing of each in words, empty where there is none.
    """

    state: str
    is_built: bool = False
    is_running: bool = False
    has_number: bool = False
    against: str = ""
    missing: str = ""
    left: str = ""


class RoundStep(StrEnum):
    FREEZE = "freeze"
    REOPEN_RULES = "reopen_rules"
    LONGLIST = "longlist"
    INVITE = "invite"
    BIND = "bind"
    CALCULATE = "calculate"
    END = "end"
    RESUME = "resume"


def is_undecided(stand: Any) -> bool:
    return stand.state in ("draft", "open")


def is_not_ended(stand: RoundStand) -> bool:
    return stand.state != "closed"


RULES_STAY = _("This round is decided. Its rules stay as they were.")
ENDED = _("This round is closed. Take it up again first.")
AT_WORK = _("A calculation is under way already. Wait for it or cancel it.")

ROUND: Table[RoundStand] = {
    RoundStep.FREEZE: (
        Need(
            lambda stand: stand.is_built,
            _("These rules are frozen. Open a new version with its reason to change them."),
        ),
        Need(is_undecided, RULES_STAY),
    ),
    RoundStep.REOPEN_RULES: (
        Need(is_undecided, RULES_STAY),
        Need(lambda stand: not stand.is_built, _("A version is open already. Change that one.")),
    ),
    RoundStep.LONGLIST: (
        Need(is_undecided, _("This round is decided. Its longlist does not change any more.")),
    ),
    RoundStep.INVITE: (
        Need(is_undecided, _("This selection is decided. Nobody can be invited any more.")),
    ),
    RoundStep.BIND: (
        Need(is_not_ended, ENDED),
        Need(
            lambda stand: not stand.has_number,
            _("The number is entered already. It stays for this round."),
            "number",
        ),
    ),
    RoundStep.CALCULATE: (
        Need(is_not_ended, ENDED),
        Need(
            is_undecided,
            _("This round is decided. A place that became free is filled by replacement."),
        ),
        Need(lambda stand: not stand.is_running, AT_WORK),
        Need(lambda stand: not stand.against, "%(against)s"),
        Need(lambda stand: not stand.missing, "%(missing)s"),
    ),
    RoundStep.END: (
        Need(is_not_ended, _("This round is closed already.")),
        Need(lambda stand: not stand.left, _("Before the round can end: %(left)s")),
    ),
    RoundStep.RESUME: (
        Need(lambda stand: stand.state == "closed", _("This round is not closed.")),
    ),
}
