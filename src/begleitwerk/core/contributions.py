"""What one app shows on the pages of another.

An app says it once, in its `contributions.py`, which is loaded at start (`core.apps.HouseApp`):

    areas.add(Area(_("Goals"), "goals:goals", place=40, …), on=WorkspaceKind.MUNICIPALITY)
    due.add(Due("measure", (P.GOALS_EDIT,), rows=due_measures, line=measure_line))
    searches.add(SearchKind(_("Goals"), goal_hits, place=10))
    stations.add(StationKind(measures_station, place=20))
    panels.add(Panel("selection/panels/rounds.html", rounds, place=10), on="programmes.edition")
    columns.add(Column(_("Goals"), "goals/cockpit/lights.html", light_cells, place=20))
    paper_parts.add(PaperPart("goals", _("goals and their state"), …, of=goals, place=60))

Whoever shows a page iterates what stands here and knows no contributor by name. Each contributor
asks itself what this person may see, and gives None or nothing for what she may not. `place` is
the order on the page, in steps of ten, so that something fits between.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import CharField, Count, F, Min, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise

from begleitwerk.core.once import Remembers
from begleitwerk.core.papers import PartContent, TableShape

Text = str | Promise
Rows = QuerySet[Any]
Values = dict[str, Any]


class Placed(Protocol):
    """What has an order on its page."""

    @property
    def place(self) -> int: ...


Item = TypeVar("Item", bound=Placed)


class Registry(Generic[Item]):
    """What was contributed, by page; in order of `place`, then as it came."""

    def __init__(self) -> None:
        self._items: dict[str, list[Item]] = {}

    def add(self, *items: Item, on: str = "") -> None:
        """`on` names the page where there are several of the kind."""
        kept = self._items.setdefault(str(on), [])
        kept.extend(items)
        kept.sort(key=lambda item: item.place)

    def on(self, page: str = "") -> tuple[Item, ...]:
        return tuple(self._items.get(str(page), ()))

    def pages(self) -> tuple[str, ...]:
        return tuple(self._items)


@dataclass(frozen=True, eq=False)
class Look(Remembers):
    """Who looks at what, and when. What several contributions need is read once per look."""

    subject: Any
    user: Any
    today: date
    known: dict[Any, Any] = field(default_factory=dict)


# --- Navigation -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Area:
    """An entry of the main navigation of one kind of workspace; at most eight each.

    It needs one of `permissions` (none: everybody), leads to the address `name`, and is the
    present one on all pages whose names begin with one of `below`. `is_there` gives a row where the
    workspace has something in it; it is asked together with what is due.
    """

    label: Promise
    name: str
    permissions: tuple[str, ...]
    below: tuple[str, ...]
    place: int
    takes_slug: bool = True
    is_there: Callable[[Any], Rows] | None = None


areas: Registry[Area] = Registry()  # by kind of workspace, or COCKPIT
COCKPIT = "cockpit"  # the facilitator's place above her municipalities


# --- What is due ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class DueScope:
    """Which rows can be due: in these workspaces, as of today until a day, for this person.

    `released_only` leaves out what was not released to those above the municipality.
    """

    workspaces: Sequence[Any]
    today: date
    until: date
    person: int = 0
    released_only: bool = False


@dataclass(frozen=True)
class DueRows:
    """Rows, and which of their columns say what: all kinds of rows are read in one query."""

    rows: Rows
    title: str
    on: str | Combinable
    note: str = ""
    key: str = "pk"
    workspace: str = "municipality__workspace"

    def lines(self, kind: str) -> Rows:
        """Kind, key, title, note and day of each row."""
        named = self.rows.order_by().annotate(
            due_kind=Value(kind, output_field=CharField()),
            due_title=F(self.title) if self.title else Value("", output_field=CharField()),
            due_note=Cast(self.note or Value(""), CharField()),  # PostgreSQL unites like with like
            due_day=F(self.on) if isinstance(self.on, str) else self.on,
        )
        found: Rows = named.values_list("due_kind", self.key, "due_title", "due_note", "due_day")
        return found

    def sums(self) -> Rows:
        """Workspace, number of rows and earliest day."""
        counted = self.rows.order_by().values(self.workspace)
        summed = counted.annotate(number=Count("pk"), since=Min(self.on))
        found: Rows = summed.values_list(self.workspace, "number", "since")
        return found


@dataclass(frozen=True)
class DueRow:
    """One row that is due in the workspace `slug`, as the query gives it."""

    slug: str
    key: int
    title: str
    note: str
    on: date
    today: date

    def line(self, *, what: Text = "", why: Text, verb: Text, url: str) -> "DueLine":
        """The row in words; it is called by its title unless something else is said."""
        return DueLine(self.on, str(what or self.title), str(why), str(verb), url)


@dataclass(frozen=True)
class DueLine:
    """When, what, why, verb."""

    on: date
    what: str
    why: str
    verb: str
    url: str


@dataclass(frozen=True)
class Due:
    """A kind of thing that falls due for whoever holds all of `permissions` in the workspace.

    `in_cockpit` kinds are the steps of a municipality: cockpits count those that are overdue.
    What is due stands in the order of its days (portal.selectors.due).
    """

    kind: str
    permissions: tuple[str, ...]
    rows: Callable[[DueScope], DueRows]
    line: Callable[[DueRow], DueLine]
    in_cockpit: bool = False
    place: int = 0  # registries sort by it; lines stand in the order of their days


due: Registry[Due] = Registry()


# --- Search ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hit:
    title: str
    note: str
    url: str


@dataclass(frozen=True)
class SearchKind:
    """Records that can be found: `hits(user, query, most)` gives those the user may open."""

    label: Text
    hits: Callable[[Any, str, int], list[Hit]]
    place: int


searches: Registry[SearchKind] = Registry()


# --- Red thread -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Station:
    """A point of the thread; a missing one is dashed and offers to add it."""

    label: Text
    url: str = ""
    count: int | None = None
    note: str = ""
    state: str = "done"
    current: bool = False
    add_url: str = ""
    add_label: Text = ""


@dataclass(frozen=True)
class StationKind:
    """A station of a goal's red thread; the subject of the look is the goal."""

    of: Callable[[Look], Station | None]
    place: int


