"""Forms about phases, meetings and decisions."""

from datetime import date, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import selectable_items
from begleitwerk.core.forms import (
    BaseForm,
    BaseModelForm,
    ClockField,
    GermanDateField,
    VersionedFormMixin,
)
from begleitwerk.networks.models import Body
from begleitwerk.processes.models import Decision, Meeting, Phase, Process
from begleitwerk.programmes.models import Engagement

DateParts = list[str]


def long_text(rows: int = 4) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class DayOrMonthField(GermanDateField):
    """A date whose day may be left empty; it then stands for the first of the month."""

    def day_of(self, parts: DateParts) -> date:
        if not parts[0] and parts[1] and parts[2]:
            parts = ["1", *parts[1:]]
        return super().day_of(parts)


# --- Process and phases ---------------------------------------------------------------------------


class EngagementField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, engagement: models.Model) -> str:
        theme = getattr(engagement, "theme", None)
        edition = str(getattr(engagement, "edition", ""))
        return f"{edition}: {theme}" if theme else edition


class StartForm(BaseForm):
    engagement = EngagementField(
        queryset=Engagement.objects.none(), label=_("Participation"), empty_label=None
    )
    starts_on = GermanDateField(
        label=_("First day"),
        required=False,
        help_text=_("Without a day the start named above counts. All dates can be changed."),
    )

    def __init__(self, *args: Any, engagements: QuerySet[Engagement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("engagement", engagements)


class ProcessForm(VersionedFormMixin, BaseModelForm):
    free_text = ("reason_to_join", "outlook")

    class Meta:
        model = Process
        fields = ("reason_to_join", "outlook")
        labels: ClassVar = {
            "reason_to_join": _("Why does your municipality take part?"),
            "outlook": _("What comes after the process?"),
        }
        help_texts: ClassVar = {
            "reason_to_join": _("Three sentences that can go into a council paper."),
            "outlook": _("What shall stay, who carries it on, what the committee will hear next."),
        }
        widgets: ClassVar = {"reason_to_join": long_text(6), "outlook": long_text(6)}


class PhaseAddForm(BaseModelForm):
    free_text = ("note",)
    after = forms.ModelChoiceField(
        queryset=Phase.objects.none(), label=_("Comes after"), empty_label=None
    )

    class Meta:
        model = Phase
        fields = ("name", "planned_start", "planned_end", "is_tentative", "note")
        labels: ClassVar = {
            "name": _("Name of the phase"),
            "is_tentative": _("The dates are tentative"),
        }

    def __init__(self, *args: Any, phases: QuerySet[Phase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("after", phases)
        field = self.fields["after"]
        field.initial = phases.last()
        field.required = phases.exists()
        self.order_fields(["name", "after"])


class PhaseForm(VersionedFormMixin, BaseModelForm):
    free_text = ("note",)

    class Meta:
        model = Phase
        fields = ("name", "is_tentative", "actual_start", "actual_end", "note")
        labels: ClassVar = {
            "name": _("Name of the phase"),
            "is_tentative": _("The planned dates are tentative"),
            "actual_start": _("When did it really begin?"),
            "actual_end": _("When did it really end?"),
            "note": _("What happened?"),
        }
        widgets: ClassVar = {"note": long_text(6)}


class ShiftForm(VersionedFormMixin, BaseModelForm):
    """The new planned dates, and why."""

    free_text = ("reason",)
    move_following = forms.BooleanField(
        label=_("Move the later phases by as many days"),
        required=False,
        help_text=_("Phases that are over stay where they are."),
    )
    reason = forms.CharField(
        label=_("Why do the dates change?"),
        widget=long_text(3),
        help_text=_("The old dates are kept with this reason."),
    )

    class Meta:
        model = Phase
        fields = ("planned_start", "planned_end", "is_tentative")
        labels: ClassVar = {
            "planned_start": _("New start"),
            "planned_end": _("New end"),
            "is_tentative": _("The dates are tentative"),
        }

    def theirs(self, record: models.Model, name: str) -> Any:
        own = {"move_following": self.cleaned_data.get("move_following"), "reason": ""}
        return own.get(name, super().theirs(record, name))


# --- Meetings -------------------------------------------------------------------------------------


class MeetingForm(VersionedFormMixin, BaseModelForm):
    """What, when, where. Without a day only the month is known."""

    on = DayOrMonthField(
        label=_("Date"),
        help_text=_("If the day is not known yet, leave it empty."),
    )
    starts_at = ClockField(label=_("From"))
    ends_at = ClockField(label=_("Until"))
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("If empty, the name of the body or the kind stands here."),
    )

    class Meta:
        model = Meeting
        fields = (
            "body",
            "kind",
            "title",
            "on",
            "starts_at",
            "ends_at",
            "place",
            "session_number",
        )
        labels: ClassVar = {
            "body": _("Body"),
            "kind": _("What kind?"),
            "place": _("Place"),
            "session_number": _("Number of the session"),
        }
        help_texts: ClassVar = {
            "session_number": _("As the body counts, for example “11. Sitzung”."),
            "place": _("A room, an address or a video conference."),
        }

    def __init__(self, *args: Any, bodies: QuerySet[Body] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting = self.instance
        source = meeting.kind.version if meeting.pk else ContentKind.MEETING_KINDS
        no_kind = None if meeting.pk else _("Please choose")
        self.choose_from("kind", selectable_items(source), no_kind)
        if bodies is None:
            del self.fields["body"], self.fields["session_number"]
        else:
            self.choose_from("body", bodies, _("no body"))
        if meeting.pk and not meeting.day_known:
            self.initial["on"] = ["", str(meeting.on.month), str(meeting.on.year)]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        values["day_known"] = bool(self["on"].data[0])
        starts, ends = values.get("starts_at"), values.get("ends_at")
        if isinstance(starts, time) and isinstance(ends, time) and ends <= starts:
            self.add_error("ends_at", ValidationError(_("Enter a time after the beginning.")))
        return values

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        names = [name for name in self.Meta.fields if name in self.fields]
        return {name: self.cleaned_data[name] for name in [*names, "day_known"]}


class HoldForm(VersionedFormMixin, BaseModelForm):
    free_text = ("summary",)
    participants = forms.IntegerField(
        label=_("How many people took part?"),
        min_value=0,
        max_value=100_000,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "bw-half"}),
    )

    class Meta:
        model = Meeting
        fields = ("participants", "summary")
        labels: ClassVar = {"summary": _("What came of it?")}
        help_texts: ClassVar = {
            "summary": _("Results in short sentences. Decisions are recorded one by one later.")
        }
        widgets: ClassVar = {"summary": long_text(10)}


def votes_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=10_000,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "bw-half"}),
    )


class DecisionForm(VersionedFormMixin, BaseModelForm):
    free_text = ("text",)
    votes_yes = votes_field(_("Votes in favour"))
    votes_no = votes_field(_("Votes against"))
    abstentions = votes_field(_("Abstentions"))

    class Meta:
        model = Decision
        fields = ("text", "votes_yes", "votes_no", "abstentions")
        labels: ClassVar = {"text": _("What was decided?")}
        help_texts: ClassVar = {"text": _("The wording, as it shall stand in a council paper.")}
        widgets: ClassVar = {"text": long_text(5)}
