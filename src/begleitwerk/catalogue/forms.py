"""The form that takes a content file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.imports import MAX_BYTES, Problem, decode, is_excel, too_large
from begleitwerk.catalogue.models import ContentVersion
from begleitwerk.core.forms import BaseForm


class SearchForm(forms.Form):
    """One field, in the address bar."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search"}),
    )


class OtherVersionForm(forms.Form):
    """Which version to set beside, in the address bar."""

    zu = forms.ChoiceField(label=_("Beside version"))

    def __init__(self, others: Sequence[ContentVersion], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["zu"].choices = [(other.version, other.version) for other in others]  # type: ignore[attr-defined]


class ContentFileField(forms.FileField):
    """A file whose cleaned value is what it holds: an Excel file, or text."""

    def clean(self, data: Any, initial: Any = None) -> bytes:
        file = super().clean(data, initial)
        if not file:
            return b""
        if file.size > MAX_BYTES:  # asked first, so that a large file is never read
            raise ValidationError(said(too_large(file.size)))
        content: bytes = file.read()
        if is_excel(content, file.name):
            return content
        text, problem = decode(content)
        if problem:
            raise ValidationError(said(problem))
        return text.replace("\r\n", "\n").encode()


class ContentForm(BaseForm):
    """A content file, uploaded or pasted."""

    file = ContentFileField(
        label=_("Content file"),
        required=False,
        allow_empty_file=True,
        help_text=_("TOML (UTF-8), or Excel for a quality framework; at most 1 MB."),
        widget=forms.FileInput({"accept": ".toml,text/plain,.xlsx"}),
    )
    text = forms.CharField(
        label=_("Text of the file"),
        required=False,
        strip=False,
        help_text=_("Instead of a file, or to correct the text that was read."),
        widget=forms.Textarea({"rows": 16, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text = str(cleaned.get("text") or "").replace("\r\n", "\n")
        pasted = text.encode("utf-8", errors="replace")
        content = cleaned.get("file") or pasted
        if len(content) > MAX_BYTES and not self.errors:
            self.add_error("text", said(too_large(len(content))))
        if not content.strip() and not self.errors:
            self.add_error("file", _("Choose a file or paste its text."))
        cleaned["content"] = content
        return cleaned


def said(problem: Problem) -> str:
    if problem.line is None:
        return problem.message
    line = gettext("Line %(line)s") % {"line": problem.line}
    return f"{line}: {problem.message}"
