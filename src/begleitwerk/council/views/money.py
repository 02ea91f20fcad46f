"""The amount against what the measures cost."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import ReasonForm
from begleitwerk.core.pages import ActionPage, ChangePage, Values
from begleitwerk.core.templatetags.bw import money
from begleitwerk.council import services
from begleitwerk.council.models import Paper
from begleitwerk.council.views.common import PaperPage


class AmountTake(PaperPage, ActionPage):
    section = "money"
    done_message = _("The amount is taken over.")

    def act(self) -> Paper:
        return services.take_amount(by=self.user, paper=self.paper, version=self.version)


class AmountKeep(PaperPage, ChangePage):
    section = "money"
    service = staticmethod(services.keep_amount)
    form_class = ReasonForm
    saved_message = _("The amount stays as it is.")

    def values(self) -> Values:
        amount = money(self.paper.amount) or gettext("the open amount")
        keep = gettext("Keep %(amount)s") % {"amount": amount}
        return {**super().values(), "title": keep, "submit_label": keep}
