"""Lists of meetings, with their filters."""

from datetime import date
from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import choices
from begleitwerk.core.selectors import holding, words_of
from begleitwerk.core.tables import ListTable, NameColumn, NumberColumn, SearchFilter
from begleitwerk.networks.models import Body
from begleitwerk.processes.enums import MeetingState
from begleitwerk.processes.models import Decision, Meeting
from begleitwerk.processes.selectors import ahead

AHEAD, PAST = "ahead", "past"


def kinds() -> list[tuple[str, str]]:
    return choices(ContentKind.MEETING_KINDS)


class ProgrammeMeetingFilter(SearchFilter):
    kind = filters.ChoiceFilter(
        label=_("Kind"), field_name="kind__key", choices=kinds, empty_label=_("all")
    )
    time = filters.ChoiceFilter(
        label=_("Time"),
        method="in_time",
        choices=[(AHEAD, _("ahead")), (PAST, _("past"))],
        empty_label=_("all"),
    )

    def search(self, rows: QuerySet[Meeting], name: str, value: str) -> QuerySet[Meeting]:
        for word in words_of(value):
            decided = Decision.objects.filter(holding(word, "text"), meeting=OuterRef("pk"))
            rows = rows.filter(holding(word, "title", "summary", "place") | Q(Exists(decided)))
        return rows

    def in_time(self, rows: QuerySet[Meeting], name: str, value: str) -> QuerySet[Meeting]:
        lies_ahead = ahead(timezone.localdate())
        return rows.filter(lies_ahead) if value == AHEAD else rows.exclude(lies_ahead)


class MeetingFilter(ProgrammeMeetingFilter):
    body = filters.ModelChoiceFilter(
        label=_("Body"), queryset=Body.objects.none(), empty_label=_("all")
    )

    class Meta:
        model = Meeting
        fields = ("q", "body", "kind", "time")

    def __init__(self, *args: Any, bodies: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["body"].queryset = bodies


class ProgrammeMeetingTable(ListTable):
    caption = _("Events of the programme")
    title = NameColumn(verbose_name=_("Event"), of="title")
    on = tables.Column(verbose_name=_("Date"), order_by=("on", "starts_at", "pk"))
    place = tables.Column(verbose_name=_("Place"), default="–")
    state = tables.Column(verbose_name=_("State"), orderable=False)
    participants = NumberColumn(verbose_name=_("Persons"), default="–")

    class Meta(ListTable.Meta):
        order_by = "-on"

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    def address(self, record: Meeting) -> str:
        programme = record.programme
        slug = programme.workspace.slug if programme else ""
        return reverse("processes:programme_meeting", args=[slug, record.pk])

    def cell_title(self, record: Meeting) -> str:
        return format_html(
            '<a href="{}">{}</a><small>{}</small>',
            self.address(record),
            record.title,
            record.kind.label,
        )

    def cell_on(self, record: Meeting) -> str:
        if not record.clock:
            return record.when
        return format_html("{}<small>{}</small>", record.when, record.clock)

    def cell_state(self, record: Meeting) -> str:
        return state_words(record, self.today)

    def export_value_state(self, record: Meeting) -> str:
        return state_words(record, self.today)

    def export_value_on(self, record: Meeting) -> Any:
        return record.on if record.day_known else record.when


class MeetingTable(ProgrammeMeetingTable):
    caption = _("Meetings")
    title = NameColumn(verbose_name=_("Meeting"), of="title")
    body = NameColumn(verbose_name=_("Body"), of="body__name", accessor="body__name", default="–")
    decision_count = NumberColumn(verbose_name=_("Decisions"), empty_values=())

    class Meta(ProgrammeMeetingTable.Meta):
        sequence = ("title", "body", "on", "state", "participants", "decision_count")
        exclude = ("place",)

    def address(self, record: Meeting) -> str:
        slug = record.municipality.slug if record.municipality else ""
        return reverse("processes:meeting", args=[slug, record.pk])


def state_words(meeting: Meeting, today: date) -> str:
    """The state; of a meeting that is past but was never recorded, what is missing."""
    if is_unrecorded(meeting, today):
        return gettext("result missing")
    return str(meeting.get_state_display())


def is_unrecorded(meeting: Meeting, today: date) -> bool:
    """Planned, and past: for a month without a day from the next month on."""
    return meeting.state == MeetingState.PLANNED and not meeting.is_ahead(today)
