"""A file reaches only those who may open it, and never opens in place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from begleitwerk.accounts.models import User
from begleitwerk.files import selectors
from begleitwerk.municipalities.models import Municipality
from tests.factories.files import StoredFileFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def address(musterau: Municipality) -> str:
    stored = StoredFileFactory(municipality=musterau, name="Größe & Maß.txt")
    return reverse("files:download", args=[musterau.slug, stored.pk])


def test_a_file_comes_as_an_attachment(address: str, coordinator: User, as_user: SignIn) -> None:
    response = as_user(coordinator).get(address)

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"test"
    assert response["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    response.close()


def test_another_municipality_finds_nothing(
    address: str, neighbour: User, lindfurt: Municipality, as_user: SignIn
) -> None:
    assert as_user(neighbour).get(address).status_code == 404

    pk = int(address.rstrip("/").rsplit("/", 1)[-1])
    own = reverse("files:download", args=[lindfurt.slug, pk])
    assert as_user(neighbour).get(own).status_code == 404, "not by the own address either"


def test_an_insider_without_the_right_is_refused(
    address: str, partner: User, as_user: SignIn
) -> None:
    assert as_user(partner).get(address).status_code == 403


def test_nobody_signed_in_is_sent_to_the_sign_in(address: str, as_user: SignIn) -> None:
    assert as_user(None).get(address).status_code == 302


def test_a_missing_file_is_missing(
    address: str, musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    assert as_user(coordinator).get(address.replace("dateien/", "dateien/9")).status_code == 404

    default_storage.delete(selectors.files_of(musterau)[0].file.name)
    assert as_user(coordinator).get(address).status_code == 404, "gone from the disk"


def test_who_sees_files(
    musterau: Municipality, coordinator: User, neighbour: User, partner: User
) -> None:
    StoredFileFactory(municipality=musterau)

    assert selectors.visible_to(coordinator).count() == 1
    assert selectors.visible_to(neighbour).count() == 0
    assert selectors.visible_to(partner).count() == 0
