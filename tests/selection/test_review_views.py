"""Pages of the review: works, other people, missing right, bad input, missing object."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.enums import Role
from begleitwerk.selection.enums import ReviewState
from begleitwerk.selection.models import JointScore, Review, ReviewScore
from begleitwerk.selection.services.assignment import assign_reviews
from tests.factories.municipalities import MembershipFactory
from tests.factories.selection import ApplicationFileFactory, ReviewFactory
from tests.markup import text_of
from tests.selection.conftest import Standing
from tests.worlds.selection import PLACES, SelectionWorld, review

pytestmark = pytest.mark.django_db

STAGE = "applied"
NAME = "Kreis Heidemoor"
EVIDENCE = "Anlage 1, Seite 3"  # what the world's reviews rest on
SignIn = Callable[[User | None], Client]


@pytest.fixture
def world(standing: Standing) -> SelectionWorld:
    made = standing.world
    assign_reviews(by=standing.office, round=made.round, reviewers=made.reviewers)
    return made


@pytest.fixture
def reviewed(standing: Standing) -> SelectionWorld:
    for number, place in enumerate(PLACES):
        review(standing.world, place, number)
    return standing.world


def mine(world: SelectionWorld, position: int = 1, name: str = NAME) -> Review:
    return world.candidacies[name].reviews.select_related("reviewer").get(position=position)


def url(world: SelectionWorld, name: str, *ids: Any) -> str:
    return reverse(f"selection:{name}", args=[world.slug, *ids])


def of_review(world: SelectionWorld, name: str, review: Review, *more: Any) -> str:
    return url(world, name, world.round.pk, review.pk, *more)


def open_it(review: Review) -> Review:
    Review.objects.filter(pk=review.pk).update(state=ReviewState.OPEN)
    review.refresh_from_db()
    return review


# --- The reviewer -------------------------------------------------------------------------------


def test_the_list_tells_what_is_due_with_as_many_queries_for_one_as_for_three(
    world: SelectionWorld, as_user: SignIn
) -> None:
    person = mine(world).reviewer
    page = text_of(as_user(person).get(url(world, "reviews")))
    assert "Sieben Gutachten stehen noch aus" in page
    assert "Erklärung fehlt" in page
    counts = []
    for kept in (1, 3):
        rows = Review.objects.filter(reviewer=person).values_list("pk", flat=True)
        hidden = Review.objects.filter(pk__in=list(rows)[kept:])
        held = dict(hidden.values_list("pk", "position"))
        hidden.update(position=None)
        client = as_user(person)
        client.get(url(world, "reviews"))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(world, "reviews"))
        counts.append(len(queries))
        for pk, position in held.items():
            Review.objects.filter(pk=pk).update(position=position)
    assert counts[0] == counts[1]


def test_before_the_declaration_nothing_of_the_application_is_shown(
    world: SelectionWorld, as_user: SignIn
) -> None:
    review = mine(world)
    client = as_user(review.reviewer)
    for page in (of_review(world, "review", review), of_review(world, "review_score", review, 1)):
        response = client.get(page)
        assert response.status_code == 302
        assert response["Location"] == of_review(world, "review_declare", review)
    shown = text_of(client.get(of_review(world, "review_declare", review)))
    assert NAME in shown
    assert world.applications[NAME].motivation not in shown
    failed = client.post(of_review(world, "review_declare", review), {"declaration": "yes"})
    assert failed.status_code == 422
    assert "was Sie verbindet" in text_of(failed)
    done = client.post(of_review(world, "review_declare", review), {"declaration": "no"})
    assert done["Location"] == of_review(world, "review", review)
    assert world.applications[NAME].motivation in text_of(client.get(done["Location"]))


def test_after_a_conflict_every_page_of_it_is_closed(
    world: SelectionWorld, as_user: SignIn
) -> None:
    review = mine(world)
    client = as_user(review.reviewer)
    declared = {"declaration": "yes", "reason": "Ich habe beraten."}
    done = client.post(of_review(world, "review_declare", review), declared)
    assert done["Location"] == url(world, "reviews")
    for name, more in (("review", ()), ("review_declare", ()), ("review_score", (1,))):
        assert client.get(of_review(world, name, review, *more)).status_code == 403
    assert client.post(of_review(world, "review_finish", review)).status_code == 403
    page = text_of(client.get(url(world, "reviews")))
    assert of_review(world, "review", review) not in page
    assert "befangen" in page


def test_without_frozen_rules_there_is_nothing_to_score_by(as_user: SignIn) -> None:
    row = ReviewFactory(position=1, state=ReviewState.OPEN)
    office = row.candidacy.round.workspace
    MembershipFactory(user=row.reviewer, role=Role.REVIEWER, workspace=office)
    at = [office.slug, row.candidacy.round_id, row.pk]
    answer = as_user(row.reviewer).get(reverse("selection:review_score", args=[*at, 1]))
    assert answer.status_code == 404


def test_criteria_are_scored_one_after_the_other_and_then_finished(
    world: SelectionWorld, as_user: SignIn
) -> None:
    review = open_it(mine(world))
    client = as_user(review.reviewer)
    file = ApplicationFileFactory(application=world.applications[NAME], title="Konzept")
    for step, given in enumerate(
        ({f"page_{file.pk}": "4"}, {"facts": ["register:population"]}, {"note": "Absatz 2"}), 1
    ):
        page = of_review(world, "review_score", review, step)
        assert f"Bewertung {step} von 3" in text_of(client.get(page))
        response = client.post(page, {"level": "2", **given})
        assert response.status_code == 302
    assert response["Location"] == of_review(world, "review", review)
    lines = list(ReviewScore.objects.order_by("pk").values_list("evidence", flat=True))
    assert lines[0] == "Anlage „Konzept“, Seite 4"
    assert "96.000" in lines[1]
    assert lines[2] == "Absatz 2"
    again = text_of(client.get(of_review(world, "review_score", review, 1)))
    assert re.search(rf'name="page_{file.pk}" value="4"', again), "evidence comes back as it was"
    assert "Gutachten abschließen" in text_of(client.get(response["Location"]))
    client.post(of_review(world, "review_finish", review))
    review.refresh_from_db()
    assert review.state == ReviewState.DONE
    settled = client.get(of_review(world, "review_score", review, 1))
    assert "ändert sich nicht mehr" in text_of(settled)


def test_a_score_without_level_or_evidence_keeps_what_was_typed(
    world: SelectionWorld, as_user: SignIn
) -> None:
    review = open_it(mine(world))
    page = of_review(world, "review_score", review, 1)
    client = as_user(review.reviewer)
    response = client.post(page, {"note": "Absatz 2"})
    assert response.status_code == 422
    assert "Wählen Sie eine Stufe." in text_of(response)
    assert "Absatz 2" in text_of(response)
    response = client.post(page, {"level": "2"})
    assert "worauf die Stufe beruht" in text_of(response)
    assert client.post(page, {"level": "9", "note": "x"}).status_code == 422
    assert client.get(of_review(world, "review_score", review, 4)).status_code == 404
    assert not ReviewScore.objects.exists()


def test_two_windows_show_both_versions(world: SelectionWorld, as_user: SignIn) -> None:
    review = open_it(mine(world))
    page = of_review(world, "review_score", review, 1)
    client = as_user(review.reviewer)
    seen = {"version": review.version}
    client.post(page, {"level": "1", "note": "erstes Fenster", **seen})
    response = client.post(page, {"level": "3", "note": "zweites Fenster", **seen})
    assert response.status_code == 422
    shown = text_of(response)
    assert "erstes Fenster" in shown
    assert "zweites Fenster" in shown
    assert "erste" in shown
    version = re.search(r'name="version" value="(\d+)"', shown)
    assert version
    client.post(page, {"level": "3", "note": "zweites Fenster", "version": version[1]})
    assert ReviewScore.objects.get().level == 3


def test_data_decide_their_criterion_with_value_and_source(
    world: SelectionWorld, as_user: SignIn
) -> None:
    review = open_it(mine(world))
    page = text_of(as_user(review.reviewer).get(of_review(world, "review", review)))
    assert "Schon dabei gewesen" in page
    assert "Durchgang 2022" in page


# --- Who sees what when -------------------------------------------------------------------------


def pages_about(world: SelectionWorld, person: User) -> list[str]:
    """Every page of the reviews, and the candidate's own, that this person could try."""
    candidacy = world.candidacies[NAME]
    reviews = [
        of_review(world, name, review)
        for review in candidacy.reviews.all()
        for name in ("review", "review_reassign", "review_reopen")
    ]
    talks = [
        url(world, "joint_score", world.round.pk, candidacy.pk, row.pk, theme)
        for row in world.rules.criteria.all()
        for theme in (0, world.themes["impact"].pk)
    ]
    return [
        url(world, "reviews"),
        url(world, "round_reviews", world.round.pk),
        url(world, "reviews_assign", world.round.pk),
        url(world, "candidacy", world.round.pk, candidacy.pk),
        url(world, "candidates", world.round.pk),
        f"{url(world, 'candidates', world.round.pk)}?export=csv",
        *reviews,
        *talks,
    ]


