"""Three papers for each municipality: one closed, one submitted, one draft; and a brief.

Their blocks say what the builders say over the live data, so that pages and documents measured on
them are the real ones.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.utils import timezone

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.core.contributions import PaperPart, paper_parts
from begleitwerk.core.papers import PartContent
from begleitwerk.council.enums import (
    Coverage,
    PaperState,
    PaperType,
    SigningCapacity,
    StepStatus,
)
from begleitwerk.council.models import (
    Brief,
    ConsultationStep,
    Paper,
    PaperBlock,
    PaperSettings,
    PaperTransition,
)
from begleitwerk.council.papers import brief_proposal, live_content
from begleitwerk.council.services import brief_digest
from begleitwerk.goals.selectors import cost_total
from benchmarks.scale.frame import Frame, content
from benchmarks.scale.places import BATCH, Spot

# Type, title, days from today, state.
PLANS = (
    (PaperType.INFORMATION, "Frühe Hilfen: Jahresbericht", -380, PaperState.CLOSED),
    (PaperType.RESOLUTION, "Frühe Hilfen: Ziele und Maßnahmen", -40, PaperState.SUBMITTED),
    (PaperType.RESOLUTION, "Gesamtkonzept Frühe Hilfen: Zwischenbericht", -7, PaperState.DRAFT),
)
WAY = (
    PaperState.DRAFT,
    PaperState.REVIEW,
    PaperState.RELEASED,
    PaperState.SUBMITTED,
    PaperState.IN_CONSULTATION,
    PaperState.CLOSED,
)


def write_papers(frame: Frame, spots: Sequence[Spot]) -> None:
    PaperSettings.objects.bulk_create(
        [
            PaperSettings(
                municipality=spot.place,
                reference_pattern="{year}/{number:3}",
                next_number=100,
                number_year=frame.today.year,
                authority=spot.place.name,
                lead_office="Jugendamt",
                file_number="51.17",
                budget_product_code="06.51.40",
            )
            for spot in spots
        ],
        BATCH,
    )
    papers = {spot.number: papers_of(frame, spot) for spot in spots}
    Paper.objects.bulk_create([row for rows in papers.values() for row in rows], BATCH)
    for spot in spots:
        fill(frame, spot, papers[spot.number])
    frame.count("papers", len(spots) * len(PLANS))


def papers_of(frame: Frame, spot: Spot) -> list[Paper]:
    total = cost_total(spot.place.pk, spot.process.pk)
    rows = []
    for number, (kind, title, days, state) in enumerate(PLANS):
        day = frame.day(days)
        money = kind == PaperType.RESOLUTION
        rows.append(
            Paper(
                municipality=spot.place,
                process=spot.process,
                paper_type=kind,
                reference=f"{day.year}/{spot.number + number * 2:03d}",
                date=day,
                authority=spot.place.name,
                lead_office="Jugendamt",
                file_number="51.17",
                signing_capacity=SigningCapacity.IM_AUFTRAG,
                title=title,
                resolution_proposal="Der Jugendhilfeausschuss stimmt dem Vorgehen zu."
                if money
                else "",
                summary="Die Gruppen arbeiten, die Maßnahmen laufen, die nächsten Schritte stehen "
                "fest.",
                has_financial_effects=money,
                amount=total if money else None,
                amount_source=total if money else None,
                budget_product_code="06.51.40",
                coverage=Coverage.PLANNED if money else "",
                state=state,
            )
        )
    return rows


def fill(frame: Frame, spot: Spot, papers: Sequence[Paper]) -> None:
    """Blocks, route and the way through the states, for the papers of one municipality."""
    parts = paper_parts.on()
    live = live_content(papers[-1], kinds=[part.kind for part in parts], today=frame.today)
    blocks = [
        new_block(paper, position, part, live[part.kind])
        for paper in papers
        for position, part in enumerate(parts, start=1)
    ]
    PaperBlock.objects.bulk_create(blocks, BATCH)
    link = PaperBlock.goals.through
    link.objects.bulk_create(
        [
            link(paperblock_id=block.pk, goal_id=goal)
            for block in blocks
            for goal in live[block.kind].goal_ids
        ],
        BATCH,
    )
    steps = [step for paper in papers for step in route_of(frame, spot, paper)]
    ConsultationStep.objects.bulk_create(steps, BATCH)
    PaperTransition.objects.bulk_create(
        [
            PaperTransition(municipality=spot.place, paper=paper, old=old, new=new, by_id=spot.head)
            for paper in papers
            for old, new in moves_of(paper)
        ],
        BATCH,
    )
    for paper in papers:
        record_paper(frame, spot, paper)
    make_brief(frame, spot)


def new_block(paper: Paper, position: int, part: PaperPart, live: PartContent) -> PaperBlock:
    return PaperBlock(
        municipality=paper.municipality,
        paper=paper,
        kind=part.kind,
        position=position,
        heading=part.heading,
        text=live.text,
        table=live.table,
        source_text=live.text,
        source_table=live.table,
        sources=[{"label": source.label, "url": source.url} for source in live.sources],
        taken_at=timezone.now(),
    )


def route_of(frame: Frame, spot: Spot, paper: Paper) -> list[ConsultationStep]:
    day = paper.date or frame.today
    closed = paper.state == PaperState.CLOSED
    stations: tuple[tuple[str, date, str], ...] = (
        ("Dezernentenkonferenz", day + timedelta(days=10), "preliminary"),
        ("Jugendhilfeausschuss", day + timedelta(days=24), "decision"),
    )
    return [
        ConsultationStep(
            municipality=spot.place,
            paper=paper,
            position=position,
            body=spot.bodies[2] if name == spot.bodies[2].name else None,
            body_name=name,
            on=on,
            role=content(ContentKind.CONSULTATION_ROLES, role),
            status=StepStatus.HEARD if closed else StepStatus.PLANNED,
            result=content(ContentKind.CONSULTATION_RESULTS, "noted") if closed else None,
        )
        for position, (name, on, role) in enumerate(stations, start=1)
    ]


def moves_of(paper: Paper) -> list[tuple[PaperState, PaperState]]:
    passed = WAY[: WAY.index(PaperState(paper.state)) + 1]
    return list(pairwise(passed))


def record_paper(frame: Frame, spot: Spot, paper: Paper) -> None:
    frame.chain.add(
        "council.paper_created",
        paper,
        by=spot.by,
        workspace_id=spot.space,
        after={"reference": paper.reference, "title": paper.title},
    )
    for old, new in moves_of(paper):
        frame.chain.add(
            "council.paper_moved",
            paper,
            by=spot.head,
            workspace_id=spot.space,
            before={"state": old},
            after={"state": new},
        )


def make_brief(frame: Frame, spot: Spot) -> None:
    proposal = brief_proposal(spot.place, frame.today)
    brief = Brief(
        municipality=spot.place,
        title=proposal.title,
        as_of=frame.today,
        phase=proposal.phase,
        figures=proposal.figures,
        sentences=list(proposal.sentences),
        request="Bitte unterstützen Sie die Koordinationsstelle.",
    )
    brief.digest = brief_digest(brief)
    brief.save()
    frame.chain.add(
        "council.brief_made", brief, by=spot.by, workspace_id=spot.space,
        after={"title": brief.title, "as_of": brief.as_of},
    )  # fmt: skip
