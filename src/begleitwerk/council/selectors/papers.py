"""Reads of papers, their parts, settings and briefs."""

from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from django.db.models import (
    Exists,
    Min,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    prefetch_related_objects,
)
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.core.selectors import alphabetical, row_at
from begleitwerk.council.enums import INTRODUCED
from begleitwerk.council.models import (
    Brief,
    ConsultationStep,
    Paper,
    PaperAttachment,
    PaperBlock,
    PaperSettings,
    PaperTransition,
)
from begleitwerk.goals.models import Goal
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.selectors import access_of, reaches, within, workspaces_with

Row = TypeVar("Row", bound=Model)

# What the process of a paper stands in.
OF_PROCESS = (
    "process__municipality",
    "process__engagement__edition__programme",
    "process__engagement__theme",
)
# What a document reads beside the paper itself.
PLACE = "municipality__workspace"
PARTS = (
    Prefetch("steps", ConsultationStep.objects.select_related("role", "result")),
    "blocks",
    "files",
)

# --- Papers -------------------------------------------------------------------------------------


def visible_to(user: User) -> QuerySet[Paper]:
    """Papers a person may read: all where she works on them, else those introduced."""
    everything = within(workspaces_with(user, Permission.PAPERS_VIEW), "municipality")
    introduced = within(workspaces_with(user, Permission.PAPERS_VIEW_INTRODUCED), "municipality")
    rows = Paper.objects.filter(everything | (introduced & Q(state__in=INTRODUCED)))
    return rows.select_related(PLACE)


def reads_all_papers(user: User, municipality: Municipality) -> bool:
    """Whether no paper of the municipality is hidden from her."""
    return access_of(user).may(Permission.PAPERS_VIEW, municipality.workspace)


def papers_of(municipality: Municipality, user: User, today: date) -> QuerySet[Paper]:
    """The papers of a municipality a person may read, newest first.

    `next_session` is the earliest day from today on at which a body considers the paper.
    """
    ahead = Min("steps__on", filter=Q(steps__on__gte=today))
    rows = visible_to(user).filter(municipality=municipality)
    return rows.annotate(next_session=ahead).order_by("-created_at", "-pk")


def get_paper_or_404(user: User, municipality: Municipality, pk: int) -> Paper:
    """A paper of a municipality whose workspace the person may open.

    Whether she may read this one is for the rule `council.view_paper` to say.
    """
    rows = Paper.objects.select_related("municipality__workspace", *OF_PROCESS)
    paper = row_at(rows.filter(municipality=municipality, pk=pk))
    if paper is None or not reaches(user, municipality.workspace):
        raise Http404
    return paper


def with_parts(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """Papers with all a document needs, in three further queries."""
    return papers.select_related("municipality__workspace", "process").prefetch_related(*PARTS)


def load_parts(paper: Paper) -> Paper:
    """The same for a paper that is at hand."""
    prefetch_related_objects([paper], *PARTS)
    return paper


def load_printed(paper: Paper) -> Paper:
    """The parts as far as they are printed: without what the live data said back then."""
    unprinted = ("source_text", "source_table", "sources")
    blocks = Prefetch("blocks", PaperBlock.objects.defer(*unprinted))
    prefetch_related_objects([paper], *[blocks if part == "blocks" else part for part in PARTS])
    return paper


def steps_of(paper: Paper) -> list[ConsultationStep]:
    """The stations of the route in their order, with role and result."""
    if "steps" in getattr(paper, "_prefetched_objects_cache", {}):
        return list(paper.steps.all())
    return list(paper.steps.select_related("role", "result", "body", "meeting"))


def blocks_of(paper: Paper) -> list[PaperBlock]:
    return list(paper.blocks.all())


def attachments_of(paper: Paper) -> list[PaperAttachment]:
    """The attached files in their order. Titles without a file stand in `paper.attachments`."""
    if "files" in getattr(paper, "_prefetched_objects_cache", {}):
        return list(paper.files.all())
    return list(paper.files.select_related("file"))


def get_block_or_404(paper: Paper, pk: int) -> PaperBlock:
    return _part_or_404(PaperBlock.objects.filter(paper=paper), pk)


def get_step_or_404(paper: Paper, pk: int) -> ConsultationStep:
    rows = ConsultationStep.objects.select_related("role", "result", "body", "meeting")
    return _part_or_404(rows.filter(paper=paper), pk)


def get_attachment_or_404(paper: Paper, pk: int) -> PaperAttachment:
    return _part_or_404(PaperAttachment.objects.select_related("file").filter(paper=paper), pk)


def _part_or_404(rows: QuerySet[Row], pk: int) -> Row:
    row = row_at(rows.filter(pk=pk))
    if row is None:
        raise Http404
    return row


def transitions_of(paper: Paper) -> list[tuple[PaperTransition, str]]:
    """From state to state, oldest first, each with the name of who did it (empty if unknown)."""
    rows = list(paper.transitions.all())
    ids = {row.by_id for row in rows if row.by_id}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    return [(row, names.get(row.by_id, "") if row.by_id else "") for row in rows]


def papers_reporting(goal: Goal, user: User) -> list[Paper]:
    """The papers whose body text reports on a goal, newest first, as far as she may read them."""
    blocks = PaperBlock.objects.filter(paper=OuterRef("pk"), goals=goal)
    rows = visible_to(user).filter(Exists(blocks), municipality=goal.municipality_id)
    return list(rows.order_by("-created_at", "-pk"))


# --- By number, for the command line --------------------------------------------------------------


def papers_by_reference(reference: str, slug: str = "") -> list[Paper]:
    """Papers with a number, of one municipality or of all, ready to be written out."""
    rows = Paper.objects.filter(reference=reference)
    if slug:
        rows = rows.filter(municipality__workspace__slug=slug)
    return list(with_parts(rows).order_by(alphabetical("municipality__name"), "pk"))


def near_references(reference: str, slug: str = "") -> list[str]:
    """Numbers that look like the one asked for, the most similar first."""
    rows = Paper.objects.exclude(reference="")
    if slug:
        rows = rows.filter(municipality__workspace__slug=slug)
    known = {str(found) for found in rows.values_list("reference", flat=True)}
    return get_close_matches(reference, sorted(known), n=5, cutoff=0.6)


# --- Settings and briefs --------------------------------------------------------------------------


def settings_of(municipality: Municipality) -> PaperSettings:
    """The settings of a municipality, or unsaved ones with the defaults."""
    rows = PaperSettings.objects.select_related("template")
    return rows.filter(municipality=municipality).first() or PaperSettings(
        municipality=municipality
    )


def briefs_of(municipality: Municipality) -> QuerySet[Brief]:
    """All briefs of a municipality, newest first."""
    return Brief.objects.filter(municipality=municipality).order_by("-as_of", "-pk")


def latest_brief(municipality: Municipality) -> Brief | None:
    return briefs_of(municipality).first()


def get_brief_or_404(user: User, municipality: Municipality, pk: int) -> Brief:
    brief = row_at(briefs_of(municipality).select_related("municipality__workspace").filter(pk=pk))
    if brief is None or not reaches(user, municipality.workspace):
        raise Http404
    return brief