def test_no_page_tells_the_other_score_before_both_are_done(
    reviewed: SelectionWorld, as_user: SignIn, office: User, lead: User
) -> None:
    world = reviewed
    first, second = mine(world, 1), mine(world, 2)
    ReviewScore.objects.filter(review=first).update(evidence="nur von der ersten")
    Review.objects.filter(pk=second.pk).update(state=ReviewState.OPEN, done_at=None)
    for person in (second.reviewer, office, lead):
        client = as_user(person)
        for page in pages_about(world, person):
            response = client.get(page)
            assert response.status_code in {200, 302, 403, 404}
            assert "nur von der ersten" not in text_of(response), page
    own = text_of(as_user(first.reviewer).get(of_review(world, "review", first)))
    assert "nur von der ersten" in own
    Review.objects.filter(pk=second.pk).update(state=ReviewState.DONE, done_at=first.done_at)
    shown = text_of(as_user(second.reviewer).get(of_review(world, "review", second)))
    assert "nur von der ersten" in shown


def test_another_reviewers_review_and_other_programmes_are_closed(
    world: SelectionWorld, as_user: SignIn, office: User, head: User, stranger: User
) -> None:
    review = mine(world)
    page = of_review(world, "review", review)
    third = next(
        person for person in world.reviewers
        if not world.candidacies[NAME].reviews.filter(reviewer=person).exists()
    )  # fmt: skip
    for person, status in ((third, 403), (office, 403), (head, 404), (stranger, 404)):
        assert as_user(person).get(page).status_code == status
    assert as_user(third).get(url(world, "review", world.round.pk, 10**6)).status_code == 404
    assert as_user(third).get(url(world, "round_reviews", world.round.pk)).status_code == 403


