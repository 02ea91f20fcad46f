"""Seats in a body: add one for a function or a whole body, edit, end."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import FormPage
from begleitwerk.networks import selectors, services
from begleitwerk.networks.forms import BodySeatForm, EndForm, SeatForm
from begleitwerk.networks.models import BodyMember
from begleitwerk.networks.views.base import OfBody, PlaceForm


class MemberAdd(OfBody, PlaceForm):
    form_class: Any = SeatForm
    title = _("Add member")
    submit_label = _("Add member")
    saved_message = _("The member is saved.")

    def save(self, form: Any) -> BodyMember:
        return services.add_member(by=self.user, body=self.body, **form.values)


class BodyMemberAdd(MemberAdd):
    """A whole other body becomes a member, with everybody in it."""

    form_class = BodySeatForm
    title = _("Add a whole body as member")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "body": self.body}


class OfMember(OfBody):
    @cached_property
    def member(self) -> BodyMember:
        return selectors.get_member_or_404(self.body, self.kwargs["member_pk"])

    def permission_object(self) -> Any:
        return self.member


class MemberEdit(OfMember, PlaceForm):
    title = _("Edit member")
    submit_label = _("Save member")
    saved_message = _("The member is saved.")

    def get_form_class(self) -> type[Any]:
        return BodySeatForm if self.member.member_body_id else SeatForm

    def get_form_kwargs(self) -> dict[str, Any]:
        extra = {"body": self.body} if self.member.member_body_id else {}
        return {**super().get_form_kwargs(), **extra, "instance": self.member}

    def save(self, form: Any) -> BodyMember:
        return services.change_member(
            by=self.user, member=self.member, version=form.version, values=form.values
        )


class MemberEnd(OfMember, FormPage):
    permission = "networks.edit_body"
    template_name = "networks/end.html"
    form_class = EndForm
    title = _("End membership")
    submit_label = _("End membership")
    saved_message = _("The membership ends on that day. It stays under former members.")

    def get_initial(self) -> dict[str, Any]:
        return {
            **super().get_initial(),
            "version": self.member.version,
            "on": self.member.valid_to,
        }

    def save(self, form: Any) -> BodyMember:
        return services.end_member(
            by=self.user,
            member=self.member,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            version=form.version,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(name=str(self.member), body=self.body, **kwargs)
