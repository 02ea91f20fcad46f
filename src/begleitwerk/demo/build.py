"""The steps of the demo, in order. Each writes through services, as a person would."""

from collections.abc import Callable

from begleitwerk.demo import (
    accounts,
    history,
    lindfurt,
    musterau,
    musterau_goals,
    musterau_meetings,
    musterau_papers,
    neighbours,
    programme,
    soest,
)
from begleitwerk.demo.selection import (
    applying,
    choosing,
    clock,
    opening,
    places,
    workshop_year,
)
from begleitwerk.demo.world import DemoWorld

Step = tuple[str, Callable[[DemoWorld], None]]

STEPS: list[Step] = [
    ("Personas", accounts.create_people),
    ("Register of 400 districts", history.load_places),
    ("Documented programmes, 2018 to 2025", history.record_programmes),
    ("Documented bodies and papers", soest.record_places),
    ("An invented Land with nine municipalities", programme.found_places),
    ("Its programme and who takes part", programme.open_programme),
    ("Fifty more municipalities in five Länder", places.found_places),
    ("The predecessor of the programme", places.record_predecessor),
    ("Who may see what", accounts.grant_roles),
    ("Landkreis Musterau: process, network, bodies", musterau.build),
    ("Landkreis Musterau: meetings and decisions", musterau_meetings.build),
    ("Landkreis Musterau: goals and measures", musterau_goals.build),
    ("Landkreis Musterau: papers and brief", musterau_papers.build),
    ("Stadt Lindfurt", lindfurt.build),
    ("Seven more municipalities", neighbours.build),
    ("Selection: survey, rules, invitations", opening.open_selection),
    ("Selection: applications", applying.apply),
    ("Selection: reviews and calculation", choosing.choose),
    ("Selection: a smaller round that is open", workshop_year.open_selection),
    ("Mails of the past months", clock.post_mails),
]

__all__ = ["STEPS", "DemoWorld"]
