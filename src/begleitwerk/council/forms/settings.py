"""How the papers of a municipality look."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseModelForm, VersionedFormMixin
from begleitwerk.core.services.documents import in_template
from begleitwerk.council.models import PaperSettings
from begleitwerk.engine.documents import Document, Paragraph
from begleitwerk.engine.reading.errors import ReadingError

# What the next number is made of; while it is typed, the page shows the number.
NUMBERING = ("reference_pattern", "next_number")
SAMPLE = Document(title="Probe", subject="Probe", blocks=(Paragraph("Probe"),))
TEMPLATE_TEXT: dict[str, str | Promise] = {
    "template_unreadable": _("This is no Word file. Save the template as .docx and try again."),
    "template_too_large": _("This template is too large. Leave out pictures and try again."),
    "template_unsafe": _(
        "This template holds macros, links to other files or instructions that are not allowed."
    ),
    "template_linked": _(
        "This file is linked to another Word template, perhaps on a network drive: %(path)s. In "
        "Word, open Developer, Document Template, choose Normal.dotm instead, save the file and "
        "upload it again."
    ),
    "template_syntax": _("A placeholder of the template cannot be read: %(detail)s"),
    "template_without_body": _(
        "The template has no paragraph with {{p body }}; the text would have no place."
    ),
}


class SettingsForm(VersionedFormMixin, BaseModelForm):
    form_only = ("upload", "remove_template")
    upload = forms.FileField(
        label=_("Own Word template"),
        required=False,
        help_text=_(
            "A .docx with your letterhead and a paragraph {{p body }} where the text belongs."
            " Without one our own layout is used."
        ),
        widget=forms.FileInput({"accept": ".docx"}),
    )
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

    def clean_upload(self) -> Any:
        """A template is tried out before it is kept."""
        upload = self.cleaned_data["upload"]
        if not upload:
            return None
        try:
            in_template(SAMPLE, upload.read())
        except ReadingError as error:
            text = TEMPLATE_TEXT.get(error.code, TEMPLATE_TEXT["template_unreadable"])
            raise ValidationError(str(text) % error.params) from error
        finally:
            upload.seek(0)
        return upload
