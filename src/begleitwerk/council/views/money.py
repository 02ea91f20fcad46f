"""The amount against what the measures cost."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import ReasonForm
from begleitwerk.core.templatetags.bw import money
from begleitwerk.council import services
from begleitwerk.council.models import Paper
from begleitwerk.council.views.common import PaperAction, PaperFormPage


class AmountTake(PaperAction):
    section = "money"
    done_message = _("The amount is taken over.")

    def do(self) -> Paper:
        return services.take_amount(by=self.user, paper=self.paper, version=self.version)


class AmountKeep(PaperFormPage):
    section = "money"
    form_class = ReasonForm
    saved_message = _("The amount stays as it is.")

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {**kwargs, "initial": {"version": self.paper.version}}

    def save(self, form: Any) -> Paper:
        return services.keep_amount(
            by=self.user,
            paper=self.paper,
            version=form.version,
            reason=form.cleaned_data["reason"],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        amount = money(self.paper.amount) or gettext("the open amount")
        values = {
            "title": gettext("Keep %(amount)s") % {"amount": amount},
            "submit_label": gettext("Keep %(amount)s") % {"amount": amount},
        }
        return super().get_context_data(**{**values, **kwargs})
