"""Bodies: list, page, create, edit, end."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import EndForm
from begleitwerk.core.pages import ChangePage, Crumbs, DetailPage, Values
from begleitwerk.networks import selectors, services
from begleitwerk.networks.forms import BodyForm
from begleitwerk.networks.models import Body
from begleitwerk.networks.presenters import composition_sentence, history_of_body
from begleitwerk.networks.tables import BodyFilter, BodyTable
from begleitwerk.networks.views.base import OfBody, PlaceAdd, PlaceList


class BodyList(PlaceList):
    template_name = "networks/bodies.html"
    table_class = BodyTable
    filterset_class = BodyFilter
    export_name = "gremien"
    create_name = "body_create"
    create_label = _("Add body")

    def get_queryset(self) -> QuerySet[Body]:
        return selectors.bodies_of(self.municipality)


class BodyPage(OfBody, DetailPage):
    """A body with its members, what it lacks and where it sits."""

    permission = "networks.view_body"
    template_name = "networks/body.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:1]

    def values(self) -> Values:
        body = self.body
        seats = selectors.expanded_members(body)
        return {
            **super().values(),
            "seats": seats,
            "persons": sum(seat.persons for seat in seats),
            "missing": selectors.missing_functions(body),
            "composition": composition_sentence(body, self.request.LANGUAGE_CODE),
            "future": selectors.future_members(body),
            "former": selectors.former_members(body),
            "sits_in": selectors.sits_in(body),
            "history": history_of_body(body),
        }


class BodyCreate(PlaceAdd):
    service = staticmethod(services.create_body)
    form_class = BodyForm
    title = _("Add body")
    submit_label = _("Add body")
    saved_message = _("The body is saved. Now add its members.")

    def crumbs(self) -> Crumbs:
        return [(_("Bodies"), self.address("bodies"))]


class BodyEdit(OfBody, ChangePage):
    service = staticmethod(services.change_body)
    form_takes = ("municipality",)
    form_class = BodyForm
    title = _("Edit body")
    submit_label = _("Save body")
    saved_message = _("The body is saved.")


class BodyEnd(OfBody, ChangePage):
    """The last meeting has been: consequences first, then the day and the reason."""

    service = staticmethod(services.end_body)
    template_name = "networks/end.html"
    form_class = EndForm
    title = _("End body")
    submit_label = _("End body")
    saved_message = _("The body has ended. It stays in the list with its history.")

    def values(self) -> Values:
        return {
            **super().values(),
            "seats": selectors.members_now(self.body).count(),
            "elsewhere": selectors.sits_in(self.body),
        }
