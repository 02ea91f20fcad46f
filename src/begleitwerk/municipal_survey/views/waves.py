"""The municipal survey: waves, codebook, who answered what."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import table_response
from begleitwerk.core.pages import Crumbs, FormPage, ListPage, Page
from begleitwerk.municipal_survey.exports import (
    CODEBOOK_HEADER,
    OWN_HEADER,
    answer_rows,
    answers_header,
    codebook_rows,
    own_rows,
)
from begleitwerk.municipal_survey.forms import VariableForm, WaveForm
from begleitwerk.municipal_survey.models import SurveyRow, SurveyVariable, SurveyWave
from begleitwerk.municipal_survey.presenters import history_of_wave
from begleitwerk.municipal_survey.selectors import waves as selectors
from begleitwerk.municipal_survey.services import waves as services
from begleitwerk.municipal_survey.tables import (
    RowFilter,
    RowTable,
    VariableFilter,
    VariableTable,
    WaveFilter,
    WaveTable,
)
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.programmes.pages import ProgrammePage


class SurveyArea(ProgrammePage):
    """All pages of a programme's municipal survey."""

    area = "municipal_survey"
    edit_permission = "municipal_survey.edit"

    def crumbs(self) -> Crumbs:
        return [(_("Municipal survey"), self.address("waves"))]


class WaveList(SurveyArea, ListPage):
    permission = "municipal_survey.view"
    template_name = "municipal_survey/waves.html"
    table_class = WaveTable
    filterset_class = WaveFilter
    export_name = "befragungen"

    def crumbs(self) -> Crumbs:
        return []

    def get_queryset(self) -> QuerySet[SurveyWave]:
        return selectors.waves_of(self.programme)


class WaveCreate(SurveyArea, FormPage):
    permission = "municipal_survey.edit"
    form_class = WaveForm
    title = _("Add a wave")
    submit_label = _("Add the wave")
    saved_message = _("The wave is saved. Now import its codebook or its answers.")

    def get_initial(self) -> dict[str, Any]:
        number = selectors.next_number(self.programme)
        name = gettext("Municipal survey, wave %(number)d") % {"number": number}
        return {**super().get_initial(), "number": number, "name": name}

    def save(self, form: Any) -> SurveyWave:
        return services.create_wave(by=self.user, programme=self.programme, **form.values)

    def get_success_url(self) -> str:
        return self.address("wave", self.result.pk)

    def cancel_url(self) -> str:
        return self.address("waves")


class OfWave(SurveyArea):
    """A page about one wave, or below it."""

    @cached_property
    def wave(self) -> SurveyWave:
        return selectors.get_wave_or_404(self.programme, self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.wave

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (self.wave.name, self.address("wave", self.wave.pk))]

    def get_success_url(self) -> str:
        return self.address("wave", self.wave.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"wave": self.wave, **kwargs})


