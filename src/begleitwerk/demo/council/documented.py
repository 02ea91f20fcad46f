"""Three public council papers, entered field by field.

What they say stands in the papers of the municipalities themselves. Persons are left out: where a
paper names one, here stands the function.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.council.enums import Coverage, PaperType, SigningCapacity, StepStatus
from begleitwerk.council.models import Paper
from begleitwerk.council.services import (
    add_block,
    add_step,
    change_block,
    change_settings,
    create_paper,
    release_paper,
    submit_for_review,
    submit_paper,
)
from begleitwerk.demo.council import rendsburg, soest, stendal
from begleitwerk.demo.world import DemoWorld
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body
from begleitwerk.processes.selectors import process_of


@dataclass(frozen=True)
class Part:
    """A part of the body text: what kind of block it is, its heading, the words of the paper."""

    kind: str
    heading: str
    text: str


def record_papers(world: DemoWorld) -> None:
    build_papers(by=world.people["operator"], places=world.places)


def build_papers(*, by: User | None, places: dict[str, Municipality]) -> dict[str, Paper]:
    """The papers of the places that are there: keys soest, stendal, rendsburg."""
    builders = {
        "soest": build_soest_paper,
        "stendal": build_stendal_paper,
        "rendsburg": build_rendsburg_paper,
    }
    return {
        key: build(by=by, municipality=places[key])
        for key, build in builders.items()
        if key in places
    }


def build_soest_paper(*, by: User | None, municipality: Municipality) -> Paper:
    """017/2023: a resolution paper whose committee only takes note; it bears no date."""
    _settings(by, municipality, reference_pattern="{number:3}/{year}", authority="Kreis Soest")
    paper = create_paper(
        by=by,
        municipality=municipality,
        process=process_of(municipality),
        paper_type=PaperType.RESOLUTION,
        title=soest.TITLE,
        reference="017/2023",
        lead_office="51 Jugend und Familie",
        file_number="51.17",
        signing_capacity=SigningCapacity.IM_AUFTRAG,
        resolution_proposal=soest.RESOLUTION,
        has_financial_effects=True,
        amount=Decimal(0),
        budget_product_code="06.51.40",
        coverage=Coverage.PLANNED,
        summary=soest.SUMMARY,
        body_heading="Sachdarstellung",
    )
    add_step(
        by=by,
        paper=paper,
        body=_body(municipality, "youth_welfare_committee"),
        body_name="Jugendhilfeausschuss",
        on=date(2023, 3, 14),
        session_number="11. Sitzung des Jugendhilfeausschusses",
        role=item(ContentKind.CONSULTATION_ROLES, "information"),
        status=StepStatus.ON_AGENDA,
    )
    _write(by, paper, [Part(kind, "", text) for kind, text in soest.PARTS])
    return _submit(by, paper)


def build_stendal_paper(*, by: User | None, municipality: Municipality) -> Paper:
    """DS 481/2022: an information paper without roles in its route."""
    _settings(
        by, municipality, reference_pattern="DS {number}/{year}", authority="Landkreis Stendal"
    )
    paper = create_paper(
        by=by,
        municipality=municipality,
        process=process_of(municipality),
        paper_type=PaperType.INFORMATION,
        title=stendal.TITLE,
        reference="DS 481/2022",
        date=date(2022, 4, 11),
        lead_office="Jugendamt",
        file_number="51",
        signing_capacity=SigningCapacity.PERSONAL,
        signatory_role="Landrat",
        attachments="Infoblatt NZFH",
    )
    for kind, name, on in (
        ("department_heads", "Dezernentenkonferenz", date(2022, 4, 12)),
        ("youth_welfare_committee", "Jugendhilfeausschuss", date(2022, 4, 26)),
    ):
        add_step(
            by=by,
            paper=paper,
            body=_body(municipality, kind),
            body_name=name,
            on=on,
            status=StepStatus.ON_AGENDA,
        )
    _write(by, paper, [Part("free", *part) for part in stendal.PARTS])
    return _submit(by, paper)


def build_rendsburg_paper(*, by: User | None, municipality: Municipality) -> Paper:
    """VO/2018/601: an information paper whose session has no date; nobody else contributes."""
    _settings(
        by,
        municipality,
        reference_pattern="VO/{year}/{number}",
        authority="Kreis Rendsburg-Eckernförde",
    )
    paper = create_paper(
        by=by,
        municipality=municipality,
        process=process_of(municipality),
        paper_type=PaperType.INFORMATION,
        title=rendsburg.TITLE,
        reference="VO/2018/601",
        date=date(2018, 8, 29),
        lead_office="Ausbildung",
        contributing_offices="–",
        contact_role="Ansprechperson der federführenden Stelle",
        clerk_role="Sachbearbeitung der federführenden Stelle",
        signatory_role="Ansprechperson der federführenden Stelle",
    )
    add_step(
        by=by,
        paper=paper,
        body=_body(municipality, "youth_welfare_committee"),
        body_name="Jugendhilfeausschuss",
        role=item(ContentKind.CONSULTATION_ROLES, "information"),
        status=StepStatus.ON_AGENDA,
    )
    _write(by, paper, [Part("free", *part) for part in rendsburg.PARTS])
    return _submit(by, paper)


def _settings(by: User | None, municipality: Municipality, **values: Any) -> None:
    change_settings(by=by, municipality=municipality, version=None, **values)


def _body(municipality: Municipality, kind: str) -> Body | None:
    return Body.objects.filter(municipality=municipality, kind__key=kind).first()


def _write(by: User | None, paper: Paper, parts: list[Part]) -> None:
    """Blocks over live data are taken first and then get the words of the paper."""
    for part in parts:
        if part.kind == "free":
            add_block(by=by, paper=paper, kind=part.kind, heading=part.heading, text=part.text)
            continue
        block = add_block(by=by, paper=paper, kind=part.kind, heading=part.heading)
        change_block(
            by=by, block=block, version=None, heading=part.heading, text=part.text, table=None
        )


def _submit(by: User | None, paper: Paper) -> Paper:
    paper = submit_for_review(by=by, paper=paper)
    paper = release_paper(by=by, paper=paper)
    return submit_paper(by=by, paper=paper)
