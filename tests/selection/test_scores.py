"""What counts as a score, what is missing, and who sees what when."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from begleitwerk.accounts.models import User
from begleitwerk.selection.enums import ReviewState
from begleitwerk.selection.models import Review, ReviewScore, RuleSet
from begleitwerk.selection.presenters.blockers import missing_scores
from begleitwerk.selection.selectors.scores import (
    ScoreBook,
    Slot,
    final_scores,
    scored_candidacies,
    visible_scores,
)
from begleitwerk.selection.services.rounds import freeze_rules, open_new_version
from begleitwerk.selection.services.rules import change_rule
from tests.factories.selection import JointScoreFactory, ReviewFactory, ScoredCriterionFactory
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db

STAGE = "reviewed"
NAME = "Kreis Heidemoor"  # two themes: experience 2 and 3, staff 3 and 3
EXPERIENCE, STAFF, EARLIER = "erfahrung-mit-dem-thema", "personal", "schon-dabei-gewesen"


def reviews_of(world: SelectionWorld, name: str = NAME) -> list[Review]:
    return list(world.candidacies[name].reviews.select_related("reviewer"))


def unfinish(review: Review) -> None:
    Review.objects.filter(pk=review.pk).update(state=ReviewState.OPEN, done_at=None)


def set_level(review: Review, level: int, key: str = STAFF) -> None:
    ReviewScore.objects.filter(review=review, criterion__key=key).update(level=Decimal(level))


def test_the_mean_of_both_counts_exactly_and_data_beside_it(world: SelectionWorld) -> None:
    scores = final_scores(world.round, world.rules)[world.candidacies[NAME].pk]
    assert set(scores) == {"anchoring", "impact"}
    assert scores["impact"] == {
        EXPERIENCE: Decimal("2.5"),
        STAFF: Decimal(3),
        EARLIER: Decimal(1),
    }
    assert missing_scores(world.round, world.rules) == []


def test_nothing_of_one_review_leaks_into_a_mean_before_both_are_done(
    world: SelectionWorld,
) -> None:
    unfinish(reviews_of(world)[1])
    scores = final_scores(world.round, world.rules)[world.candidacies[NAME].pk]
    assert scores["impact"] == {EARLIER: Decimal(1)}
    ((row, sentence),) = missing_scores(world.round, world.rules)
    assert (row.municipality.name, sentence) == (NAME, "Gutachten 2 ist nicht abgeschlossen.")


def test_far_apart_needs_a_talk_and_its_result_counts(world: SelectionWorld) -> None:
    first, _second = reviews_of(world)
    set_level(first, 1)
    candidacy = world.candidacies[NAME]
    assert STAFF not in final_scores(world.round, world.rules)[candidacy.pk]["impact"]
    ((_row, sentence),) = missing_scores(world.round, world.rules)
    assert "Personal" in sentence
    assert "Gespräch" in sentence
    JointScoreFactory(candidacy=candidacy, criterion=world.criterion(STAFF), level=Decimal(2))
    assert final_scores(world.round, world.rules)[candidacy.pk]["impact"][STAFF] == Decimal(2)
    assert missing_scores(world.round, world.rules) == []


def test_levels_are_apart_by_their_place_on_the_scale_not_by_their_value() -> None:
    values = ("0", "5", "5.5", "10")
    criterion = ScoredCriterionFactory.build(
        levels=[{"value": value, "label": value} for value in values]
    )
    slot = Slot(criterion)
    assert not slot.are_apart(Decimal(0), Decimal(5))
    assert slot.are_apart(Decimal(0), Decimal("5.5"))
    assert not slot.are_apart(Decimal("5.50"), Decimal(5))


def new_rules(world: SelectionWorld, **values: object) -> RuleSet:
    """A further frozen version in which the criterion of staff is another one."""
    rule_set = open_new_version(by=None, round=world.round, reason="Skala geschärft")
    criterion = rule_set.criteria.get(key=STAFF)
    change_rule(by=None, rule=criterion, version=criterion.version, **values)
    freeze_rules(by=None, rule_set=rule_set)
    return rule_set


def test_scores_carry_over_into_new_rules_where_the_criterion_stayed_the_same(
    world: SelectionWorld,
) -> None:
    old = world.rules
    levels = [
        {"value": "0", "label": "nein", "text": ""},
        {"value": "9", "label": "ja", "text": ""},
    ]
    rules = new_rules(world, levels=levels)
    scores = final_scores(world.round, rules)[world.candidacies[NAME].pk]["impact"]
    assert scores == {EXPERIENCE: Decimal("2.5"), EARLIER: Decimal(1)}
    missing = missing_scores(world.round, rules)
    assert len(missing) == 28
    assert all("Personal" in sentence for _row, sentence in missing)
    assert missing_scores(world.round, old) == [], "old results stay bound to their rules"


def test_another_weight_alone_asks_for_nothing_new(world: SelectionWorld) -> None:
    rules = new_rules(world, weight=Decimal(40))
    assert missing_scores(world.round, rules) == []


# --- Who sees what when -------------------------------------------------------------------------


def seen_levels(user: User, world: SelectionWorld) -> list[list[str | None]]:
    sheet = visible_scores(user, world.candidacy(NAME))
    return [[score.level.label if score else None for score in line.seen] for line in sheet.lines]


def test_before_both_are_done_each_sees_only_her_own_and_the_office_nothing(
    world: SelectionWorld, office: User, lead: User, head: User
) -> None:
    first, second = reviews_of(world)
    unfinish(second)
    assert seen_levels(first.reviewer, world) == [["einige", None], ["einige", None], ["gut", None]]
    assert seen_levels(second.reviewer, world) == [[None, "viel"], [None, "viel"], [None, "gut"]]
    for person in (office, lead, head):
        assert seen_levels(person, world) == []
    assert not visible_scores(office, world.candidacy(NAME)).is_open


def test_after_both_are_done_the_two_and_the_office_see_both(
    world: SelectionWorld, office: User, lead: User, head: User
) -> None:
    first, second = reviews_of(world)
    both = [["einige", "viel"], ["einige", "viel"], ["gut", "gut"]]
    for person in (first.reviewer, second.reviewer, office, lead):
        assert seen_levels(person, world) == both
    third = next(who for who in world.reviewers if who not in (first.reviewer, second.reviewer))
    for person in (third, head):
        assert seen_levels(person, world) == []


def test_whoever_declared_a_conflict_sees_nothing_also_in_the_office(
    world: SelectionWorld, office: User
) -> None:
    candidacy = world.candidacies[NAME]
    ReviewFactory(candidacy=candidacy, reviewer=office, position=None, state=ReviewState.CONFLICT)
    assert visible_scores(office, candidacy).reviews == ()
    for permission in ("view_candidacy", "edit_candidacy", "read_application", "record_talk"):
        assert not office.has_perm(f"selection.{permission}", candidacy)


def test_nobody_reads_an_application_before_her_declaration(
    world: SelectionWorld, office: User, reviewer: User
) -> None:
    candidacy = world.candidacies[NAME]
    for person in (office, reviewer):
        row = ReviewFactory(
            candidacy=candidacy, reviewer=person, position=3, state=ReviewState.ASSIGNED
        )
        assert not person.has_perm("selection.read_application", candidacy)
        Review.objects.filter(pk=row.pk).update(state=ReviewState.OPEN)
        assert person.has_perm("selection.read_application", candidacy)
        row.delete()


def test_a_book_costs_as_much_for_one_as_for_all(world: SelectionWorld) -> None:
    counts = []
    for number in (1, 14):
        rows = list(scored_candidacies(world.round)[:number])
        book = ScoreBook(world.rules, rows)
        with CaptureQueriesContext(connection) as queries:
            for row in rows:
                book.talks(row)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_large_round_is_read_whole_and_comes_to_the_same_scores(
    world: SelectionWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = final_scores(world.round, world.rules)
    monkeypatch.setattr("begleitwerk.selection.selectors.scores.book.NAMED_IN_QUERY", 0)
    assert final_scores(world.round, world.rules) == few
