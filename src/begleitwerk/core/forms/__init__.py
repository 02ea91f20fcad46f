"""What every form here has in common.

    class MeasureForm(VersionedFormMixin, BaseModelForm):
        free_text = ("description",)          # hint at the field, question before saving

        class Meta:
            model = Measure
            fields = ("title", "description", "due", "cost")

Dates of models become three fields, decimals accept the German notation, long texts get a text
area. Optional fields are marked by the template. In a view:

    try:
        change_measure(by=request.user, measure=measure, version=form.version, …)
    except EditConflict as conflict:
        form.show_conflict(conflict.current, reload_url=request.path)
        return self.form_invalid(form)
"""

from begleitwerk.core.forms.base import (
    BaseForm,
    BaseModelForm,
    FormMixin,
    PersonalDataWarning,
    form_field,
    keep_to_one_line,
)
from begleitwerk.core.forms.dates import Around, ClockField, GermanDateField, ThreeFieldDate
from begleitwerk.core.forms.figures import GermanDecimalField, MoneyField, UnitInput
from begleitwerk.core.forms.steps import ConfirmForm, EndForm, ReasonForm
from begleitwerk.core.forms.uploads import TableForm, UploadForm
from begleitwerk.core.forms.versions import Conflict, ConflictRow, VersionedFormMixin

__all__ = [
    "Around",
    "BaseForm",
    "BaseModelForm",
    "ClockField",
    "ConfirmForm",
    "Conflict",
    "ConflictRow",
    "EndForm",
    "FormMixin",
    "GermanDateField",
    "GermanDecimalField",
    "MoneyField",
    "PersonalDataWarning",
    "ReasonForm",
    "TableForm",
    "ThreeFieldDate",
    "UnitInput",
    "UploadForm",
    "VersionedFormMixin",
    "form_field",
    "keep_to_one_line",
]
