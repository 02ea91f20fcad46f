"""The rule builder in the browser's eyes: works, other programme, missing right, bad input."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.engine.selection.problem import Fairness
from begleitwerk.selection.models import HardRule, PortfolioRule, ScoredCriterion
from begleitwerk.selection.presenters.rules import differences
from begleitwerk.selection.selectors.rules import content_of, faults_of_rules
from begleitwerk.selection.selectors.rules.content import engine_rules
from begleitwerk.selection.services.rounds import create_round, open_new_version
from tests.factories.selection import HardRuleFactory, SelectionRoundFactory
from tests.markup import text_of
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db
STAGE = "draft"
SignIn = Callable[[User | None], Client]


def address(world: SelectionWorld, name: str, *ids: int) -> str:
    return reverse(f"selection:{name}", args=[world.slug, world.round.pk, *ids])


HARD = {"stage": "longlist", "what": "survey:koordination_vza", "operator": "at_least"}
CRITERION = {
    "name": "Motivation", "weight": "25", "origin": "review", "count": "2",
    "level0_value": "0", "level0_label": "keine", "level0_text": "",
    "level1_value": "1,5", "level1_label": "klar", "level1_text": "Benennt ein Ziel.",
}  # fmt: skip
QUOTA = {"attribute": "settlement", "way": "some", "values": ["urban"], "scope": "overall"}


# --- Hard rules ---------------------------------------------------------------------------------


def test_a_preview_shows_what_a_rule_keeps_and_saves_nothing(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    before = HardRule.objects.count()
    page = as_user(office).post(
        address(world, "hard_rule_add"), {**HARD, "value": "0,5", "preview": "1"}
    )
    text = text_of(page)
    assert "Stellenanteile der Koordination: mindestens 0,5 VZÄ" in text
    assert "Allein behält sie 14 von 16" in text
    assert HardRule.objects.count() == before


def test_the_value_asked_for_fits_the_field(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    url = address(world, "hard_rule_add")
    number = text_of(client.post(url, {**HARD, "preview": "1"}))
    assert "VZÄ" in number
    choice = text_of(client.post(url, {**HARD, "what": "survey:form", "preview": "1"}))
    assert 'type="checkbox"' in choice
    assert "Gesundheitsamt" in choice
    yes_no = text_of(client.post(url, {**HARD, "what": "survey:netzwerk", "preview": "1"}))
    assert 'value="yes"' in yes_no
    assert "error" not in yes_no
    assert "Die Leitung hat zugestimmt" not in yes_no  # nobody has applied when invitations go out


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({"value": "1.000,5", "what": "register:population"}, 1000.5),
        ({"value": ["N1", "S1"], "what": "register:land", "operator": "one_of"}, ["N1", "S1"]),
        ({"value": "no", "what": "register:earlier", "operator": "equals"}, False),
        ({"what": "survey:form", "operator": "is_known"}, None),
    ],
)
def test_a_hard_rule_is_saved_with_a_value_of_its_kind(
    world: SelectionWorld, office: User, as_user: SignIn, values: dict[str, Any], kept: Any
) -> None:
    response = as_user(office).post(address(world, "hard_rule_add"), {**HARD, **values})
    assert response.status_code == 302
    rule = HardRule.objects.latest("pk")
    assert rule.value == kept
    assert rule.name  # called like the field
    page = as_user(office).get(address(world, "hard_rule_edit", rule.pk))
    assert page.status_code == 200


def test_a_hard_rule_that_is_not_complete_says_so_at_the_field(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    response = as_user(office).post(address(world, "hard_rule_add"), {**HARD, "value": "viel"})
    assert response.status_code == 422
    assert "value" in response.context["form"].errors


def test_the_list_behind_a_number(world: SelectionWorld, office: User, as_user: SignIn) -> None:
    rule = world.rules.hard_rules.get(key="netzwerk-besteht")
    world.wave.rows.filter(municipality__name="Stadt Lindental").update(values={"netzwerk": "2"})
    url = address(world, "hard_rule_list", rule.pk)
    client = as_user(office)
    assert "13 Kommunen" in text_of(client.get(url, {"met": "yes"}))
    text = text_of(client.get(url, {"met": "no"}))
    assert "Stadt Lindental" in text
    assert "1 Kommune" in text
    export = client.get(url, {"met": "no", "export": "csv"}).content.decode("utf-8-sig")
    assert "Stadt Lindental;erfüllt sie nicht;nein;" in export


def test_a_rule_of_another_version_or_programme_is_not_found(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    foreign = HardRuleFactory()
    client = as_user(office)
    assert client.get(address(world, "hard_rule_edit", foreign.pk)).status_code == 404
    assert client.post(address(world, "hard_rule_remove", foreign.pk)).status_code == 404
    elsewhere = SelectionRoundFactory()
    url = reverse("selection:rules", args=[world.slug, elsewhere.pk])
    assert client.get(url).status_code == 404


def test_two_people_at_one_rule_see_both_versions(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    rule = world.rules.hard_rules.get(key="netzwerk-besteht")
    HardRule.objects.filter(pk=rule.pk).update(version=5, name="Anders genannt")
    response = as_user(office).post(
        address(world, "hard_rule_edit", rule.pk),
        {"stage": "longlist", "what": "survey:netzwerk", "operator": "equals", "value": "yes",
         "name": "Netzwerk", "version": "1"},
    )  # fmt: skip
    assert response.status_code == 422
    assert "Anders genannt" in text_of(response)


# --- Criteria -----------------------------------------------------------------------------------


def test_levels_are_added_removed_and_saved_in_place(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    client, url = as_user(office), address(world, "criterion_add")
    grown = client.post(url, {**CRITERION, "preview": "add"})
    assert grown.context["form"].count == 3
    assert grown.context["effect"]["share"] == "20 %"
    assert client.post(url, {**CRITERION, "preview": "remove"}).context["form"].count == 2
    assert client.post(url, CRITERION).status_code == 302
    criterion = ScoredCriterion.objects.get(name="Motivation")
    assert criterion.levels[1] == {"value": "1.5", "label": "klar", "text": "Benennt ein Ziel."}
    page = text_of(client.get(address(world, "criterion_edit", criterion.pk)))
    assert 'value="1,50"' in page


def test_a_criterion_from_data_asks_for_its_levels(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    client, url = as_user(office), address(world, "criterion_add")
    data = {**CRITERION, "origin": "data", "what": "survey:form"}
    missing = client.post(url, data)
    assert {"is_1", "is_2", "is_3"} <= missing.context["form"].errors.keys()
    answers = {"is_1": "1", "is_2": "0", "is_3": "0", "missing": "0"}
    assert client.post(url, {**data, **answers}).status_code == 302
    assert ScoredCriterion.objects.get(name="Motivation").bands == [
        {"is": "1", "level": "1.5"},
        {"is": "2", "level": "0"},
        {"is": "3", "level": "0"},
        {"missing": True, "level": "0"},
    ]
    number = {**data, "name": "Stellen", "what": "survey:koordination_vza", "from1": "0,5"}
    assert client.post(url, number).status_code == 302
    criterion = ScoredCriterion.objects.get(name="Stellen")
    assert criterion.bands == [{"at_least": "0.5", "level": "1.5"}]
    assert client.get(address(world, "criterion_edit", criterion.pk)).status_code == 200


@pytest.mark.parametrize(
    ("values", "field"),
    [({"weight": "0"}, "weight"), ({"level1_value": "0"}, "level1_value"), ({"name": ""}, "name")],
)
def test_a_criterion_says_what_is_wrong(
    world: SelectionWorld, office: User, as_user: SignIn, values: dict[str, str], field: str
) -> None:
    response = as_user(office).post(address(world, "criterion_add"), {**CRITERION, **values})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


# --- Portfolio rules ----------------------------------------------------------------------------


def test_a_rule_of_balance_shows_its_sentence_what_is_there_and_warns(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    client, url = as_user(office), address(world, "portfolio_rule_add")
    text = text_of(client.post(url, {**QUOTA, "at_least": "9", "preview": "1"}))
    assert "Mindestens neun städtische Kommunen" in text
    assert "Es gibt nur 6 solche Kommunen, verlangt sind 9." in text
    assert client.post(url, {**QUOTA, "at_least": "4"}).status_code == 302
    rule = PortfolioRule.objects.latest("pk")
    assert (rule.values, rule.counted, rule.at_least) == (["urban"], "members", 4)
    assert rule.name == "Stadt oder Land"


@pytest.mark.parametrize(
    ("values", "field", "told"),
    [
        (
            {"at_least": "10"},
            "at_least",
            "Verlangt sind 10, es gibt aber nur 9 Plätze. Senken Sie das Mindestens.",
        ),
        (
            {"attribute": "land", "way": "different", "at_least": "6"},
            "at_least",
            "Verlangt sind 6 verschiedene, es gibt aber nur 5. Senken Sie das Mindestens.",
        ),
        (
            {"attribute": "land", "way": "each", "at_most": "1"},
            "at_most",
            "Mit höchstens 1 bei 5 Werten bleiben nur 5 der 9 Plätze besetzt.",
        ),
        (
            {"scope": "each_theme", "at_least": "4"},
            "at_least",
            "Verlangt sind 4, es gibt aber nur 3 Plätze. Senken Sie das Mindestens.",
        ),
    ],
)
def test_a_rule_nobody_can_keep_says_so_while_it_is_typed_and_is_not_saved(
    world: SelectionWorld,
    office: User,
    as_user: SignIn,
    values: dict[str, str],
    field: str,
    told: str,
) -> None:
    client, url = as_user(office), address(world, "portfolio_rule_add")
    typed = client.post(url, {**QUOTA, **values, "preview": "1"})
    assert told in text_of(typed)
    assert "Fehler" not in text_of(typed)
    count = PortfolioRule.objects.count()
    refused = client.post(url, {**QUOTA, **values})
    assert list(refused.context["form"].errors) == [field]
    assert PortfolioRule.objects.count() == count


def test_minimums_that_do_not_fit_together_are_told_while_typed(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    client, url = as_user(office), address(world, "portfolio_rule_add")
    assert client.post(url, {**QUOTA, "at_least": "5", "name": "Städte"}).status_code == 302
    rural = {**QUOTA, "values": ["rural"], "at_least": "5"}
    text = text_of(client.post(url, {**rural, "preview": "1"}))
    assert "Zusammen mit „Städte“ sind 10 Plätze verlangt, es gibt nur 9." in text
    assert "Zusammen mit" not in text_of(
        client.post(url, {**rural, "at_least": "4", "preview": "1"})
    )
    assert client.post(url, rural).status_code == 302
    faults = faults_of_rules(world.rules)
    assert sum("Zusammen mit" in fault.text for fault in faults) == 2


def test_a_hard_rule_that_excludes_another_says_so_while_typed(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    client, url = as_user(office), address(world, "hard_rule_add")
    client.post(url, {**HARD, "value": "5", "name": "Viel"})
    low = {**HARD, "operator": "at_most", "value": "1", "preview": "1"}
    assert "und „Viel“ kann niemand zugleich" in text_of(client.post(url, low))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "at_least"),
        ({"at_least": "5", "at_most": "4"}, "at_most"),
        ({"way": "each", "at_least": "1"}, "at_least"),
        ({"scope": "one_theme", "at_least": "1"}, "theme"),
        ({"values": [], "at_least": "1"}, "values"),
    ],
)
def test_a_rule_of_balance_says_what_is_wrong(
    world: SelectionWorld, office: User, as_user: SignIn, values: dict[str, Any], field: str
) -> None:
    response = as_user(office).post(address(world, "portfolio_rule_add"), {**QUOTA, **values})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


# --- Versions -----------------------------------------------------------------------------------


def test_freeze_reopen_compare(world: SelectionWorld, office: User, as_user: SignIn) -> None:
    client = as_user(office)
    page = text_of(client.get(address(world, "rules_freeze")))
    assert "Mindestens vier städtische Kommunen" in page
    assert client.post(address(world, "rules_freeze")).status_code == 302
    frozen = world.rules
    assert frozen.digest in text_of(client.get(address(world, "rules")))
    response = client.post(address(world, "rules_reopen"), {"reason": "Zu wenige Bewerbungen"})
    assert response.status_code == 302
    client.post(address(world, "criterion_remove", world.criterion("personal").pk))
    text = text_of(client.get(address(world, "rules_compare")))
    assert "Zu wenige Bewerbungen" in text
    assert "Personal" in text
    old = text_of(client.get(address(world, "rules_version", 1)))
    assert frozen.digest in old
    assert client.get(address(world, "rules_version", 9)).status_code == 404
    assert client.get(address(world, "rules_compare"), {"a": "9"}).status_code == 404


def test_what_keeps_rules_from_being_frozen_leads_to_the_rule(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    rule = HardRuleFactory(rule_set=world.rules, name="Altes Feld", source="survey", field="weg")
    text = text_of(as_user(office).get(address(world, "rules_freeze")))
    assert address(world, "hard_rule_edit", rule.pk) in text
    assert "Regeln einfrieren</span>" not in text


def test_who_only_looks_changes_nothing(world: SelectionWorld, lead: User, as_user: SignIn) -> None:
    client = as_user(lead)
    text = text_of(client.get(address(world, "rules")))
    assert "Feste Bedingung anlegen" not in text
    assert client.post(address(world, "rules_freeze")).status_code == 403


def test_proposals_start_a_round(world: SelectionWorld, office: User, as_user: SignIn) -> None:
    round = create_round(by=office, edition=world.edition, name="Neue Runde")
    url = reverse("selection:rule_proposals", args=[world.slug, round.pk])
    client = as_user(office)
    assert client.post(url, {}).status_code == 422
    chosen = ["experience", "town_and_country", "took_part"]
    assert client.post(url, {"proposals": chosen}).status_code == 302
    rules = round.rule_sets.get()
    assert (rules.criteria.count(), rules.portfolio_rules.count()) == (2, 1)


def test_the_rules_page_costs_the_same_for_one_and_many_rules(
    world: SelectionWorld, office: User, as_user: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = as_user(office)
    client.get(address(world, "rules"))
    with django_assert_max_num_queries(75):
        client.get(address(world, "rules"))
    for number in range(5):
        HardRuleFactory(rule_set=world.rules, key=f"mehr-{number}")
    with django_assert_max_num_queries(75):
        client.get(address(world, "rules"))


def test_a_frozen_round_offers_a_new_version(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    client.post(address(world, "rules_freeze"))
    response = client.post(address(world, "criterion_add"), CRITERION)
    assert response.status_code == 422  # frozen rules take nothing more
    open_new_version(by=office, round=world.round, reason="Ergänzt")
    assert client.post(address(world, "criterion_add"), CRITERION).status_code == 302


# --- The lot ------------------------------------------------------------------------------------


def test_the_rule_of_the_lot_is_chosen_frozen_and_compared(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    rules = world.round.rule_sets.get()
    assert rules.fairness == "leximin"
    assert "die kleinste Chance einer Kommune so groß wie möglich, dann die nächstkleinste" in (
        text_of(client.get(address(world, "rules")))
    )
    page = text_of(client.get(address(world, "fairness")))
    assert "das Produkt aller Chancen" in page
    assert "allein die kleinste Chance" not in page
    client.post(address(world, "fairness"), {"fairness": "nash", "version": rules.version})
    rules.refresh_from_db()
    assert content_of(rules)["fairness"] == "nash"
    assert engine_rules(rules).fairness is Fairness.NASH
    assert "das Produkt aller Chancen" in text_of(client.get(address(world, "rules_freeze")))
    before, after = content_of(rules), {**content_of(rules), "fairness": "leximin"}
    (difference,) = differences(before, after)
    assert "Produkt" in difference.before[0]
    assert "nächstkleinste" in difference.after[0]


def test_rules_frozen_before_there_was_a_choice_keep_what_they_had(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    rules = world.round.rule_sets.get()
    rules.content = {key: part for key, part in content_of(rules).items() if key != "fairness"}
    rules.frozen_at, rules.fairness = timezone.now(), "maximin"
    rules.save()
    assert engine_rules(rules).fairness is Fairness.MAXIMIN
    client = as_user(office)
    assert "eingefroren" in text_of(client.get(address(world, "fairness")))
    client.post(address(world, "fairness"), {"fairness": "nash", "version": rules.version})
    rules.refresh_from_db()
    assert rules.fairness == "maximin"
    new = open_new_version(by=office, round=world.round, reason="Ein Thema mehr")
    assert new.fairness == "maximin"
    assert "allein die kleinste Chance" in text_of(client.get(address(world, "fairness")))
