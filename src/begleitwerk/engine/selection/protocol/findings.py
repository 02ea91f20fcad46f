"""What a replay says: what differs, and what it does not prove though nothing differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from begleitwerk.engine.selection.protocol.audit import Breach


class Difference(StrEnum):
    """What differs. `stated` of the finding is what the protocol says, `found` what is so."""

    RULES = "rules"  # the rules are not those whose digest was frozen
    PUBLISHED = "published"  # calculated by another rule than the published text says
    FAULTY = "faulty"  # the data cannot be chosen from; found: the fault
    CONFLICT = "conflict"  # the rules leave no choice; found: those that contradict each other
    NOT_CHOSEN = "not_chosen"  # stated as chosen, but is not
    CHOSEN = "chosen"  # is chosen, but not stated
    THEME = "theme"  # chosen for another theme
    POINTS = "points"  # of a member, or of the whole portfolio
    PROOF = "proof"  # status or bound
    REASON = "reason"  # rank, number of candidates or quotas served
    INELIGIBLE = "ineligible"  # who fails which hard rule
    BREACH = "breach"  # the stated portfolio itself breaks a rule
    LOTTERY = "lottery"  # there should be one, or none
    TICKETS = "tickets"  # do not add up to 1,000,000, or are others
    TICKET = "ticket"  # one stands for a portfolio that breaks a rule or is not among the best
    GROUP = "group"  # members of a group are not interchangeable
    ORDER = "order"  # tickets do not stand in their order, or one stands there twice
    DRAWN = "drawn"  # not the number that the seed gives, or made from more than it
    CHANCES = "chances"  # probabilities, the least of them or its bound
    DEVIATION = "deviation"  # of somebody who was not chosen, or into somebody who cannot be
    COST = "cost"  # of a deviation
    RESERVE = "reserve"  # cannot be one, or has other points


class Gap(StrEnum):
    """What a replay without any difference still does not prove."""

    DIGEST = "digest"  # nobody from outside says that this is the file that was decided on
    MIXTURE = "mixture"  # other software mixed the tickets: checked as below, but not made again
    UNPUBLISHED = "unpublished"  # no text of the published rules to hold the calculation against
    UNBOUND = "unbound"  # nothing says that the data stood fast before the number was known
    LATER_DATA = "later_data"  # the data are not those whose digest was published
    LATER_RULES = "later_rules"  # the number was known when these rules were frozen
    OLD_DRAW = "old_draw"  # the data themselves went into the number: any change drew anew


@dataclass(frozen=True, slots=True)
class Finding:
    """`place` is the path in the protocol."""

    difference: Difference
    place: str
    stated: str = ""
    found: str = ""


def differing(
    difference: Difference, place: str, stated: object, found: object
) -> Iterator[Finding]:
    if stated != found:
        yield Finding(difference, place, str(stated), str(found))


def breach_text(breach: Breach) -> str:
    return f"{breach.broken} {breach.key}: {breach.found}".rstrip(": ")