stations: Registry[StationKind] = Registry()


def thread_of(look: Look) -> list[Station]:
    """The red thread of a goal, as far as this person may see it."""
    found = (kind.of(look) for kind in stations.on())
    return [station for station in found if station is not None]


# --- Panels ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Panel:
    """A part of another app's page: a template, and its values or None where it is not shown."""

    template: str
    values: Callable[[Look], Values | None]
    place: int


panels: Registry[Panel] = Registry()  # by page: "programmes.edition", "home.main" …


@dataclass(frozen=True)
class Headline:
    """The sentence a municipality's home begins with; the first contribution that has one."""

    of: Callable[[Look], str]
    place: int


headlines: Registry[Headline] = Registry()


# --- Cockpit --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Participant:
    """A municipality in a cockpit, under the heading of its group.

    One that does not let who looks read there has only its name, `note` says why, and `url` leads
    to what is known of it.
    """

    municipality: Any
    group: str
    is_open: bool = True
    note: Text = ""
    url: str = ""


@dataclass(frozen=True)
class Participants:
    """The municipalities on one page of a cockpit; the page knows how many there are."""

    rows: Sequence[Participant]
    page: Any


@dataclass(frozen=True)
class Roster:
    """Who stands in a cockpit: `of(subject, page, size)`, where the subject is the workspace or
    the facilitator herself."""

    of: Callable[[Any, str, int], Participants]
    place: int = 0


rosters: Registry[Roster] = Registry()  # by kind of workspace, or COCKPIT


@dataclass(frozen=True)
class CockpitScope(Remembers):
    """The municipalities on one page of a cockpit. `released_only` as in `DueScope`."""

    places: Sequence[Any]
    today: date
    released_only: bool
    known: dict[Any, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Alert:
    """Why somebody is needed there, since when. The longest overdue come first."""

    text: str
    since: date | None
    is_overdue: bool = False


@dataclass(frozen=True)
class Cell:
    """What a column shows of one municipality; its template finds it as `cell`."""

    value: Any
    alert: Alert | None = None


@dataclass(frozen=True)
class Column:
    """A column of the cockpit: the cells of all municipalities of the page at once, by their id.

    `template` renders one cell, which is None where there is none. `head` is the heading's template
    where the label is not enough, with `head_values` of the day; `key` says what the signs mean;
    `css` are classes of the cell. Who lacks `permission` where the cockpit is has no such column.
    """

    label: Text
    template: str
    cells: Callable[[CockpitScope], Mapping[int, Cell]]
    place: int
    permission: str = ""
    head: str = ""
    head_values: Callable[[date], Values] | None = None
    key: str = ""
    css: str = ""


columns: Registry[Column] = Registry()


# --- What was released to a programme -------------------------------------------------------------


@dataclass(frozen=True)
class ReleasedKind:
    """What an app lets a programme read in a municipality, as tables in German.

    They are kept when the programme's way in closes; `of` takes the municipality's row in the
    participation.
    """

    of: Callable[[Any], Sequence[TableShape]]
    place: int


released: Registry[ReleasedKind] = Registry()


# --- Council papers -------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class PaperLook(Remembers):
    """What papers are made from: a municipality, perhaps its process, a day."""

    municipality: Any
    process: Any
    today: date
    known: dict[Any, Any] = field(default_factory=dict)

    def url(self, name: str, *args: int) -> str:
        """The address of a page of the municipality, where values can be seen."""
        return reverse(name, args=[self.municipality.slug, *args])

    def urls(self, name: str) -> Callable[[int], str]:
        """The addresses of all rows of a kind, looked up once: a table may have thousands."""
        before, _number, after = self.url(name, 0).rpartition("0")
        return lambda pk: f"{before}{pk}{after}"


@dataclass(frozen=True)
class Elsewhere:
    """What a part tells of others: `facts(process)`, numbers that are asked for anew where a
    record of this kind has changed anywhere."""

    kind: str
    facts: Callable[[Any], tuple[int, ...]]


@dataclass(frozen=True)
class PaperPart:
    """A part of the body text of papers, made from live data and compared with it later.

    `label` and `about` say what it is; `heading` stands above it in the paper, German as what `of`
    gives, which is never empty: where data is missing it says what to fill in. A change of the
    records it `rests_on` ("goals.measure") is told as the reason why it says something else; those
    it `reads` it looks at besides; those `shared` count in the log of the programme too. `sums`
    names the logged field whose total is the amount of the paper.
    """

    kind: str
    label: Promise
    about: Promise
    heading: str
    of: Callable[[PaperLook], PartContent]
    place: int
    rests_on: tuple[str, ...]
    reads: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    elsewhere: Elsewhere | None = None
    sums: str = ""


@dataclass(frozen=True)
class BriefPart:
    """What an app says in the one-page brief: a text, as a figure a `papers.Figure`, or None where
    there is nothing to say yet."""

    of: Callable[[PaperLook], Any]
    place: int


paper_parts: Registry[PaperPart] = Registry()
brief_parts: Registry[BriefPart] = Registry()  # by place: "phase", "figures", "sentences"
