"""A new paper, and each section of one as its own short form."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm, BaseModelForm, MoneyField, VersionedFormMixin
from begleitwerk.council.enums import Coverage
from begleitwerk.council.models import Paper
from begleitwerk.files.forms import StoresFile
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body
from begleitwerk.networks.selectors import present_bodies
from begleitwerk.processes.models import Process
from begleitwerk.processes.selectors import processes_of


class NewPaperForm(BaseModelForm):
    """Type, subject and committee; everything else comes from the settings and the live data."""

    committee = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Committee"),
        required=False,
        empty_label=_("I will name it later"),
        help_text=_("It becomes the first step of the consultation route."),
    )
    process = forms.ModelChoiceField(Process.objects.none(), label=_("Process"), required=False)
    take_blocks = forms.BooleanField(
        label=_("Start with a draft text from the present data"),
        required=False,
        initial=True,
        help_text=_("Programme, phases, groups, meetings, goals, measures and costs. Each part can"
                    " be changed or removed."),
    )  # fmt: skip

    class Meta:
        model = Paper
        fields = ("paper_type", "title")
        widgets: ClassVar = {"paper_type": forms.RadioSelect}
        help_texts: ClassVar = {
            "title": _("As it stands on the agenda, for example: Early childhood support, interim"
                       " report"),
        }  # fmt: skip

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper_type"].choices = Paper._meta.get_field("paper_type").choices  # type: ignore[attr-defined]
        self.choose_from("committee", present_bodies(municipality))
        self.choose_from("process", processes_of(municipality))
        found = list(processes_of(municipality)[:2])
        self.fields["process"].initial = found[0] if found else None
        if len(found) < 2:
            self.fields["process"].widget = forms.HiddenInput()
        self.order_fields(["paper_type", "title", "committee", "process", "take_blocks"])

    def clean_title(self) -> str:
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_process(self) -> Process | None:
        """The latest one unless another is chosen."""
        chosen: Process | None = self.cleaned_data["process"] or self.fields["process"].initial
        return chosen


class PaperForm(VersionedFormMixin, BaseModelForm):
    """A section of a paper."""


class HeadForm(PaperForm):
    class Meta:
        model = Paper
        fields = (
            "title",
            "paper_type",
            "is_public",
            "reference",
            "date",
            "authority",
            "head_title",
            "lead_office",
            "file_number",
            "contributing_offices",
            "contact_role",
            "clerk_role",
            "signing_capacity",
            "signatory_role",
        )
        widgets: ClassVar = {"title": forms.Textarea({"rows": 3})}
        help_texts: ClassVar = {
            "date": _("May stay open until the paper is finished."),
            "contact_role": _("The function, not the name of a person."),
        }

    def clean_title(self) -> str:
        return " ".join(str(self.cleaned_data["title"]).split())


class ResolutionForm(PaperForm):
    free_text = ("resolution_proposal",)

    class Meta:
        model = Paper
        fields = ("resolution_proposal",)
        widgets: ClassVar = {"resolution_proposal": forms.Textarea({"rows": 10})}


class MoneyForm(PaperForm):
    free_text = ("financial_note",)
    amount = MoneyField(label=_("Total amount"), required=False)
    coverage = forms.ChoiceField(
        label=_("Coverage"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", _("not said yet")), *Coverage.choices],
    )

    class Meta:
        model = Paper
        fields = (
            "has_financial_effects",
            "amount",
            "budget_product_code",
            "coverage",
            "coverage_by",
            "financial_note",
        )
        labels: ClassVar = {"has_financial_effects": _("The paper states financial effects")}


class SummaryForm(PaperForm):
    free_text = ("summary",)

    class Meta:
        model = Paper
        fields = ("summary",)
        widgets: ClassVar = {"summary": forms.Textarea({"rows": 10})}


class BodyForm(PaperForm):
    class Meta:
        model = Paper
        fields = ("body_heading",)


class AttachmentsForm(PaperForm):
    class Meta:
        model = Paper
        fields = ("attachments",)
        widgets: ClassVar = {"attachments": forms.Textarea({"rows": 5})}
        labels: ClassVar = {"attachments": _("Titles without a file")}


# The form of each section, by the key it has in the document.
SECTION_FORMS: dict[str, type[PaperForm]] = {
    "head": HeadForm,
    "resolution": ResolutionForm,
    "money": MoneyForm,
    "summary": SummaryForm,
    "body": BodyForm,
    "attachments": AttachmentsForm,
}


class MoveForm(VersionedFormMixin, BaseForm):
    """A step to the next state; going back needs a reason, going on may have a remark."""

    free_text = ("reason",)
    reason = forms.CharField(
        label=_("Comment"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, needs_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_reason:
            self.fields["reason"].required = True
            self.fields["reason"].label = _("Reason")


class AttachmentForm(StoresFile, BaseForm):
    """A file that goes with the paper."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, Word, Excel, ODT, a picture or plain text."),
    )
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("As it stands in the list of attachments. Without one the file's name does."),
    )
