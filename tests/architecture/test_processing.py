"""Every table says what it is for, whom it is about and how long it stays."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models

from begleitwerk.core.processing import (
    EVERYBODY,
    HERSELF,
    LETS_IN,
    NOBODY,
    OF_LIBRARIES,
    SIGNED_IN,
    processing_of,
)
from begleitwerk.municipalities.enums import Permission

TABLES = {model._meta.label: model for model in apps.get_models()}
# Numbers that are nobody's.
NO_PERSON = {"workspace_id", "subject_id", "job_id"}
ABOUT_PERSONS = re.compile(r"(^|_)(e?mail|sent_to|person|people|substitute|phone|surname)(_|$)")
# Sounds like a person and is a function, an office or a line of a document.
NO_NAMES = {"municipalities.Municipality.danger_phone"}


def texts_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    kinds = models.CharField | models.TextField | models.JSONField
    return [field for field in model._meta.concrete_fields if isinstance(field, kinds)]


@pytest.mark.parametrize("label", TABLES)
def test_every_table_says_what_it_is_for(label: str) -> None:
    assert processing_of(TABLES[label]), (
        "What is it for, of which class is what stands in it, who reads it? Say it on the model "
        "(`processing`, core/processing.py); for a table of a library in OF_LIBRARIES."
    )


def test_nothing_is_said_of_tables_that_are_gone() -> None:
    assert OF_LIBRARIES.keys() - TABLES.keys() == set()


@pytest.mark.parametrize("label", TABLES)
def test_fields_a_table_speaks_of_are_there(label: str) -> None:
    model, said = TABLES[label], processing_of(TABLES[label])
    assert said is not None
    ends = said.ends
    named = {*said.people, *said.own, *said.secret, *getattr(model, "persons", ())}
    named |= {*ends.empties, *ends.with_files} if ends else set()
    assert named <= {field.name for field in model._meta.concrete_fields}


@pytest.mark.parametrize("label", TABLES)
def test_every_number_of_an_account_is_declared(label: str) -> None:
    """A foreign key is found; a number without one has to be named."""
    said = processing_of(TABLES[label])
    assert said is not None
    numbers = {
        field.name
        for field in TABLES[label]._meta.concrete_fields
        if isinstance(field, models.PositiveBigIntegerField) and field.name.endswith("_id")
    }
    assert numbers - NO_PERSON == {*said.people, *said.own} & numbers


@pytest.mark.parametrize("label", TABLES)
def test_every_name_and_address_is_declared(label: str) -> None:
    declared = {*getattr(TABLES[label], "persons", ())}
    said = processing_of(TABLES[label])
    assert said is not None
    found = {
        field.name
        for field in texts_of(TABLES[label])
        if isinstance(field, models.EmailField) or ABOUT_PERSONS.search(field.name)
    }
    undeclared = found - declared - set(said.own)
    assert {f"{label}.{name}" for name in undeclared} - NO_NAMES == set()


def test_what_goes_with_an_account_says_whose_it_is() -> None:
    """Rows that would vanish with an account are declared as the person's own; what others
    decided about or with her must not hang on her account."""
    user = get_user_model()
    own = {
        f"{label}.{field.name}"
        for label, model in TABLES.items()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model is user
        and field.remote_field.on_delete is models.CASCADE
        and field.name not in getattr(processing_of(model), "own", ())
    }
    assert own == set()


def test_readers_are_permissions_or_one_of_the_words() -> None:
    known = {*Permission, EVERYBODY, HERSELF, LETS_IN, NOBODY, SIGNED_IN}
    said = {label: processing_of(model) for label, model in TABLES.items()}
    assert {
        f"{label}: {reader}"
        for label, processing in said.items()
        for reader in (processing.readers if processing else ())
        if reader not in known
    } == set()
    assert all(processing and processing.readers for processing in said.values())


@pytest.mark.django_db
@pytest.mark.parametrize("label", [label for label, model in TABLES.items()])
def test_what_ends_or_is_sealed_can_be_asked_for(label: str) -> None:
    model, said = TABLES[label], processing_of(TABLES[label])
    assert said is not None
    if said.sealed is not None:
        assert model._base_manager.filter(said.sealed).count() >= 0
    if said.ends is not None:
        moment = datetime(2020, 1, 1, tzinfo=UTC)
        assert not model._base_manager.filter(said.ends.rows(moment)).exists()
        assert said.ends.days is not None or said.data in settings.RETENTION_DAYS
