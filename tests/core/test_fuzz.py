"""Readers take mutations of good files: the process lives, a reason is told, nothing written."""

from collections.abc import Callable
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.core.enums import UploadState
from begleitwerk.core.imports import Problem
from begleitwerk.core.imports.reading import in_words
from begleitwerk.core.models import AuditEvent, Upload
from begleitwerk.core.services import Refused, check_upload, receive_upload
from begleitwerk.core.services.templates import template_problem
from begleitwerk.council.services.template import WORDS
from begleitwerk.engine.documents.docx import default_template
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.files.services import kind_of
from begleitwerk.goals.models import Measure
from begleitwerk.municipal_survey.models import SurveyRow
from begleitwerk.municipal_survey.services.files import look_into
from begleitwerk.municipalities.models import Municipality
from tests.core.fuzz import Outcome, good_files, mutated, outcome_of, workbook
from tests.factories.municipal_survey import SurveyWaveFactory

MUTATIONS = 600  # `python -m tests.core.fuzz` reads as many as one likes
PARAMS = dict.fromkeys(
    (
        "seconds",
        "megabytes",
        "ratio",
        "rows",
        "columns",
        "cells",
        "sheets",
        "error",
        "path",
        "limit",
        "detail",
    ),
    1,
)
SignIn = Callable[[User | None], Client]
# What a mutated file of a kind becomes here: the kind of upload, and where its report stands.
BECOMES = {
    "csv": ("goals.measures", "/k/{slug}/massnahmen/einlesen/{pk}/"),
    "xlsx": ("goals.measures", "/k/{slug}/massnahmen/einlesen/{pk}/"),
    "sav": ("municipal_survey.file", ""),
    "docx": ("council.template", "/k/{slug}/vorlagen/einstellungen/vorlage/{pk}/"),
}


def told(kind: str, error: ReadingError) -> Problem:
    """A fault as its room words it: templates have words of their own."""
    return template_problem(error, WORDS) if kind == "docx" else in_words(kind, error).problem


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(good_files()))
def test_mutations_end_in_words_and_write_nothing(
    kind: str, coordinator: User, musterau: Municipality, as_user: SignIn
) -> None:
    outcome = outcome_of(kind, MUTATIONS)
    assert outcome.counts.total() == MUTATIONS
    assert outcome.counts["read"] > 0, "some are still in order"
    for code in set(outcome.counts) - {"read"}:
        problem = told(kind, ReadingError(code, kind=kind, **PARAMS))
        assert problem.what
        assert problem.mend
    if kind in BECOMES:
        before = AuditEvent.objects.count()
        taken_in(outcome, kind, coordinator, musterau, as_user(coordinator))
        assert AuditEvent.objects.count() == before
        assert not Measure.objects.exists()
        assert not SurveyRow.objects.exists()


def taken_in(outcome: Outcome, ending: str, by: User, musterau: Municipality, desk: Client) -> None:
    """One file of each reason on its way through upload and report, which names it."""
    kind, report = BECOMES[ending]
    subject = SurveyWaveFactory().pk if ending == "sav" else musterau.pk
    for code, content in sorted(outcome.examples.items()):
        upload = receive_upload(
            by=by,
            kind=kind,
            subject_id=subject,
            file_name=f"{code}.{ending}",
            content=content,
            options={"purpose": "answers"},
        )
        look_into(upload=upload) if ending == "sav" else check_upload(upload=upload)
        if code != "read":
            assert upload.state == UploadState.FAULTY
            assert upload.report["problems"][0]["what"]
        if report:
            page = desk.get(report.format(slug=musterau.slug, pk=upload.pk))
            assert upload.file_name in page.text
    assert Upload.objects.filter(state=UploadState.FAULTY).exists()


def test_kinds_of_kept_files_are_told_or_refused() -> None:
    """No library reads them: their kind is told by first bytes and a table of contents."""
    dice = Random(2026)
    goods = (
        b"%PDF-1.7\n%\xe2\xe3",
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(40),
        default_template(),
        workbook(),
    )
    refused = 0
    for number in range(MUTATIONS):
        content = mutated(dice, goods[number % len(goods)])
        try:
            kind_of(SimpleUploadedFile("x", content), "x")
        except Refused as refusal:
            refused += refusal.field == "file"
    assert 0 < refused < MUTATIONS
