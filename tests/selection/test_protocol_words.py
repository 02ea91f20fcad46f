"""What the protocol says beside the calculation: rules in force, rules broken, how it was done."""

import json
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.engine.canonical import canonical_json
from begleitwerk.engine.selection.protocol import Gap, Protocol, dump, load, replay
from begleitwerk.selection.exports.protocols import protocol_pdf
from begleitwerk.selection.models import ReviewScore, RuleSet, SelectionDecision
from begleitwerk.selection.presenters.decision import swap_choices, swap_preview
from begleitwerk.selection.selectors.rules import content_digest
from begleitwerk.selection.services.decisions import (
    add_deviation,
    confirm_decision,
    prepare_decision,
    propose_decision,
)
from begleitwerk.selection.services.runs import execute_run, start_run
from tests.days import today
from tests.documents.readers import pdf_text
from tests.factories.accounts import UserFactory
from tests.factories.selection import (
    ClaimAnswerFactory,
    CorrectionFactory,
    JointScoreFactory,
    ReviewFactory,
)
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db
STAGE = "reviewed"


def decide(world: SelectionWorld, office: User, lead: User, *, breaking: bool) -> SelectionDecision:
    """The decision of two people, with a deviation that breaks a rule or keeps them all."""
    run = execute_run(run_id=start_run(by=office, round=world.round).pk)
    decision = prepare_decision(by=office, run=run)
    members, others = swap_choices(decision).values()
    out, into = next(
        (out, into)
        for out, _out_name in members
        for into, _into_name in others
        if (preview := swap_preview(decision, out, into)) and bool(preview.breaks) is breaking
    )
    add_deviation(by=office, decision=decision, out=out, into=into, reason="Die Leitung wechselt.")
    proposed = propose_decision(by=office, decision=decision, reason="Wie besprochen.")
    return confirm_decision(by=lead, decision=proposed)


def read(decision: SelectionDecision) -> str:
    return " ".join(pdf_text(protocol_pdf(decision)).split())


def test_it_names_the_rules_the_decision_breaks(
    world: SelectionWorld, office: User, lead: User
) -> None:
    text = read(decide(world, office, lead, breaking=True))
    assert "Diese Regeln hält die Entscheidung nicht ein:" in text


def test_it_says_where_all_rules_are_kept(world: SelectionWorld, office: User, lead: User) -> None:
    text = read(decide(world, office, lead, breaking=False))
    assert "Die Entscheidung hält alle Regeln für die Auswahl als Ganzes ein." in text


def test_rules_have_one_check_sum_in_protocol_and_on_their_page(
    world: SelectionWorld, office: User, lead: User
) -> None:
    decision = decide(world, office, lead, breaking=False)
    text = read(decision)
    assert world.rules.digest in text.replace(" ", "")
    assert "Eingeladen wurde zu einem Thema, wer alle Bedingungen dafür erfüllt:" in text
    stated = load(decision.protocol).rule_set
    assert stated.digest not in text.replace(" ", "")
    assert stated.published_digest == world.rules.digest
    assert sha256(stated.published.encode()).hexdigest() == world.rules.digest


def test_other_published_rules_than_their_check_sum_are_found(
    world: SelectionWorld, office: User, lead: User
) -> None:
    protocol = load(decide(world, office, lead, breaking=False).protocol)
    assert replay(protocol).is_same
    forged = replace(protocol.rule_set, published=protocol.rule_set.published + " ")
    [finding] = replay(load(dump(replace(protocol, rule_set=forged)))).findings
    assert finding.place == "rule_set.published_digest"


