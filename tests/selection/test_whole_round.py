"""A whole round from page to page, where everything comes that can come: nobody is inside a
municipality yet, an application is completed after the first calculation, data move, a deviation
breaks a rule, one leaves, and the rules leave its place to nobody.

How its pages look is seen in a browser: `tests/journeys/test_whole_round.py` goes the same way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.core.services import verify_chain
from begleitwerk.engine.selection.protocol import load, replay
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import InvitedRole, Membership, Municipality
from begleitwerk.municipalities.services import accept_invitation, change_municipality
from begleitwerk.selection.models import (
    Candidacy,
    Letter,
    Review,
    SelectionDecision,
    SelectionRound,
    SelectionRun,
)
from begleitwerk.selection.presenters.decision import swap_choices, swap_preview
from begleitwerk.selection.selectors.decisions import outlook_of
from begleitwerk.selection.selectors.runs import finding_in
from begleitwerk.selection.selectors.vacancies import free_places, open_vacancies
from begleitwerk.selection.selectors.versions import frozen_rules
from begleitwerk.selection.services.assignment import assign_reviewer
from begleitwerk.selection.services.reviews import (
    ScoreEntry,
    declare,
    finish_review,
    save_scores,
)
from begleitwerk.selection.services.runs import execute_run
from tests.days import in_days, today
from tests.engine.documents.pdf_checks import assert_accessible, text
from tests.factories.municipalities import MunicipalityFactory
from tests.markup import text_of
from tests.selection.test_application_services import FULL
from tests.worlds.selection import SelectionWorld

SignIn = Callable[[User | None], Client]
STAGE = "reviewed"
CITY = "Stadt Lindental"
NOBODY_INSIDE = "Kreis Neuland"


@dataclass
class Story:
    """Where the round stands, and the three who have a hand in it."""

    world: SelectionWorld
    office: User
    lead: User
    as_user: SignIn
    arrived: str = ""

    def url(self, name: str, *ids: Any) -> str:
        return reverse(f"selection:{name}", args=[self.world.slug, self.world.round.pk, *ids])

    def send(self, by: User, address: str, **values: Any) -> str:
        """Fill in the form of a page that is open to this person, or press its button."""
        answer = self.as_user(by).post(address, values, follow=True)
        assert answer.status_code == 200, text_of(answer)
        assert answer.redirect_chain, f"{address} refused: {text_of(answer)}"
        refused = [str(row) for row in answer.context["messages"] if row.level_tag == "error"]
        assert not refused, f"{address} refused: {refused}"
        self.arrived = answer.redirect_chain[-1][0]
        return text_of(answer)

    def reads(self, by: User, address: str) -> str:
        answer = self.as_user(by).get(address)
        assert answer.status_code == 200
        return text_of(answer)


@pytest.fixture
def story(world: SelectionWorld, office: User, lead: User, as_user: SignIn) -> Story:
    SelectionRound.objects.filter(pk=world.round.pk).update(apply_until=in_days(30))
    return Story(world, office, lead, as_user)


def test_a_round_ends_whatever_comes(story: Story) -> None:
    go_through(story)


def go_through(story: Story) -> None:
    candidacy, writes, approves = invite_where_nobody_is(story)
    apply(story, candidacy, writes, approves)
    read(story, candidacy)
    SelectionRound.objects.update(apply_until=in_days(-1))
    first = calculate(story)
    complete(story, candidacy, writes, approves)
    second = calculate(story)
    assert (first.state, second.state) == ("done", "done")
    decision = decide_on_moved_data(story, second)
    tell_all(story, 15)
    leaver = leave(story, decision)
    again = replace(story, leaver)
    assert again.rule_set != frozen_rules(again.round)
    tell_all(story, 16)
    print_in_one(story, "selected")
    assert (free_places(again.round), open_vacancies(again.round)) == (0, [])
    for row in SelectionDecision.objects.filter(state="confirmed"):
        assert replay(load(row.protocol, digest=row.protocol_digest)).is_same
    assert list(verify_chain()) == []


# --- Before the decision --------------------------------------------------------------------------


def invite_where_nobody_is(story: Story) -> tuple[Candidacy, User, User]:
    """The office invites who writes, and who approves with it; no head has to be there."""
    place: Municipality = MunicipalityFactory(
        name=NOBODY_INSIDE,
        youth_office_id="Z0001",
        land=story.world.municipalities[CITY].land,
        population=91_000,
        area_km2=Decimal(1200),
    )
    theme = story.world.themes["participation"]
    add = story.url("longlist_add")
    reason = "Hat nach der Befragung gefragt."
    story.send(story.office, add, municipality=place.pk, themes=[theme.pk], reason=reason)
    row = Candidacy.objects.get(municipality=place)
    story.send(
        story.office,
        story.url("invite"),
        candidacies=[row.pk],
        reply_by=in_days(30).isoformat(),
        text="wir laden Sie ein.",
        contact="",
        confirmed=1,
        **{f"mail-{row.pk}": "amt@example.org", f"freigabe-{row.pk}": "dezernat@example.org"},
    )
    people = [let_in(place, role) for role in (Role.COORDINATOR, Role.APPROVER)]
    return row, people[0], people[1]


def let_in(place: Municipality, role: Role) -> User:
    offer = InvitedRole.objects.get(workspace=place.workspace, role=role)
    words = {"name": str(role.label), "password": "blaue Tassen im Regal"}
    made: Membership = accept_invitation(invitation=offer.invitation, **words)
    return made.user


def apply(story: Story, row: Candidacy, writes: User, approves: User) -> None:
    at = [row.municipality.slug, row.pk]

    def own(name: str, *more: Any) -> str:
        return reverse(f"selection:{name}", args=[*at, *more])

    story.send(writes, own("application_accept"))
    first, *others = FULL["evidence"]
    assert not others
    proof = {f"evidence-0-{name}": value for name, value in first.items()}
    for step, values in (
        ("motivation", {"motivation": FULL["motivation"]}),
        (
            "erfahrung",
            {
                "experience": FULL["experience"],
                "earlier_participation": "no",
                "network_since": 2009,
                **proof,
            },
        ),
        ("personal", {"staff": FULL["staff"], "staff_fte": 1}),
        ("rueckhalt", {"has_backing": "yes", "backing": FULL["backing"]}),
        ("beteiligte", {"participants": FULL["participants"]}),
    ):
        story.send(writes, own("application_step", step), **values)
    hand_in(story, row, writes, approves)


def hand_in(story: Story, row: Candidacy, writes: User, approves: User) -> None:
    at = [row.municipality.slug, row.pk]
    check = reverse("selection:application_check", args=at)
    story.send(writes, check, approver=approves.pk)
    seen = story.as_user(approves).get(check).context["application"].version
    told = story.send(approves, reverse("selection:application_submit", args=at), version=seen)
    assert "eingereicht" in told


def read(story: Story, row: Candidacy) -> None:
    row = Candidacy.objects.get(pk=row.pk)
    for reviewer in story.world.reviewers[:2]:
        review = assign_reviewer(by=story.office, candidacy=row, reviewer=reviewer)
        review = declare(by=reviewer, review=review, conflict=False)
        scores = [
            ScoreEntry(criterion, Decimal(2), "Seite 3", theme)
            for criterion in story.world.rules.criteria.filter(origin="review")
            for theme in ([story.world.themes["participation"]] if criterion.per_theme else [None])
        ]
        save_scores(by=reviewer, review=review, version=None, scores=scores)
        finish_review(by=reviewer, review=review)


def calculate(story: Story) -> SelectionRun:
    story.send(story.office, story.url("run_start"))
    return executed(story)


def executed(story: Story) -> SelectionRun:
    waiting = SelectionRun.objects.filter(round=story.world.round).latest("pk")
    return execute_run(run_id=waiting.pk) if waiting.state == "waiting" else waiting


def complete(story: Story, row: Candidacy, writes: User, approves: User) -> None:
    """Sent back after the calculation and completed: both reviewers finish anew, nothing rests."""
    back = story.url("application_return", row.pk)
    story.send(story.office, back, note="Wer wirkt noch mit?")
    step = reverse("selection:application_step", args=[row.municipality.slug, row.pk, "beteiligte"])
    story.send(writes, step, participants="Jugendamt, Gesundheitsamt, Elternbeirat")
    hand_in(story, row, writes, approves)
    assert "Gutachten" in story.reads(story.office, story.url("runs"))
    for review in Review.objects.filter(candidacy=row):
        assert review.state == "open"
        story.send(review.reviewer, story.url("review_finish", review.pk))


# --- The decision ---------------------------------------------------------------------------------


def decide_on_moved_data(story: Story, run: SelectionRun) -> SelectionDecision:
    """A swap that breaks a rule and says what it costs; data move; two people say why all the
    same."""
    story.send(story.office, story.url("decision_prepare", run.pk))
    decision = SelectionDecision.objects.get(run=run)
    members, others = swap_choices(decision).values()
    swap, preview = next(
        ({"out": out, "into": into}, preview)
        for out, _name in members
        for into, _name in others
        if (preview := swap_preview(decision, out, into)) and preview.breaks
    )
    page = text_of(story.as_user(story.office).get(story.url("deviation_add", run.pk), swap))
    assert preview.breaks[0] in page
    reason = "Die Region braucht den Nachbarn."
    story.send(story.office, story.url("deviation_add", run.pk), **swap, reason=reason)
    change_municipality(
        by=None,
        municipality=story.world.municipalities[CITY],
        version=None,
        area_km2=Decimal(4000),
    )
    decide(story, run, waiver_reason="Die Reform gilt erst im nächsten Jahr.")
    return SelectionDecision.objects.get(run=run)


def decide(story: Story, run: SelectionRun, **more: str) -> None:
    over = story.url("decision_propose", run.pk)
    version = SelectionDecision.objects.get(run=run).version
    story.send(story.office, over, reason="Wie besprochen.", version=version, **more)
    confirm = story.url("decision_confirm", run.pk)
    version = SelectionDecision.objects.get(run=run).version
    story.send(story.lead, confirm, version=version)
    assert SelectionDecision.objects.get(run=run).state == "confirmed"


def tell_all(story: Story, count: int) -> None:
    latest = SelectionDecision.objects.filter(state="confirmed").latest("pk")
    story.send(story.office, story.url("letters_send", latest.pk))
    assert Letter.objects.filter(decision__isnull=False).count() == count


def print_in_one(story: Story, kind: str) -> None:
    """The letters of one kind as one file, a sheet of its own for each."""
    answer = story.as_user(story.office).get(story.url("letters_together"), {"kind": kind})
    assert_accessible(answer.content, f"Schreiben: {story.world.round.name}")
    assert text(answer.content).count("Seite 1 von") == Letter.objects.filter(kind=kind).count()


# --- Afterwards -----------------------------------------------------------------------------------


def leave(story: Story, decision: SelectionDecision) -> Candidacy:
    """One whom nobody can follow under the rules, as the decision said."""
    key = outlook_of(decision).without_successor[0]
    row = Candidacy.objects.get(round=story.world.round, municipality__youth_office_id=key)
    assert row.municipality.name in story.reads(
        story.office, story.url("decision", decision.run_id)
    )
    told = story.send(
        story.office,
        story.url("withdrawal", row.pk),
        on=today().isoformat(),
        reason="Die Stelle ist leer.",
    )
    assert f"Der Platz von {row.municipality.name} ist frei" in told
    return row


def replace(story: Story, leaver: Candidacy) -> SelectionRun:
    """No choice is left: one rule gives way for this alone, by two people, and it goes on."""
    start = story.url("replacement_start", leaver.pk)
    story.send(story.office, start)
    stuck = executed(story)
    assert stuck.state == "impossible"
    relax = story.url("rules_relax", stuck.pk)
    story.send(story.office, relax, relaxation="0", reason="Sonst bleibt der Platz leer.")
    story.send(story.lead, story.url("relaxation_confirm", stuck.pk), version="")
    story.send(story.office, start)
    again = executed(story)
    assert leaver.key not in finding_in(again).members
    story.send(story.office, story.url("decision_prepare", again.pk))
    decide(story, again)
    return again
