"""Rules: what they look at, whom they keep, what is wrong with them, how they read."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.municipalities.models import Municipality
from begleitwerk.selection.models import HardRule, PortfolioRule, ScoredCriterion
from begleitwerk.selection.presenters.rule_words import (
    criterion_sentence,
    hard_rule_sentence,
    quota_sentence,
    rule_sentence,
)
from begleitwerk.selection.presenters.rules import differences
from begleitwerk.selection.selectors.attributes import attributes_of
from begleitwerk.selection.selectors.fields import facts_of, fields_of, info
from begleitwerk.selection.selectors.proposals import proposals_for
from begleitwerk.selection.selectors.rules import (
    available,
    content_digest,
    content_of,
    data_scores,
    engine_rules,
    faults_of_rules,
    kept_by_each,
    rule_outcomes,
    warnings_of,
)
from begleitwerk.selection.services import rules as services
from begleitwerk.selection.services.longlist import add_to_longlist
from begleitwerk.selection.services.rounds import create_round, freeze_rules, open_new_version
from tests.factories.municipal_survey import SurveyRowFactory
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.selection import (
    ClaimAnswerFactory,
    HardRuleFactory,
    PortfolioRuleFactory,
    ScoredCriterionFactory,
)
from tests.worlds.selection import PLACES, build_selection

pytestmark = pytest.mark.django_db


# --- Facts --------------------------------------------------------------------------------------


def test_every_fact_says_where_it_comes_from() -> None:
    world = build_selection(until="applied")
    place = world.municipalities["Kreis Heidemoor"]
    facts = facts_of(world.round, [place])[place.pk]
    assert facts["register:land"].value == "N1"
    assert facts["register:population"].evidence == "erfunden, 31.12.2024"
    assert facts["register:settlement"].value == "rural"
    assert "Dichteklasse" in facts["register:settlement"].evidence
    assert facts["register:earlier"].value is True
    assert "Durchgang 2022" in facts["register:earlier"].evidence
    answer = facts["survey:koordination_vza"]
    assert (answer.value, answer.shown) == (Decimal("0.75"), "0,75\N{NO-BREAK SPACE}VZÄ")
    assert all(
        part in answer.evidence
        for part in ("Welle 7", "koordination_vza", "Zeile", "befragung.csv")
    )
    assert facts["survey:netzwerk"].value is True
    assert facts["application:staff_fte"].value == Decimal("1.50")
    assert facts["application:network_since"].shown == "2008"


def test_a_missing_answer_is_unknown_and_says_so() -> None:
    world = build_selection(until="draft")
    place = world.municipalities["Stadt Lindental"]
    world.wave.rows.filter(municipality=place).update(values={"koordination_vza": "-9"})
    facts = facts_of(world.round, [place])[place.pk]
    assert facts["survey:koordination_vza"].value is None
    assert facts["survey:koordination_vza"].shown == "keine Angabe"
    assert facts["survey:netzwerk"].is_missing
    assert facts["application:has_backing"].is_missing


def test_after_an_answered_contradiction_the_value_counts_that_the_office_chose() -> None:
    world = build_selection(until="applied")
    candidacy = world.candidacies["Stadt Lindental"]
    application = world.applications["Stadt Lindental"]
    application.earlier_participation = True
    application.save()
    place = candidacy.municipality
    ClaimAnswerFactory(candidacy=candidacy, counts="register", answer="Steht nicht auf der Liste.")
    fact = facts_of(world.round, [place])[place.pk]["application:earlier_participation"]
    assert fact.value is False
    assert "Steht nicht auf der Liste." in fact.evidence
    candidacy.claims.update(counts="claim", answer="Urkunde liegt vor.")
    earlier = attributes_of(world.round, [place])[place.pk]["earlier"]
    assert earlier.key == "yes"
    assert "Urkunde liegt vor." in earlier.basis
    other = world.municipalities["Kreis Heidemoor"]
    assert set(attributes_of(world.round, [other])) == {other.pk}


def test_the_year_in_the_register_counts_where_the_office_says_so() -> None:
    world = build_selection(until="applied")
    candidacy = world.candidacies["Stadt Lindental"]
    ClaimAnswerFactory(
        candidacy=candidacy, claim="network_since", claimed="2008", registered="2014"
    )
    pk = candidacy.municipality_id
    fact = facts_of(world.round, [candidacy.municipality])[pk]["application:network_since"]
    assert (fact.value, fact.shown) == (2014, "2014")


def test_what_an_application_leaves_open_is_unknown() -> None:
    world = build_selection(until="applied")
    application = world.applications["Stadt Lindental"]
    application.network_since = None
    application.save()
    place = world.municipalities["Stadt Lindental"]
    fact = facts_of(world.round, [place])[place.pk]["application:network_since"]
    assert (fact.is_missing, fact.shown) == (True, "keine Angabe")


def test_asking_for_all_finds_what_asking_by_name_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    world = build_selection(until="applied")
    places = [world.municipalities[name] for name in ("Kreis Heidemoor", "Stadt Lindental")]
    by_name = facts_of(world.round, places)
    monkeypatch.setattr(info, "NAMED_IN_QUERY", 1)
    assert facts_of(world.round, places) == by_name


def test_facts_of_many_municipalities_cost_no_more_than_of_one() -> None:
    world = build_selection(until="applied")
    places = Municipality.objects.filter(youth_office_id__startswith="A").order_by("pk")
    counts = []
    for rows in (places[:1], places.all()):
        with CaptureQueriesContext(connection) as queries:
            facts_of(world.round, rows)
        counts.append(len(queries))
    assert counts[1] <= counts[0] <= 12


# --- Whom rules keep ----------------------------------------------------------------------------


def test_each_rule_says_how_many_it_keeps_alone_and_with_those_above() -> None:
    world = build_selection(until="draft")
    network, *interests = kept_by_each(world.round, world.rules)[:4]
    assert (network.base, network.alone, network.together, network.unknown) == (14, 14, 14, 0)
    assert [row.alone for row in interests] == [6, 7, 6]
    world.wave.rows.filter(municipality__name="Stadt Lindental").update(values={"netzwerk": "2"})
    network, anchoring, *_rest = kept_by_each(world.round, world.rules)
    assert (network.alone, anchoring.alone, anchoring.together) == (13, 5, 5)
    assert anchoring.unknown == 1
    world.rules.hard_rules.filter(stage="eligibility").delete()
    assert len(kept_by_each(world.round, world.rules)) == 4


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        ("at_least", 118_000, True),
        ("at_most", 117_999, False),
        ("equals", 118_000, True),
        ("differs", 118_000, False),
        ("is_known", None, True),
        ("equals", "118000", None),  # a text is no number: unknown, not a guess
    ],
)
def test_an_outcome_is_as_the_engine_compares(
    operator: str, value: Any, expected: bool | None
) -> None:
    world = build_selection(until="longlisted")
    rules = world.rules
    rules.hard_rules.all().delete()
    HardRuleFactory(
        rule_set=rules, source="register", field="population", operator=operator, value=value
    )
    candidacy = world.candidacies["Stadt Lindental"]
    (outcome,) = rule_outcomes(world.round, [candidacy])[candidacy.pk]
    assert outcome.met is expected
    assert outcome.found.shown == "118.000"


def test_data_give_the_level_of_the_band_they_reach() -> None:
    world = build_selection(until="draft")
    bands = [{"at_least": "0.5", "level": "1"}, {"at_least": "1", "level": "3"}]
    criterion = ScoredCriterionFactory(
        rule_set=world.rules, key="vza", origin="data", source="survey", field="koordination_vza",
        bands=bands,
    )  # fmt: skip
    place = world.municipalities["Stadt Lindental"]
    row = world.wave.rows.get(municipality=place)

    def score(answer: Any) -> Decimal | None:
        row.values["koordination_vza"] = answer
        row.save()
        return data_scores(world.round, world.rules, [place])[place.pk].get("vza")

    assert [score(value) for value in ("0.49", "0.5", "1", "4")] == [0, 1, 3, 3]
    assert score("-9") is None
    criterion.bands = [*bands, {"missing": True, "level": "0"}]
    criterion.save()
    assert score("-9") == 0


def test_a_minimum_above_what_is_there_warns_with_the_numbers() -> None:
    world = build_selection(until="applied")
    there = available(world.round, "settlement")
    assert (there.total, there.counts["urban"]) == (14, 6)
    rule = PortfolioRuleFactory(rule_set=world.rules, key="zu-viel", at_least=7)
    assert warnings_of(rule, there) == ["Es gibt nur 6 solche Kommunen, verlangt sind 7."]
    rule.scope, rule.at_least = "each_theme", 3
    warned = warnings_of(rule, there)
    assert warned
    assert all("Verankerung" in text or "Wirkungs" in text for text in warned)


def test_who_stands_for_no_theme_yet_is_there_overall_and_in_none_of_them() -> None:
    world = build_selection(until="longlisted")
    before = available(world.round, "settlement")
    place = MunicipalityFactory(kind="city", population=90_000, area_km2=Decimal(100))
    add_to_longlist(by=None, round=world.round, municipality=place, reason="Gebeten")
    there = available(world.round, "settlement")
    assert (there.counts["urban"], there.by_theme) == (before.counts["urban"] + 1, before.by_theme)


# --- What is wrong ------------------------------------------------------------------------------


def hard(**values: Any) -> Callable[[Any], None]:
    return lambda rules: HardRuleFactory(rule_set=rules, name="Prüfling", **values)


def scored(**values: Any) -> Callable[[Any], None]:
    return lambda rules: ScoredCriterionFactory(rule_set=rules, name="Prüfling", **values)


def quota(**values: Any) -> Callable[[Any], None]:
    return lambda rules: PortfolioRuleFactory(rule_set=rules, name="Prüfling", **values)


def both(first: Callable[[Any], None], second: Callable[[Any], None]) -> Callable[[Any], None]:
    def add(rules: Any) -> None:
        first(rules)
        second(rules)

    return add


def quota_in_a_theme(rules: Any) -> None:
    theme = rules.round.edition.themes.first()
    quota(scope="one_theme", theme=theme, at_least=4)(rules)


EACH_THEME = "Mindestens eine städtische Kommune in jedem Thema"
ONE_LEVEL = [{"value": "0", "label": "alle", "text": ""}]
FALLING = [{"value": "2", "label": "a", "text": ""}, {"value": "1", "label": "b", "text": ""}]
NUMBERLESS = [{"value": "0", "label": "a", "text": ""}, {"value": "", "label": "b", "text": ""}]
NAMELESS = [{"value": "0", "label": "a", "text": ""}, {"value": "1", "label": "", "text": ""}]
LAND = {"source": "register", "field": "land"}
EARLIER = {"origin": "data", "source": "register", "field": "earlier"}
INTEREST = {"stage": "longlist", "source": "survey", "field": "interesse_impact"}
YES = {"is": "yes", "level": "3"}


@pytest.mark.parametrize(
    ("add", "field", "words"),
    [
        (hard(source="survey", field="gibt_es_nicht"), "Was zählt", "gibt_es_nicht"),
        (hard(stage="longlist"), "Was zählt", "Register oder Befragung"),
        (hard(source="register", field="land", operator="at_least"), "Bedingung", "passt nicht"),
        (hard(value=None), "Wert", "fehlt"),
        (hard(**LAND, operator="one_of", value=["N1", "XX"]), "Wert", "XX"),
        (hard(value=False), "Wert", "niemand zugleich"),
        (hard(**INTEREST, operator="at_most", value=2), "Wert", "niemand zugleich"),
        (
            both(
                hard(**LAND, operator="none_of", value=["N1", "S1"]),
                hard(**LAND, operator="one_of", value=["N1"]),
            ),
            "Wert",
            "niemand zugleich",
        ),
        (scored(weight=Decimal(0)), "Gewicht", "null"),
        (scored(levels=ONE_LEVEL), "Stufen", "zwei bis sieben"),
        (scored(levels=FALLING), "Stufen", "steigen"),
        (scored(levels=NUMBERLESS), "Stufen", "Punktzahl"),
        (scored(levels=NAMELESS), "Stufen", "Namen"),
        (scored(origin="data", source="survey", field="weg"), "Was zählt", "weg"),
        (scored(**EARLIER), "Stufen nach Wert", "welcher Wert"),
        (scored(**EARLIER, bands=[YES]), "Stufen nach Wert", "Ohne Stufe: nein"),
        (
            scored(**EARLIER, bands=[YES, {"is": "no", "level": "9"}]),
            "Stufen nach Wert",
            "eine Stufe, die es nicht gibt",
        ),
        (quota(at_least=5, at_most=4), "Höchstens", "größer als"),
        (quota(at_least=None), "Mindestens", "Weder"),
        (quota(at_least=10), "Mindestens", "nur 9 Plätze"),
        (quota(scope="each_theme", at_least=4), "Mindestens", "nur 3 Plätze"),
        (quota(scope="one_theme"), "Thema", "Wählen Sie das Thema"),
        (quota_in_a_theme, "Mindestens", "nur 3 Plätze"),
        (quota(counted="values"), "Werte", "über alle gezählt"),
        (quota(values=[]), "Werte", "bestimmte Werte"),
        (quota(attribute="survey:weg"), "Merkmal", "survey:weg"),
        (quota(values=["suburban"]), "Werte", "suburban"),
    ],
)
def test_freezing_refuses_and_names_rule_field_and_remedy(
    add: Callable[[Any], None], field: str, words: str
) -> None:
    world = build_selection(until="draft")
    assert faults_of_rules(world.rules) == []
    add(world.rules)
    with override("de"):
        faults = faults_of_rules(world.rules)
        assert [(fault.field, words in fault.text) for fault in faults] == [(field, True)]
        with pytest.raises(Refused) as refused:
            freeze_rules(by=None, rule_set=world.rules)
    assert "Prüfling" in str(refused.value)
    assert not world.rules.is_frozen


def test_rules_somebody_can_meet_together_are_no_contradiction() -> None:
    world = build_selection(until="draft")
    for operator, value in (("one_of", ["N1", "S1"]), ("none_of", ["N1"]), ("one_of", ["S1"])):
        HardRuleFactory(rule_set=world.rules, **LAND, operator=operator, value=value)
    other_theme = {**INTEREST, "theme": world.themes["anchoring"]}
    HardRuleFactory(rule_set=world.rules, **other_theme, operator="at_most", value=2)
    assert faults_of_rules(world.rules) == []


def test_an_empty_version_is_refused() -> None:
    world = build_selection(until="draft")
    empty = create_round(by=None, edition=world.edition, name="Leer")
    with pytest.raises(Refused, match="Kriterium"):
        freeze_rules(by=None, rule_set=empty.rule_sets.get())


def test_rules_for_an_edition_without_places_are_refused() -> None:
    world = build_selection(until="draft")
    world.edition.themes.update(places=0)
    world.rules.portfolio_rules.all().delete()
    with override("de"), pytest.raises(Refused, match="kein Thema mit Plätzen"):
        freeze_rules(by=None, rule_set=world.rules)


# --- Versions -----------------------------------------------------------------------------------


def test_a_frozen_version_stays_as_it_is(office: User) -> None:
    world = build_selection(until="frozen", office=office)
    rules = world.rules
    assert (len(rules.digest), rules.frozen_by_id) == (64, office.pk)
    before = engine_rules(rules)
    world.themes["impact"].places = 5
    world.themes["impact"].save()
    assert engine_rules(world.rules) == before
    assert content_digest(rules.content) == rules.digest
    rule = rules.hard_rules.first()
    with pytest.raises(Refused):
        services.change_rule(by=office, rule=rule, version=1, value=False)
    with pytest.raises(Refused):
        services.remove_rule(by=office, rule=rule)
    with pytest.raises(Refused):
        freeze_rules(by=office, rule_set=rules)
    assert AuditEvent.objects.filter(verb="selection.rules_frozen").count() == 1


def test_a_change_is_a_new_version_with_its_reason(office: User) -> None:
    world = build_selection(until="frozen", office=office)
    first = world.rules
    with pytest.raises(Refused):
        open_new_version(by=office, round=world.round, reason=" ")
    second = open_new_version(by=office, round=world.round, reason="Zu wenige Bewerbungen")
    with pytest.raises(Refused):
        open_new_version(by=office, round=world.round, reason="noch einmal")
    assert differences(content_of(first), content_of(second)) == []
    criterion = second.criteria.get(key="personal")
    version = criterion.version
    services.change_rule(by=office, rule=criterion, version=version, weight=Decimal(60))
    quota_rule = second.portfolio_rules.get(key="stadt-und-land")
    services.change_rule(by=office, rule=quota_rule, version=None, at_least=3)
    found = {row.name: row for row in differences(content_of(first), content_of(second))}
    assert found["Stadt und Land"].before == ("Mindestens vier städtische Kommunen",)
    assert found["Stadt und Land"].after == ("Mindestens drei städtische Kommunen",)
    assert first.criteria.get(key="personal").weight == 30
    with pytest.raises(EditConflict):
        services.change_rule(by=office, rule=criterion, version=1, weight=Decimal(10))


def test_the_digest_does_not_depend_on_how_a_number_was_typed() -> None:
    world = build_selection(until="draft")
    rule = world.rules.criteria.get(key="personal")
    digests = set()
    for weight in (Decimal(30), Decimal("30.00")):
        rule.weight = weight
        rule.save()
        digests.add(content_digest(content_of(world.rules)))
    assert len(digests) == 1


def test_weights_and_limits_are_checked_where_they_are_written(office: User) -> None:
    world = build_selection(until="draft")
    with pytest.raises(Refused) as refused:
        services.add_rule(by=office, rule_set=world.rules, kind=ScoredCriterion, weight=Decimal(0))
    assert refused.value.field == "weight"
    with pytest.raises(Refused) as refused:
        services.add_rule(
            by=office, rule_set=world.rules, kind=PortfolioRule, at_least=3, at_most=2
        )
    assert refused.value.field == "at_most"


def test_rules_of_the_same_name_keep_apart_in_the_protocol(office: User) -> None:
    rules = build_selection(until="draft").rules
    one = services.add_rule(
        by=office, rule_set=rules, kind=ScoredCriterion, name="Personal", weight=Decimal(5)
    )
    other = services.add_rule(
        by=office, rule_set=rules, kind=PortfolioRule, name="Personal", attribute="land"
    )
    assert (one.key, other.key) == ("personal-2", "personal-3")


def test_proposals_fit_the_places_and_disappear_once_taken(office: User) -> None:
    world = build_selection(until="draft")
    drawn = "Landeslotterie am ersten Samstag danach"
    new = create_round(by=office, edition=world.edition, name="Neu", seed_source=drawn)
    rules = new.rule_sets.get()
    with override("de"):
        keys = [proposal.key for proposal in proposals_for(rules)]
        assert keys[:3] == ["experience", "town_and_country", "took_part"]
        assert services.add_proposals(by=office, rule_set=rules, keys=keys) == len(keys)
        assert proposals_for(rules) == ()
    balance = rules.portfolio_rules.get(attribute="settlement")
    assert (balance.at_least, balance.at_most) == (4, 6)
    assert faults_of_rules(rules) == []


# --- Words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Mindestens vier städtische Kommunen"),
        ({"at_least": 1}, "Mindestens eine städtische Kommune"),
        ({"at_most": 6}, "Mindestens vier und höchstens sechs städtische Kommunen"),
        ({"at_most": 4}, "Genau vier städtische Kommunen"),
        ({"at_least": None, "at_most": 0}, "Höchstens 0 städtische Kommunen"),
        ({"scope": "each_theme", "at_least": 1}, EACH_THEME),
        ({"values": [], "attribute": "land", "at_least": None, "at_most": 2},
         "Höchstens zwei Kommunen je Land"),
        ({"values": [], "attribute": "land", "counted": "values", "at_least": 5},
         "Mindestens fünf verschiedene Länder"),
        ({"values": ["yes"], "attribute": "earlier", "at_least": 2},
         "Mindestens zwei Kommunen, die schon teilgenommen haben"),
        ({"values": ["1"], "attribute": "survey:form", "at_least": 2},
         "Mindestens zwei Kommunen (Wo ist die Koordination angebunden?: Jugendamt)"),
    ],
)  # fmt: skip
def test_a_portfolio_rule_reads_as_it_will_be_published(
    values: dict[str, Any], sentence: str
) -> None:
    world = build_selection(until="draft")
    rule: PortfolioRule = PortfolioRuleFactory(rule_set=world.rules, key="satz", **values)
    with override("de"):
        assert rule_sentence(rule).rstrip() == sentence


def test_an_old_version_reads_as_on_the_day_it_was_frozen() -> None:
    world = build_selection(until="frozen")
    world.wave.variables.filter(name="netzwerk").update(label="Ganz anders gefragt")
    rule: HardRule = world.rules.hard_rules.get(key="netzwerk-besteht")
    with override("de"):
        assert hard_rule_sentence(rule) == "Gibt es ein Netzwerk Frühe Hilfen?: ja"
        content = world.rules.content
        assert quota_sentence(content["portfolio_rules"][1]) == "Höchstens zwei Kommunen je Land"
        words = criterion_sentence(content["criteria"][0], Decimal(100))
        assert words.startswith("4 Stufen von 0 (keine) bis 3 (viel), 50 % des Gewichts")
    with override("en"):
        assert rule_sentence(world.rules.portfolio_rules.get(key="stadt-und-land")).startswith(
            "At least four urban municipalities"
        )


def test_the_fields_of_a_round_have_labels_and_choices() -> None:
    world = build_selection(until="draft")
    fields = {field.key: field for field in fields_of(world.round)}
    assert fields["survey:form"].choices == (
        ("1", "Jugendamt"),
        ("2", "Gesundheitsamt"),
        ("3", "freier Träger"),
    )
    assert ("N1", "Land Nord") in fields["register:land"].choices
    assert len(fields) == len(PLACES) - 1 + 6
    SurveyRowFactory()  # another wave is no business of this round
    assert fields_of(world.round) == tuple(fields.values())
