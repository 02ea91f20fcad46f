"""Choose among the ready proposals."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm
from begleitwerk.selection.models import RuleSet
from begleitwerk.selection.selectors.proposals import proposals_for


class ProposalsForm(BaseForm):
    proposals = forms.MultipleChoiceField(
        label=_("What would you like to take over?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, rules: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposals"].choices = [  # type: ignore[attr-defined]
            (row.key, format_html("<b>{}</b><br>{}", row.name, row.why))
            for row in proposals_for(rules)
        ]
