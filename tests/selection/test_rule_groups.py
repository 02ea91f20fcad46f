"""Conditions of a group: one of them is enough, in lists, calculation and words alike."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused
from begleitwerk.municipal_survey.models import SurveyRow
from begleitwerk.selection.models import HardRule
from begleitwerk.selection.presenters.published import published_rules
from begleitwerk.selection.presenters.rule_words import hard_rule_sentence
from begleitwerk.selection.selectors.candidates import ids_without_facts
from begleitwerk.selection.selectors.rules import (
    content_of,
    engine_rules,
    faults_of_rules,
    kept_by_each,
    rule_outcomes,
)
from begleitwerk.selection.selectors.rules.content import hard_rule_content
from begleitwerk.selection.selectors.rules.kept import longlist_by_theme
from begleitwerk.selection.selectors.rules.outcomes import is_eligible
from begleitwerk.selection.services.longlist import add_to_longlist
from begleitwerk.selection.services.rounds import freeze_rules, open_new_version
from begleitwerk.selection.services.rules import NEW_GROUP, add_rule, change_rule
from tests.markup import text_of
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db
STAGE = "draft"
SignIn = Callable[[User | None], Client]
LAND = {"source": "register", "field": "land", "operator": "one_of"}
LARGE = {"source": "register", "field": "population", "operator": "at_least"}


def alternatives(world: SelectionWorld, stage: str = "eligibility") -> list[HardRule]:
    """From the Land N1, or with 150,000 people."""
    about = {"by": None, "rule_set": world.rules, "kind": HardRule}
    first = {**LAND, "value": ["N1"], "name": "Nord", "group": NEW_GROUP}
    land = add_rule(**about, stage=stage, **first)  # type: ignore[arg-type]
    rest = {**LARGE, "value": 150_000, "name": "Groß", "group": land.group}
    return [land, add_rule(**about, stage=stage, **rest)]  # type: ignore[arg-type]


def test_one_of_a_group_is_enough_and_rules_outside_must_hold(world: SelectionWorld) -> None:
    before = longlist_by_theme(world.round, world.rules)
    *_others, land, large = kept_after(world)
    after = longlist_by_theme(world.round, world.rules)
    for theme, places in before.items():
        fits = [row for row in places if row.land.code == "N1" or (row.population or 0) >= 150_000]
        assert list(after[theme]) == fits
    assert 0 < len(after[world.themes["impact"].pk]) < len(before[world.themes["impact"].pk])
    assert land.together < large.together


def kept_after(world: SelectionWorld) -> list[object]:
    alternatives(world, "longlist")
    rows = kept_by_each(world.round, world.rules)
    return [row for row in rows if row.rule.stage == "longlist"]


def test_the_engine_and_the_list_agree_on_who_can_be_chosen(world: SelectionWorld) -> None:
    world.rules.hard_rules.filter(stage="eligibility").delete()
    rules = alternatives(world)
    for place in (row.municipality for row in world.wave.rows.select_related("municipality")):
        candidacy = add_to_longlist(by=None, round=world.round, municipality=place, reason="Test")
        fits = place.land.code == "N1" or (place.population or 0) >= 150_000
        assert is_eligible(rule_outcomes(world.round, [candidacy])[candidacy.pk]) is fits
    assert [row.group for row in engine_rules(world.rules).hard_rules] == ["1", "1"]
    assert rules[0].group == rules[1].group == 1


def test_what_is_unknown_matters_only_where_no_alternative_is_met(world: SelectionWorld) -> None:
    world.rules.hard_rules.all().delete()
    alternatives(world)
    places = [row.municipality for row in SurveyRow.objects.filter(wave=world.wave)]
    north = next(place for place in places if place.land.code == "N1")
    other = next(place for place in places if place.land.code != "N1")
    type(north).objects.update(population=None)
    rows = [
        add_to_longlist(by=None, round=world.round, municipality=place, reason="Test")
        for place in (north, other)
    ]
    assert ids_without_facts(world.round) == [rows[1].pk]


def test_a_group_is_about_one_theme_and_has_more_than_one_condition(
    world: SelectionWorld, office: User
) -> None:
    land, large = alternatives(world, "longlist")
    theme = world.themes["impact"]
    with pytest.raises(Refused) as refused:
        change_rule(by=office, rule=large, version=None, theme=theme)
    assert refused.value.field == "group"
    alone = change_rule(by=office, rule=large, version=None, theme=theme, group=NEW_GROUP)
    assert (land.group, alone.group) == (1, 2)
    with override("de"):
        faults = faults_of_rules(world.rules)
    assert [(fault.name, fault.field) for fault in faults] == [
        ("Nord", "Muss sie erfüllt sein?"),
        ("Groß", "Muss sie erfüllt sein?"),
    ]


def test_alternatives_are_published_in_one_sentence_and_old_rules_read_as_before(
    world: SelectionWorld, office: User
) -> None:
    assert all(
        "group" not in row for row in content_of(world.rules)["hard_rules"]
    )  # and so their check sum is the old one
    alternatives(world)
    freeze_rules(by=office, rule_set=world.rules)
    with override("de"):
        *before, group = published_rules([world.rules]).eligible
        single = hard_rule_sentence(world.rules.content["hard_rules"][-1])
    said = "Land: Land Nord; oder Einwohnerzahl: mindestens 150.000"
    assert group == f"Mindestens eine dieser Bedingungen: {said}"
    assert all("Gruppe" not in words for words in before)
    assert single == "Einwohnerzahl: mindestens 150.000 (oder eine andere Bedingung aus Gruppe 1)"
    with override("en"):
        group = published_rules([world.rules]).eligible[-1]
    assert group.startswith("At least one of these conditions: ")
    copied = open_new_version(by=office, round=world.round, reason="Mehr Auswahl")
    assert copied.hard_rules.filter(group=1).count() == 2


def test_the_builder_offers_groups_and_shows_what_a_group_keeps(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    url = reverse("selection:hard_rule_add", args=[world.slug, world.round.pk])
    sheet = {"stage": "longlist", "what": "register:land", "operator": "one_of", "value": ["N1"]}
    assert client.post(url, {**sheet, "name": "Nord", "group": NEW_GROUP}).status_code == 302
    page = text_of(client.get(url, {"stage": "longlist"}))
    assert "eine aus Gruppe 1 genügt: diese oder Nord" in page
    large = {"stage": "longlist", "what": "register:population", "operator": "at_least"}
    begins = {**large, "value": "150.000", "group": NEW_GROUP, "preview": "1"}
    assert "(oder eine andere Bedingung ihrer Gruppe)" in text_of(client.post(url, begins))
    preview = client.post(url, {**large, "value": "150.000", "group": 1, "preview": "1"})
    assert "(oder eine andere Bedingung aus Gruppe 1)" in text_of(preview)
    assert client.post(url, {**large, "value": "150.000", "group": 1}).status_code == 302
    nord, gross = HardRule.objects.filter(rule_set=world.rules, group=1)
    assert client.post(url, {**large, "value": "1", "group": 7}).status_code == 422
    edit = reverse("selection:hard_rule_edit", args=[world.slug, world.round.pk, gross.pk])
    assert "diese oder Nord" in text_of(client.get(edit))
    assert hard_rule_content(nord, {})["group"] == 1
