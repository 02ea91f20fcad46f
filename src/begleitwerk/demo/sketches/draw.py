"""From a sketch to a municipality in the middle of its process."""

from begleitwerk.council.services import make_brief
from begleitwerk.demo.goals.sketched import aim
from begleitwerk.demo.networks.sketched import found
from begleitwerk.demo.processes.sketched import begin, decide, meet
from begleitwerk.demo.sketches.sketch import Sketch
from begleitwerk.demo.world import DemoWorld


def draw(world: DemoWorld, *sketches: Sketch) -> None:
    for sketch in sketches:
        draw_one(world, sketch)


def draw_one(world: DemoWorld, sketch: Sketch) -> None:
    by = world.people[sketch.by] if sketch.by else None
    place = world.places[sketch.key]
    process = begin(world, sketch, by, place)
    bodies = found(world, sketch, by, place)
    meet(world, sketch, by, place, bodies)
    decision = decide(world, sketch, by, bodies["steering"])
    for wish in sketch.wishes:
        aim(world, sketch, by, process, decision, wish)
    make_brief(by=by, municipality=place, today=world.today, request=sketch.request)
