"""The steps of the demo, in order. Each writes through services, as a person would."""

from collections.abc import Callable

from begleitwerk.demo import accounts, clock, comments
from begleitwerk.demo.assessment import lindfurt as lindfurt_assessment
from begleitwerk.demo.assessment import musterau as musterau_assessment
from begleitwerk.demo.council import documented as documented_papers
from begleitwerk.demo.council import lindfurt as lindfurt_paper
from begleitwerk.demo.council import musterau as musterau_papers
from begleitwerk.demo.goals import musterau as musterau_goals
from begleitwerk.demo.municipalities import fifty, nine, register, roles
from begleitwerk.demo.networks import documented as documented_bodies
from begleitwerk.demo.networks import musterau as musterau_bodies
from begleitwerk.demo.processes import musterau as musterau_process
from begleitwerk.demo.processes import musterau_meetings, soest
from begleitwerk.demo.programmes import documented, invented, predecessor
from begleitwerk.demo.selection import (
    applying,
    choosing,
    earlier_workshop,
    opening,
    workshop_year,
)
from begleitwerk.demo.sketches.draw import draw
from begleitwerk.demo.sketches.lindfurt import LINDFURT
from begleitwerk.demo.sketches.neighbours import NEIGHBOURS
from begleitwerk.demo.world import DemoWorld

Step = tuple[str, Callable[[DemoWorld], None]]

STEPS: list[Step] = [
    ("Personas", accounts.create_people),
    ("Register of 400 districts", register.load_places),
    ("Documented programmes, 2018 to 2025", documented.record_programmes),
    ("Soest: documented process", soest.begin_soest),
    ("Documented networks and bodies", documented_bodies.record_bodies),
    ("Soest: documented meetings", soest.meet_soest),
    ("Documented papers", documented_papers.record_papers),
    ("An invented Land with nine municipalities", nine.found_places),
    ("Its programme and who takes part", invented.open_programme),
    ("Fifty more municipalities in five Länder", fifty.found_places),
    ("The predecessor of the programme", predecessor.record_predecessor),
    ("Who may see what", roles.grant_roles),
    ("Landkreis Musterau: process", musterau_process.begin_process),
    ("Landkreis Musterau: network, bodies", musterau_bodies.found_bodies),
    ("Landkreis Musterau: meetings and decisions", musterau_meetings.build),
    ("Landkreis Musterau: self-assessment", musterau_assessment.build),
    ("Landkreis Musterau: goals and measures", musterau_goals.build),
    ("Landkreis Musterau: comments", comments.comment),
    ("Landkreis Musterau: papers and brief", musterau_papers.build),
    ("Stadt Lindfurt", lambda world: draw(world, LINDFURT)),
    ("Stadt Lindfurt: a first draft", lindfurt_paper.begin_paper),
    ("Stadt Lindfurt: self-assessment that is answered", lindfurt_assessment.build),
    ("Seven more municipalities", lambda world: draw(world, *NEIGHBOURS)),
    ("Selection: survey, rules, invitations", opening.open_selection),
    ("Selection: applications", applying.apply),
    ("Selection: reviews and calculation", choosing.choose),
    ("Selection: the workshop year that is over", earlier_workshop.tell),
    ("Selection: a smaller round that is open", workshop_year.open_selection),
    ("Mails of the past months", clock.post_mails),
]

__all__ = ["STEPS", "DemoWorld"]
