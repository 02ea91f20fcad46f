"""Steps of one municipality in a round."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.selection.enums import (
    HANDED_IN,
    HOLDS_PLACE,
    INVITABLE,
    MAY_APPLY,
    OPEN_TO_EDIT,
)
from begleitwerk.selection.rules.steps.rounds import AT_WORK, ENDED
from begleitwerk.selection.rules.steps.table import Need, Needs, Table


class Place(StrEnum):
    """What became of the place of one that left."""

    NONE = ""
    WAITS = "waits"
    STAYS_FREE = "stays_free"
    TAKEN = "taken"


@dataclass(frozen=True)
class CandidateStand:
    """A municipality in a round: its own state and that of its application ("" before it begins).

    `is_given_up`: two people let the choice go on without its application. `was_decided`: a
    decision about it was confirmed. `told`: the result its newest letter says, "" before any.
    `takes_part`: its participation has begun. `missing`: the first thing a calculation lacks, in
    words.
    """

    round: str
    state: str
    application: str = ""
    has_theme: bool = False
    is_given_up: bool = False
    was_decided: bool = False
    told: str = ""
    takes_part: bool = False
    is_running: bool = False
    missing: str = ""
    place: Place = Place.NONE
    name: str = ""
    label: str | Promise = ""


class CandidateStep(StrEnum):
    STRIKE = "strike"
    INVITE = "invite"
    BEGIN = "begin"
    DECLINE = "decline"
    NOTE_SILENCE = "note_silence"
    WRITE = "write"
    INVITE_APPROVER = "invite_approver"
    ASK_APPROVAL = "ask_approval"
    REFUSE_APPROVAL = "refuse_approval"
    HAND_IN = "hand_in"
    SEND_BACK = "send_back"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    REVIEW = "review"
    ANSWER_CLAIM = "answer_claim"
    CORRECT = "correct"
    ANSWER_CORRECTION = "answer_correction"
    CONTRACT = "contract"
    SEND_CONTRACT = "send_contract"
    GIVE_BACK = "give_back"
    REPLACE = "replace"
    LEAVE_FREE = "leave_free"
    FILL_AFTER_ALL = "fill_after_all"


def in_open_round(stand: CandidateStand) -> bool:
    return stand.round in ("draft", "open")


def may_apply(stand: CandidateStand) -> bool:
    return stand.state in MAY_APPLY


def has_applied(stand: CandidateStand) -> bool:
    return stand.state == "applied"


def has_begun(stand: CandidateStand) -> bool:
    return stand.application not in ("", "withdrawn")


def may_leave(stand: CandidateStand) -> bool:
    """What was handed in or begun and not withdrawn, until a letter says how it ended.

    It goes by what the municipality knows: between decision and letter the same is allowed to all,
    and to the reserve list as long as no letter gives it a place. Anything else would tell.
    """
    undecided = stand.state in (*MAY_APPLY, "applied")
    unaware = stand.state in ("selected", "reserve", "rejected") and stand.told in ("", "reserve")
    return has_begun(stand) and (undecided or unaware)


def is_correctable(stand: CandidateStand) -> bool:
    """Handed in, and nothing is decided."""
    in_hand = has_applied(stand) and stand.application in HANDED_IN
    return in_hand and in_open_round(stand)


DECIDED = _("This selection is decided. Applications do not change any more.")
NO_INVITATION = _("There is no open invitation: %(label)s.")
HANDED_IN_ALREADY = _("This application was handed in and does not change any more.")
GONE_ON = _("The selection has gone on. The answer does not change any more.")
NO_THEME = _("Choose the theme you apply for first.")

WRITES: Needs[CandidateStand] = (
    Need(in_open_round, DECIDED),
    Need(lambda stand: stand.application in OPEN_TO_EDIT, HANDED_IN_ALREADY),
)
HAS_THEME: Need[CandidateStand] = Need(lambda stand: stand.has_theme, NO_THEME)
WAITS: Needs[CandidateStand] = (
    Need(lambda stand: stand.round != "closed", ENDED),
    Need(
        lambda stand: stand.place == Place.WAITS,
        _("This place does not wait for anybody: it is held, or stays free."),
    ),
)

CANDIDATE: Table[CandidateStand] = {
    CandidateStep.STRIKE: (
        Need(
            lambda stand: stand.state == "longlisted",
            _("%(name)s was invited already. Record what became of it instead."),
        ),
    ),
    CandidateStep.INVITE: (
        Need(in_open_round, _("This selection is decided. Nobody can be invited any more.")),
        Need(
            lambda stand: stand.state in INVITABLE,
            _("%(name)s cannot be invited: %(label)s. Take it off the list."),
            "candidacies",
        ),
    ),
    CandidateStep.BEGIN: (Need(in_open_round, DECIDED), Need(may_apply, NO_INVITATION)),
    CandidateStep.DECLINE: (Need(may_apply, NO_INVITATION),),
    CandidateStep.NOTE_SILENCE: (
        Need(lambda stand: stand.state == "invited", NO_INVITATION),
        Need(lambda stand: not has_begun(stand), _("%(name)s has replied.")),
    ),
    CandidateStep.WRITE: WRITES,
    CandidateStep.INVITE_APPROVER: (Need(in_open_round, DECIDED),),
    CandidateStep.ASK_APPROVAL: (*WRITES, HAS_THEME),
    CandidateStep.REFUSE_APPROVAL: (
        Need(in_open_round, DECIDED),
        Need(
            lambda stand: stand.application == "to_approve",
            _("This application does not wait for an approval."),
        ),
    ),
    CandidateStep.HAND_IN: (*WRITES, HAS_THEME),
    CandidateStep.SEND_BACK: (
        Need(in_open_round, DECIDED),
        Need(
            lambda stand: has_applied(stand) and stand.application in HANDED_IN,
            _("Only an application that was handed in can be sent back."),
        ),
    ),
    CandidateStep.CLOSE: (
        Need(
            lambda stand: has_applied(stand) and stand.application in OPEN_TO_EDIT,
            _("Only an application that was sent back and not completed can be closed."),
        ),
        Need(
            lambda stand: stand.is_given_up or not in_open_round(stand),
            _(
                "Nobody is taken out of a selection by one person. Close it after the decision, or"
                " when two people have let the selection go on without it."
            ),
        ),
    ),
    CandidateStep.WITHDRAW: (
        Need(
            may_leave,
            _("This application cannot be withdrawn here. Please call the programme office."),
        ),
    ),
    CandidateStep.REVIEW: (
        Need(
            has_applied,
            _("The selection has gone on without this review. It does not change any more."),
        ),
    ),
    CandidateStep.ANSWER_CLAIM: (Need(has_applied, GONE_ON),),
    CandidateStep.CORRECT: (
        Need(is_correctable, _("Only what was handed in and is not decided can be corrected.")),
    ),
    CandidateStep.ANSWER_CORRECTION: (
        Need(
            is_correctable,
            _("The application has gone on. This does not wait for an answer any more."),
        ),
    ),
    CandidateStep.CONTRACT: (
        Need(
            lambda stand: stand.state in HOLDS_PLACE,
            _("%(name)s holds no place: %(label)s. A contract needs one."),
        ),
        Need(
            lambda stand: not stand.takes_part,
            _("The participation has begun. Its contract is recorded there."),
        ),
    ),
    CandidateStep.SEND_CONTRACT: (
        Need(
            lambda stand: stand.told == "selected",
            _("Send the letter about the selection first: a contract would tell it."),
            "sent_on",
        ),
    ),
    CandidateStep.GIVE_BACK: (
        Need(
            lambda stand: stand.was_decided and stand.state in (*HOLDS_PLACE, "reserve"),
            _("%(name)s holds no place that could be given back: %(label)s."),
        ),
    ),
    CandidateStep.REPLACE: (
        Need(
            lambda stand: stand.place != Place.NONE,
            _("Record first that the municipality left, with its reason."),
        ),
        *WAITS,
        Need(lambda stand: not stand.is_running, AT_WORK),
        Need(lambda stand: not stand.missing, "%(missing)s"),
    ),
    CandidateStep.LEAVE_FREE: WAITS,
    CandidateStep.FILL_AFTER_ALL: (
        Need(lambda stand: stand.round != "closed", ENDED),
        Need(
            lambda stand: stand.place == Place.STAYS_FREE,
            _("This place does not stay free. There is nothing to take back."),
        ),
    ),
}
