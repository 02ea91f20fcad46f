"""A list in a file."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms.base import BaseForm
from begleitwerk.core.imports import Place

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

TABLES = ".csv,.xlsx"
MOST_ROWS = 20_000


class UploadForm(BaseForm):
    """A file that is kept in the database until it is written: never beyond the limit.

    `accept` are the endings the browser offers, `max_bytes` a lower limit than the operator's.
    """

    accept = TABLES
    max_bytes: int | None = None
    file = forms.FileField(label=_("CSV or Excel file"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = self.accept

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        most = min(self.max_bytes or settings.MAX_UPLOAD_BYTES, settings.MAX_UPLOAD_BYTES)
        if (file.size or 0) > most:
            raise ValidationError(
                gettext("The file is larger than %(size)s. Divide it into several files.")
                % {"size": filesizeformat(most)}
            )
        return file


class TableForm(UploadForm):
    """A file with a table that need not begin in its first row, or on its first sheet."""

    form_only = ("sheet", "header_row", "last_row")
    sheet = forms.IntegerField(
        label=_("Which sheet of an Excel file"),
        help_text=_("Counted from the left; empty: the first. A cover sheet counts."),
        min_value=1,
        max_value=100,
        required=False,
    )
    header_row = forms.IntegerField(
        label=_("Row with the names of the columns"),
        help_text=_("Empty: row 1. What stands above, a title for example, is skipped."),
        min_value=1,
        max_value=100,
        required=False,
    )
    last_row = forms.IntegerField(
        label=_("Last row that counts"),
        help_text=_("Empty: to the end. What stands below, a row of sums for example, is skipped."),
        min_value=2,
        max_value=MOST_ROWS,
        required=False,
    )

    @property
    def place(self) -> Place:
        """Where in the file the table stands; after cleaning."""
        return Place(**{name: self.cleaned_data[name] or 0 for name in TableForm.form_only})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        last, header = cleaned.get("last_row"), cleaned.get("header_row") or 1
        if last and last <= header:
            self.add_error("last_row", gettext("Enter a row below the names of the columns."))
        return cleaned
