"""A paper as the document a committee reads."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from begleitwerk.core.papers import day, euro
from begleitwerk.council.enums import EDITABLE, Coverage
from begleitwerk.council.models import ConsultationStep, Paper, PaperBlock
from begleitwerk.council.papers.words import (
    COVERAGE,
    PAPER_TYPES,
    SIGNING,
    STEP_STATUS,
)
from begleitwerk.council.selectors import attachments_of, blocks_of, steps_of
from begleitwerk.engine.documents import (
    Block,
    Choices,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
    parse_text,
)

ROUTE, MONEY = "Beratungsfolge", "Finanzielle Auswirkungen"


def document_of(paper: Paper) -> Document:
    """Everything the paper says, in the order of the printed page; German always.

    At most five queries, however many steps, blocks and files it has; none for a paper read
    with `selectors.with_parts`.
    """
    blocks = (block for _, part in sections_of(paper) for block in part)
    return _frame(paper, tuple(blocks))


def sections_of(paper: Paper) -> list[tuple[str, tuple[Block, ...]]]:
    """The parts of the sheet below the subject, each with the key of its section.

    Keys are `head`, `route`, `resolution`, `money`, `summary`, `body`, `block-<pk>` for each
    block of the body text, `attachments`, `signature`. Empty parts are left out.
    """
    blocks = blocks_of(paper)
    parts: list[tuple[str, tuple[Block, ...]]] = [
        ("head", tuple(_facts(paper))),
        ("route", tuple(_route(steps_of(paper)))),
        ("resolution", _titled("Beschlussvorschlag", paper.resolution_proposal)),
        ("money", tuple(_money(paper))),
        ("summary", _titled("Zusammenfassung", paper.summary)),
        ("body", (Heading(paper.body_heading or "Sachverhalt"),) if blocks else ()),
        *((block.section, tuple(_block(block))) for block in blocks),
        ("attachments", tuple(_attachments(paper))),
        ("signature", tuple(_signature(paper))),
    ]
    return [(key, part) for key, part in parts if part]


def head_document(paper: Paper) -> Document:
    """Letterhead and subject alone, for a page that shows the sections one by one."""
    return _frame(paper, ())


def _frame(paper: Paper, blocks: tuple[Block, ...]) -> Document:
    publicity = "öffentlich" if paper.is_public else "nichtöffentlich"
    author = paper.authority or paper.municipality.name
    title = " ".join(filter(None, [paper.reference, paper.title]))
    return Document(
        title=title,
        reference=paper.reference,
        subject=paper.title,
        preline=f"{PAPER_TYPES[paper.paper_type]}, {publicity}",
        letterhead_left=tuple(filter(None, [author, paper.head_title])),
        letterhead_right=tuple(_letterhead(paper)),
        blocks=blocks,
        author=author,
        created=paper.date,
        footer="Entwurf" if paper.state in EDITABLE else "",
    )


def _letterhead(paper: Paper) -> Iterator[str]:
    if paper.lead_office:
        yield f"Federführend: {paper.lead_office}"
    if paper.file_number:
        yield f"Aktenzeichen: {paper.file_number}"
    if paper.date:
        yield f"Datum: {day(paper.date)}"


def _facts(paper: Paper) -> Iterator[Block]:
    pairs = [
        ("Mitwirkend", paper.contributing_offices),
        ("Ansprechpartner/in", paper.contact_role),
        ("Bearbeiter/in", paper.clerk_role),
        ("Im Auftrag / In Vertretung", _capacity(paper)),
    ]
    filled = tuple((name, value) for name, value in pairs if value)
    if filled:
        yield Facts("Angaben zur Vorlage", filled)


def _titled(heading: str, text: str) -> tuple[Block, ...]:
    return (Heading(heading), *parse_text(text)) if text.strip() else ()


# --- Route ----------------------------------------------------------------------------------------


def _route(steps: list[ConsultationStep]) -> Iterator[Block]:
    """The route as a table; a column that no step fills is left out."""
    if not steps:
        return
    columns = [
        ("Gremium", [step.body_name for step in steps]),
        ("Zuständigkeit", [step.role.label_de if step.role else "" for step in steps]),
        ("Status", ["öffentlich" if step.is_public else "nichtöffentlich" for step in steps]),
        ("Sitzung", [_session(step) for step in steps]),
        ("Ergebnis", [_result(step) for step in steps]),
    ]
    filled = [(name, cells) for name, cells in columns if any(cells)]
    yield Heading(ROUTE)
    yield Table(
        caption=ROUTE,
        header=tuple(name for name, _ in filled),
        rows=tuple(zip(*(cells for _, cells in filled), strict=True)),
    )
    for step in steps:
        if step.resolution_text.strip():
            yield Heading(f"Beschluss: {step.body_name}", 2)
            yield from parse_text(step.resolution_text)


def _session(step: ConsultationStep) -> str:
    return "\n".join(filter(None, [day(step.on) if step.on else "", step.session_number]))


def _result(step: ConsultationStep) -> str:
    status = "" if step.result else STEP_STATUS[step.status]
    told = step.result.label_de if step.result else status
    return "\n".join(filter(None, [told, _votes(step)]))


def _votes(step: ConsultationStep) -> str:
    if step.votes_yes is None and step.votes_no is None and step.abstentions is None:
        return ""
    abstentions = step.abstentions or 0
    return (
        f"{step.votes_yes or 0} Ja, {step.votes_no or 0} Nein, "
        f"{abstentions} {'Enthaltung' if abstentions == 1 else 'Enthaltungen'}"
    )


# --- Money ----------------------------------------------------------------------------------------


def _money(paper: Paper) -> Iterator[Block]:
    if not paper.has_financial_effects:
        return
    amount = "noch nicht beziffert" if paper.amount is None else euro(paper.amount)
    pairs = [
        ("Gesamtbetrag", amount),
        ("Produkt", paper.budget_product_code or "nicht angegeben"),
    ]
    note = paper.financial_note.strip()
    yield Heading(MONEY)
    yield Facts(MONEY, tuple(pairs))
    yield Choices("", tuple(_boxes(paper)))
    if note:
        yield Heading("Erläuterungen", 2)
        yield from parse_text(note)
    else:
        yield Paragraph("Erläuterungen: keine")


def _boxes(paper: Paper) -> Iterator[tuple[bool, str]]:
    for option, text in COVERAGE.items():
        on = paper.coverage == option
        if option == Coverage.PARTLY:
            rest = paper.coverage_by if on else ""
            text = f"{text}, eine Deckung erfolgt durch: {rest}".rstrip()
        yield on, text


# --- Body, attachments, signature -----------------------------------------------------------------


def _block(block: PaperBlock) -> Iterator[Block]:
    if block.heading:
        yield Heading(block.heading, 2)
    yield from parse_text(block.text)
    if block.table:
        yield table_of(block)


def table_of(block: PaperBlock) -> Table:
    """The table of a block; the caption of a dated one ends with the day it was taken."""
    kept: dict[str, Any] = block.table or {}
    caption = kept.get("caption", "")
    if kept.get("dated") and block.taken_at:
        caption = f"{caption} am {day(timezone.localdate(block.taken_at))}"
    return Table(
        caption=caption,
        header=tuple(kept.get("header", ())),
        rows=tuple(tuple(row) for row in kept.get("rows", ())),
        numeric=frozenset(kept.get("numeric", ())),
    )


def _attachments(paper: Paper) -> Iterator[Block]:
    listed = [line.strip() for line in paper.attachments.splitlines() if line.strip()]
    titles = [*listed, *(file.title for file in attachments_of(paper))]
    if titles:
        yield Heading("Anlagen")
        numbered = (f"{number}. {title}" for number, title in enumerate(titles, start=1))
        yield Paragraph("\n".join(numbered))


def _signature(paper: Paper) -> Iterator[Block]:
    if not paper.signatory_role:
        return
    yield Paragraph("\n".join(filter(None, [_capacity(paper), paper.signatory_role])))


def _capacity(paper: Paper) -> str:
    """How somebody signs for another; empty for whoever signs in person."""
    return SIGNING.get(paper.signing_capacity, "")
