"""What municipalities say of themselves beside what the register knows, and what counts then."""

from decimal import Decimal

import pytest
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused
from begleitwerk.municipal_survey.models import SurveyRow, SurveyVariable
from begleitwerk.municipal_survey.services.waves import change_variable
from begleitwerk.selection.models import Application, Candidacy
from begleitwerk.selection.presenters.blockers import blockers_of
from begleitwerk.selection.selectors.attributes import attributes_of
from begleitwerk.selection.selectors.claims import checks_of, contradictions_of
from begleitwerk.selection.selectors.fields import facts_of
from begleitwerk.selection.selectors.problem import basis_of
from begleitwerk.selection.selectors.scores import final_scores
from begleitwerk.selection.services.applications import return_application
from begleitwerk.selection.services.claims import answer_claim, drop_outdated
from tests.factories.municipal_survey import SurveyVariableFactory
from tests.factories.networks import NetworkFactory
from tests.worlds.selection import SelectionWorld

STAGE = "reviewed"
NAME = "Stadt Lindental"
CLAIM, EARLIER = "survey_earlier_participation", "schon-dabei-gewesen"
YES_NO = {"kind": "yes_no", "value_labels": {"1": "ja", "2": "nein"}}


@pytest.fixture
def stendal(world: SelectionWorld) -> Candidacy:
    """Says in the survey that it took part before; no list of participants shows it."""
    SurveyVariableFactory(
        wave=world.wave, name="qdfh", compared_with="earlier_participation", **YES_NO
    )
    row = SurveyRow.objects.get(wave=world.wave, municipality__name=NAME)
    row.values["qdfh"] = "1"
    row.save()
    return world.candidacies[NAME]


def test_the_survey_contradicts_the_register_like_the_application(
    world: SelectionWorld, stendal: Candidacy
) -> None:
    ((pk, (found,)),) = contradictions_of(world.candidacies.values()).items()
    assert (pk, found.claim) == (stendal.pk, CLAIM)
    assert (found.claimed, found.registered, found.is_open) == ("yes", "no", True)
    waiting = [str(blocker.sentence) for blocker in blockers_of(world.round)]
    assert [words for words in waiting if NAME in words and "laut Befragung" in words]
    answer_claim(by=None, candidacy=stendal, claim=CLAIM, counts="register", answer="Liste")
    assert blockers_of(world.round) == []


@pytest.mark.parametrize(
    ("counts", "surveyed", "registered", "level"),
    [("register", False, False, 0), ("claim", True, True, 1)],
)
def test_the_answer_counts_in_every_field_rule_and_score(
    world: SelectionWorld,
    stendal: Candidacy,
    counts: str,
    surveyed: bool,
    registered: bool,
    level: int,
) -> None:
    answer_claim(by=None, candidacy=stendal, claim=CLAIM, counts=counts, answer="Urkunde geprüft.")
    place = stendal.municipality
    facts = facts_of(world.round, [place])[place.pk]
    assert facts["survey:qdfh"].value is surveyed
    assert facts["register:earlier"].value is registered
    changed = facts["survey:qdfh" if counts == "register" else "register:earlier"]
    assert "Urkunde geprüft." in changed.evidence
    assert changed.kept.source == changed.evidence
    assert facts_of(world.round, [place], as_stated=True)[place.pk]["survey:qdfh"].value is True
    balanced = attributes_of(world.round, [place])[place.pk]
    assert balanced["earlier"].key == ("yes" if registered else "no")
    scores = final_scores(world.round, world.rules)[stendal.pk]["anchoring"]
    assert scores[EARLIER] == Decimal(level)
    problem = basis_of(world.round, rule_set=world.rules).problem
    counted = next(row for row in problem.candidates if row.key == stendal.key)
    assert counted.scores["anchoring"][EARLIER] == Decimal(level)


