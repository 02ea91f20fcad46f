"""The editor: outline, the sheet as it will print, and the chosen section beside it."""

import copy
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.pages import Crumbs, FormPage, Page, Values
from begleitwerk.core.presenters import HistoryLine
from begleitwerk.council import services
from begleitwerk.council.enums import EDITABLE, PaperState
from begleitwerk.council.forms import SECTION_FORMS, BlockForm
from begleitwerk.council.models import Paper, PaperBlock
from begleitwerk.council.papers import (
    Changes,
    Overview,
    PaperWarning,
    head_document,
    overview_of,
    sections_of,
    stamp_of,
    warnings_of,
)
from begleitwerk.council.presenters import paper_history
from begleitwerk.council.selectors import attachments_of, blocks_of, load_parts, steps_of
from begleitwerk.council.views.changes import AmountDifference, BlockDifference
from begleitwerk.council.views.common import (
    SLUGS,
    PaperPage,
    list_crumbs,
    paper_url,
    slug_of,
)
from begleitwerk.council.views.sources import Sources
from begleitwerk.council.views.states import open_to
from begleitwerk.engine.canonical import digest_of
from begleitwerk.engine.documents import Block, Document, Heading, render_blocks_html
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.selectors import access_of

LABELS: dict[str, Promise] = {
    "head": _("Head and subject"),
    "route": _("Consultation route"),
    "resolution": _("Proposed resolution"),
    "money": _("Financial effects"),
    "summary": _("Summary"),
    "body": _("Body text"),
    "attachments": _("Attachments"),
}
# More entries than any history has.
ALL = 10_000


@dataclass(frozen=True)
class Entry:
    """A line of the outline; `changed` where its data has moved."""

    key: str
    label: str
    url: str
    on: bool
    changed: bool
    move_url: str = ""
    below: tuple["Entry", ...] = ()


@dataclass(frozen=True)
class SheetPart:
    """A section on the sheet. `title` is its own heading, which leads to the section."""

    key: str
    title: str
    level: int
    html: str
    url: str
    on: bool
    changed: bool

    @property
    def slug(self) -> str:
        return slug_of(self.key)

    @property
    def is_empty(self) -> bool:
        return not self.title and not self.html


