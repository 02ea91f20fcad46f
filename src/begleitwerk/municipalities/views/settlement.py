"""The BBSR's settlement types: which years are there, and a new list from a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import list_response
from begleitwerk.core.pages import Crumbs, UploadPage, UploadReport, UploadWrite, Values, number_in
from begleitwerk.municipalities import selectors
from begleitwerk.municipalities.enums import SettlementKind
from begleitwerk.municipalities.forms import SettlementForm
from begleitwerk.municipalities.imports import SETTLEMENT_COLUMNS
from begleitwerk.municipalities.services import SETTLEMENT_UPLOAD


class SettlementUploads:
    """Lists of settlement types."""

    permission = "municipalities.edit_register"
    upload_kind = SETTLEMENT_UPLOAD
    upload_page = "municipalities:register_settlement"

    def crumbs(self) -> Crumbs:
        return [(_("Municipalities"), reverse("municipalities:register"))]


class SettlementUpload(SettlementUploads, UploadPage):
    template_name = "municipalities/settlement.html"
    form_class = SettlementForm
    title = _("Settlement types")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind, year = request.GET.get("export"), number_in(request.GET.get("jahr", ""))
        if kind in ("csv", "xlsx") and year is not None:
            return list_response(
                name=f"raumtypen-{year}",
                kind=kind,
                rows=selectors.settlement_types(year),
                columns=SETTLEMENT_COLUMNS,
            )
        return super().get(request, *args, **kwargs)

    def said(self, form: Any) -> dict[str, Any]:
        about = {name: form.cleaned_data[name] for name in ("year", "source")}
        return {**super().said(form), **about}

    def values(self) -> Values:
        years = selectors.settlement_years()
        return {**super().values(), "years": years, "kinds": SettlementKind}


class SettlementReport(SettlementUploads, UploadReport):
    template_name = "municipalities/settlement_report.html"
    written_title = _("The settlement types are in the register")
    write_label = _("Write to the register")
    row_label = _("District")
    back_label = _("Show on a map")

    def back_url(self) -> str:
        return reverse("municipalities:register_map")

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Settlement types"), self.again_url())]


class SettlementWrite(SettlementUploads, UploadWrite):
    pass
