"""Seats in a body: add one for a function or a whole body, edit, end."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import EndForm
from begleitwerk.core.pages import AddPage, ChangePage, Values
from begleitwerk.networks import selectors, services
from begleitwerk.networks.forms import BodySeatForm, SeatForm
from begleitwerk.networks.models import BodyMember
from begleitwerk.networks.views.base import OfBody


class MemberAdd(OfBody, AddPage):
    service = staticmethod(services.add_member)
    form_class: Any = SeatForm
    form_takes = ("body",)
    title = _("Add member")
    submit_label = _("Add member")
    saved_message = _("The member is saved.")

    def within(self) -> Values:
        return {"body": self.body}


class BodyMemberAdd(MemberAdd):
    """A whole other body becomes a member, with everybody in it."""

    form_class = BodySeatForm
    title = _("Add a whole body as member")


class OfMember(OfBody):
    record_name = "member"

    @cached_property
    def member(self) -> BodyMember:
        return selectors.get_member_or_404(self.body, self.kwargs["member_pk"])


class MemberEdit(OfMember, ChangePage):
    service = staticmethod(services.change_member)
    form_takes = ("body",)
    title = _("Edit member")
    submit_label = _("Save member")
    saved_message = _("The member is saved.")

    def get_form_class(self) -> type[Any]:
        return BodySeatForm if self.member.member_body_id else SeatForm


class MemberEnd(OfMember, ChangePage):
    service = staticmethod(services.end_member)
    template_name = "networks/end.html"
    form_class = EndForm
    starts_with = ("on",)
    title = _("End membership")
    submit_label = _("End membership")
    saved_message = _("The membership ends on that day. It stays under former members.")