class WavePage(OfWave, ListPage):
    """The codebook: every question, and how many answered it."""

    permission = "municipal_survey.view"
    template_name = "municipal_survey/wave.html"
    table_class = VariableTable
    filterset_class = VariableFilter
    export_name = "codebuch"

    def crumbs(self) -> Crumbs:
        return super().crumbs()[:-1]

    def get_queryset(self) -> QuerySet[SurveyVariable]:
        return selectors.variables_of(self.wave)

    def get_table_kwargs(self) -> dict[str, Any]:
        variables = selectors.variables_of(self.wave)
        return {
            "slug": self.programme.workspace.slug,
            "tallies": selectors.tallies_of(self.wave, variables),
        }

    def export(self, kind: str) -> HttpResponse:
        """In the format the import of a codebook takes."""
        variables = self.get_filterset(self.get_filterset_class()).qs
        return table_response(
            name=self.export_name,
            kind=kind,
            header=CODEBOOK_HEADER,
            rows=codebook_rows(variables),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(history=history_of_wave(self.wave), **kwargs)


class WaveEdit(OfWave, FormPage):
    permission = "municipal_survey.edit"
    form_class = WaveForm
    title = _("Edit the wave")
    submit_label = _("Save the wave")
    saved_message = _("The wave is saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.wave}

    def save(self, form: Any) -> SurveyWave:
        return services.change_wave(
            by=self.user, wave=self.wave, version=form.version, values=form.values
        )


# --- Codebook -----------------------------------------------------------------------------------


class OfVariable(OfWave):
    @cached_property
    def variable(self) -> SurveyVariable:
        return selectors.get_variable_or_404(self.wave, self.kwargs["variable_pk"])

    def permission_object(self) -> Any:
        return self.variable

    def get_success_url(self) -> str:
        return self.address("variable", self.wave.pk, self.variable.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"variable": self.variable, **kwargs})


class VariablePage(OfVariable, Page):
    """One question: what its codes mean, and how it was answered."""

    permission = "municipal_survey.view"
    template_name = "municipal_survey/variable.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        variable = self.variable
        return super().get_context_data(
            tally=selectors.tallies_of(self.wave, [variable])[variable.name],
            counts=selectors.answer_counts(variable),
            spread=selectors.spread_of(variable),
            codes=selectors.codes_of(variable),
            **kwargs,
        )


class VariableEdit(OfVariable, FormPage):
    permission = "municipal_survey.edit"
    template_name = "municipal_survey/variable_form.html"
    form_class = VariableForm
    title = _("Edit the question")
    submit_label = _("Save the question")
    saved_message = _("The question is saved.")

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (self.variable.label, self.get_success_url())]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.variable}

    def save(self, form: Any) -> SurveyVariable:
        return services.change_variable(
            by=self.user, variable=self.variable, version=form.version, values=form.values
        )


# --- Answers ------------------------------------------------------------------------------------


class WaveRows(OfWave, ListPage):
    """Who answered; exported as the import takes it."""

    permission = "municipal_survey.view"
    template_name = "municipal_survey/rows.html"
    table_class = RowTable
    filterset_class = RowFilter
    export_name = "antworten"

    @cached_property
    def variables(self) -> list[SurveyVariable]:
        return list(selectors.variables_of(self.wave))

    def get_queryset(self) -> QuerySet[SurveyRow]:
        return selectors.rows_of(self.wave)

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"slug": self.programme.workspace.slug, "variables": self.variables}

    def export(self, kind: str) -> HttpResponse:
        rows = self.get_filterset(self.get_filterset_class()).qs
        return table_response(
            name=self.export_name,
            kind=kind,
            header=answers_header(self.variables),
            rows=answer_rows(rows.order_by("municipality__youth_office_id"), self.variables),
        )


class WaveRow(OfWave, Page):
    """All answers of one municipality, each with the file and row it came from."""

    permission = "municipal_survey.view"
    template_name = "municipal_survey/row.html"

    @cached_property
    def row(self) -> SurveyRow:
        return selectors.get_row_or_404(self.wave, self.kwargs["row_pk"])

    def permission_object(self) -> Any:
        return self.row and self.wave

    def crumbs(self) -> Crumbs:
        rows_url = self.address("rows", self.wave.pk)
        return [*super().crumbs(), (_("Answers"), rows_url)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        variables = selectors.variables_of(self.wave)
        return super().get_context_data(
            row=self.row,
            municipality=self.row.municipality,
            answers=list(selectors.answers_in(self.row, variables)),
            **kwargs,
        )


class OwnSurvey(MunicipalityPage, Page):
    """What the municipality itself answered, newest wave first; it may take it along as a file."""

    permission = "municipal_survey.view_own"
    template_name = "municipal_survey/own.html"

    @cached_property
    def waves(self) -> list[selectors.OwnWave]:
        return selectors.own_answers(self.municipality)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = request.GET.get("export")
        if kind in ("csv", "xlsx"):
            rows = own_rows(self.waves)
            return table_response(name="eigene-antworten", kind=kind, header=OWN_HEADER, rows=rows)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(waves=self.waves, **kwargs)
