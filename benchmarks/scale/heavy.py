"""The heavy case: one municipality with two thousand measures and five thousand events."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from begleitwerk.core.models import AuditEvent
from begleitwerk.council.enums import PaperState
from begleitwerk.council.models import Paper
from begleitwerk.council.papers import live_content
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.goals.selectors import cost_total
from begleitwerk.municipalities.models import Municipality
from benchmarks.scale.chain import Chain
from benchmarks.scale.places import BATCH

HEAVY = "landkreis-beispiel-002"
MEASURES, EVENTS = 2_000, 5_000


def make_heavy() -> None:
    """Fill up the second municipality of a scale database, once; its draft says what is there."""
    place = Municipality.objects.select_related("workspace").get(workspace__slug=HEAVY)
    known = list(Measure.objects.filter(municipality=place).order_by("pk"))
    if len(known) >= MEASURES:
        return
    with transaction.atomic():
        added = Measure.objects.bulk_create(more_measures(place, known), BATCH)
        record(place, added)
        take_over(Paper.objects.get(municipality=place, state=PaperState.DRAFT))


def more_measures(place: Municipality, known: list[Measure]) -> Iterator[Measure]:
    goals = list(Goal.objects.filter(municipality=place))
    for number in range(len(known), MEASURES):
        like = known[number % len(known)]
        yield Measure(
            municipality=place,
            goal=goals[number % len(goals)],
            title=f"{like.title}, Teil {number}",
            owner=like.owner,
            starts_on=like.starts_on,
            due_on=like.due_on,
            state=like.state,
            done_on=like.done_on,
            progress=like.progress,
            progress_on=like.progress_on,
            cost=like.cost,
            funding=like.funding,
        )


def record(place: Municipality, added: list[Measure]) -> None:
    chain = Chain()
    there = AuditEvent.objects.filter(workspace_id=place.workspace_id).count()
    for number in range(EVENTS - there):
        measure = added[number % len(added)]
        verb = "goals.measure_added" if number < len(added) else "goals.measure_reported"
        chain.add(
            verb, measure, by=None, workspace_id=place.workspace_id,
            after={"title": measure.title, "state": measure.state},
        )  # fmt: skip
    chain.write()


def take_over(paper: Paper) -> None:
    """Bring the parts of the paper up to what the data says now."""
    blocks = list(paper.blocks.all())
    live = live_content(paper, kinds=[row.kind for row in blocks], today=timezone.localdate())
    for block in blocks:
        found = live[block.kind]
        block.text = block.source_text = found.text
        block.table = block.source_table = found.table
        block.sources = [{"label": row.label, "url": row.url} for row in found.sources]
        block.taken_at = timezone.now()
        block.save()
        block.goals.set(found.goal_ids)
    paper.amount = paper.amount_source = cost_total(paper.municipality_id, paper.process_id)
    paper.save()
