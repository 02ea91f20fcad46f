"""Make a paper and change its fields; the financial effects against the measures."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import selectable_items
from begleitwerk.core.papers import euro
from begleitwerk.core.services import Refused, changing, record_added, require_reason
from begleitwerk.council.enums import PaperType
from begleitwerk.council.models import Paper, PaperSettings
from begleitwerk.council.papers import costs_part, live_content
from begleitwerk.council.services.blocks import add_usual_blocks
from begleitwerk.council.services.common import assign, writing_on
from begleitwerk.council.services.route import add_step
from begleitwerk.council.services.settings import locked_settings, take_reference
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body
from begleitwerk.processes.models import Process

# Everything an editor may set: what the paper says, and the process it reports on.
PAPER_FIELDS = ("process", *Paper.said)
# What a new paper takes over from the settings of its municipality.
USUAL = (
    "authority",
    "head_title",
    "lead_office",
    "file_number",
    "contact_role",
    "budget_product_code",
)
# What a committee usually does with a paper of each type.
USUAL_ROLE = {PaperType.INFORMATION: "information", PaperType.RESOLUTION: "decision"}


def begin_paper(
    *,
    by: User | None,
    municipality: Municipality,
    process: Process | None,
    paper_type: str,
    title: str,
    committee: Body | None = None,
    take_blocks: bool = False,
) -> Paper:
    """A new draft, its first step in the usual role, and with `take_blocks` a draft text."""
    with transaction.atomic():
        paper = create_paper(
            by=by, municipality=municipality, process=process, paper_type=paper_type, title=title
        )
        if committee:
            roles = selectable_items(ContentKind.CONSULTATION_ROLES)
            role = roles.filter(key=USUAL_ROLE[PaperType(paper_type)]).first()
            add_step(by=by, paper=paper, body=committee, role=role)
        if take_blocks:
            add_usual_blocks(by=by, paper=paper)
    return paper


def create_paper(
    *,
    by: User | None,
    municipality: Municipality,
    process: Process | None,
    paper_type: str,
    title: str,
    **fields: Any,
) -> Paper:
    """A new draft with what the municipality's papers usually say, and the next number.

    `fields` are any of PAPER_FIELDS and go before the usual entries; with a `reference` of its
    own the paper uses up no number. Refused for a number that is taken and for bad values.
    """
    with transaction.atomic():
        settings = locked_settings(municipality)
        paper = Paper(municipality=municipality)
        values = usual_entries(settings, municipality) | fields
        values |= {"process": process, "paper_type": paper_type, "title": title}
        if "reference" not in fields:
            day = fields.get("date") or timezone.localdate()
            values["reference"] = take_reference(settings, day)
        _assign(paper, values)
        if paper.has_financial_effects:
            _compare_amount(paper, proposed="amount" not in fields)
        paper.save()
        record_added(by=by, verb="council.paper_created", row=paper)
    return paper


def usual_entries(settings: PaperSettings, municipality: Municipality) -> dict[str, Any]:
    """What a new paper starts with; the authority is the municipality unless named otherwise."""
    values = {name: getattr(settings, name) for name in USUAL}
    return values | {"authority": settings.authority or municipality.name}


def change_paper(
    *, by: User | None, paper: Paper, version: int | None = None, **values: Any
) -> Paper:
    """Change fields of a draft or a paper in review; `values` are any of PAPER_FIELDS.

    Turned on for the first time, the financial effects start with what the measures cost. Raises
    EditConflict; refused once released, for a number that is taken and for bad values.
    """
    with (
        writing_on(paper),
        changing(paper, by=by, verb="council.paper_changed", version=version) as paper,
    ):
        amount, had_effects = paper.amount, paper.has_financial_effects
        _assign(paper, values)
        first_time = paper.has_financial_effects and not had_effects
        if first_time or (paper.has_financial_effects and paper.amount != amount):
            _compare_amount(paper, proposed=first_time and paper.amount is None)
    return paper


def take_amount(*, by: User | None, paper: Paper, version: int | None = None) -> Paper:
    """Take over what the measures cost together now as the total amount. Raises EditConflict."""
    with (
        writing_on(paper),
        changing(
            paper, by=by, verb="council.amount_taken", version=version, always=("amount",)
        ) as paper,
    ):
        paper.has_financial_effects = True
        _compare_amount(paper, proposed=True)
    return paper


def keep_amount(*, by: User | None, paper: Paper, reason: str, version: int | None = None) -> Paper:
    """Keep the amount although the measures cost something else, with the reason.

    It is asked again only when the cost moves once more. Raises EditConflict; refused without
    a reason.
    """
    why, seen = require_reason(reason), _costs(paper)
    told = {"seen": "–" if seen is None else euro(seen)}
    with (
        writing_on(paper),
        changing(
            paper, by=by, verb="council.amount_kept", version=version, reason=why, also=told
        ) as paper,
    ):
        assign(paper, {"amount_kept_reason": why}, ("amount_kept_reason",))
        paper.amount_source = seen
    return paper


def _assign(paper: Paper, values: dict[str, Any]) -> None:
    process: Process | None = values.get("process")
    if process is not None and not _takes_part(paper.municipality, process):
        raise Refused(_("This process belongs to another municipality."), "process")
    if "reference" in values:
        values = {**values, "reference": str(values["reference"] or "").strip()}
    assign(paper, values, PAPER_FIELDS)
    if "reference" in values and paper.reference and _is_taken(paper):
        raise Refused(
            _("Another paper already has the number %(reference)s.")
            % {"reference": paper.reference},
            "reference",
        )


def _takes_part(municipality: Municipality, process: Process) -> bool:
    return process.municipality_id == municipality.pk or (
        process.engagement.party_rows.filter(municipality=municipality).exists()
    )


def _is_taken(paper: Paper) -> bool:
    same = Paper.objects.filter(municipality_id=paper.municipality_id, reference=paper.reference)
    return same.exclude(pk=paper.pk).exists()


def _compare_amount(paper: Paper, *, proposed: bool) -> None:
    """Remember what the measures cost at this moment; with `proposed`, it is the amount."""
    paper.amount_source = _costs(paper)
    paper.amount_kept_reason = ""
    if proposed and paper.amount_source is not None:
        paper.amount = paper.amount_source


def _costs(paper: Paper) -> Decimal | None:
    """What the measures cost together now, in euros; None where no cost is recorded."""
    kind = costs_part().kind
    return live_content(paper, kinds=[kind], today=timezone.localdate())[kind].amount
