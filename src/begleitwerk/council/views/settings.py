"""How the papers of a municipality look."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from begleitwerk.core.pages import FormPage
from begleitwerk.core.permissions import PermissionMixin
from begleitwerk.core.services import Refused
from begleitwerk.council import services
from begleitwerk.council.forms import SettingsForm
from begleitwerk.council.models import PaperSettings
from begleitwerk.council.selectors import settings_of
from begleitwerk.council.services.settings import check_pattern
from begleitwerk.council.views.common import list_crumbs
from begleitwerk.files.services import store_file
from begleitwerk.municipalities.pages import MunicipalityPage


class Settings(MunicipalityPage, FormPage):
    permission = "council.edit_paper"
    template_name = "council/settings.html"
    form_class = SettingsForm
    title = _("Settings for council papers")
    submit_label = _("Save the settings")
    saved_message = _("The settings are saved. They hold for papers you create from now on.")

    def get_form_kwargs(self) -> dict[str, Any]:
        url = reverse("council:settings_example", args=[self.municipality.slug])
        kwargs = {"instance": settings_of(self.municipality), "example_url": url}
        return {**super().get_form_kwargs(), **kwargs}

    def save(self, form: Any) -> PaperSettings:
        values = dict(form.values)
        with transaction.atomic():
            if form.cleaned_data.get("remove_template"):
                values["template"] = None
            if upload := form.cleaned_data["upload"]:
                values["template"] = store_file(
                    by=self.user, municipality=self.municipality, upload=upload
                )
            return services.change_settings(
                by=self.user,
                municipality=self.municipality,
                version=form.version,
                values=values,
            )

    def get_success_url(self) -> str:
        return reverse("council:papers", args=[self.municipality.slug])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        saved = settings_of(self.municipality)
        return super().get_context_data(
            **{
                "crumbs": list_crumbs(self.municipality),
                "example": example(saved),
                "settings": saved,
                **kwargs,
            }
        )


class PatternExample(MunicipalityPage, PermissionMixin, View):
    """The next number by a pattern that is being typed; a fragment."""

    permission = "council.edit_paper"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = settings_of(self.municipality)
        wanted.reference_pattern = request.GET.get("reference_pattern", "")[:60]
        typed = request.GET.get("next_number", "")
        wanted.next_number = int(typed) if typed.isdecimal() and len(typed) < 9 else 1
        # what is typed counts as typed this year, as it will after saving
        wanted.number_year = timezone.localdate().year
        context: dict[str, str] = {}
        try:
            check_pattern(wanted.reference_pattern)
            context["example"] = example(wanted)
        except Refused as refusal:
            context["problem"] = str(refusal)
        return render(request, "council/settings_example.html", context)


def example(settings: PaperSettings) -> str:
    """The number the next paper gets."""
    return services.next_reference(settings, timezone.localdate().year)
