"""Invitations, replies, what goes back, what counts."""

from collections.abc import Iterable, Mapping
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.forms.boundfield import BoundField
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm, GermanDateField, VersionedFormMixin
from begleitwerk.core.forms.base import ManyChoiceField
from begleitwerk.core.tables import SearchFilter
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.enums import CandidacyState
from begleitwerk.selection.models import Candidacy
from begleitwerk.selection.selectors.applications import Recipient
from begleitwerk.selection.selectors.approvers import Access
from begleitwerk.selection.selectors.claims import Check

REPLIES = (("accept", _("wants to apply")), ("decline", _("declines")))
WAITING, AGREED = "waiting", "agreed"
REPLY_STATES = (
    (WAITING, _("no reply yet")),
    (AGREED, _("wants to apply")),
    (CandidacyState.APPLIED.value, _("has applied")),
    (CandidacyState.DECLINED.value, pgettext_lazy("candidacy", "declined")),
    (CandidacyState.NO_REPLY.value, _("no reply in time")),
)


class NameFilter(SearchFilter):
    """Search by the name of the municipality."""

    searched = ("municipality__name",)


class CandidateFilter(NameFilter):
    """Search and theme, for the choice of whom to invite."""

    thema = filters.ModelChoiceFilter(
        label=_("Theme"),
        field_name="themes",
        queryset=EditionTheme.objects.none(),
        empty_label=_("All themes"),
    )

    def __init__(self, *args: Any, themes: QuerySet[EditionTheme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["thema"].queryset = themes

    class Meta:
        model = Candidacy
        fields = ("q", "thema")


class InvitationFilter(NameFilter):
    """Search and reply, for those invited."""

    antwort = filters.ChoiceFilter(
        label=_("Reply"), choices=REPLY_STATES, method="by_reply", empty_label=_("All")
    )

    def by_reply(self, rows: QuerySet[Candidacy], name: str, value: str) -> QuerySet[Candidacy]:
        invited = Q(state=CandidacyState.INVITED)
        if value == WAITING:
            return rows.filter(invited, replied_on=None)
        if value == AGREED:
            return rows.filter(invited, replied_on__isnull=False)
        return rows.filter(state=value)

    class Meta:
        model = Candidacy
        fields = ("q", "antwort")


class InviteForm(BaseForm):
    """Whom to invite, until when to reply, and the words of the letter."""

    reply_by = GermanDateField(label=_("Reply until"))
    text = forms.CharField(
        label=_("Text of the letter"),
        help_text=_("An empty line starts a paragraph, “- ” at the start of a line a bullet."),
        widget=forms.Textarea({"rows": 8}),
        max_length=6000,
    )
    contact = forms.CharField(
        label=_("Who answers questions"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
    )
    form_only = ("alle", "candidacies")
    alle = forms.BooleanField(required=False)
    candidacies = ManyChoiceField(queryset=Candidacy.objects.none(), required=False)

    def __init__(self, *args: Any, candidates: QuerySet[Candidacy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        self.choose_from("candidacies", candidates)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        self.chosen = list(self.candidates) if values.get("alle") else self.ticked(values)
        if not self.chosen and "candidacies" not in self.errors:
            self.add_error("candidacies", gettext("Choose at least one municipality."))
        return values

    def ticked(self, values: Mapping[str, Any]) -> list[Candidacy]:
        wanted = {row.pk for row in values.get("candidacies") or ()}
        return [row for row in self.candidates if row.pk in wanted]


class AddressForm(BaseForm):
    """Mail addresses for those where none is known, and of whoever approves where nobody may; left
    empty, only the letter goes out."""

    def __init__(
        self,
        *args: Any,
        recipients: Iterable[Recipient],
        access: Mapping[int, Access],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = list(recipients)
        self.names = self.ask("mail", [row.candidacy for row in rows if not row.email])
        self.approving = self.ask(
            "freigabe", [row.candidacy for row in rows if not access[row.candidacy.pk].approves]
        )

    def ask(self, start: str, candidacies: Iterable[Candidacy]) -> dict[str, int]:
        names = {f"{start}-{row.pk}": row for row in candidacies}
        for name, row in names.items():
            self.fields[name] = forms.EmailField(label=row.municipality.name, required=False)
        return {name: row.pk for name, row in names.items()}

    def mail_fields(self) -> list[BoundField]:
        return [self[name] for name in self.names]

    def approver_fields(self) -> list[BoundField]:
        return [self[name] for name in self.approving]

    @property
    def emails(self) -> dict[int, str]:
        return self.given(self.names)

    @property
    def approvers(self) -> dict[int, str]:
        return self.given(self.approving)

    def given(self, names: Mapping[str, int]) -> dict[int, str]:
        given = {pk: self.cleaned_data.get(name, "") for name, pk in names.items()}
        return {pk: email for pk, email in given.items() if email}


class ApproverForm(BaseForm):
    """Who approves an application: by function and name, at her address in the office."""

    name = forms.CharField(label=_("First name and surname"), max_length=120)
    email = forms.EmailField(
        label=_("Mail address"), help_text=_("The invitation is sent to this address.")
    )


class ReplyForm(BaseForm):
    reply = forms.ChoiceField(label=_("Reply"), choices=REPLIES, widget=forms.RadioSelect)
    on = GermanDateField(label=_("Replied on"))
    note = forms.CharField(
        label=_("What was said"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
    )
    free_text = ("note",)


class ReturnForm(BaseForm):
    note = forms.CharField(
        label=_("What is missing"),
        help_text=_("The municipality reads these words."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
    )
    free_text = ("note",)


class ClaimForm(VersionedFormMixin, BaseForm):
    """What counts where claim and register differ, and what was found out."""

    counts = forms.ChoiceField(label=_("What counts"), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("What was found out"),
        help_text=_("How you checked it, and what you saw. It stands in the protocol."),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
    )
    free_text = ("answer",)

    def __init__(self, *args: Any, item: Check, **kwargs: Any) -> None:
        row = item.answer or item.former
        if row:
            said = {"counts": row.counts, "answer": row.answer, "version": row.version}
            kwargs["initial"] = {**said, **kwargs["initial"]}
        super().__init__(*args, **kwargs)
        self.fields["counts"].choices = [  # type: ignore[attr-defined]
            ("claim", gettext("The claim: %(value)s") % {"value": item.claimed_words}),
            ("register", gettext("The register: %(value)s") % {"value": item.registered_words}),
        ]
