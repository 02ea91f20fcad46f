"""Lists: sortable, paged, cards on a phone, and quick.

    class MeasureTable(ListTable):
        caption = _("Measures")
        title = tables.Column(verbose_name=_("Measure and goal"))
        light = LightColumn(verbose_name=_("State"), orderable=False)
        due = DueColumn(verbose_name=_("Deadline"))
        cost = MoneyColumn(verbose_name=_("Cost"))

        def cell_title(self, record: Measure) -> str:
            return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.title)

        class Meta(ListTable.Meta):
            order_by = "due"

In the template: {% include "core/table.html" %} with `table` in the context.

django-tables2 keeps ordering, paging and the view mixins; the rows are written here, because its
own cell machinery costs about ten times as much. A cell is, in this order: the table's
`cell_<column>(record)`, the column's `cell(value, record)`, the value itself. A table may instead
name a `row_template` (context: record, table) or override `row(record)`. For exports a column's
value comes from `export_value_<column>(record)`, or is the plain value.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import django_filters
import django_tables2 as tables
from django import forms
from django.db.models import QuerySet
from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_tables2.utils import Accessor

from begleitwerk.core.selectors import alphabetical, holding_all
from begleitwerk.core.templatetags.bw import day, due_note, light, light_word, money, number

NUMERIC = {"td": {"class": "bw-num"}, "th": {"class": "bw-num"}}
Cell = Callable[[Any], str]


class SearchFilter(django_filters.FilterSet):
    """What a list is narrowed by, the search first.

    Every word must stand in one of the `searched` columns; a list that knows better says how to
    `search`.
    """

    searched: ClassVar[tuple[str, ...]] = ()
    q = django_filters.CharFilter(
        label=_("Search"), method="search", widget=forms.TextInput({"type": "search"})
    )

    def search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(holding_all(value, *self.searched))


class NameColumn(tables.Column):
    """A name, ordered as in a German dictionary; `of` is its field where that is not "name"."""

    def __init__(self, *args: Any, of: str = "name", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of

    def order(self, queryset: Any, is_descending: bool) -> tuple[Any, bool]:
        name = alphabetical(self.of)
        return queryset.order_by(name.desc() if is_descending else name.asc(), "pk"), True


class NumberColumn(tables.Column):
    """A figure, right-aligned."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", NUMERIC)
        super().__init__(*args, **kwargs)

    def cell(self, value: Any, record: Any) -> str:
        return number(value)


class MoneyColumn(NumberColumn):
    """Euros, right-aligned; what is unknown reads as the column's `default`, not as zero."""

    def cell(self, value: Any, record: Any) -> str:
        return money(value)


class DayColumn(tables.Column):
    """A day in figures."""

    def cell(self, value: Any, record: Any) -> str:
        return day(value)


class DueColumn(DayColumn):
    """A deadline: the day, and below it how far away it is."""

    def cell(self, value: date, record: Any) -> str:
        return SafeString(day(value) + due_note(value, timezone.localdate()))  # figures, own words


class LightColumn(tables.Column):
    """A status light with its word."""

    def cell(self, value: Any, record: Any) -> str:
        return light(value)

    def export(self, value: Any) -> str:
        return light_word(value) if value else ""


@dataclass(frozen=True)
class Head:
    """A column as the table's head shows it."""

    label: str
    css: str
    sort: str
    order_by: str


@dataclass(frozen=True)
class Slot:
    """A column as every row writes it: opening and closing tag, and where the content is from."""

    start: str
    end: str
    wrapped: bool
    content: Cell


