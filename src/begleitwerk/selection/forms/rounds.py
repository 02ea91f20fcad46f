"""Forms of a round: what it is, its dates, new versions of its rules."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import BaseForm, BaseModelForm, ReasonForm, VersionedFormMixin
from begleitwerk.municipal_survey.models import SurveyWave
from begleitwerk.municipalities.models import Municipality
from begleitwerk.programmes.models import Edition, EditionTheme, Programme
from begleitwerk.programmes.selectors import open_themes
from begleitwerk.selection.enums import HAS_APPLIED
from begleitwerk.selection.models import Candidacy, RuleSet, SelectionRound
from begleitwerk.selection.selectors.candidates import open_to_add
from begleitwerk.selection.selectors.lots import why_source_stays


class RoundForm(VersionedFormMixin, BaseModelForm):
    """A new round chooses its edition; afterwards it stays with it."""

    in_mails = ("name",)

    class Meta:
        model = SelectionRound
        fields = (
            "edition",
            "name",
            "wave",
            "apply_until",
            "review_until",
            "reserve_until",
            "facts_on",
            "invitation_text",
            "contact",
            "seed_source",
        )
        labels: ClassVar = {"edition": _("Edition")}
        help_texts: ClassVar = {
            "name": _("For example: Round 2026."),
            "wave": _("Its answers can be used in rules."),
            "apply_until": _("Later ones are marked as late, not refused."),
            "facts_on": _(
                "Register and survey count as they stand at the beginning of this day. Left empty,"
                " they count as they stand at the first calculation."
            ),
            "invitation_text": _("Stands in each letter, below the themes."),
            "contact": _("Function, telephone and mail address, as they stand in the letters."),
            "seed_source": _(
                "A public number nobody can know beforehand: the first drawing of the state lottery"
                " after the reviews, say. It is frozen with the rules and only counts where several"
                " choices are equally good."
            ),
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waves = SurveyWave.objects.filter(programme=programme)
        self.choose_from("wave", waves, _("no survey"))
        if self.instance.pk:
            del self.fields["edition"]
            if why_source_stays(self.instance):
                del self.fields["seed_source"]
        else:
            self.choose_from(
                "edition",
                Edition.objects.filter(programme=programme).select_related("programme"),
                _("Please choose"),
            )


class ReopenForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why do the rules change?")
        self.fields["reason"].help_text = _("Published together with the new version.")


class ReserveForm(VersionedFormMixin, BaseModelForm):
    """Who comes first on the reserve list."""

    class Meta:
        model = RuleSet
        fields = ("displaced_first",)
        help_texts: ClassVar = {
            "displaced_first": _(
                "Otherwise it does not wait: people decided against it. Frozen with the rules."
            )
        }


# --- Longlist -----------------------------------------------------------------------------------


class CandidacyForm(VersionedFormMixin, BaseModelForm):
    """Themes, mail address and who shares the place."""

    class Meta:
        model = Candidacy
        fields = ("themes", "contact_email", "partners")
        widgets: ClassVar = {"themes": forms.CheckboxSelectMultiple}
        help_texts: ClassVar = {
            "contact_email": _("Where invitation and letters go. An office, not a private one."),
            "partners": _("For a town and a county that take part together."),
        }

    def __init__(self, *args: Any, round: SelectionRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = EditionTheme.objects.filter(edition=round.edition_id).select_related("item")
        self.choose_from("themes", themes)
        partners = Municipality.objects.order_by("search_text")
        self.choose_from("partners", partners.exclude(pk=self.instance.municipality_id or 0))
        if self.instance.state in HAS_APPLIED:  # what was handed in is the municipality's
            del self.fields["themes"], self.fields["partners"]

    @property
    def values(self) -> dict[str, Any]:
        kept = {name: list(getattr(self.instance, name).all()) for name in ("themes", "partners")}
        return {**kept, **super().values}


class LonglistAddForm(BaseForm):
    """One municipality more on the longlist, and why."""

    free_text = ("reason",)

    municipality = forms.ModelChoiceField(
        label=_("Municipality"),
        queryset=Municipality.objects.none(),
        empty_label=_("Please choose"),
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes it is invited for"),
        queryset=EditionTheme.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    contact_email = forms.EmailField(label=_("Mail address"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        help_text=_("Why it is on the list although the rules did not bring it there."),
    )

    def __init__(self, *args: Any, round: SelectionRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("municipality", open_to_add(round))
        self.choose_from("themes", open_themes(round.edition))
