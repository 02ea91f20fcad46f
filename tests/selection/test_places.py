"""Places of an edition belong to the rules they were frozen with; themes in use are closed."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.core.services import Refused
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.programmes.services import (
    change_theme,
    close_theme,
    remove_theme,
    reopen_theme,
    set_theme,
)
from begleitwerk.selection.enums import RoundState
from begleitwerk.selection.selectors.rules import content_of, engine_rules, faults_of_rules
from begleitwerk.selection.selectors.vacancies import free_places
from begleitwerk.selection.services.rounds import create_round, freeze_rules, open_new_version
from begleitwerk.selection.services.rules import remove_rule
from tests.worlds.selection import SelectionWorld

AsUser = Callable[[User | None], Client]
STAGE = "longlisted"


def theme_of(world: SelectionWorld, key: str = "impact") -> EditionTheme:
    return EditionTheme.objects.get(pk=world.themes[key].pk)


def places_in(world: SelectionWorld) -> dict[str, int]:
    return {row.key: row.places for row in engine_rules(world.rules).themes}


def test_places_stay_as_they_were_frozen_until_a_new_version(
    world: SelectionWorld, office: User
) -> None:
    for change in (
        lambda: change_theme(by=office, theme=theme_of(world), places=9),
        lambda: set_theme(
            by=office, edition=world.edition, item=item(ContentKind.THEMES, "anchoring"), places=1
        ),
    ):
        with pytest.raises(Refused, match="eine neue Fassung") as refused:
            change()
        assert refused.value.field == "places"
    version = open_new_version(by=office, round=world.round, reason="Ein Platz weniger bewilligt")
    change_theme(by=office, theme=theme_of(world), places=2)
    first, second = world.round.rule_sets.get(number=1), freeze_rules(by=office, rule_set=version)
    assert [engine_rules(row).themes[2].places for row in (first, second)] == [3, 2]
    with pytest.raises(Refused):
        change_theme(by=office, theme=theme_of(world), places=3)


def test_what_is_free_is_counted_by_the_rules_that_hold(
    world: SelectionWorld, office: User
) -> None:
    EditionTheme.objects.filter(pk=theme_of(world).pk).update(places=40)
    assert free_places(world.round) == 9


def test_places_of_a_decided_round_stay(world: SelectionWorld, office: User) -> None:
    world.round.state = RoundState.DECIDED
    world.round.save()
    with pytest.raises(Refused, match="entschieden"):
        change_theme(by=office, theme=theme_of(world), places=9)
    create_round(by=office, edition=world.edition, name="Noch eine")
    assert change_theme(by=office, theme=theme_of(world), places=9).places == 9


def test_a_theme_rules_name_is_closed_not_removed(world: SelectionWorld, office: User) -> None:
    open_new_version(by=office, round=world.round, reason="Ohne Wirkung")
    with pytest.raises(Refused, match="nur schließen"):
        remove_theme(by=office, theme=theme_of(world))
    close_theme(by=office, theme=theme_of(world))
    draft = world.rules
    assert [row["key"] for row in content_of(draft)["themes"]] == ["anchoring", "participation"]
    assert ["geschlossen" in fault.text for fault in faults_of_rules(draft)] == [True]
    remove_rule(by=office, rule=draft.hard_rules.get(theme=theme_of(world)))
    assert set(places_in(world)) == {"anchoring", "participation"}
    assert freeze_rules(by=office, rule_set=world.rules).is_frozen
    assert not reopen_theme(by=office, theme=theme_of(world)).is_closed


def test_a_theme_candidates_are_invited_for_is_not_removed_in_silence(
    world: SelectionWorld, office: User
) -> None:
    draft = open_new_version(by=office, round=world.round, reason="Ohne Wirkung")
    named = theme_of(world)
    for rules in world.round.rule_sets.all():
        rules.hard_rules.filter(theme=named).delete()
    assert world.candidacy("Kreis Sonnfeld").themes.get() == named
    assert not draft.is_frozen
    with pytest.raises(Refused):
        remove_theme(by=office, theme=named)


def test_the_page_of_a_theme_offers_what_goes(
    world: SelectionWorld, office: User, as_user: AsUser
) -> None:
    client, theme = as_user(office), theme_of(world)
    slug, edition = world.slug, world.edition
    page = reverse("programmes:theme_edit", args=[slug, edition.pk, theme.pk])
    text = client.get(page).content.decode()
    assert "eine neue Fassung" in text
    assert 'name="places"' not in text
    assert reverse("programmes:theme_remove", args=[slug, edition.pk, theme.pk]) not in text
    close = reverse("programmes:theme_close", args=[slug, edition.pk, theme.pk])
    assert close in text
    told = client.post(close, follow=True).content.decode()
    assert "Geschlossen am" in told
    reopen = reverse("programmes:theme_reopen", args=[slug, edition.pk, theme.pk])
    assert reopen in client.get(page).content.decode()
    client.post(reopen)
    assert not theme_of(world).is_closed
    add = client.get(reverse("programmes:theme_create", args=[slug, edition.pk])).content.decode()
    assert "eine neue Fassung" in add