def test_the_office_declares_too_before_it_reads_what_it_reviews(
    world: SelectionWorld, as_user: SignIn, office: User
) -> None:
    review = mine(world)
    Review.objects.filter(pk=review.pk).update(reviewer=office)
    page = url(world, "candidacy", world.round.pk, review.candidacy_id)
    client = as_user(office)
    shown = text_of(client.get(page))
    assert world.applications[NAME].motivation not in shown
    assert of_review(world, "review_declare", review) in shown
    client.post(of_review(world, "review_declare", review), {"declaration": "no"})
    assert world.applications[NAME].motivation in text_of(client.get(page))
    declared = {"declaration": "yes", "reason": "Ich habe beraten."}
    client.post(of_review(world, "review_declare", review), declared)
    assert client.get(page).status_code == 403


# --- The talk -----------------------------------------------------------------------------------


def test_one_of_both_records_the_talk_and_it_is_shown(
    reviewed: SelectionWorld, as_user: SignIn, office: User
) -> None:
    world = reviewed
    first = mine(world)
    staff = world.criterion("personal")
    page = url(world, "joint_score", world.round.pk, first.candidacy_id, staff.pk, 0)
    client = as_user(first.reviewer)
    assert client.get(page).status_code == 404, "they are not apart"
    ReviewScore.objects.filter(review=first, criterion=staff).update(level=Decimal(0))
    assert page in text_of(client.get(of_review(world, "review", first)))
    assert as_user(office).get(page).status_code == 403
    client = as_user(first.reviewer)
    response = client.post(page, {"level": "1", "reason": "", "talked_on": "2026-04-20"})
    assert response.status_code == 422
    given = {"level": "1", "reason": "Eine Stelle ist befristet.", "talked_on": "2026-04-20"}
    response = client.post(page, given)
    assert response["Location"] == of_review(world, "review", first)
    assert JointScore.objects.get().level == 1
    shown = text_of(client.get(response["Location"]))
    assert "nach dem Gespräch am 20.04.2026 eingetragen, noch nicht bestätigt" in shown
    assert client.post(f"{page}bestaetigen/").status_code == 302
    assert JointScore.objects.get().confirmed_at is None, "nobody confirms what she entered"
    second = first.candidacy.reviews.exclude(pk=first.pk).get()
    other = as_user(second.reviewer)
    assert "Bestätigen: Das haben wir vereinbart" in text_of(other.get(page))
    other.post(f"{page}bestaetigen/", {"version": JointScore.objects.get().version})
    shown = text_of(other.get(of_review(world, "review", second)))
    assert "vereinbart im Gespräch am 20.04.2026" in shown
    third = next(who for who in world.reviewers if not who.has_perm(
        "selection.record_talk", first.candidacy))  # fmt: skip
    assert as_user(third).get(page).status_code == 403


