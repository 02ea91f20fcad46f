"""Whoever declared a conflict of interest sees nothing of a calculation and decides nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import Refused
from begleitwerk.municipalities.models import Workspace
from begleitwerk.selection.models import Candidacy, SelectionDecision, SelectionRun
from begleitwerk.selection.presenters.reasons import points_words
from begleitwerk.selection.rules import conflicts_of, kept_from
from begleitwerk.selection.selectors.runs import finding_in
from begleitwerk.selection.services.conflicts import declare_bound
from begleitwerk.selection.services.decisions import (
    add_deviation,
    confirm_decision,
    prepare_decision,
    propose_decision,
    remove_deviation,
    return_decision,
)
from begleitwerk.selection.services.letters import send_letters
from begleitwerk.selection.services.runs import execute_run, start_run
from tests.factories.selection import ReviewFactory
from tests.selection.test_runs import possible_swap
from tests.worlds.selection import SelectionWorld, build_selection

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]


@pytest.fixture
def world(programme_space: Workspace, office: User) -> SelectionWorld:
    return build_selection(space=programme_space, office=office)


@pytest.fixture
def run(world: SelectionWorld, office: User) -> SelectionRun:
    return execute_run(run_id=start_run(by=office, round=world.round).pk)


@pytest.fixture
def bound(world: SelectionWorld, run: SelectionRun) -> Candidacy:
    """One of the proposed."""
    chosen = min(finding_in(run).members)
    return Candidacy.objects.get(round=world.round, municipality__youth_office_id=chosen)


def declare(user: User, candidacy: Candidacy) -> User:
    ReviewFactory(candidacy=candidacy, reviewer=user, position=None, state="conflict")
    return User.objects.get(pk=user.pk)


def url(world: SelectionWorld, name: str, *ids: Any) -> str:
    return reverse(f"selection:{name}", args=[world.slug, world.round.pk, *ids])


def test_no_page_tells_places_or_totals(
    world: SelectionWorld, run: SelectionRun, bound: Candidacy, office: User, as_user: SignIn
) -> None:
    """Today the page of the run, its losers, the decision and the comparison tell all of it."""
    decision = prepare_decision(by=office, run=run)
    declare(office, bound)
    client = as_user(office)
    other = Candidacy.objects.filter(round=world.round).exclude(pk=bound.pk).first()
    assert other is not None
    for name, ids in (
        ("run", (run.pk,)),
        ("run_losers", (run.pk,)),
        ("run_candidate", (run.pk, other.pk)),
        ("run_candidate", (run.pk, bound.pk)),
        ("decision", (run.pk,)),
        ("deviation_add", (run.pk,)),
        ("decision_propose", (run.pk,)),
        ("protocol", (run.pk, "pdf")),
        ("protocol", (run.pk, "json")),
    ):
        shown = client.get(url(world, name, *ids))
        words = shown.content.decode()
        assert shown.status_code == 403, name
        assert "Befangenheit" in words, name
        assert other.municipality.name not in words, name
    assert SelectionDecision.objects.get().pk == decision.pk


def test_comparison_map_and_story_tell_no_place(
    world: SelectionWorld, run: SelectionRun, bound: Candidacy, office: User, as_user: SignIn
) -> None:
    """Places of others would tell the hidden one: all places are filled."""
    decision = prepare_decision(by=office, run=run)
    out, into = possible_swap(decision)
    add_deviation(by=office, decision=decision, out=out, into=into, reason="Aus einem Grund")
    client = as_user(office)
    members = finding_in(run).members
    pair = [
        row
        for row in Candidacy.objects.filter(round=world.round).select_related("municipality")
        if row.key in members and row.pk != bound.pk
    ][:2]
    asked = {"a": pair[0].pk, "b": pair[1].pk}
    addresses = ((url(world, "compare"), asked), (url(world, "candidates_map"), {}))
    before = [client.get(address, data).content.decode() for address, data in addresses]
    assert all("vorgeschlagen" in words for words in before)
    assert "Aus einem Grund" in client.get(url(world, "story")).content.decode()

    declare(office, bound)
    for address, data in addresses:
        words = client.get(address, data).content.decode()
        assert "vorgeschlagen" not in words.partition("<main")[2]
        assert "Befangenheit" in words
    story = client.get(url(world, "story")).content.decode()
    assert "Aus einem Grund" not in story
    assert "Befangenheit" in story


def test_points_of_the_bound_stay_closed_in_lists_and_export(
    world: SelectionWorld, run: SelectionRun, bound: Candidacy, office: User, as_user: SignIn
) -> None:
    declare(office, bound)
    client = as_user(office)
    points = points_words(finding_in(run).placed[bound.key].points)
    for name in ("candidates", "round_reviews", "runs", "round"):
        words = client.get(url(world, name)).content.decode()
        assert f"{points} P" not in words
        assert "Gespräch über" not in words
    exported = client.get(url(world, "candidates"), {"export": "csv"}).content.decode()
    assert points not in exported
    assert client.get(url(world, "candidacy", bound.pk)).status_code == 403


def test_whoever_is_bound_decides_nothing(
    run: SelectionRun, bound: Candidacy, office: User, lead: User
) -> None:
    """Today she deviates, hands over and confirms."""
    decision = prepare_decision(by=office, run=run)
    out, into = possible_swap(decision)
    deviation = add_deviation(
        by=office, decision=decision, out=out, into=into, reason="Ausgleich der Länder"
    )
    office, lead = declare(office, bound), declare(lead, bound)
    steps: list[Callable[[], object]] = [
        lambda: prepare_decision(by=office, run=run),
        lambda: add_deviation(by=office, decision=decision, out=into, into=out, reason="x"),
        lambda: remove_deviation(by=office, decision=decision, deviation=deviation),
        lambda: propose_decision(by=office, decision=decision, reason="x"),
    ]
    for step in steps:
        with pytest.raises(Refused, match=bound.municipality.name):
            step()
    decision.state = "proposed"
    decision.save()
    for step in (
        lambda: confirm_decision(by=lead, decision=decision),
        lambda: return_decision(by=lead, decision=decision, reason="x"),
    ):
        with pytest.raises(Refused, match=bound.municipality.name):
            step()
    assert decision.deviations.get() == deviation


def test_with_the_letters_it_opens(
    world: SelectionWorld,
    run: SelectionRun,
    bound: Candidacy,
    office: User,
    lead: User,
    reviewer: User,
    as_user: SignIn,
) -> None:
    """The protocol is closed to her until it is published."""
    decision = propose_decision(by=office, decision=prepare_decision(by=office, run=run), reason="")
    confirm_decision(by=lead, decision=decision)
    declare(office, bound)
    client = as_user(office)
    assert client.get(url(world, "protocol", run.pk, "json")).status_code == 403
    assert client.get(url(world, "run", run.pk)).status_code == 403

    decision.refresh_from_db()
    send_letters(by=lead, decision=decision)
    assert client.get(url(world, "protocol", run.pk, "json")).status_code == 200
    assert client.get(url(world, "run", run.pk)).status_code == 200
    assert client.get(url(world, "candidacy", bound.pk)).status_code == 403


def test_a_conflict_closes_only_what_it_is_about(
    world: SelectionWorld, run: SelectionRun, office: User
) -> None:
    assert kept_from(office, run) == ()
    away = Candidacy.objects.filter(round=world.round).exclude(
        municipality__youth_office_id__in=[row["key"] for row in run.problem["candidates"]]
    )
    row = away.select_related("municipality").first()
    if row is None:
        row = Candidacy.objects.filter(round=world.round).select_related("municipality")[0]
        left = [item for item in run.problem["candidates"] if item["key"] != row.key]
        run.problem = {**run.problem, "candidates": left}
    office = declare(office, row)
    assert conflicts_of(office, world.round) == {row.key: row.municipality.name}
    assert kept_from(office, run) == ()


# --- Without being asked to review ----------------------------------------------------------------


def test_who_confirms_declares_herself_and_is_blind_from_then_on(
    world: SelectionWorld,
    run: SelectionRun,
    bound: Candidacy,
    office: User,
    lead: User,
    as_user: SignIn,
) -> None:
    """Today only reviewers can say that something binds them."""
    decision = propose_decision(by=office, decision=prepare_decision(by=office, run=run), reason="")
    client, page = as_user(lead), url(world, "conflict_declare", bound.pk)
    assert page in client.get(url(world, "candidacy", bound.pk)).content.decode()
    assert client.post(page, {"reason": " "}).status_code == 422
    assert client.post(page, {"reason": "Mein Bruder leitet dort."}).status_code == 302
    for name, ids in (("candidacy", (bound.pk,)), ("run", (run.pk,)), ("decision", (run.pk,))):
        assert client.get(url(world, name, *ids)).status_code == 403, name
    with pytest.raises(Refused, match=bound.municipality.name):
        confirm_decision(by=User.objects.get(pk=lead.pk), decision=decision)
    event = AuditEvent.objects.get(verb="selection.conflict_declared")
    assert "Bruder" not in str(event.after) + event.reason


def test_who_reviews_it_gives_her_review_back_and_once_is_enough(
    world: SelectionWorld, bound: Candidacy, office: User, lead: User
) -> None:
    review = bound.reviews.filter(position=1).get()
    review.state = "assigned"
    review.save()
    declare_bound(by=review.reviewer, candidacy=bound, reason="Dort beschäftigt")
    review.refresh_from_db()
    assert (review.position, review.state) == (None, "conflict")
    handed_on = ReviewFactory(candidacy=bound, reviewer=lead, position=None, state="assigned")
    declare_bound(by=lead, candidacy=bound, reason="Dort beschäftigt")
    handed_on.refresh_from_db()
    assert handed_on.state == "conflict"
    with pytest.raises(Refused, match="schon erklärt"):
        declare_bound(by=lead, candidacy=bound, reason="Noch einmal")