def test_a_calculation_by_other_rules_than_the_published_is_found(
    world: SelectionWorld, office: User, lead: User
) -> None:
    """The text has its right check sum, and so have the calculated rules: they do not fit."""
    rules, content = world.rules, world.rules.content
    posts = {"key": "stellen", "field": "staff_fte", "operator": "at_least", "value": 0.5}
    content["hard_rules"].append({**content["hard_rules"][-1], **posts})
    RuleSet.objects.filter(pk=rules.pk).update(content=content, digest=content_digest(content))
    protocol = load(decide(world, office, lead, breaking=False).protocol)
    found = replay(protocol)
    assert found.is_same, "0.5 is published as a text"
    assert Gap.UNPUBLISHED not in found.gaps

    def published(**changes: Any) -> set[str]:
        text = canonical_json({**json.loads(protocol.rule_set.published), **changes})
        return places_of(protocol, text)

    said = json.loads(protocol.rule_set.published)
    heavier = [
        {**row, "weight": "7"} if row["key"] == "personal" else row for row in said["criteria"]
    ]
    assert published(criteria=heavier) == {"criteria[personal]"}
    assert published(fairness="nash") == {"fairness"}
    quota = said["portfolio_rules"][0]["key"]
    assert published(portfolio_rules=said["portfolio_rules"][1:]) == {f"quotas[{quota}]"}
    worded = [{**row, "value": "viel"} for row in said["hard_rules"]]
    assert "hard_rules[stellen]" in published(hard_rules=worded)
    assert published(reason="Anders begründet") == set(), "words are no rule"
    assert places_of(protocol, "{}") == places_of(protocol, "kein JSON") == {""}
    bare = replace(protocol.rule_set, published="", published_digest="")
    assert Gap.UNPUBLISHED in replay(replace(protocol, rule_set=bare)).gaps


def places_of(protocol: Protocol, text: str) -> set[str]:
    digest = sha256(text.encode()).hexdigest()
    forged = replace(protocol.rule_set, published=text, published_digest=digest)
    found = replay(load(dump(replace(protocol, rule_set=forged)))).findings
    return {row.place.removeprefix("rule_set.published").lstrip(".") for row in found}


def test_it_tells_talks_conflicts_and_clarifications_and_names_nobody(
    world: SelectionWorld, office: User, lead: User
) -> None:
    candidacy = world.candidacy("Stadt Lindental")
    score, other = ReviewScore.objects.filter(
        review__candidacy=candidacy, criterion=world.criterion("personal")
    )
    ReviewScore.objects.filter(pk=score.pk).update(level=0)
    ReviewScore.objects.filter(pk=other.pk).update(level=3)
    JointScoreFactory(
        candidacy=candidacy,
        criterion=score.criterion,
        level=Decimal(2),
        reason="Frau Beispiel überzeugte.",
        talked_on=today(),
    )
    partial = UserFactory(name="Petra Befangen", email="befangen@example.org")
    ReviewFactory(candidacy=candidacy, reviewer=partial, position=None, state="conflict")
    ClaimAnswerFactory(
        candidacy=candidacy,
        claim="network_since",
        claimed="2009",
        registered="2011",
        counts="register",
        answer="Herr Muster hat angerufen.",
    )
    CorrectionFactory(
        application=world.applications["Stadt Lindental"],
        handed_in="Frau Muster allein",
        state="agreed",
        answered_at=timezone.now(),
    )
    CorrectionFactory(application=world.applications["Stadt Lindental"], field="backing")
    decision = decide(world, office, lead, breaking=False)
    protocol, text = load(decision.protocol), read(decision)
    assert [(row.candidate, row.entry) for row in protocol.corrections] == [
        (candidacy.key, "staff")
    ]
    assert [(row.criterion, row.level) for row in protocol.talks] == [("personal", Decimal(2))]
    assert protocol.conflicts == {candidacy.key: 1}
    [claim] = protocol.clarifications
    assert (claim.claimed, claim.registered, claim.counts) == ("2009", "2011", "register")
    for words in (
        "Gespräche",
        "Erklärte Interessenkonflikte",
        "Klärungen",
        "2009 2011 das Register",
        "Berichtigungen",
        f"wer die Arbeit leistet {today():%d.%m.%Y}",
    ):
        assert words in text
    for private in ("Befangen", "befangen@", "Beispiel", "Muster"):
        assert private not in text
        assert private not in decision.protocol
    assert replay(protocol).is_same


def test_nothing_is_said_of_what_did_not_happen(
    world: SelectionWorld, office: User, lead: User
) -> None:
    assert "Begutachtung und Klärungen" not in read(decide(world, office, lead, breaking=False))
