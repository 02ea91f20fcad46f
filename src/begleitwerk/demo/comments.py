"""What the facilitator and the coordination of Landkreis Musterau say to each other. Invented."""

from begleitwerk.comments.services import write_comment
from begleitwerk.demo.clock import told_on
from begleitwerk.demo.world import DemoWorld
from begleitwerk.goals.models import Goal
from begleitwerk.processes.models import Decision


def comment(world: DemoWorld) -> None:
    """Two on the first goal, one on the latest decision."""
    place, people = world.places["musterau"], world.people
    goal = Goal.objects.filter(municipality=place).order_by("position", "pk")[0]
    decision = Decision.objects.filter(municipality=place).order_by("-meeting__on", "-number")[0]
    said = (
        (-20, "facilitator", goal, "Wer vertritt dieses Ziel im Ausschuss? Der Name fehlt noch."),
        (
            -19,
            "coordinator",
            goal,
            "Die Planung übernimmt das, wir tragen es noch ein.",
        ),
        (-15, "facilitator", decision, "Gut gefasst. So lässt es sich in die Vorlage übernehmen."),
    )
    for days, who, subject, text in said:
        with told_on(world.workday(days)):
            write_comment(by=people[who], subject=subject, text=text)
