"""The lot of a round: data published first, then the number of a public drawing."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import ActionPage, ChangePage, Crumbs, Page, Values
from begleitwerk.selection.forms.lots import NumberForm
from begleitwerk.selection.models import Lot
from begleitwerk.selection.presenters.lots import lot_page
from begleitwerk.selection.selectors.lots import lot_of_round
from begleitwerk.selection.services.lots import enter_number, publish_data
from begleitwerk.selection.views.base import OfRound


class OfLot(OfRound):
    """The page of the lot, or below it."""

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Number for a draw"), self.lot_url())]

    def lot_url(self) -> str:
        return self.address("lot", self.round.pk)

    def get_success_url(self) -> str:
        return self.lot_url()


class LotPage(OfLot, Page):
    """How far the lot is bound, and the next step."""

    permission = "selection.view_round"
    template_name = "selection/lot.html"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:-1]

    def values(self) -> Values:
        return {**super().values(), "page": lot_page(self.round)}


class LotPublish(OfLot, ActionPage):
    permission = "selection.edit_round"
    done_message = _("The check sum of the data is published. Now the drawing can take place.")

    def act(self) -> Lot:
        return publish_data(by=self.user, round=self.round)


class LotNumber(OfLot, ChangePage):
    permission = "selection.edit_round"
    form_class = NumberForm
    template_name = "selection/lot_number.html"
    title = _("Enter the number of the drawing")
    submit_label = _("Enter the number")
    saved_message = _("The number is entered. It holds for all calculations of this round.")

    @property
    def record(self) -> Any:
        return self.round

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "version": lot_of_round(self.round).version}

    def save(self, form: Any) -> Lot:
        return enter_number(by=self.user, round=self.round, version=form.version, **form.values)

    def values(self) -> Values:
        return {**super().values(), "page": lot_page(self.round)}
