"""Forms about networks, organisations, bodies and their members."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem
from begleitwerk.catalogue.selectors import selectable_items
from begleitwerk.core.forms import (
    BaseModelForm,
    VersionedFormMixin,
)
from begleitwerk.core.forms.base import CHOOSE_ONE
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks import selectors
from begleitwerk.networks.models import Body, BodyMember, Network, PartnerOrganisation


def items(kind: ContentKind, present: ContentItem | None) -> Any:
    """What can be chosen: the version an entry already uses, else the current one."""
    return selectable_items(present.version if present else kind)


class PlaceForm(VersionedFormMixin, BaseModelForm):
    """A form about a record of one municipality, whose other records it offers."""

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.offer()

    def offer(self) -> None:
        """Sets the choices of this municipality."""

    def choose_from(self, name: str, rows: Any, empty: Any = None) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows
            if empty is not None:
                field.empty_label = empty


class NetworkForm(PlaceForm):
    free_text = ("note",)

    class Meta:
        model = Network
        fields = ("name", "founded_year", "first_document", "note")
        help_texts: ClassVar = {
            "name": _("As it is called locally, for example by its region."),
            "first_document": _("The resolution, agreement or concept it began with."),
        }


class OrganisationForm(PlaceForm):
    class Meta:
        model = PartnerOrganisation
        fields = ("name", "sector", "website")
        help_texts: ClassVar = {"website": _("With https:// at the start.")}

    def offer(self) -> None:
        present = self.instance.sector if self.instance.pk else None
        self.choose_from("sector", items(ContentKind.PARTNER_SECTORS, present))


class BodyForm(PlaceForm):
    free_text = ("task",)

    class Meta:
        model = Body
        fields = (
            "name",
            "kind",
            "network",
            "task",
            "founded_on",
            "predates_programme",
            "ended_on",
        )
        help_texts: ClassVar = {
            "task": _("What the body decides, plans or exchanges."),
            "network": _("Only if it belongs to one of several networks."),
        }

    def offer(self) -> None:
        present = self.instance.kind if self.instance.pk else None
        self.choose_from("kind", items(ContentKind.BODY_KINDS, present))
        networks = selectors.networks_of(self.municipality)
        if networks.exists():
            self.choose_from("network", networks, _("the whole municipality"))
        else:
            del self.fields["network"]
        if self.instance.ended_on is None:
            del self.fields["ended_on"]


class SeatInForm(PlaceForm):
    """A seat in a body."""

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        self.body = body
        super().__init__(*args, municipality=body.municipality, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The end does not lie before the start; the table would say so without naming a field."""
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("The end lies before the start. Correct one of the two."))
        return cleaned


class SeatForm(SeatInForm):
    """A seat for a function, perhaps with a person."""

    class Meta:
        model = BodyMember
        fields = (
            "function",
            "title",
            "person_name",
            "organisation",
            "sector",
            "is_chair",
            "seats",
            "substitute",
            "valid_from",
            "valid_to",
        )
        help_texts: ClassVar = {
            "function": _("The check for missing functions goes by this."),
            "title": _("As it stands in papers, for example “Head of department 5”."),
            "person_name": _("Never printed in papers. The seat stays when the person changes."),
            "sector": _("Only if it differs from that of the organisation."),
            "seats": _("More than one where several people share the seat."),
            "substitute": _("A function, or a person."),
        }

    def offer(self) -> None:
        present = self.instance.sector if self.instance.pk else None
        self.choose_from("sector", items(ContentKind.PARTNER_SECTORS, present), _("no further one"))
        self.choose_from(
            "organisation", selectors.organisations_of(self.municipality), _("no organisation")
        )
        self.fields["seats"].widget.attrs["min"] = 1

    def clean_seats(self) -> int:
        seats = int(self.cleaned_data["seats"])
        if seats < 1:
            raise forms.ValidationError(_("Enter at least one person."))
        return seats


class BodySeatForm(SeatInForm):
    """A seat for a whole other body."""

    class Meta:
        model = BodyMember
        fields = ("member_body", "valid_from", "valid_to")
        labels: ClassVar = {"member_body": _("Which body?")}

    def offer(self) -> None:
        kept = self.instance.member_body_id  # it may have ended since
        others = selectors.bodies_of if kept else selectors.present_bodies
        self.fields["member_body"].required = True
        self.choose_from(
            "member_body", others(self.municipality).exclude(pk=self.body.pk), CHOOSE_ONE
        )