class ListTable(tables.Table):
    """The house's list; see the module's text."""

    caption: ClassVar[Any] = ""
    sticky: ClassVar[bool] = True
    row_template: ClassVar[str] = ""

    class Meta:
        template_name = "core/table.html"
        order_by_field = "sort"

    # --- Head -----------------------------------------------------------------------------

    @property
    def heads(self) -> list[Head]:
        return [self.head(column) for column in self.columns]

    def head(self, column: Any) -> Head:
        alias = column.order_by_alias
        sorts = {True: "descending", False: "ascending"}
        return Head(
            label=str(column.header),
            css=css_of(column, "th"),
            sort=sorts[alias.is_descending] if column.is_ordered else "",
            order_by=str(alias.next) if column.orderable else "",
        )

    @property
    def order_words(self) -> str:
        """The column the list is ordered by, for the line above it."""
        return next((str(column.header) for column in self.columns if column.is_ordered), "")

    # --- Rows -----------------------------------------------------------------------------

    @property
    def records(self) -> Iterable[Any]:
        """The records of this page."""
        page = getattr(self, "page", None)
        found: Any = (self.rows if page is None else page.object_list).data
        # Below django-tables2's wrapper: asking a query set whether it is empty fetches it once.
        records: Iterable[Any] = getattr(found, "data", found)
        return records

    @property
    def body(self) -> str:
        """All rows of this page as one piece of HTML, a <tbody> per group."""
        return SafeString("".join(self.pieces()))  # every cell below escapes what is not safe

    def pieces(self) -> Iterator[str]:
        write = self.row_writer()
        group: str | None = None
        opened = False
        for record in self.records:
            here = self.group_of(record)
            if not opened or (here is not None and here != group):
                yield "</tbody><tbody>" if opened else "<tbody>"
                opened, group = True, here
                if here is not None:
                    yield self.group_row(here)
            yield write(record)
        if opened:
            yield "</tbody>"

    def group_of(self, record: Any) -> str | None:
        """The heading a record stands under; the records come ordered by it."""
        return None

    def group_row(self, label: str) -> str:
        return f'<tr><th scope="rowgroup" colspan="{len(self.heads)}">{escape(label)}</th></tr>'

    def row_writer(self) -> Cell:
        if type(self).row is not ListTable.row:
            return self.row
        if self.row_template:
            template = get_template(self.row_template)
            return lambda record: template.render({"record": record, "table": self})
        slots = self.slots()
        return lambda record: written(slots, record)

    def row(self, record: Any) -> str:
        """One row as HTML; override it where speed or layout asks for it."""
        return written(self.slots(), record)

    def slots(self) -> list[Slot]:
        """The columns made ready once, so that a row is nothing but calls and joins."""
        return [self.slot(column, first=index == 0) for index, column in enumerate(self.columns)]

    def slot(self, column: Any, *, first: bool) -> Slot:
        css = css_of(column, "td")
        marks = f' class="{escape(css)}"' if css else ""
        content = self.content_of(column)
        if first:
            return Slot(f'<th scope="row"{marks}>', "</th>", False, content)
        label = escape(str(column.header))
        return Slot(f'<td data-label="{label}"{marks}>', "</td>", True, content)

    def content_of(self, column: Any) -> Cell:
        own: Cell | None = getattr(self, f"cell_{column.name}", None)
        if own is not None:
            return own
        value_of = self.value_of(column)
        default, empty = str(column.default or ""), column.column.empty_values
        shape: Callable[[Any, Any], Any] | None = getattr(column.column, "cell", None)

        def content(record: Any) -> str:
            value = value_of(record)
            if value in empty:
                return default
            return shape(value, record) if shape else str(value)

        return content

    def value_of(self, column: Any) -> Callable[[Any], Any]:
        path = column.accessor
        if path and "." not in path and "__" not in path:
            return lambda record: plain_value(record, path)
        accessor = Accessor(path)
        return lambda record: accessor.resolve(record, quiet=True)

    # --- Export ---------------------------------------------------------------------------

    export_exclude: ClassVar[tuple[str, ...]] = ()

    def export_head(self) -> list[str]:
        return [str(column.header) for column in self.export_columns()]

    def export_columns(self) -> list[Any]:
        return [column for column in self.columns if column.name not in self.export_exclude]

    def export_rows(self) -> Iterator[list[Any]]:
        """All records, not only this page's, as plain values in the order of export_head()."""
        getters = [self.export_value(column) for column in self.export_columns()]
        for record in self.data:
            yield [getter(record) for getter in getters]

    def export_value(self, column: Any) -> Callable[[Any], Any]:
        own: Callable[[Any], Any] | None = getattr(self, f"export_value_{column.name}", None)
        if own is not None:
            return own
        value_of, shape = self.value_of(column), getattr(column.column, "export", None)
        return (lambda record: shape(value_of(record))) if shape else value_of

    def as_values(self, exclude_columns: Iterable[str] | None = None) -> Iterator[list[Any]]:
        """Head and rows as django-tables2's own exports and mixins ask for them."""
        yield self.export_head()
        yield from self.export_rows()


def plain_value(record: Any, name: str) -> Any:
    value = record.get(name) if isinstance(record, dict) else getattr(record, name, None)
    return value() if callable(value) else value


def css_of(column: Any, tag: str) -> str:
    """The classes a column asks for, without the ones django-tables2 adds."""
    return str(column.column.attrs.get(tag, {}).get("class", ""))


def written(slots: list[Slot], record: Any) -> str:
    """One row. Marked-up content gets a <span>, so that a card has label and one value."""
    parts = ["<tr>"]
    for slot in slots:
        content = slot.content(record)
        safe = isinstance(content, SafeString)
        text = content if safe else conditional_escape(content)
        span = safe and slot.wrapped
        parts += (
            (slot.start, "<span>", text, "</span>", slot.end)
            if span
            else (slot.start, text, slot.end)
        )
    parts.append("</tr>")
    return "".join(parts)
