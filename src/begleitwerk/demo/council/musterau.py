"""Landkreis Musterau: three papers in different states, the brief, and what moved since.

The report of last spring went all the way to the committee. The resolution paper is a draft whose
blocks were taken before two figures changed, so that it shows the difference.
"""

from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.council.enums import (
    Coverage,
    PaperType,
    SigningCapacity,
    StepStatus,
)
from begleitwerk.council.models import Paper
from begleitwerk.council.services import (
    add_block,
    add_step,
    attach_file,
    change_settings,
    close_paper,
    create_paper,
    make_brief,
    put_in_consultation,
    record_result,
    release_paper,
    submit_for_review,
    submit_paper,
)
from begleitwerk.demo.world import DemoWorld, item, written
from begleitwerk.files.services import store_file
from begleitwerk.goals.enums import MeasureState
from begleitwerk.goals.models import Measure
from begleitwerk.goals.services import change_measure, report_measure
from begleitwerk.processes.models import Meeting

ROLES, RESULTS = ContentKind.CONSULTATION_ROLES, ContentKind.CONSULTATION_RESULTS
OFFICE = "Amt 51 Jugend und Familie"


def build(world: DemoWorld) -> None:
    set_up(world)
    report_of_spring(world)
    paper_in_review(world)
    draft(world)
    move_data(world)
    brief(world)


def set_up(world: DemoWorld) -> None:
    change_settings(
        by=world.people["head"],
        municipality=world.places["musterau"],
        version=None,
        reference_pattern="{year}/{number}",
        next_number=143,
        authority="Landkreis Musterau",
        head_title="Der Landrat",
        lead_office=OFFICE,
        file_number="51.17",
        contact_role="Netzwerkkoordination Frühe Hilfen",
        budget_product_code="06.51.40",
    )


# --- Considered ---------------------------------------------------------------------------------


def report_of_spring(world: DemoWorld) -> None:
    """An information paper that two bodies took note of; written by hand but for two blocks."""
    coordinator, head = world.people["coordinator"], world.people["head"]
    session = Meeting.objects.get(
        municipality=world.places["musterau"], body=world.bodies["committee"], on__lt=world.today
    )
    day = world.within(-9, 12)
    paper = create_paper(
        by=coordinator,
        municipality=world.places["musterau"],
        process=world.processes["musterau"],
        paper_type=PaperType.INFORMATION,
        title="Frühe Hilfen im Landkreis Musterau: Jahresbericht",
        reference=f"{day.year}/031",
        date=day,
        contributing_offices="Amt 53 Gesundheit",
        signing_capacity=SigningCapacity.IM_AUFTRAG,
        signatory_role="Jugendamtsleitung",
        summary=(
            "Der Landkreis nimmt seit einem Jahr an einer Prozessbegleitung für Frühe Hilfen teil. "
            "Die Gruppen arbeiten, die Bestandsaufnahme ist abgeschlossen. Als Nächstes beschließt "
            "die Steuerungsgruppe Ziele."
        ),
    )
    add_block(by=coordinator, paper=paper, kind="programme")
    add_block(by=coordinator, paper=paper, kind="reason")
    for heading, text in SPRING:
        add_block(by=coordinator, paper=paper, kind="free", heading=heading, text=text)
    heads = add_step(
        by=coordinator,
        paper=paper,
        body=world.bodies["heads"],
        on=world.within(-9, 24),
        role=item(ROLES, "preliminary"),
        is_public=False,
    )
    committee = add_step(
        by=coordinator,
        paper=paper,
        body=world.bodies["committee"],
        on=session.on,
        session_number=session.session_number,
        role=item(ROLES, "information"),
        meeting=session,
    )
    paper = submit_for_review(by=coordinator, paper=paper)
    paper = release_paper(by=head, paper=paper)
    paper = submit_paper(by=head, paper=paper)
    paper = put_in_consultation(by=coordinator, paper=paper)
    record_result(by=coordinator, step=heads, result=item(RESULTS, "noted"))
    record_result(
        by=coordinator, step=committee, result=item(RESULTS, "noted"), votes_yes=15, votes_no=0
    )
    close_paper(by=coordinator, paper=paper)


SPRING = (
    (
        "Was wir erreicht haben",
        (
            "Planungsgruppe und Steuerungsgruppe arbeiten, beide Dezernate sind vertreten. "
            "In einem Workshop mit 38 Personen haben Klinik, Beratung, Kitas und Ämter "
            "zusammengetragen, was gut läuft und was fehlt.\n\n"
            "- 61 Angebote sind erfasst, mit Zielgruppe und Finanzierung.\n"
            "- Der Übergang von der Klinik in die Beratung gelingt.\n"
            "- Im Südkreis fehlen feste Ansprechpersonen."
        ),
    ),
    (
        "Wie es weitergeht",
        (
            "Die Steuerungsgruppe beschließt bald Ziele und Maßnahmen. Der Ausschuss erhält "
            "künftig jedes Jahr einen Bericht."
        ),
    ),
)


# --- In review ----------------------------------------------------------------------------------


