"""How the papers of a municipality look."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import ChangePage, Crumbs, Page, Values
from begleitwerk.core.services import Refused
from begleitwerk.council import services
from begleitwerk.council.forms import SettingsForm
from begleitwerk.council.models import PaperSettings
from begleitwerk.council.selectors import settings_of
from begleitwerk.council.views.common import list_crumbs, papers_url
from begleitwerk.municipalities.pages import MunicipalityPage


class SettingsPage(MunicipalityPage):
    permission = "council.edit_paper"
    record_name = "settings"

    @cached_property
    def settings(self) -> PaperSettings:
        return settings_of(self.municipality)

    def next_number(self) -> str:
        """The number the next paper gets."""
        return services.next_reference(self.settings, timezone.localdate().year)


class Settings(SettingsPage, ChangePage):
    template_name = "council/settings.html"
    form_class = SettingsForm
    form_takes = ("example_url",)
    title = _("Settings for council papers")
    submit_label = _("Save the settings")
    saved_message = _("The settings are saved. They hold for papers you create from now on.")

    @property
    def example_url(self) -> str:
        return reverse("council:settings_example", args=[self.municipality.slug])

    def crumbs(self) -> Crumbs:
        return list_crumbs(self.municipality)

    def save(self, form: Any) -> PaperSettings:
        template: Values = {"template": None} if form.cleaned_data.get("remove_template") else {}
        return services.change_settings(
            by=self.user,
            municipality=self.municipality,
            version=form.version,
            **form.values,
            **template,
        )

    def get_success_url(self) -> str:
        return papers_url(self.municipality)

    def values(self) -> Values:
        return {**super().values(), "example": self.next_number()}


class PatternExample(SettingsPage, Page):
    """The next number by a pattern that is being typed; a fragment."""

    template_name = "council/settings_example.html"

    def values(self) -> Values:
        wanted, typed = self.settings, self.request.GET.get("next_number", "")
        wanted.reference_pattern = self.request.GET.get("reference_pattern", "")[:60]
        wanted.next_number = int(typed) if typed.isdecimal() and len(typed) < 9 else 1
        # what is typed counts as typed this year, as it will after saving
        wanted.number_year = timezone.localdate().year
        try:
            services.check_pattern(wanted.reference_pattern)
        except Refused as refusal:
            return {**super().values(), "problem": str(refusal)}
        return {**super().values(), "example": self.next_number()}
