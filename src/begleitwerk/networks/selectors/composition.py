"""What a group lacks."""

from dataclasses import dataclass
from datetime import date

from begleitwerk.networks.enums import EXPECTED, GAP_REASONS, Function, Gap
from begleitwerk.networks.models import Body
from begleitwerk.networks.selectors.members import Seat, expanded_members

LEADERS = frozenset({Function.YOUTH_OFFICE_HEAD, Function.DIVISION_HEAD, Function.DEPARTMENT_HEAD})


@dataclass(frozen=True)
class Missing:
    """Something a group usually needs and lacks, and why it matters."""

    gap: Gap
    what: str
    why: str


def missing_functions(body: Body, on: date | None = None) -> list[Missing]:
    """What a planning or steering group lacks, members of member bodies counted in.

    Empty for kinds of bodies nothing is expected of, and for bodies that have ended.
    """
    if body.ended_on is not None:
        return []
    return missing_in(body, expanded_members(body, on))


def missing_in(body: Body, seats: tuple[Seat, ...]) -> list[Missing]:
    """The same for seats already read."""
    expected = EXPECTED.get(body.kind.key, ())
    flat = [seat for top in seats for seat in top.flat()]
    functions = {seat.member.function for seat in flat}
    present = {Gap(name) for name in functions if name in Gap.values}
    if functions & LEADERS:
        present.add(Gap.LEADERSHIP)
    if any(seat.sector_key == "health" for seat in flat):
        present.add(Gap.HEALTH)
    if any(seat.member.is_chair for seat in seats):
        present.add(Gap.CHAIR)
    return [
        Missing(gap, str(gap.label), str(GAP_REASONS[gap]))
        for gap in expected
        if gap not in present
    ]