# --- The office ---------------------------------------------------------------------------------


def test_the_office_sees_progress_and_fills_the_place_a_conflict_left(
    world: SelectionWorld, as_user: SignIn, office: User
) -> None:
    review = mine(world)
    Review.objects.filter(pk=review.pk).update(
        state=ReviewState.CONFLICT, position=None, conflict_reason="Ich habe beraten."
    )
    client = as_user(office)
    page = text_of(client.get(url(world, "round_reviews", world.round.pk)))
    assert "0 von 14 Bewerbungen sind begutachtet" in page
    assert "1 Gutachten ohne Person" in page
    assert "Ich habe beraten." in page
    fill = url(world, "review_replace", world.round.pk, review.candidacy_id)
    assert f"{fill}?wer=" in page
    shown = text_of(client.get(fill))
    proposed = re.search(r'value="(\d+)"[^>]*checked', shown)
    assert proposed, "the least loaded is proposed"
    client.post(fill, {"reviewer": proposed[1]})
    assert mine(world).reviewer_id == int(proposed[1])


def test_the_office_previews_the_loads_before_it_assigns(
    standing: Standing, as_user: SignIn, office: User
) -> None:
    world = standing.world
    page = url(world, "reviews_assign", world.round.pk)
    client = as_user(office)
    assert "28 Gutachten werden zugewiesen" in text_of(client.get(page))
    chosen = [person.pk for person in world.reviewers[:2]]
    shown = client.post(page, {"reviewers": chosen, "preview": "1"})
    assert shown.status_code == 200
    assert 'data-label="danach">14<' in text_of(shown)
    assert not Review.objects.exists()
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"reviewers": chosen[:1]}).status_code == 422
    assert client.post(page, {"reviewers": chosen}).status_code == 302
    assert Review.objects.count() == 28


def test_the_office_hands_on_and_reopens_with_a_reason(
    world: SelectionWorld, as_user: SignIn, office: User
) -> None:
    review = mine(world)
    page = of_review(world, "review_reassign", review)
    client = as_user(office)
    value = re.search(r'name="reviewer" value="(\d+)"', text_of(client.get(page)))
    assert value
    assert client.post(page, {"reviewer": value[1], "reason": ""}).status_code == 422
    assert client.post(page, {"reviewer": value[1], "reason": "Krank"}).status_code == 302
    assert client.get(page).status_code == 404, "she does not hold it any more"
    other = mine(world, 2)
    reopen = of_review(world, "review_reopen", other)
    assert client.post(reopen, {"reason": "Versehen"}).status_code == 422, "it is not finished"


def test_progress_costs_as_much_for_one_application_as_for_all(
    reviewed: SelectionWorld, as_user: SignIn, lead: User
) -> None:
    client = as_user(lead)
    counts = []
    for kept in (14, 1):
        rows = list(reviewed.round.candidacies.values_list("pk", flat=True))[kept:]
        reviewed.round.candidacies.filter(pk__in=rows).update(state="invited")
        client.get(url(reviewed, "round_reviews", reviewed.round.pk))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(reviewed, "round_reviews", reviewed.round.pk))
        counts.append(len(queries))
    assert counts[0] == counts[1]