@dataclass
class PaperDesk:
    """What the editor shows of one paper to one person."""

    user: User
    paper: Paper
    chosen: str = ""
    form: Any = None
    whole_history: bool = False
    all_sources: bool = False
    today: Any = field(default_factory=timezone.localdate)

    def __post_init__(self) -> None:
        self.stamp = stamp_of(self.paper, self.today)
        self.chosen = self.chosen or self.first_choice()

    @property
    def view(self) -> str:
        """What a piece of the page is remembered under: the paper's stamp, and who sees what."""
        seen = [self.is_inside, self.edits, self.chosen, self.whole_history, self.all_sources]
        return digest_of([self.stamp.key, *seen])

    # --- rights -----------------------------------------------------------------------------------

    @cached_property
    def is_inside(self) -> bool:
        """Whether she works with drafts, and so sees differences, notices and history."""
        return access_of(self.user).may(Permission.PAPERS_VIEW, self.paper.municipality.workspace)

    @cached_property
    def edits(self) -> bool:
        return self.user.has_perm("council.edit_paper", self.paper)

    @property
    def may_write(self) -> bool:
        return self.edits and self.paper.state in EDITABLE

    @property
    def may_route(self) -> bool:
        return self.edits and self.paper.state != PaperState.CLOSED

    # --- parts ------------------------------------------------------------------------------------

    @cached_property
    def blocks(self) -> list[PaperBlock]:
        return blocks_of(self.paper)

    @cached_property
    def steps(self) -> list[Any]:
        return steps_of(self.paper)

    @cached_property
    def files(self) -> list[Any]:
        return attachments_of(self.paper)

    @cached_property
    def block(self) -> PaperBlock | None:
        """The block that is chosen."""
        return next((row for row in self.blocks if row.section == self.chosen), None)

    @cached_property
    def overview(self) -> Overview | None:
        """What only those who work with drafts are told."""
        if not self.is_inside:
            return None
        return overview_of(self.paper, self.blocks, self.stamp)

    @property
    def changes(self) -> Changes:
        return self.overview.changes if self.overview else Changes()

    @cached_property
    def changed_keys(self) -> list[str]:
        """The sections whose data has moved, in the order of the sheet."""
        money = ["money"] if self.changes.amount else []
        return money + [change.block.section for change in self.changes.blocks]

    @cached_property
    def warnings(self) -> tuple[PaperWarning, ...]:
        if self.overview is None:
            return ()
        pattern = self.overview.reference_pattern
        return warnings_of(
            self.paper, steps=self.steps, blocks=self.blocks, reference_pattern=pattern
        )

    def first_choice(self) -> str:
        """What needs a decision first; whoever only reads has nothing chosen."""
        if self.changed_keys:
            return self.changed_keys[0]
        return "head" if self.may_write else ""

    # --- outline and sheet ------------------------------------------------------------------------

    def url(self, key: str) -> str:
        return paper_url(self.paper, key, f"#b-{slug_of(key)}")

    @cached_property
    def outline(self) -> list[Entry]:
        below = tuple(
            self.entry(row.section, str(row), move_url=self.move_url(row)) for row in self.blocks
        )
        return [
            self.entry(key, str(label), below=below if key == "body" else ())
            for key, label in LABELS.items()
        ]

    def entry(self, key: str, label: str, **further: Any) -> Entry:
        on, changed = key == self.chosen, key in self.changed_keys
        return Entry(key, label, self.url(key), on, changed, **further)

    def move_url(self, row: PaperBlock) -> str:
        place = self.paper.municipality
        return reverse("council:block_move", args=[place.slug, self.paper.pk, row.pk])

    @property
    def head(self) -> Document:
        return head_document(self.paper)

    @cached_property
    def sheet(self) -> list[SheetPart]:
        """The sections as they will print; a chosen one that is empty says so."""
        found = dict(sections_of(self.paper))
        if self.chosen not in {*found, "head", ""}:
            found[self.chosen] = ()
        order = ["head", "route", "resolution", "money", "summary", "body"]
        order += [row.section for row in self.blocks]
        order += ["attachments", "signature"]
        return [self.part(key, found[key]) for key in order if key in found]

    def part(self, key: str, blocks: tuple[Block, ...]) -> SheetPart:
        first = blocks[0] if blocks else None
        title = first.text if isinstance(first, Heading) else ""
        level = first.level if isinstance(first, Heading) else 2
        # every text in it is escaped by the engine
        html = render_blocks_html(blocks, top=2 + level)
        if title:
            # The sheet writes the heading itself, as a way to the section.
            html = html.partition(f"</h{2 + level}>")[2]
        return SheetPart(
            key,
            title,
            level,
            SafeString(html),
            self.url(key),
            key == self.chosen,
            key in self.changed_keys,
        )

    # --- the chosen section -----------------------------------------------------------------------

    @property
    def label(self) -> str:
        return str(self.block or LABELS.get(self.chosen, _("About this paper")))

    @property
    def slug(self) -> str:
        return slug_of(self.chosen)

    @property
    def section_url(self) -> str:
        args = [self.paper.municipality.slug, self.paper.pk, self.slug]
        return reverse("council:section", args=args)

    @property
    def section_form(self) -> Any:
        """The form of the section: the bound one after a failed save, else a fresh one."""
        if self.form is not None or not self.may_write:
            return self.form
        return form_of(self.paper, self.chosen, self.block)

    @property
    def notices(self) -> list[PaperWarning]:
        """What is unusual about this section; a gap stands at its block."""
        return [row for row in self.warnings if row.section == self.chosen or self.is_gap(row)]

    def is_gap(self, warning: PaperWarning) -> bool:
        return warning.code == "gap" and self.block is not None and str(self.block) in warning.text

    @property
    def other_notices(self) -> list[tuple[PaperWarning, str]]:
        """What is unusual elsewhere, with where it is about."""
        shown = self.notices
        rest = [row for row in self.warnings if row not in shown]
        return [(row, self.url(row.section)) for row in rest]

    @cached_property
    def difference(self) -> BlockDifference | None:
        change = self.changes.of(self.block) if self.block else None
        return BlockDifference(change, self.today) if change else None

    @cached_property
    def amount(self) -> AmountDifference | None:
        change = self.changes.amount if self.chosen == "money" else None
        return AmountDifference(change, self.paper, self.today) if change else None

    @cached_property
    def sources(self) -> Sources:
        """Where the values of the section come from."""
        rows: Sequence[dict[str, str]] = ()
        if self.block:
            rows = [row for row in self.block.sources if row.get("url")]
        elif self.chosen == "money" and self.overview is not None:
            rows = self.overview.amount_sources
        return Sources(rows, self.all_sources, paper_url(self.paper, self.chosen))

    @property
    def next_change(self) -> tuple[str, str] | None:
        """The next section whose data has moved, after this one in the order of the sheet."""
        keys = [key for key in self.following() if key in self.changed_keys]
        if not keys:
            return None
        key = keys[0]
        if key == "money":
            return self.url(key), str(LABELS[key])
        change = next(row for row in self.changes.blocks if row.block.section == key)
        return self.url(key), ": ".join(filter(None, [str(change.block), change.hint]))

    def following(self) -> Iterable[str]:
        """All other sections, beginning with the one below."""
        keys = list(self.all_keys())
        here = keys.index(self.chosen) if self.chosen else -1
        return [*keys[here + 1 :], *keys[:here]]

    def all_keys(self) -> Iterator[str]:
        for key in LABELS:
            yield key
            if key == "body":
                yield from (row.section for row in self.blocks)

    @cached_property
    def history(self) -> Sequence[HistoryLine]:
        """The latest lines, or all where somebody asks for them."""
        if self.overview is None:
            return ()
        return paper_history(self.paper, ALL) if self.whole_history else self.overview.recent

    @property
    def history_url(self) -> str:
        """The way to all entries, where there are more than those shown."""
        older = self.overview is not None and self.overview.has_older
        if not older or self.whole_history:
            return ""
        return f"{paper_url(self.paper)}?verlauf=alle#verlauf"

    @property
    def ways(self) -> list[Any]:
        return [(way, way.url(self.paper)) for way in open_to(self.user, self.paper)]


