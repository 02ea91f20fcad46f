"""The list of measures: what, how it stands, who, until when, what it costs; the list of needs."""

from datetime import date
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Case, F, Q, QuerySet, When
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import escape, format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.models import Finding
from begleitwerk.assessment.presenters import PRIORITY_WORDS, level_of, priority_words
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import choices
from begleitwerk.core.selectors import alphabetical, dictionary_order
from begleitwerk.core.tables import DueColumn, LightColumn, ListTable, MoneyColumn, SearchFilter
from begleitwerk.core.templatetags.bw import day, due_note, light, money
from begleitwerk.goals.enums import FINISHED, GoalState, Light
from begleitwerk.goals.models import Measure


class MeasureFilter(SearchFilter):
    """Search, light, goal and owner, in the address bar."""

    searched = ("title", "description", "owner", "goal__title")
    stand = django_filters.ChoiceFilter(
        label=_("State"), field_name="light", choices=Light.choices, empty_label=_("all")
    )
    ziel = django_filters.ChoiceFilter(
        label=_("Goal"), field_name="goal_id", empty_label=_("all"), choices=()
    )
    wer = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a measure", "Responsible"),
        field_name="owner",
        empty_label=_("all"),
        choices=(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.queryset.order_by().values_list("goal_id", "goal__title", "owner").distinct()
        found = list(rows)
        goals = {str(pk): title for pk, title, _owner in found}
        owners = {owner for _pk, _title, owner in found}
        self.filters["ziel"].extra["choices"] = sorted(goals.items(), key=by_name)
        self.filters["wer"].extra["choices"] = [
            (name, name) for name in sorted(owners, key=dictionary_order)
        ]


def by_name(choice: tuple[str, str]) -> str:
    return dictionary_order(choice[1])


# What a row shows; long texts stay in the database.
LISTED = (
    "title",
    "owner",
    "due_on",
    "state",
    "cost",
    "municipality_id",
    "goal__title",
    "goal__state",
)


class MeasureTable(ListTable):
    """Rows are written in one piece: the list shows 300 of them on a page."""

    caption = _("Measures, ordered by deadline")
    title = tables.Column(verbose_name=_("Measure and goal"))
    light = LightColumn(verbose_name=_("State"), order_by=("light_rank", "due_on", "pk"))
    owner = tables.Column(
        verbose_name=pgettext_lazy("of a measure", "Responsible"),
        order_by=("owner", "due_on", "pk"),
    )
    due_on = DueColumn(verbose_name=_("Deadline"))
    cost = MoneyColumn(verbose_name=_("Cost"))

    class Meta(ListTable.Meta):
        order_by = "due_on"

    # Tables sort by a column's name; what has none stands last in both directions.

    def order_title(
        self, rows: QuerySet[Measure], is_descending: bool
    ) -> tuple[QuerySet[Measure], bool]:
        name = alphabetical("title")
        return rows.order_by(name.desc() if is_descending else name.asc(), "pk"), True

    def order_due_on(
        self, rows: QuerySet[Measure], is_descending: bool
    ) -> tuple[QuerySet[Measure], bool]:
        """What is over stands last: people look for the next deadline, not for the first one."""
        over = Case(
            When(Q(state__in=FINISHED) | Q(goal__state=GoalState.DROPPED), then=1), default=0
        )
        return rows.order_by(over, nulls_last("due_on", is_descending), "pk"), True

    def order_cost(
        self, rows: QuerySet[Measure], is_descending: bool
    ) -> tuple[QuerySet[Measure], bool]:
        return rows.order_by(nulls_last("cost", is_descending), "pk"), True

    # --- Rows -----------------------------------------------------------------------------

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    @cached_property
    def base_url(self) -> str:
        """The address of the list, which every measure's address starts with."""
        return reverse("goals:measures", args=[self.request.resolver_match.kwargs["slug"]])

    @cached_property
    def labels(self) -> list[str]:
        return [str(escape(str(column.header))) for column in self.columns]

    @cached_property
    def lights(self) -> dict[str, str]:
        return {kind: light(kind) for kind in Light.values}

    @cached_property
    def open_cost(self) -> str:
        return gettext("still open")

    def row(self, record: Any) -> str:
        _title, state, owner, due, cost = self.labels
        amount = self.open_cost if record.cost is None else money(record.cost)
        return (
            f'<tr><th scope="row"><a href="{self.base_url}{record.pk}/">{escape(record.title)}</a>'
            f"<small>{escape(record.goal.title)}</small></th>"
            f'<td data-label="{state}">{self.lights[record.light]}</td>'
            f'<td data-label="{owner}">{escape(record.owner)}</td>'
            f'<td data-label="{due}"><span>{self.due_of(record)}</span></td>'
            f'<td data-label="{cost}" class="bw-num">{amount}</td></tr>'
        )

    def due_of(self, record: Any) -> str:
        """The deadline, and how far away it is unless the measure is over."""
        if not record.due_on:
            return gettext("still open")
        if record.is_over:
            return day(record.due_on)
        return day(record.due_on) + due_note(record.due_on, self.today)


def nulls_last(name: str, is_descending: bool) -> Any:
    return F(name).desc(nulls_last=True) if is_descending else F(name).asc(nulls_last=True)


# --- Needs without a goal ---------------------------------------------------------------------


class NeedFilter(SearchFilter):
    """Search, quality dimension and priority, in the address bar."""

    searched = (
        "criterion__number",
        "criterion__label_de",
        "criterion__text_de",
        "next_step",
        "reason",
    )
    dimension = django_filters.ChoiceFilter(
        label=_("Quality dimension"),
        field_name="criterion__dimension__key",
        empty_label=_("all"),
        choices=(),
    )
    prio = django_filters.ChoiceFilter(
        label=_("Priority"),
        field_name="priority",
        choices=[(str(key), words) for key, words in PRIORITY_WORDS.items()],
        empty_label=_("all"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["dimension"].extra["choices"] = choices(ContentKind.QUALITY_FRAMEWORK)


class NeedTable(ListTable):
    """What was agreed to be weak or urgent, and has no goal yet."""

    caption = _("Needs without a goal")
    export_exclude = ("derive",)
    criterion = tables.Column(
        verbose_name=_("Criterion"),
        order_by=("criterion__dimension__position", "criterion__position", "pk"),
    )
    level = tables.Column(verbose_name=_("Agreed level"), order_by=("level", "priority", "pk"))
    priority = tables.Column(verbose_name=_("Priority"), order_by=("priority", "level", "pk"))
    next_step = tables.Column(verbose_name=_("Next step"), orderable=False)
    assessment = tables.Column(verbose_name=_("Self-assessment"), orderable=False)
    derive = tables.Column(verbose_name=_("What to do"), orderable=False, empty_values=())

    class Meta(ListTable.Meta):
        order_by = "priority"

    @cached_property
    def slug(self) -> str:
        return str(self.request.resolver_match.kwargs["slug"])

    def order_priority(
        self, rows: QuerySet[Finding], is_descending: bool
    ) -> tuple[QuerySet[Finding], bool]:
        """What nobody gave a priority stands last, whichever way."""
        return rows.order_by(nulls_last("priority", is_descending), "level", "pk"), True

    def cell_criterion(self, record: Finding) -> str:
        return format_html(
            '<a href="{}">{}</a><small>{}</small>',
            reverse("assessment:finding", args=[self.slug, record.pk]),
            record.criterion,
            record.criterion.dimension,
        )

    def cell_level(self, record: Finding) -> str:
        return level_of(record)

    def cell_priority(self, record: Finding) -> str:
        return priority_words(record.priority) or "–"

    def cell_derive(self, record: Finding) -> str:
        return format_html(
            '<a href="{}">{}<span class="bw-sr">: {}</span></a>',
            reverse("goals:goal_add_for", args=[self.slug, record.pk]),
            gettext("Derive a goal"),
            record.criterion,
        )

    def export_value_criterion(self, record: Finding) -> str:
        return str(record.criterion)

    def export_value_level(self, record: Finding) -> str:
        return level_of(record)

    def export_value_assessment(self, record: Finding) -> str:
        return record.assessment.title