def test_an_application_s_claim_that_counts_counts_in_scores_too(world: SelectionWorld) -> None:
    row = world.candidacies[NAME]
    Application.objects.filter(candidacy=row).update(earlier_participation=True)
    assert final_scores(world.round, world.rules)[row.pk]["anchoring"][EARLIER] == 0
    claim = "earlier_participation"
    answer_claim(by=None, candidacy=row, claim=claim, counts="claim", answer="Urkunde liegt vor.")
    assert final_scores(world.round, world.rules)[row.pk]["anchoring"][EARLIER] == 1


def test_only_what_stands_on_both_sides_agrees(
    world: SelectionWorld, office: User, stendal: Candidacy
) -> None:
    def marks() -> dict[str, tuple[bool, bool]]:
        rows = checks_of([stendal])[stendal.pk]
        return {row.claim: (row.agrees, row.contradicts) for row in rows}

    assert marks() == {
        "earlier_participation": (True, False),
        "network_since": (False, False),
        CLAIM: (False, True),
    }
    client = Client()
    client.force_login(office)
    page = f"/p/{world.slug}/auswahl/{world.round.pk}/kommune/{stendal.pk}/"
    shown = client.get(page).text
    assert "Das Register sagt nichts" in shown
    assert "nicht vergleichbar" in shown
    NetworkFactory(municipality=stendal.municipality, founded_year=2008)
    NetworkFactory(municipality=stendal.municipality, founded_year=2001)
    assert marks()["network_since"] == (True, False)
    Application.objects.filter(candidacy=stendal).update(network_since=None)
    assert marks()["network_since"] == (False, False)
    assert "Die Bewerbung sagt nichts" in client.get(page).text


def test_where_nothing_was_handed_in_nothing_agrees(world: SelectionWorld, office: User) -> None:
    application = world.applications[NAME]
    return_application(by=office, application=application, note="Nachweis fehlt")
    client = Client()
    client.force_login(office)
    row = world.candidacies[NAME]
    shown = client.get(f"/p/{world.slug}/auswahl/{world.round.pk}/kommune/{row.pk}/").text
    assert "stimmt überein" not in shown
    assert "Es ist nichts eingereicht" in shown


def test_an_unanswered_question_claims_nothing(world: SelectionWorld, stendal: Candidacy) -> None:
    other = world.candidacies["Kreis Heidemoor"]
    claims = {row.claim: row.claimed for row in checks_of([other])[other.pk]}
    assert claims[CLAIM] == ""


def test_an_answer_about_the_survey_outlives_a_completed_application(
    world: SelectionWorld, stendal: Candidacy
) -> None:
    answer_claim(by=None, candidacy=stendal, claim=CLAIM, counts="register", answer="Liste")
    drop_outdated(application=world.applications[NAME])
    assert stendal.claims.count() == 1


def test_years_of_the_survey_are_compared_as_whole_numbers(world: SelectionWorld) -> None:
    row = world.candidacies[NAME]
    SurveyVariableFactory(
        wave=world.wave, name="seit", kind="number", compared_with="network_since"
    )
    answers = SurveyRow.objects.get(wave=world.wave, municipality__name=NAME)
    answers.values["seit"] = "2010"
    answers.save()
    NetworkFactory(municipality=row.municipality, founded_year=2008)
    ((_pk, (found,)),) = contradictions_of([row]).items()
    assert (found.claim, found.claimed, found.registered) == (
        "survey_network_since", "2010", "2008",
    )  # fmt: skip
    claim = found.claim
    answer_claim(by=None, candidacy=row, claim=claim, counts="register", answer="Beschluss")
    pk = row.municipality_id
    fact = facts_of(world.round, [row.municipality])[pk]["survey:seit"]
    assert (fact.value, fact.shown) == (Decimal(2008), "2008")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "text"}, "nur mit Antworten vom Typ „ja oder nein“"),
        (YES_NO, "wird schon damit verglichen"),
    ],
)
def test_one_question_of_a_wave_says_what_the_register_says(
    world: SelectionWorld, stendal: Candidacy, values: dict[str, object], words: str
) -> None:
    second: SurveyVariable = SurveyVariableFactory(wave=world.wave, name="noch", **values)
    with pytest.raises(Refused, match=words) as refusal:
        change_variable(by=None, variable=second, compared_with="earlier_participation")
    assert refusal.value.field == "compared_with"
