"""The BBSR's settlement types: which years are there, and a new list from a file."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import ActionPage, FormPage, Page
from begleitwerk.municipalities import selectors, services
from begleitwerk.municipalities.enums import ImportPurpose, ImportState, SettlementKind
from begleitwerk.municipalities.forms import SettlementForm
from begleitwerk.municipalities.models import RegisterImport


class SettlementUpload(FormPage):
    permission = "municipalities.edit_register"
    template_name = "municipalities/settlement.html"
    form_class = SettlementForm
    title = _("Settlement types")
    submit_label = _("Check the file")

    def save(self, form: Any) -> RegisterImport:
        file = form.cleaned_data["file"]
        item = services.receive_import(
            by=self.request.user,
            file_name=file.name,
            content=file.read(),
            purpose=ImportPurpose.SETTLEMENT,
            options={name: form.cleaned_data[name] for name in ("year", "source")},
        )
        services.check_settlement_import(item=item)
        return item

    def cancel_url(self) -> str:
        return reverse("municipalities:register")

    def get_success_url(self) -> str:
        return reverse("municipalities:register_settlement_report", args=[self.result.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            years=selectors.settlement_years(), kinds=SettlementKind, **kwargs
        )


class SettlementPage:
    """One's own uploaded list."""

    permission = "municipalities.edit_register"
    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def item(self) -> RegisterImport:
        return selectors.get_import_or_404(
            self.request.user, self.kwargs["pk"], ImportPurpose.SETTLEMENT
        )

    def permission_object(self) -> Any:
        # whoever lost the right is turned away before the file is looked for
        return None


class SettlementReport(SettlementPage, Page):
    """What the list would do; nothing is written before somebody confirms."""

    template_name = "municipalities/settlement_report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            item=self.item,
            report=self.item.report,
            has_errors=self.item.state == ImportState.FAULTY,
            **kwargs,
        )


class SettlementWrite(SettlementPage, ActionPage):
    done_message = _("The settlement types are in the register.")

    def act(self) -> None:
        services.write_settlement_import(by=self.request.user, item=self.item)

    def target_url(self) -> str:
        return reverse("municipalities:register_settlement_report", args=[self.kwargs["pk"]])
