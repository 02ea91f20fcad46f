"""How the papers of a municipality look."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseModelForm, UploadForm, VersionedFormMixin
from begleitwerk.council.models import PaperSettings
from begleitwerk.engine.documents.docx_template import MAX_PACKED
from begleitwerk.files.forms import StoresFile

# What the next number is made of; while it is typed, the page shows the number.
NUMBERING = ("reference_pattern", "next_number")


class SettingsForm(VersionedFormMixin, BaseModelForm):
    form_only = ("remove_template",)
    remove_template = forms.BooleanField(label=_("Use our own layout again"), required=False)

    class Meta:
        model = PaperSettings
        fields = (
            "reference_pattern",
            "next_number",
            "authority",
            "head_title",
            "lead_office",
            "file_number",
            "contact_role",
            "budget_product_code",
        )
        help_texts: ClassVar = {
            "head_title": _("As it stands below the name of the authority, for example: The head"
                            " of the district authority"),
            "contact_role": _("The function, not the name of a person."),
        }  # fmt: skip

    def __init__(self, *args: Any, example_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NUMBERING:
            self.fields[name].widget.attrs |= {
                "hx-get": example_url,
                "hx-include": ", ".join(f"#id_{other}" for other in NUMBERING),
                "hx-trigger": "input changed delay:300ms",
                "hx-target": "#beispiel",
                "hx-swap": "outerHTML",
            }
        if self.instance.template is None:
            del self.fields["remove_template"]


class TemplateForm(StoresFile, UploadForm):
    """An own template; it is tried out before it is kept."""

    accept = ".docx"
    max_bytes = MAX_PACKED
    file = forms.FileField(
        label=_("Own Word template"),
        help_text=_(
            "A .docx with your letterhead and a paragraph {{p body }} where the text belongs."
            " Without one our own layout is used."
        ),
    )
