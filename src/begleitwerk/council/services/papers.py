"""Make a paper and change its fields; the financial effects against the measures."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, claim, snapshot
from begleitwerk.council.models import Paper, PaperSettings
from begleitwerk.council.papers.seal import SAID
from begleitwerk.council.papers.words import euro
from begleitwerk.council.services.common import assign, lock_editable, note, require_reason
from begleitwerk.council.services.settings import locked_settings, take_reference
from begleitwerk.goals.selectors import cost_total
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes.models import Process

# Everything an editor may set: what the paper says, and the process it reports on.
PAPER_FIELDS = ("process", *SAID)
RECORDED = ("process_id", *SAID)
# What a new paper takes over from the settings of its municipality.
USUAL = (
    "authority",
    "head_title",
    "lead_office",
    "file_number",
    "contact_role",
    "budget_product_code",
)


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
        note(by=by, verb="paper_created", paper=paper, after=snapshot(paper, RECORDED))
    return paper


def usual_entries(settings: PaperSettings, municipality: Municipality) -> dict[str, Any]:
    """What a new paper starts with; the authority is the municipality unless named otherwise."""
    values = {name: getattr(settings, name) for name in USUAL}
    return values | {"authority": settings.authority or municipality.name}


def change_paper(
    *, by: User | None, paper: Paper, version: int | None, values: dict[str, Any]
) -> Paper:
    """Change fields of a draft or a paper in review; `values` are any of PAPER_FIELDS.

    Turned on for the first time, the financial effects start with what the measures cost. Raises
    EditConflict; refused once released, for a number that is taken and for bad values.
    """
    with transaction.atomic():
        lock_editable(paper)
        paper = claim(paper, version=version)
        before, amount = snapshot(paper, RECORDED), paper.amount
        first_time = values.get("has_financial_effects") and not paper.has_financial_effects
        _assign(paper, values)
        if first_time or (paper.has_financial_effects and paper.amount != amount):
            _compare_amount(paper, proposed=bool(first_time) and paper.amount is None)
        paper.save()
        note(
            by=by,
            verb="paper_changed",
            paper=paper,
            before=before,
            after=snapshot(paper, RECORDED),
        )
    return paper


def take_amount(*, by: User | None, paper: Paper, version: int | None) -> Paper:
    """Take over what the measures cost together now as the total amount. Raises EditConflict."""
    with transaction.atomic():
        lock_editable(paper)
        paper = claim(paper, version=version)
        before = snapshot(paper, ("amount", "amount_kept_reason"))
        paper.has_financial_effects = True
        _compare_amount(paper, proposed=True)
        paper.save()
        after = snapshot(paper, ("amount", "amount_kept_reason"))
        note(by=by, verb="amount_taken", paper=paper, before=before, after=after)
    return paper


def keep_amount(*, by: User | None, paper: Paper, version: int | None, reason: str) -> Paper:
    """Keep the amount although the measures cost something else, with the reason.

    It is asked again only when the cost moves once more. Raises EditConflict; refused without
    a reason.
    """
    with transaction.atomic():
        lock_editable(paper)
        paper = claim(paper, version=version)
        assign(paper, {"amount_kept_reason": require_reason(reason)}, ("amount_kept_reason",))
        paper.amount_source = cost_total(paper.municipality_id, paper.process_id)
        paper.save()
        seen = "–" if paper.amount_source is None else euro(paper.amount_source)
        note(by=by, verb="amount_kept", paper=paper, after={"seen": seen}, reason=reason)
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
    paper.amount_source = cost_total(paper.municipality_id, paper.process_id)
    paper.amount_kept_reason = ""
    if proposed and paper.amount_source is not None:
        paper.amount = paper.amount_source
