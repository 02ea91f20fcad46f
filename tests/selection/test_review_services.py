"""Assignment, declaration, scores, the end of a review, the talk: what goes and what is refused."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent, OutboxMail
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Workspace
from begleitwerk.selection.enums import CandidacyState, ReviewState, RunState
from begleitwerk.selection.models import Candidacy, JointScore, Review, ReviewScore, RuleSet
from begleitwerk.selection.rules import has_declared, has_no_conflict, reviews_it
from begleitwerk.selection.selectors.reviews import assignment_plan, reviewers_of
from begleitwerk.selection.selectors.scores import ScoreBook, final_scores, visible_scores
from begleitwerk.selection.services.assignment import (
    assign_reviewer,
    assign_reviews,
    reassign_review,
)
from begleitwerk.selection.services.reviews import (
    ScoreEntry,
    declare,
    finish_review,
    reopen_review,
    save_scores,
)
from begleitwerk.selection.services.rounds import freeze_rules, open_new_version
from begleitwerk.selection.services.rules import change_rule
from begleitwerk.selection.services.talks import confirm_joint_score, record_joint_score
from tests.days import in_days, today
from tests.factories.accounts import UserFactory
from tests.factories.municipalities import MembershipFactory, MunicipalityFactory
from tests.factories.selection import SelectionRunFactory
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db

STAGE = "applied"
NAME = "Kreis Heidemoor"
EXPERIENCE, STAFF = "erfahrung-mit-dem-thema", "personal"


@pytest.fixture
def review(world: SelectionWorld, office: User) -> Review:
    """The first review of one application, declared and open."""
    assign_reviews(by=office, round=world.round, reviewers=world.reviewers)
    row = world.candidacies[NAME].reviews.get(position=1)
    return declare(by=row.reviewer, review=row, conflict=False)


def entries(
    world: SelectionWorld, level: int = 2, rules: RuleSet | None = None
) -> list[ScoreEntry]:
    """All scores of the application with two themes."""
    criteria = {row.key: row for row in (rules or world.rules).criteria.all()}
    proof = "Anlage „Konzept“, Seite 4"
    return [
        *(ScoreEntry(criteria[EXPERIENCE], Decimal(level), proof, world.themes[key])
          for key in ("anchoring", "impact")),
        ScoreEntry(criteria[STAFF], Decimal(level), proof),
    ]  # fmt: skip


def finish(world: SelectionWorld, review: Review, level: int, **more: Any) -> Review:
    by = review.reviewer
    if review.state == ReviewState.ASSIGNED:
        review = declare(by=by, review=review, conflict=False)
    save_scores(by=by, review=review, version=None, scores=entries(world, level, **more))
    return finish_review(by=by, review=review)


def finish_both(world: SelectionWorld, first: Review, levels: tuple[int, int]) -> list[Review]:
    second = first.candidacy.reviews.get(position=2)
    return [finish(world, first, levels[0]), finish(world, second, levels[1])]


# --- Assignment ---------------------------------------------------------------------------------


def test_every_application_gets_two_people_evenly_and_the_same_way_each_time(
    world: SelectionWorld, office: User
) -> None:
    planned = assignment_plan(world.round, world.reviewers)
    assert assignment_plan(world.round, reversed(world.reviewers)).added == planned.added
    assign_reviews(by=office, round=world.round, reviewers=world.reviewers)
    rows = list(Review.objects.values_list("candidacy", "reviewer", "position"))
    assert len(rows) == 28
    assert Counter(Counter(person for _, person, _ in rows).values()) == {7: 4}
    assert Counter(place for *_, place in rows) == {1: 14, 2: 14}
    assert OutboxMail.objects.filter(subject__contains=world.round.name).count() == 4


def test_later_applications_are_added_and_a_second_click_changes_nothing(
    world: SelectionWorld, office: User
) -> None:
    late = world.candidacies[NAME]
    type(late).objects.filter(pk=late.pk).update(state="invited")
    assign_reviews(by=office, round=world.round, reviewers=world.reviewers)
    before = set(Review.objects.values_list("pk", flat=True))
    type(late).objects.filter(pk=late.pk).update(state="applied")
    plan = assign_reviews(by=office, round=world.round, reviewers=world.reviewers)
    assert set(plan.added) == {late.pk}
    assert before < set(Review.objects.values_list("pk", flat=True))
    with pytest.raises(Refused, match="zwei Gutachtende"):
        assign_reviews(by=office, round=world.round, reviewers=world.reviewers)


def test_nobody_reviews_where_she_holds_or_held_a_role(world: SelectionWorld, office: User) -> None:
    person, neighbour = world.reviewers[:2]
    place = world.municipalities[NAME]
    MembershipFactory(
        user=person,
        role=Role.PLANNER,
        workspace=place.workspace,
        valid_from=date(2020, 1, 1),
        valid_to=date(2021, 1, 1),
    )
    shares = MunicipalityFactory(is_invented=True)
    MembershipFactory(user=neighbour, role=Role.COORDINATOR, workspace=shares.workspace)
    world.candidacies[NAME].partners.add(shares)
    assign_reviews(by=office, round=world.round, reviewers=world.reviewers)
    there = world.candidacies[NAME].reviews.values_list("reviewer", flat=True)
    assert set(there) == {row.pk for row in world.reviewers[2:]}


def test_who_cannot_be_assigned_is_told(world: SelectionWorld, office: User) -> None:
    with pytest.raises(Refused, match="mindestens zwei"):
        assign_reviews(by=office, round=world.round, reviewers=world.reviewers[:1])
    outsider = UserFactory(name="Person ohne Rolle")
    with pytest.raises(Refused, match="Person ohne Rolle"):
        assign_reviews(by=office, round=world.round, reviewers=[*world.reviewers, outsider])
    assert office in reviewers_of(world.programme)
    assert not Review.objects.exists()


def test_no_two_review_one_application_of_whom_one_let_the_other_in(
    world: SelectionWorld, office: User
) -> None:
    first, second, third, *_others = world.reviewers
    held = second.memberships.get(workspace=world.programme.workspace)
    held.granted_by = first
    held.save()
    with pytest.raises(Refused, match="nicht unabhängig") as refusal:
        assign_reviews(by=office, round=world.round, reviewers=[first, second, third])
    assert refusal.value.field == "reviewers"
    assign_reviews(by=office, round=world.round, reviewers=[first, third])
    review = world.candidacies[NAME].reviews.get(reviewer=third)
    with pytest.raises(Refused):
        reassign_review(by=office, review=review, reviewer=second, reason="Krankheit")
    plan = assignment_plan(world.round, [second])
    assert not plan.count


def test_applications_none_of_them_may_review_are_named(
    world: SelectionWorld, office: User
) -> None:
    chosen = world.reviewers[:2]
    for person in chosen:
        place = world.municipalities[NAME].workspace
        MembershipFactory(user=person, role=Role.PLANNER, workspace=place)
    assert assign_reviews(by=office, round=world.round, reviewers=chosen).count == 26
    with pytest.raises(Refused, match=rf"übrigen Bewerbungen begutachten: {NAME}\.") as refusal:
        assign_reviews(by=office, round=world.round, reviewers=chosen)
    assert refusal.value.field == "reviewers"


def test_a_review_is_handed_on_with_a_reason_and_its_scores_do_not_count(
    world: SelectionWorld, office: User, review: Review
) -> None:
    save_scores(by=review.reviewer, review=review, version=None, scores=entries(world))
    readers = set(review.candidacy.reviews.values_list("reviewer", flat=True))
    free = next(person for person in world.reviewers if person.pk not in readers)
    for person, reason, match in ((free, " ", "Sagen Sie"), (review.reviewer, "x", "bereits")):
        with pytest.raises(Refused, match=match):
            reassign_review(by=office, review=review, reviewer=person, reason=reason)
    taken = reassign_review(by=office, review=review, reviewer=free, reason="Krankheit")
    assert (taken.reviewer, taken.position, taken.state) == (free, 1, ReviewState.ASSIGNED)
    assert not review.reviewer.has_perm("selection.read_application", review.candidacy)
    with pytest.raises(Refused, match="nicht mehr zugewiesen"):
        save_scores(by=review.reviewer, review=review, version=None, scores=entries(world))
    book = ScoreBook(world.rules, [review.candidacy])
    assert len(book.missing(review.candidacy, taken)) == 3


def test_no_third_reviewer_and_none_once_it_is_decided(
    world: SelectionWorld, office: User, review: Review
) -> None:
    readers = set(review.candidacy.reviews.values_list("reviewer", flat=True))
    free = next(person for person in world.reviewers if person.pk not in readers)
    third = {"by": office, "candidacy": review.candidacy, "reviewer": free}
    with pytest.raises(Refused, match="bereits zwei"):
        assign_reviewer(**third)
    Candidacy.objects.filter(pk=review.candidacy_id).update(state=CandidacyState.REJECTED)
    with pytest.raises(Refused):
        assign_reviewer(**third)
    with pytest.raises(Refused):
        declare(by=review.reviewer, review=review, conflict=True, reason="Zu spät bemerkt")
    review.refresh_from_db()
    assert review.state == ReviewState.OPEN


def test_what_is_finished_or_given_up_is_not_handed_on(
    world: SelectionWorld, office: User, review: Review
) -> None:
    readers = set(review.candidacy.reviews.values_list("reviewer", flat=True))
    free = next(person for person in world.reviewers if person.pk not in readers)
    given_up = review.candidacy.reviews.get(position=2)
    given_up = declare(by=given_up.reviewer, review=given_up, conflict=True, reason="Nachbarin")
    for row in (finish(world, review, 2), given_up):
        with pytest.raises(Refused):
            reassign_review(by=office, review=row, reviewer=free, reason="Krankheit")
    assert not Review.objects.filter(reviewer=free, candidacy=review.candidacy).exists()


def test_who_said_it_twice_said_it_once(review: Review) -> None:
    events = AuditEvent.objects.count()
    declare(by=review.reviewer, review=review, conflict=False)
    assert AuditEvent.objects.count() == events


def test_what_is_asked_of_reviewers_is_asked_about_an_application(
    review: Review, programme_space: Workspace
) -> None:
    person = review.reviewer
    assert has_no_conflict(person, programme_space)
    assert has_declared(person, programme_space)
    assert not reviews_it(person, programme_space)
    assert reviews_it(person, review.candidacy)


# --- Declaration --------------------------------------------------------------------------------


def test_a_conflict_frees_the_place_and_closes_the_application(
    world: SelectionWorld, office: User, review: Review
) -> None:
    person, candidacy = review.reviewer, review.candidacy
    with pytest.raises(Refused, match="was Sie verbindet"):
        declare(by=person, review=review, conflict=True)
    declare(by=person, review=review, conflict=True, reason="Meine Schwester arbeitet dort.")
    assert not person.has_perm("selection.read_application", candidacy)
    assert assignment_plan(world.round, [person]).added == {}
    others = list(assignment_plan(world.round, world.reviewers).added.items())
    assert [pk for pk, _people in others] == [candidacy.pk]
    with pytest.raises(Refused, match="befangen"):
        assign_reviewer(by=office, candidacy=candidacy, reviewer=person)
    ((_pk, (proposed,)),) = others
    taken = assign_reviewer(by=office, candidacy=candidacy, reviewer=User.objects.get(pk=proposed))
    assert taken.position == 1
    events = AuditEvent.objects.filter(verb="selection.conflict_declared")
    assert "Schwester" not in str(events.values_list("reason", "after"))


def test_only_the_reviewer_herself_declares_and_scores(
    world: SelectionWorld, office: User, review: Review
) -> None:
    other = review.candidacy.reviews.get(position=2)
    for call in (
        lambda: declare(by=office, review=review, conflict=False),
        lambda: save_scores(by=other.reviewer, review=review, version=None, scores=[]),
        lambda: finish_review(by=office, review=review),
    ):
        with pytest.raises(Refused, match="nicht mehr zugewiesen"):
            call()
    with pytest.raises(Refused, match="zuerst"):
        save_scores(by=other.reviewer, review=other, version=None, scores=entries(world))


# --- Scores -------------------------------------------------------------------------------------


def test_bad_scores_are_refused_with_field_and_remedy(
    world: SelectionWorld, review: Review
) -> None:
    staff = entries(world)[-1]
    experience = entries(world)[0]
    other = ScoreEntry(experience.criterion, Decimal(1), "Seite 2", world.themes["participation"])
    by_data = ScoreEntry(world.criterion("schon-dabei-gewesen"), Decimal(1), "Seite 2")
    bad = [
        (ScoreEntry(staff.criterion, Decimal(7), "Seite 2"), "level", "0, 1, 2, 3"),
        (ScoreEntry(staff.criterion, Decimal("1.5"), "Seite 2"), "level", "1,5"),
        (ScoreEntry(staff.criterion, Decimal(1), "  "), "evidence", "worauf"),
        (by_data, "level", "Schon dabei"),
        (other, "level", "nicht bewertet"),
    ]  # fmt: skip
    for entry, field, words in bad:
        with pytest.raises(Refused, match=words) as refusal:
            save_scores(by=review.reviewer, review=review, version=None, scores=[staff, entry])
        assert refusal.value.field == field
    assert not ReviewScore.objects.exists(), "all or nothing"


def test_without_frozen_rules_nothing_is_scored(world: SelectionWorld, review: Review) -> None:
    scores = entries(world)
    RuleSet.objects.update(frozen_at=None)
    with pytest.raises(Refused, match="noch nicht"):
        save_scores(by=review.reviewer, review=review, version=None, scores=scores)
    assert not ReviewScore.objects.exists()


def test_two_windows_at_the_same_time_are_told(world: SelectionWorld, review: Review) -> None:
    seen, by = review.version, review.reviewer
    save_scores(by=by, review=review, version=seen, scores=entries(world)[:1])
    with pytest.raises(EditConflict):
        save_scores(by=by, review=review, version=seen, scores=entries(world, 3)[:1])
    assert ReviewScore.objects.get().level == 2


def test_a_review_is_finished_when_complete_and_then_stays(
    world: SelectionWorld, review: Review
) -> None:
    by = review.reviewer
    save_scores(by=by, review=review, version=None, scores=entries(world)[:2])
    with pytest.raises(Refused, match="Personal"):
        finish_review(by=by, review=review)
    finish(world, review, 2)
    for call in (
        lambda: save_scores(by=by, review=review, version=None, scores=entries(world, 3)),
        lambda: finish_review(by=by, review=review),
        lambda: declare(by=by, review=review, conflict=True, reason="zu spät"),
    ):
        with pytest.raises(Refused, match="abgeschlossen"):
            call()


def test_events_seal_the_scores_without_telling_them(world: SelectionWorld, review: Review) -> None:
    finish(world, review, 3)
    events = AuditEvent.objects.filter(subject_type="selection.review", subject_id=review.pk)
    sealed = events.get(verb="selection.review_finished").after
    assert len(sealed["scores"]) == 64
    assert all("viel" not in str(row.after) and "gut" not in str(row.after) for row in events)
    assert set(events.values_list("workspace_id", flat=True)) == {world.round.workspace.pk}


def test_the_office_reopens_until_a_run_has_counted_with_it(
    world: SelectionWorld, office: User, review: Review
) -> None:
    first, _second = finish_both(world, review, (2, 2))
    assert visible_scores(office, world.candidacy(NAME)).is_open
    with pytest.raises(Refused, match="warum"):
        reopen_review(by=office, review=first, reason="")
    reopen_review(by=office, review=first, reason="Falsche Anlage gelesen")
    assert not visible_scores(office, world.candidacy(NAME)).lines
    finish(world, Review.objects.get(pk=first.pk), 3)
    SelectionRunFactory(round=world.round, rule_set=world.rules, state=RunState.CANCELLED)
    reopen_review(by=office, review=first, reason="Noch einmal")
    finish(world, Review.objects.get(pk=first.pk), 3)
    SelectionRunFactory(round=world.round, rule_set=world.rules, state=RunState.DONE)
    with pytest.raises(Refused, match="Lauf"):
        reopen_review(by=office, review=first, reason="Zu spät")


# --- New rules ----------------------------------------------------------------------------------


def test_new_rules_ask_finished_reviews_only_for_what_changed(
    world: SelectionWorld, review: Review
) -> None:
    first, second = finish_both(world, review, (2, 3))
    old = world.rules
    rules = open_new_version(by=None, round=world.round, reason="Skala geschärft")
    staff = rules.criteria.get(key=STAFF)
    scale = [{"value": "0", "label": "nein", "text": ""}, {"value": "9", "label": "ja", "text": ""}]
    change_rule(by=None, rule=staff, version=staff.version, levels=scale)
    freeze_rules(by=None, rule_set=rules)
    by = first.reviewer
    stale = entries(world, rules=old)[-1]
    with pytest.raises(Refused, match="Fassung 1 der Regeln; jetzt gilt Fassung 2"):
        save_scores(by=by, review=first, version=None, scores=[stale])
    kept = entries(world, 0, rules=rules)[0]
    with pytest.raises(Refused, match="abgeschlossen"):
        save_scores(by=by, review=first, version=None, scores=[kept])
    new = ScoreEntry(rules.criteria.get(key=STAFF), Decimal(9), "Anlage 1, Seite 2")
    save_scores(by=by, review=first, version=None, scores=[new])
    sheet = visible_scores(second.reviewer, world.candidacy(NAME))
    assert not sheet.is_open, "blind again until both have completed"
    with pytest.raises(Refused, match="abgeschlossen"):
        save_scores(by=by, review=first, version=None, scores=[kept])
    finish_review(by=by, review=first)
    save_scores(by=second.reviewer, review=second, version=None, scores=[new])
    finish_review(by=second.reviewer, review=second)
    scores = final_scores(world.round, rules)[first.candidacy_id]["impact"]
    assert (scores[EXPERIENCE], scores[STAFF]) == (Decimal("2.5"), Decimal(9))


# --- The talk -----------------------------------------------------------------------------------


def joint(world: SelectionWorld, by: User, **values: Any) -> JointScore:
    given = {
        "criterion": world.criterion(STAFF),
        "level": Decimal(2),
        "reason": "Die zweite Stelle ist befristet.",
        "talked_on": today(),
        **values,
    }
    return record_joint_score(by=by, candidacy=world.candidacies[NAME], **given)


def agreed(world: SelectionWorld, both: tuple[Review, Review], **values: Any) -> JointScore:
    """One of both enters it, the other confirms."""
    row = joint(world, both[0].reviewer, **values)
    about = {"candidacy": world.candidacies[NAME], "criterion": row.criterion}
    return confirm_joint_score(by=both[1].reviewer, **about)


def test_far_apart_both_are_asked_to_talk_one_enters_and_the_other_confirms(
    world: SelectionWorld, office: User, review: Review
) -> None:
    first, second = finish_both(world, review, (1, 3))
    third = next(who for who in world.reviewers if who not in (first.reviewer, second.reviewer))
    for nobody in (office, third):
        with pytest.raises(Refused, match="Nur die beiden"):
            joint(world, nobody)
    about: Any = {"candidacy": world.candidacies[NAME], "criterion": world.criterion(STAFF)}
    with pytest.raises(Refused, match="wartet"):
        confirm_joint_score(by=second.reviewer, **about)
    row = joint(world, first.reviewer)
    assert STAFF not in final_scores(world.round, world.rules)[first.candidacy_id]["impact"]
    mail = OutboxMail.objects.get(key__startswith="selection-talk_recorded")
    assert (mail.to, "viel" in mail.body) == (second.reviewer.email, False)
    for nobody, why in ((first.reviewer, "selbst eingetragen"), (office, "Nur die beiden")):
        with pytest.raises(Refused, match=why):
            confirm_joint_score(by=nobody, **about)
    with pytest.raises(EditConflict):
        confirm_joint_score(by=second.reviewer, version=row.version - 1, **about)
    confirm_joint_score(by=second.reviewer, version=row.version, **about)
    assert final_scores(world.round, world.rules)[first.candidacy_id]["impact"][STAFF] == 2
    told = OutboxMail.objects.get(key__startswith="selection-talk_confirmed")
    assert told.to == first.reviewer.email


def test_what_the_other_remembers_otherwise_waits_for_the_first_again(
    world: SelectionWorld, review: Review
) -> None:
    first, second = finish_both(world, review, (1, 3))
    agreed(world, (first, second))
    joint(world, second.reviewer, level=Decimal(3))
    assert STAFF not in final_scores(world.round, world.rules)[first.candidacy_id]["impact"]
    mails = OutboxMail.objects.filter(key__startswith="selection-talk_recorded")
    assert {mail.to for mail in mails} == {first.reviewer.email, second.reviewer.email}
    agreed(world, (second, first), level=Decimal(3))
    assert final_scores(world.round, world.rules)[first.candidacy_id]["impact"][STAFF] == 3


def test_a_talk_is_entered_with_level_reason_and_day(world: SelectionWorld, review: Review) -> None:
    with pytest.raises(Refused, match="Beide Gutachten müssen"):
        joint(world, review.reviewer)
    first, second = finish_both(world, review, (1, 3))
    mails = OutboxMail.objects.filter(key__startswith="selection-talk")
    assert set(mails.values_list("to", flat=True)) == {first.reviewer.email, second.reviewer.email}
    assert all("erste" not in mail.body and "viel" not in mail.body for mail in mails)
    tomorrow = in_days(1)
    for values, field in (
        ({"level": Decimal(8)}, "level"),
        ({"reason": " "}, "reason"),
        ({"talked_on": tomorrow}, "talked_on"),
    ):
        with pytest.raises(Refused) as refusal:
            joint(world, first.reviewer, **values)
        assert refusal.value.field == field
    row = joint(world, second.reviewer)
    with pytest.raises(EditConflict):
        joint(world, first.reviewer, version=row.version - 1)
    assert joint(world, first.reviewer, version=row.version, level=Decimal(3)).pk == row.pk


def test_where_both_are_close_there_is_nothing_to_agree_on(
    world: SelectionWorld, review: Review
) -> None:
    finish_both(world, review, (2, 3))
    assert not OutboxMail.objects.filter(key__startswith="selection-talk").exists()
    with pytest.raises(Refused, match="höchstens eine Stufe"):
        joint(world, review.reviewer)


def test_a_changed_score_ends_what_was_agreed_on(
    world: SelectionWorld, office: User, review: Review
) -> None:
    first, _second = finish_both(world, review, (1, 3))
    joint(world, first.reviewer)
    reopen_review(by=office, review=first, reason="Anlage nachgereicht")
    save_scores(by=first.reviewer, review=first, version=None, scores=entries(world, 1))
    assert JointScore.objects.count() == 1, "the same level again changes nothing"
    save_scores(by=first.reviewer, review=first, version=None, scores=entries(world, 0))
    assert not JointScore.objects.exists()
    assert AuditEvent.objects.filter(verb="selection.talk_outdated").count() == 1


def test_what_was_agreed_on_stays_once_a_run_has_counted_with_it(
    world: SelectionWorld, review: Review
) -> None:
    row = agreed(world, finish_both(world, review, (1, 3)))
    SelectionRunFactory(round=world.round, rule_set=world.rules, state=RunState.DONE)
    with pytest.raises(Refused, match="Lauf"):
        joint(world, review.reviewer, level=Decimal(3))
    row.refresh_from_db()
    assert row.level == 2


def test_a_talk_under_new_rules_leaves_what_was_agreed_on_under_the_old_ones(
    world: SelectionWorld, review: Review
) -> None:
    both = finish_both(world, review, (1, 3))
    old = agreed(world, both)
    rules = open_new_version(by=None, round=world.round, reason="Gewicht geändert")
    freeze_rules(by=None, rule_set=rules)
    new = agreed(world, both, criterion=rules.criteria.get(key=STAFF), level=Decimal(3))
    assert new.pk != old.pk
    for rule_set, level in ((old.criterion.rule_set, 2), (rules, 3)):
        scores = final_scores(world.round, rule_set)[review.candidacy_id]
        assert scores["impact"][STAFF] == level
