"""Who releases a self-assessment, and who reads which finding."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.models import Finding
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.core.forms import BaseForm, GermanDateField, VersionedFormMixin
from begleitwerk.municipalities.models import Municipality
from begleitwerk.networks.models import Body
from begleitwerk.processes.models import Decision
from begleitwerk.processes.selectors import bodies_for, decisions_of


class ReleaseForm(VersionedFormMixin, BaseForm):
    """Which body releases it, when, and in which decision."""

    record_names = {"body": "released_by", "on": "released_on"}
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Which body releases it?"),
        help_text=_("Usually the steering group."),
    )
    on = GermanDateField(label=_("Released on"), initial=timezone.localdate)
    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label=_("In which decision?"),
        required=False,
        empty_label=_("none on record"),
        help_text=_("Decisions stand at the meeting they were taken in."),
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("body", bodies_for(municipality))
        self.choose_from("decision", decisions_of(municipality))


class ShareForm(VersionedFormMixin, BaseForm):
    """Who beyond the municipality may read one finding."""

    release = forms.ChoiceField(label=_("Who may read it?"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why?"), max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, levels: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["release"].choices = levels  # type: ignore[attr-defined]


class SharesForm(VersionedFormMixin, BaseForm):
    """The same for all agreed findings: one choice for all, or each its own."""

    everything = forms.ChoiceField(
        label=_("All findings at once"),
        required=False,
        choices=[("", _("each as chosen below")), *ReleaseLevel.choices],
    )
    reason = forms.CharField(label=_("Why?"), max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(
        self, *args: Any, findings: Sequence[Finding], needs_reason: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not needs_reason:
            del self.fields["reason"]
        self.findings = findings
        for finding in findings:
            self.fields[field_of(finding)] = forms.ChoiceField(
                label=str(finding),
                choices=ReleaseLevel.choices,
                initial=finding.release,
            )
        self.order_fields(["everything", *map(field_of, findings), "reason"])

    @property
    def levels(self) -> dict[int, str]:
        """The release level of each finding, by its id."""
        said, for_all = self.cleaned_data, self.cleaned_data["everything"]
        return {row.pk: for_all or said[field_of(row)] for row in self.findings}

    @property
    def why(self) -> str:
        return str(self.cleaned_data.get("reason", ""))

    def theirs(self, record: Any, name: str) -> Any:
        """The self-assessment holds none of it: what was seen is asked for anew."""
        return ""


def field_of(finding: Finding) -> str:
    return f"finding_{finding.pk}"
