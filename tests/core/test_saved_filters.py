"""Filters a person keeps: hers alone, of one list, without what belongs to one look at it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.core.models import SavedFilter
from tests.factories.core import SavedFilterFactory
from tests.markup import text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]
PAGE = "/kommunen/"


def test_a_filter_is_kept_shown_and_removed(coordinator: User, as_user: SignIn) -> None:
    client = as_user(coordinator)
    values = {"page": PAGE, "name": " Kreise im  Norden ", "query": "q=heide&kind=&page=2"}
    response = client.post(reverse("core:filter_save"), values)
    assert response["Location"] == f"{PAGE}?q=heide"
    saved = SavedFilter.objects.get()
    assert (saved.owner_id, saved.name) == (coordinator.pk, "Kreise im Norden")
    assert "Kreise im Norden" in text_of(client.get(PAGE))
    client.post(reverse("core:filter_remove", args=[saved.pk]), {"page": PAGE})
    assert not SavedFilter.objects.exists()


def test_the_same_name_replaces_and_no_name_is_refused(coordinator: User, as_user: SignIn) -> None:
    client = as_user(coordinator)
    for query in ("q=a", "q=b"):
        client.post(reverse("core:filter_save"), {"page": PAGE, "name": "Meine", "query": query})
    assert [row.query for row in SavedFilter.objects.all()] == ["q=b"]
    client.post(reverse("core:filter_save"), {"page": PAGE, "name": " ", "query": "q=c"})
    assert SavedFilter.objects.count() == 1


def test_nobody_sees_or_removes_the_filter_of_another(
    coordinator: User, neighbour: User, as_user: SignIn
) -> None:
    saved = SavedFilterFactory(owner_id=coordinator.pk, page=PAGE, name="Nur meiner")
    client = as_user(neighbour)
    assert "Nur meiner" not in text_of(client.get(PAGE))
    for pk in (saved.pk, saved.pk + 1):
        answer = client.post(reverse("core:filter_remove", args=[pk]), {"page": PAGE})
        assert answer.status_code == 404
    assert SavedFilter.objects.exists()


def test_it_leads_nowhere_else(coordinator: User, as_user: SignIn) -> None:
    client = as_user(coordinator)
    values = {"page": "//example.org/", "name": "x", "query": "q=1"}
    assert client.post(reverse("core:filter_save"), values)["Location"] == "/"
    assert as_user(None).post(reverse("core:filter_save"), values).status_code == 302


def test_more_than_twenty_are_refused(coordinator: User, as_user: SignIn) -> None:
    for number in range(20):
        SavedFilterFactory(owner_id=coordinator.pk, page=PAGE, name=f"Filter {number}")
    values = {"page": PAGE, "name": "einer zu viel", "query": "q=1"}
    as_user(coordinator).post(reverse("core:filter_save"), values)
    assert SavedFilter.objects.count() == 20
