"""A capability that is not built yet: a part of papers from its own folder."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import PaperLook, PaperPart, paper_parts
from begleitwerk.core.papers import PartContent
from begleitwerk.core.services import record_event
from begleitwerk.council import services
from begleitwerk.council.models import Paper
from tests.factories.networks import NetworkFactory

AsUser = Callable[[User | None], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the new part says; a test changes it."""
    words = ["Elf Angebote sind erfasst."]

    def of(look: PaperLook) -> PartContent:
        return PartContent(f"{look.municipality}: {words[0]}")

    part = PaperPart(
        "offers",
        _("offers and who reaches them"),
        _("How many offers there are."),
        "Angebote",
        of,
        place=85,
        rests_on=("networks.network",),
    )
    parts = sorted((*paper_parts.on(), part), key=lambda row: row.place)
    monkeypatch.setattr(paper_parts, "_items", {"": parts})
    return words


def test_a_new_part_is_offered_taken_and_compared(
    as_user: AsUser, draft: Paper, coordinator: User, said: list[str]
) -> None:
    desk, place = as_user(coordinator), draft.municipality
    new = reverse("council:block_new", args=[place.slug, draft.pk])
    assert "How many offers there are." in desk.get(new).text
    desk.post(new, {"kind": "offers"})
    block = draft.blocks.get()
    assert (block.heading, block.text) == ("Angebote", f"{place}: Elf Angebote sind erfasst.")

    editor = reverse("council:paper", args=[place.slug, draft.pk])
    assert "Daten haben sich geändert" not in desk.get(editor).text
    said[0] = "Zwölf Angebote sind erfasst."
    subject = NetworkFactory(municipality=place)
    record_event(by=coordinator, verb="some.thing", subject=subject, reason="Eins kam dazu")
    page = desk.get(editor).text
    assert "Daten haben sich geändert" in page
    assert "Eins kam dazu" in page


def test_a_part_nobody_contributes_any_more_stays_as_it_is(
    as_user: AsUser, draft: Paper, coordinator: User, said: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    services.add_block(by=coordinator, paper=draft, kind="offers", heading="")
    kept = [part for part in paper_parts.on() if part.kind != "offers"]
    monkeypatch.setattr(paper_parts, "_items", {"": [replace(part) for part in kept]})
    page = as_user(coordinator).get(
        reverse("council:paper", args=[draft.municipality.slug, draft.pk])
    )
    assert "Elf Angebote sind erfasst." in page.text


def test_parts_name_tables_there_are() -> None:
    """A name no event carries would never say that data have changed."""
    for part in paper_parts.on():
        for name in (*part.rests_on, *part.reads):
            assert apps.get_model(name)._meta.label_lower == name
