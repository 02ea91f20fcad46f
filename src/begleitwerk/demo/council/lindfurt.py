"""Stadt Lindfurt: a first draft of a paper."""

from begleitwerk.council.enums import PaperType
from begleitwerk.council.services import add_block, change_settings, create_paper
from begleitwerk.demo.world import DemoWorld
from begleitwerk.processes.models import Process


def begin_paper(world: DemoWorld) -> None:
    """A first draft that nobody has gone on with."""
    by, place = world.people["neighbour"], world.places["lindfurt"]
    change_settings(
        by=by,
        municipality=place,
        version=None,
        reference_pattern="DS {number:4}/{year}",
        next_number=418,
        authority="Stadt Lindfurt",
        head_title="Die Oberbürgermeisterin",
        lead_office="Jugendamt",
    )
    paper = create_paper(
        by=by,
        municipality=place,
        process=Process.objects.get(municipality=place),
        paper_type=PaperType.INFORMATION,
        title="Frühe Hilfen in Lindfurt: Stand der Zielfindung",
    )
    for kind in ("programme", "reason", "phases", "goals"):
        add_block(by=by, paper=paper, kind=kind)
