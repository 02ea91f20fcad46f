"""Stations of the consultation route and what they said."""

from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.catalogue.selectors import selectable_items
from begleitwerk.core.forms import BaseModelForm, VersionedFormMixin
from begleitwerk.council.models import ConsultationStep
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.selectors import bodies_of
from begleitwerk.processes.selectors import meetings_of

RECENT = 50


def items(kind: ContentKind, present: ContentItem | None) -> Any:
    """What can be chosen: the version an entry already uses, else the current one."""
    return selectable_items(present.version if present else kind)


class RouteForm(VersionedFormMixin, BaseModelForm):
    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.offer()

    def offer(self) -> None:
        """Sets the choices of this municipality."""


class StepForm(RouteForm):
    class Meta:
        model = ConsultationStep
        fields = ("body", "body_name", "role", "on", "session_number", "is_public", "meeting")
        labels: ClassVar = {
            "body_name": _("Name of the body"),
            "role": _("What the body does with the paper"),
            "session_number": _("Number or name of the session"),
            "is_public": _("The session is public"),
        }
        help_texts: ClassVar = {
            "body_name": _("Needed only where the body is not on record, or is called otherwise."),
            "meeting": _("Where the session is recorded here with its decisions."),
        }

    def offer(self) -> None:
        present = self.instance
        here = Q(ended_on=None) | Q(pk=present.body_id)
        self.choose_from("body", bodies_of(self.municipality).filter(here), _("not on record"))
        self.choose_from(
            "role", items(ContentKind.CONSULTATION_ROLES, present.role), _("still open")
        )
        recent = meetings_of(self.municipality).values("pk")[:RECENT]
        recent_ids = [row["pk"] for row in recent]
        meetings = meetings_of(self.municipality).filter(
            Q(pk__in=[*recent_ids, present.meeting_id])
        )
        self.choose_from("meeting", meetings, _("none"))
        self.fields["body_name"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        body = cleaned.get("body")
        if body is None and not cleaned.get("body_name") and not self.errors:
            self.add_error("body", _("Choose a body, or write its name below."))
        if body is not None and body.pk != self.instance_body and not self.renamed:
            cleaned["body_name"] = body.name
        return cleaned

    @property
    def instance_body(self) -> int | None:
        """The body before this edit; the instance itself already holds the new one."""
        present = self.initial.get("body")
        return int(present) if present else None

    @property
    def renamed(self) -> bool:
        """Whether the name was typed anew, so that it goes before the name on record."""
        return bool(self.cleaned_data.get("body_name")) and "body_name" in self.changed_data


class ResultForm(RouteForm):
    free_text = ("resolution_text",)

    class Meta:
        model = ConsultationStep
        fields = (
            "status",
            "result",
            "votes_yes",
            "votes_no",
            "abstentions",
            "resolution_text",
        )
        help_texts: ClassVar = {
            "resolution_text": _("Only where the body adopted other words than proposed."),
        }

    def offer(self) -> None:
        present = self.instance.result
        rows = items(ContentKind.CONSULTATION_RESULTS, present)
        self.choose_from("result", rows, _("no result yet"))
