"""Steps of a calculation and of the decision on it."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from begleitwerk.selection.enums import IN_PREPARATION, UNDER_WAY
from begleitwerk.selection.rules.steps.rounds import ENDED
from begleitwerk.selection.rules.steps.table import Need, Needs, Table


@dataclass(frozen=True)
class DecisionStand:
    """A calculation (`run` is its state) and what became of it: the state of the decision and of
    the rules relaxed for it, "" before there is any.

    `fits`: a replacement, and its places are still those. `is_last_word`: it leaves no choice, and
    nothing was done about the place since. `deviates`: people changed the proposal. `gone` and
    `came` name who was chosen and stands no more, and who handed in since the calculation.
    """

    round: str
    is_replacement: bool
    run: str
    state: str = ""
    relaxation: str = ""
    fits: bool = True
    is_last_word: bool = False
    deviates: bool = False
    gone: str = ""
    came: str = ""


class DecisionStep(StrEnum):
    CANCEL = "cancel"
    PREPARE = "prepare"
    DEVIATE = "deviate"
    GIVE_PLACE = "give_place"
    PROPOSE = "propose"
    RETURN = "return"
    CONFIRM = "confirm"
    SEND = "send"
    RELAX = "relax"
    CONFIRM_RELAXATION = "confirm_relaxation"
    RETURN_RELAXATION = "return_relaxation"


def can_be_decided(stand: DecisionStand) -> bool:
    """A choice while the round is open, a replacement while it is decided and not ended."""
    return stand.round == ("decided" if stand.is_replacement else "open")


START_ANEW = _("Places have changed since the calculation. Start a new one.")
DECIDABLE: Needs[DecisionStand] = (
    Need(
        can_be_decided,
        _("This round is decided or closed already. Another decision came first."),
    ),
    Need(lambda stand: stand.fits, START_ANEW),
)
SAME_PEOPLE: Needs[DecisionStand] = (
    Need(
        lambda stand: not stand.gone,
        _("%(gone)s no longer stands for selection. Start a new calculation."),
    ),
    Need(
        lambda stand: not stand.came,
        _("%(came)s handed in since the calculation. Start a new one, which counts them too."),
    ),
)
PREPARED: Need[DecisionStand] = Need(
    lambda stand: stand.state in IN_PREPARATION, _("This decision is no longer in preparation.")
)
PROPOSED: Need[DecisionStand] = Need(
    lambda stand: stand.state == "proposed", _("This decision does not wait for a second person.")
)
LAST_WORD: Needs[DecisionStand] = (
    Need(can_be_decided, ENDED),
    Need(lambda stand: stand.is_last_word, START_ANEW),
)
RELAXED: Need[DecisionStand] = Need(
    lambda stand: stand.relaxation == "proposed", _("This does not wait for a second person.")
)

DECISION: Table[DecisionStand] = {
    DecisionStep.CANCEL: (
        Need(lambda stand: stand.run in UNDER_WAY, _("This calculation is over already.")),
    ),
    DecisionStep.PREPARE: (
        Need(
            lambda stand: stand.run == "done" or stand.is_last_word,
            _("This calculation found no selection that could be decided about."),
        ),
        *DECIDABLE,
    ),
    DecisionStep.DEVIATE: (PREPARED, *DECIDABLE),
    DecisionStep.GIVE_PLACE: (
        PREPARED,
        *DECIDABLE,
        Need(
            lambda stand: stand.run == "impossible",
            _("The calculation proposes somebody. Deviate from that with a reason."),
        ),
    ),
    DecisionStep.PROPOSE: (
        PREPARED,
        *DECIDABLE,
        Need(
            lambda stand: stand.deviates or stand.run == "done",
            _("Choose first who gets the place."),
        ),
    ),
    DecisionStep.RETURN: (PROPOSED,),
    DecisionStep.CONFIRM: (PROPOSED, *DECIDABLE, *SAME_PEOPLE),
    DecisionStep.SEND: (
        Need(
            lambda stand: stand.state == "confirmed",
            _("This decision is not confirmed yet. Letters go out afterwards."),
        ),
    ),
    DecisionStep.RELAX: (
        *LAST_WORD,
        Need(
            lambda stand: stand.relaxation in ("", "returned", "superseded"),
            _("A relaxation is proposed already. It waits for the second person."),
        ),
    ),
    DecisionStep.CONFIRM_RELAXATION: (RELAXED, *LAST_WORD),
    DecisionStep.RETURN_RELAXATION: (RELAXED,),
}
