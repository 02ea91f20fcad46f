"""The municipal survey: waves, codebook, who answered what."""

from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import list_response, table_response
from begleitwerk.core.pages import (
    AddPage,
    ChangePage,
    Crumbs,
    DetailPage,
    ListPage,
    Page,
    Values,
)
from begleitwerk.municipal_survey.exports import (
    OWN_HEADER,
    answer_rows,
    answers_header,
    own_rows,
)
from begleitwerk.municipal_survey.forms import VariableForm, WaveForm
from begleitwerk.municipal_survey.imports.codebook import COLUMNS as CODEBOOK_COLUMNS
from begleitwerk.municipal_survey.imports.values import range_words
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
    permission = "municipal_survey.edit"
    edit_permission = "municipal_survey.edit"
    record_name: ClassVar[str] = "wave"

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


class WaveCreate(SurveyArea, AddPage):
    service = staticmethod(services.create_wave)
    form_class = WaveForm
    title = _("Add a wave")
    submit_label = _("Add the wave")
    saved_message = _("The wave is saved. Now import its codebook or its answers.")

    def get_initial(self) -> dict[str, Any]:
        number = selectors.next_number(self.programme)
        name = gettext("Municipal survey, wave %(number)d") % {"number": number}
        return {**super().get_initial(), "number": number, "name": name}

    def within(self) -> Values:
        return {"programme": self.programme}


class OfWave(SurveyArea):
    """A page about one wave, or below it."""

    @cached_property
    def wave(self) -> SurveyWave:
        return selectors.get_wave_or_404(self.programme, self.kwargs["pk"])

    @cached_property
    def variables(self) -> list[SurveyVariable]:
        return list(selectors.variables_of(self.wave))

    def permission_object(self) -> Any:
        return self.wave

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (self.wave.name, self.wave.get_absolute_url())]

    def values(self) -> Values:
        return {**super().values(), "wave": self.wave}


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
        return {"tallies": selectors.tallies_of(self.wave, self.variables)}

    def export(self, kind: str) -> HttpResponse:
        """In the format the import of a codebook takes."""
        variables = self.get_filterset(self.get_filterset_class()).qs
        return list_response(
            name=self.export_name, kind=kind, rows=variables, columns=CODEBOOK_COLUMNS
        )

    def values(self) -> Values:
        return {**super().values(), "history": history_of_wave(self.wave, self.variables)}


class WaveEdit(OfWave, ChangePage):
    service = staticmethod(services.change_wave)
    form_class = WaveForm
    title = _("Edit the wave")
    submit_label = _("Save the wave")
    saved_message = _("The wave is saved.")


# --- Codebook -----------------------------------------------------------------------------------


class OfVariable(OfWave):
    record_name = "variable"

    @cached_property
    def variable(self) -> SurveyVariable:
        return selectors.get_variable_or_404(self.wave, self.kwargs["variable_pk"])

    def permission_object(self) -> Any:
        return self.variable


class VariablePage(OfVariable, DetailPage):
    """One question: what its codes mean, and how it was answered."""

    permission = "municipal_survey.view"
    template_name = "municipal_survey/variable.html"

    def values(self) -> Values:
        variable = self.variable
        return {
            **super().values(),
            "tally": selectors.tallies_of(self.wave, [variable])[variable.name],
            "counts": selectors.answer_counts(variable),
            "spread": selectors.spread_of(variable),
            "codes": selectors.codes_of(variable),
            "range": range_words(variable),
        }


class VariableEdit(OfVariable, ChangePage):
    service = staticmethod(services.change_variable)
    template_name = "municipal_survey/variable_form.html"
    form_class = VariableForm
    title = _("Edit the question")
    submit_label = _("Save the question")
    saved_message = _("The question is saved.")

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (self.variable.label, self.variable.get_absolute_url())]


# --- Answers ------------------------------------------------------------------------------------


class WaveRows(OfWave, ListPage):
    """Who answered; exported as the import takes it."""

    permission = "municipal_survey.view"
    template_name = "municipal_survey/rows.html"
    table_class = RowTable
    filterset_class = RowFilter
    export_name = "antworten"

    def get_queryset(self) -> QuerySet[SurveyRow]:
        return selectors.rows_of(self.wave)

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"variables": self.variables}

    def export(self, kind: str) -> HttpResponse:
        rows = self.get_filterset(self.get_filterset_class()).qs
        return table_response(
            name=self.export_name,
            kind=kind,
            header=answers_header(self.variables),
            rows=answer_rows(rows.order_by("municipality__youth_office_id"), self.variables),
        )


class WaveRow(OfWave, DetailPage):
    """All answers of one municipality, each with the file and row it came from."""

    permission = "municipal_survey.view"
    record_name = "row"
    template_name = "municipal_survey/row.html"

    @cached_property
    def row(self) -> SurveyRow:
        return selectors.get_row_or_404(self.wave, self.kwargs["row_pk"])

    def permission_object(self) -> Any:
        return self.row and self.wave

    def crumbs(self) -> Crumbs:
        rows_url = self.address("rows", self.wave.pk)
        return [*super().crumbs(), (_("Answers"), rows_url)]

    def values(self) -> Values:
        return {
            **super().values(),
            "municipality": self.row.municipality,
            "answers": list(selectors.answers_in(self.row, self.variables)),
        }


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

    def values(self) -> Values:
        return {**super().values(), "waves": self.waves}
