"""Waves of the municipal survey: codebook, rows, and files on their way in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.models import Versioned
from begleitwerk.core.processing import DataClass, Ends, Processing
from begleitwerk.municipal_survey.enums import Compared, SurveyKind
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.programmes.models import Programme


def code_of(raw: object) -> str:
    """A value as a codebook writes its codes: of a figure like 1.0 the whole number."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return str(raw).strip()


class SurveyWave(Versioned):
    """One wave of a programme's survey of all municipalities."""

    logged: ClassVar = (
        "number",
        "name",
        "starts_on",
        "ends_on",
        "reference_date",
        "source",
        "note",
    )
    processing: ClassVar = Processing(
        _("Waves of the municipal survey"),
        _("Survey all municipalities"),
        DataClass.WORK,
        readers=("selection.view",),
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number of the wave"))
    name = models.CharField(_("name"), max_length=160)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    reference_date = models.DateField(_("answers as of"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "number"], name="wave_once_per_programme")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def workspace(self) -> Workspace:
        return self.programme.workspace

    def get_absolute_url(self) -> str:
        return reverse("municipal_survey:wave", args=[self.workspace.slug, self.pk])


class SurveyVariable(Versioned):
    """A column of a wave: what was asked, and what its values and codes mean."""

    logged: ClassVar = (
        "label",
        "kind",
        "unit",
        "lowest",
        "highest",
        "value_labels",
        "missing_codes",
        "compared_with",
    )
    processing: ClassVar = Processing(
        _("Questions of the municipal survey"),
        _("Survey all municipalities"),
        DataClass.WORK,
        readers=("selection.view",),
    )
    wave = models.ForeignKey(SurveyWave, on_delete=models.CASCADE, related_name="variables")
    name = models.CharField(_("variable"), max_length=64)
    label = models.CharField(_("question"), max_length=400)
    kind = models.CharField(_("type"), max_length=10, choices=SurveyKind.choices)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    lowest = models.DecimalField(
        _("smallest value there is"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    highest = models.DecimalField(
        _("largest value there is"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    compared_with = models.CharField(
        _("compared with the register"), max_length=24, choices=Compared.choices, blank=True
    )
    # both code → words; codes are texts, as in the file
    value_labels = models.JSONField(_("answers"), default=dict, blank=True)
    missing_codes = models.JSONField(_("codes for a missing answer"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wave", "name"], name="variable_once_per_wave")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def workspace(self) -> Workspace:
        return self.wave.workspace

    def get_absolute_url(self) -> str:
        return reverse(
            "municipal_survey:variable", args=[self.workspace.slug, self.wave_id, self.pk]
        )

    def is_missing(self, raw: object) -> bool:
        """No answer, or a code that stands for none."""
        return raw is None or code_of(raw) in self.missing_codes


class SurveyRow(models.Model):
    """The answers of one municipality in a wave.

    `values` is variable → value as text or number; a missing code stands as it came, a question
    not answered is absent. File, its digest and the row number say where the values come from;
    `origins` is variable → the same three for those an earlier file brought.
    """

    processing: ClassVar = Processing(
        _("Answers of the municipal survey"),
        _("Invite and choose municipalities by what they answered"),
        DataClass.ANSWERS,
        readers=("selection.view", "survey.view_own"),
        ends=Ends(lambda moment: Q(wave__ends_on__lt=moment), empties=("values", "origins")),
    )
    wave = models.ForeignKey(SurveyWave, on_delete=models.CASCADE, related_name="rows")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    values = models.JSONField(default=dict)
    file_name = models.CharField(_("file"), max_length=200)
    file_sha256 = models.CharField(max_length=64)
    row_number = models.PositiveIntegerField(_("row"))
    origins = models.JSONField(default=dict)
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wave", "municipality"], name="row_once_per_wave")
        ]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.wave}"

    def get_absolute_url(self) -> str:
        ids = [self.wave.workspace.slug, self.wave_id, self.pk]
        return reverse("municipal_survey:row", args=ids)


class SurveyColumn(models.Model):
    """How a column was assigned last time, so that nobody does it twice."""

    processing: ClassVar = Processing(
        _("Columns of survey files"),
        _("Assign columns only once"),
        DataClass.CONTENT,
        readers=("selection.edit",),
    )
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    column = models.CharField(max_length=200)
    variable = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "column"], name="column_once_assigned")
        ]

    def __str__(self) -> str:
        return f"{self.column} → {self.variable}"
