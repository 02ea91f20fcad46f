"""Bodies: list, page, create, edit, end."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import Crumbs, FormPage, Page
from begleitwerk.networks import selectors, services
from begleitwerk.networks.forms import BodyForm, EndForm
from begleitwerk.networks.models import Body
from begleitwerk.networks.presenters import composition_sentence, history_of_body
from begleitwerk.networks.tables import BodyFilter, BodyTable
from begleitwerk.networks.views.base import OfBody, PlaceForm, PlaceList


class BodyList(PlaceList):
    template_name = "networks/bodies.html"
    table_class = BodyTable
    filterset_class = BodyFilter
    export_name = "gremien"
    create_name = "body_create"
    create_label = _("Add body")

    def get_queryset(self) -> QuerySet[Body]:
        return selectors.bodies_of(self.municipality)


class BodyPage(OfBody, Page):
    """A body with its members, what it lacks and where it sits."""

    permission = "networks.view_body"
    template_name = "networks/body.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        body = self.body
        seats = selectors.expanded_members(body)
        return super().get_context_data(
            body=body,
            seats=seats,
            persons=sum(seat.persons for seat in seats),
            missing=[] if body.ended_on else selectors.missing_in(body, seats),
            composition=composition_sentence(body, self.request.LANGUAGE_CODE),
            future=selectors.future_members(body),
            former=selectors.former_members(body),
            sits_in=selectors.sits_in(body),
            history=history_of_body(body),
            **kwargs,
        )


class BodyCreate(PlaceForm):
    form_class = BodyForm
    title = _("Add body")
    submit_label = _("Add body")
    saved_message = _("The body is saved. Now add its members.")

    def crumbs(self) -> Crumbs:
        return [(_("Bodies"), self.address("bodies"))]

    def save(self, form: Any) -> Body:
        return services.create_body(by=self.user, municipality=self.municipality, **form.values)

    def get_success_url(self) -> str:
        return self.address("body", self.result.pk)

    def cancel_url(self) -> str:
        return self.address("bodies")


class BodyEdit(OfBody, PlaceForm):
    form_class = BodyForm
    title = _("Edit body")
    submit_label = _("Save body")
    saved_message = _("The body is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.body}

    def save(self, form: Any) -> Body:
        return services.change_body(
            by=self.user, body=self.body, version=form.version, values=form.values
        )


class BodyEnd(OfBody, FormPage):
    """The last meeting has been: consequences first, then the day and the reason."""

    permission = "networks.edit_body"
    template_name = "networks/end.html"
    form_class = EndForm
    title = _("End body")
    submit_label = _("End body")
    saved_message = _("The body has ended. It stays in the list with its history.")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "version": self.body.version}

    def save(self, form: Any) -> Body:
        return services.end_body(
            by=self.user,
            body=self.body,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            version=form.version,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seats = selectors.members_now(self.body).count()
        return super().get_context_data(
            name=self.body.name, seats=seats, elsewhere=selectors.sits_in(self.body), **kwargs
        )
