"""The Word file contracts are made from."""

from django import forms
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import file_response
from begleitwerk.core.forms import UploadForm
from begleitwerk.core.pages import Crumbs, FilePage, UploadPage, UploadReport, UploadWrite, Values
from begleitwerk.programmes import services
from begleitwerk.programmes.selectors import contract_template_of
from begleitwerk.programmes.services import CONTRACT_TEMPLATE_UPLOAD
from begleitwerk.programmes.views.base import ProgrammeArea

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class OfTemplate(ProgrammeArea):
    """Pages about the template of a programme."""

    upload_kind = CONTRACT_TEMPLATE_UPLOAD
    upload_page = "programmes:contract_template"

    def subject_id(self) -> int:
        return self.programme.pk

    def upload_within(self) -> list[str]:
        return [self.programme.workspace.slug]


class ContractTemplateForm(UploadForm):
    accept = ".docx"
    file = forms.FileField(label=_("Word file (.docx)"))


class ContractTemplateUpload(OfTemplate, UploadPage):
    template_name = "programmes/contract_template.html"
    form_class = ContractTemplateForm
    title = _("Template of contracts")

    def values(self) -> Values:
        told = [(name, *about) for name, about in services.PLACEHOLDERS.items()]
        present = contract_template_of(self.programme)
        return {**super().values(), "placeholders": told, "present": present}


class ContractTemplateReport(OfTemplate, UploadReport):
    template_name = "programmes/contract_template_report.html"
    written_title = _("Contracts are made from the new template")
    write_label = _("Use this template")
    back_label = _("To the template of contracts")

    def back_url(self) -> str:
        return self.again_url()

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Template of contracts"), self.again_url())]


class ContractTemplateWrite(OfTemplate, UploadWrite):
    pass


class ContractTemplateFile(OfTemplate, FilePage):
    """The template as it was uploaded."""

    def file(self) -> HttpResponseBase:
        found = contract_template_of(self.programme)
        if found is None:
            raise Http404
        return file_response(bytes(found.content), name="vertragsvorlage.docx", content_type=WORD)

    def back_url(self) -> str:
        return self.address("contract_template")
