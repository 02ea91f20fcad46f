"""Forms after the decision: contract, withdrawal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm, BaseModelForm, GermanDateField, VersionedFormMixin
from begleitwerk.selection.models import Contract
from begleitwerk.selection.services.contracts import FIELDS


class ContractForm(VersionedFormMixin, BaseModelForm):
    """Number, days and file of a contract. Days that have not come stay empty."""

    free_text = ("note",)
    file = forms.FileField(
        label=_("Contract as a file"),
        required=False,
        help_text=_("As it was sent or signed. A new file takes the place of the one shown."),
    )

    class Meta:
        model = Contract
        fields = FIELDS

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values the service takes."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class WithdrawalForm(BaseForm):
    on = GermanDateField(label=_("Gives its place back on"))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Stands in the history of the round."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
    )
    free_text = ("reason",)