def paper_in_review(world: DemoWorld) -> None:
    """It waits for the head of the youth office."""
    coordinator = world.people["coordinator"]
    paper = create_paper(
        by=coordinator,
        municipality=world.places["musterau"],
        process=world.processes["musterau"],
        paper_type=PaperType.INFORMATION,
        title="Gremien der Frühen Hilfen: Zusammensetzung und Bürgermeisterrunden",
        reference=f"{world.today.year}/139",
        date=world.workday(-13),
        signing_capacity=SigningCapacity.IM_AUFTRAG,
        signatory_role="Jugendamtsleitung",
        summary="Die Gruppen stehen. Die Runde im Nordkreis tagt, im Südkreis fehlen zwei Zusagen.",
    )
    add_block(by=coordinator, paper=paper, kind="bodies")
    add_block(
        by=coordinator,
        paper=paper,
        kind="free",
        heading="Bürgermeisterrunden",
        text=(
            "Im Nordkreis tagt die Runde der fünf Gemeinden zweimal im Jahr. Im Südkreis konnten "
            "zwei von vier Gemeinden nach der Kommunalwahl noch niemanden benennen. Die "
            "Dezernatsleitung spricht mit ihnen."
        ),
    )
    add_route(world, paper, (("committee", 22, "information"),))
    submit_for_review(by=coordinator, paper=paper, reason="Bitte bis zur Mitzeichnung prüfen.")


# --- Draft --------------------------------------------------------------------------------------


def draft(world: DemoWorld) -> None:
    """The interim report with blocks of live data, its costs, and its way to the committee."""
    coordinator = world.people["coordinator"]
    deadline = world.month_end(7)
    paper = create_paper(
        by=coordinator,
        municipality=world.places["musterau"],
        process=world.processes["musterau"],
        paper_type=PaperType.RESOLUTION,
        title="Gesamtkonzept Frühe Hilfen: Zwischenbericht und weiteres Vorgehen",
        date=world.workday(-10),
        contributing_offices="Amt 53 Gesundheit, Amt 20 Finanzen",
        signing_capacity=SigningCapacity.IM_AUFTRAG,
        signatory_role="Jugendamtsleitung",
        resolution_proposal=(
            "Der Jugendhilfeausschuss begrüßt den Zwischenbericht. Er beauftragt die Verwaltung, "
            f"das Gesamtkonzept Frühe Hilfen bis zum {written(deadline)} zur Beschlussfassung "
            "vorzulegen und weiter jährlich zu berichten."
        ),
        summary=(
            "Der Landkreis arbeitet mit einer Prozessbegleitung am Gesamtkonzept Frühe Hilfen. "
            "Von fünf Zielen ist eines erreicht, eines im Plan, eines gefährdet und eines "
            "verzögert. Für ein Ziel liegen noch keine Daten vor."
        ),
        body_heading="Sachdarstellung",
        has_financial_effects=True,
        coverage=Coverage.PARTLY,
        coverage_by="Mittel der Bundesstiftung Frühe Hilfen",
        financial_note=(
            "Der größte Teil ist der Haushaltsansatz für die Koordinationsstelle. Er gilt unter "
            "dem Vorbehalt der Haushaltsberatung."
        ),
        attachments=f"Zielübersicht, Stand {written(world.workday(-10))}",
    )
    for kind in SHORT:
        add_block(by=coordinator, paper=paper, kind=kind)
    add_route(
        world,
        paper,
        (
            ("heads", 8, "preliminary"),
            ("social", 15, "hearing"),
            ("committee", 22, "decision"),
        ),
    )
    sheet = store_file(
        by=coordinator,
        municipality=world.places["musterau"],
        upload=SimpleUploadedFile("Angebote-Musterau.csv", OFFERS.encode(), "text/csv"),
    )
    attach_file(by=coordinator, paper=paper, file=sheet, title="Angebote nach Sektor")


# A committee reads two or three pages: goals and costs, without every measure and meeting.
SHORT = (
    "programme",
    "reason",
    "phases",
    "bodies",
    "goals",
    "costs",
    "outlook",
)
OFFERS = """\
Sektor;Angebote
Kinder- und Jugendhilfe;22
Gesundheitswesen;14
Schwangerschaftsberatung;7
Frühförderung;4
Freiwilliges Engagement;6
Bildung und Betreuung;8
"""


def add_route(world: DemoWorld, paper: Paper, stations: tuple[tuple[str, int, str], ...]) -> None:
    """Stations with the sessions that are planned for these days."""
    for key, days, role in stations:
        session = Meeting.objects.filter(body=world.bodies[key], on=world.workday(days)).first()
        add_step(
            by=world.people["coordinator"],
            paper=paper,
            body=world.bodies[key],
            on=world.workday(days),
            session_number=session.session_number if session else "",
            role=item(ROLES, role),
            is_public=key != "heads",
            status=StepStatus.PLANNED,
            meeting=session,
        )


def move_data(world: DemoWorld) -> None:
    """After the blocks were taken, a cost and a state have changed."""
    place = world.places["musterau"]
    change_measure(
        by=world.people["planner"],
        measure=Measure.objects.get(
            municipality=place, title="Ortsprofile mit Kennzahlen bereitstellen"
        ),
        cost=Decimal(4800),
        description="Zwei Seiten je Gemeinde: Kinder unter drei Jahren, Angebote, Wege. "
        "Druckkosten sind nachgetragen.",
    )
    report_measure(
        by=world.people["coordinator"],
        measure=Measure.objects.get(
            municipality=place, title="Ansprechperson je Gemeinde benennen"
        ),
        state=MeasureState.RUNNING,
        progress="Fünf von neun Gemeinden haben eine Ansprechperson benannt.",
        on=world.day(-3),
    )


def brief(world: DemoWorld) -> None:
    """One page with five figures, three sentences and a request."""
    make_brief(
        by=world.people["coordinator"],
        municipality=world.places["musterau"],
        today=world.today,
        request=(
            "Bitte sprechen Sie die Gemeinden im Südkreis an und unterstützen Sie den "
            "Haushaltsansatz für die Koordinationsstelle."
        ),
    )
