"""What is unusual about a paper. A warning never blocks: committees have their own customs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from begleitwerk.core.papers import GAP
from begleitwerk.core.templatetags.bw import day
from begleitwerk.council.enums import Coverage, PaperType
from begleitwerk.council.models import ConsultationStep, Paper, PaperBlock
from begleitwerk.council.papers.numbering import Pattern, PatternError
from begleitwerk.council.selectors import blocks_of, settings_of, steps_of


@dataclass(frozen=True)
class PaperWarning:
    """A code for programs, a sentence with its reason for people, the section it is about."""

    code: str
    text: str
    section: str


def warnings_of(
    paper: Paper,
    *,
    steps: list[ConsultationStep] | None = None,
    blocks: list[PaperBlock] | None = None,
    reference_pattern: str | None = None,
) -> tuple[PaperWarning, ...]:
    """All that is unusual, in the order of the sections; what is at hand spares its read.

    Sections are `head`, `route`, `resolution`, `money`, `body`.
    """
    steps = steps_of(paper) if steps is None else steps
    blocks = blocks_of(paper) if blocks is None else blocks
    if reference_pattern is None:
        reference_pattern = settings_of(paper.municipality).reference_pattern
    return (
        *_head(paper, reference_pattern),
        *_route(paper, steps),
        *_resolution(paper),
        *_money(paper),
        *_body(blocks),
    )


def _head(paper: Paper, pattern: str) -> Iterator[PaperWarning]:
    if not paper.reference:
        text = _("The paper has no number yet; it needs one before it is submitted.")
        yield PaperWarning("reference_missing", text, "head")
    elif not _fits(paper.reference, pattern):
        text = _("The number %(reference)s does not follow your pattern %(pattern)s.") % {
            "reference": paper.reference,
            "pattern": pattern,
        }
        yield PaperWarning("reference_pattern", text, "head")


def _fits(reference: str, pattern: str) -> bool:
    try:
        return Pattern.parse(pattern).fits(reference)
    except PatternError:
        return False


def _route(paper: Paper, steps: list[ConsultationStep]) -> Iterator[PaperWarning]:
    if not steps:
        text = _("No body is named that considers the paper.")
        yield PaperWarning("route_empty", text, "route")
    for step in steps:
        if step.on is None:
            text = _("%(body)s: the date of the session is still open.") % {"body": step.body_name}
            yield PaperWarning("step_without_date", text, "route")
        yield from _role(paper, step)
    yield from _order(steps)
    if paper.date:
        yield from _before_paper(paper.date, steps)


def _role(paper: Paper, step: ConsultationStep) -> Iterator[PaperWarning]:
    key = step.role.key if step.role else ""
    if paper.paper_type == PaperType.INFORMATION and key == "decision":
        text = _(
            "%(body)s is to decide, but an information paper proposes nothing to decide on."
        ) % {"body": step.body_name}
        yield PaperWarning("decision_on_information", text, "route")
    if paper.paper_type == PaperType.RESOLUTION and key == "information":
        text = _(
            "%(body)s only takes note, although the paper proposes a resolution. Some "
            "municipalities do it this way."
        ) % {"body": step.body_name}
        yield PaperWarning("information_on_resolution", text, "route")


def _order(steps: list[ConsultationStep]) -> Iterator[PaperWarning]:
    dated = [step for step in steps if step.on]
    for earlier, later in pairwise(dated):
        if later.on and earlier.on and later.on < earlier.on:
            text = _(
                "%(later)s meets on %(later_on)s and thus before %(earlier)s on %(earlier_on)s, "
                "although it comes after it in the route."
            ) % {
                "later": later.body_name,
                "later_on": day(later.on),
                "earlier": earlier.body_name,
                "earlier_on": day(earlier.on),
            }
            yield PaperWarning("dates_backwards", text, "route")


def _before_paper(written: date, steps: list[ConsultationStep]) -> Iterator[PaperWarning]:
    for step in steps:
        if step.on and step.on < written:
            text = _("%(body)s meets on %(on)s, before the date of the paper (%(date)s).") % {
                "body": step.body_name,
                "on": day(step.on),
                "date": day(written),
            }
            yield PaperWarning("session_before_paper", text, "route")


def _resolution(paper: Paper) -> Iterator[PaperWarning]:
    proposes = bool(paper.resolution_proposal.strip())
    if paper.paper_type == PaperType.RESOLUTION and not proposes:
        text = _("A resolution paper usually proposes a resolution; there is none yet.")
        yield PaperWarning("resolution_missing", text, "resolution")
    if paper.paper_type == PaperType.INFORMATION and proposes:
        text = _("An information paper usually proposes no resolution; this one does.")
        yield PaperWarning("resolution_unusual", text, "resolution")


def _money(paper: Paper) -> Iterator[PaperWarning]:
    if not paper.has_financial_effects:
        return
    if paper.amount is None:
        text = _("Financial effects are stated, but there is no amount.")
        yield PaperWarning("amount_missing", text, "money")
    elif not paper.coverage:
        text = _("It is not said how the amount is covered.")
        yield PaperWarning("coverage_missing", text, "money")
    if paper.coverage == Coverage.PARTLY and not paper.coverage_by.strip():
        text = _("The funds are planned in part; it is not said what covers the rest.")
        yield PaperWarning("coverage_by_missing", text, "money")


def _body(blocks: list[PaperBlock]) -> Iterator[PaperWarning]:
    if not blocks:
        text = _("The body text is empty.")
        yield PaperWarning("body_empty", text, "body")
    for block in blocks:
        if GAP in block.text:
            text = _("“%(block)s” has a gap to fill in.") % {"block": block}
            yield PaperWarning("gap", text, "body")
