"""A list in a file."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms.base import BaseForm

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

TABLES = ".csv,.xlsx"


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