def form_of(paper: Paper, key: str, block: PaperBlock | None, **kwargs: Any) -> Any:
    """The form of a section on a copy, so that the sheet keeps showing what is saved."""
    if block is not None:
        return BlockForm(instance=copy.copy(block), **kwargs)
    made = SECTION_FORMS.get(key)
    return made(instance=copy.copy(paper), **kwargs) if made else None


def section_or_404(paper: Paper, slug: str) -> str:
    """The key of a section by its word in the address."""
    if slug in SLUGS:
        return SLUGS[slug]
    keys = {slug_of(row.section): row.section for row in blocks_of(paper)}
    if slug not in keys:
        raise Http404
    return keys[slug]


class DeskPage(PaperPage):
    """The editor of a paper."""

    @cached_property
    def whole(self) -> Paper:
        """The paper with its parts, read once."""
        return load_parts(self.paper)

    @abstractmethod
    def desk(self) -> PaperDesk:
        """What this page shows."""

    def crumbs(self) -> Crumbs:
        return list_crumbs(self.municipality)

    def values(self) -> Values:
        desk = self.desk()
        ways = desk.ways
        return {
            **super().values(),
            "paper": desk.paper,
            "desk": desk,
            "form": desk.section_form,
            "title": desk.paper.title,
            "states": PaperState.choices,
            "primary": next((pair for pair in ways if not pair[0].back), None),
            "backwards": [pair for pair in ways if pair[0].back],
        }


class Editor(DeskPage, Page):
    """Everybody who may read the paper; with forms for those who may write."""

    template_name = "council/paper.html"
    permission = "council.view_paper"

    def desk(self) -> PaperDesk:
        wanted = self.request.GET
        slug = wanted.get("abschnitt", "")
        chosen = section_or_404(self.whole, slug) if slug else ""
        return PaperDesk(
            self.user,
            self.whole,
            chosen,
            whole_history=wanted.get("verlauf") == "alle",
            all_sources=wanted.get("quellen") == "alle",
        )


class SectionEdit(DeskPage, FormPage):
    """Saves one section; a failed save and a conflict show the editor with the form."""

    template_name = "council/paper.html"
    saved_message = _("Saved.")

    @cached_property
    def key(self) -> str:
        return section_or_404(self.whole, self.kwargs["section"])

    @cached_property
    def chosen_block(self) -> PaperBlock | None:
        return next((row for row in blocks_of(self.whole) if row.section == self.key), None)

    @cached_property
    def form(self) -> Any:
        form = form_of(self.whole, self.key, self.chosen_block, **self.get_form_kwargs())
        if form is None:
            raise Http404
        return form

    def get_form(self, form_class: Any = None) -> Any:
        return self.form

    def desk(self) -> PaperDesk:
        return PaperDesk(self.user, self.whole, self.key, self.form)

    def save(self, form: Any) -> Any:
        said = {"by": self.user, "version": form.version, **form.values}
        if self.chosen_block is not None:
            return services.change_block(block=self.chosen_block, **said)
        return services.change_paper(paper=self.paper, **said)

    def get_success_url(self) -> str:
        return paper_url(self.paper, self.key)
