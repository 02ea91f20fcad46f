from collections.abc import Callable

import pytest
from django.http import Http404
from django.utils import translation

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.council import selectors, services
from begleitwerk.council.enums import PaperState
from begleitwerk.council.models import Paper
from begleitwerk.council.presenters import paper_history
from begleitwerk.municipalities.models import Municipality
from tests.factories.council import BriefFactory, ConsultationStepFactory, PaperFactory
from tests.worlds.process import TODAY, ProcessWorld


def test_a_committee_member_sees_papers_once_they_are_introduced(
    musterau: Municipality, coordinator: User, committee_member: User, neighbour: User
) -> None:
    papers = {state: PaperFactory(municipality=musterau, state=state) for state in PaperState}
    assert set(selectors.visible_to(coordinator)) == set(papers.values())
    assert {paper.state for paper in selectors.visible_to(committee_member)} == {
        PaperState.SUBMITTED,
        PaperState.IN_CONSULTATION,
        PaperState.CLOSED,
    }
    assert not selectors.visible_to(neighbour).exists()


def test_a_stranger_finds_no_paper(
    musterau: Municipality, lindfurt: Municipality, coordinator: User, neighbour: User
) -> None:
    paper = PaperFactory(municipality=musterau)
    assert selectors.get_paper_or_404(coordinator, musterau, paper.pk) == paper
    for user, place in ((neighbour, musterau), (neighbour, lindfurt), (coordinator, lindfurt)):
        with pytest.raises(Http404):
            selectors.get_paper_or_404(user, place, paper.pk)
    brief = BriefFactory(municipality=musterau)
    assert selectors.get_brief_or_404(coordinator, musterau, brief.pk) == brief
    with pytest.raises(Http404):
        selectors.get_brief_or_404(neighbour, musterau, brief.pk)


def test_parts_belong_to_their_paper(musterau: Municipality) -> None:
    step = ConsultationStepFactory(paper__municipality=musterau)
    assert selectors.get_step_or_404(step.paper, step.pk) == step
    with pytest.raises(Http404):
        selectors.get_step_or_404(PaperFactory(municipality=musterau), step.pk)


def test_the_next_session_is_the_earliest_ahead(musterau: Municipality, coordinator: User) -> None:
    paper = PaperFactory(municipality=musterau)
    for on in ("2027-01-01", "2028-02-01", "2027-12-14"):
        ConsultationStepFactory(paper=paper, on=on)
    found = selectors.papers_of(musterau, coordinator, TODAY).get()
    assert str(found.next_session) == "2027-12-14"


def test_the_list_costs_the_same_for_any_number_of_rows(
    musterau: Municipality, coordinator: User, django_assert_num_queries: Callable[[int], object]
) -> None:
    list(selectors.papers_of(musterau, coordinator, TODAY))  # reads the access once
    for _ in range(2):
        PaperFactory(municipality=musterau)
        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            list(selectors.papers_of(musterau, coordinator, TODAY))


def test_a_goal_knows_the_papers_that_reported_it(
    draft: Paper, world: ProcessWorld, coordinator: User, committee_member: User
) -> None:
    services.add_block(by=coordinator, paper=draft, kind="goals")
    assert selectors.papers_reporting(world.goals[0], coordinator) == [draft]
    assert selectors.papers_reporting(world.goals[0], committee_member) == []


def test_transitions_say_who(draft: Paper, coordinator: User) -> None:
    services.submit_for_review(by=coordinator, paper=draft)
    [(transition, who)] = selectors.transitions_of(draft)
    assert (transition.new, who) == ("review", coordinator.name)


def test_settings_have_defaults(lindfurt: Municipality) -> None:
    settings = selectors.settings_of(lindfurt)
    assert settings.pk is None
    assert services.next_reference(settings, 2027) == "1/2027"


def test_the_history_of_a_paper_reads_in_sentences(
    draft: Paper, world: ProcessWorld, coordinator: User, head: User
) -> None:
    services.add_block(by=coordinator, paper=draft, kind="reason")
    step = services.add_step(by=coordinator, paper=draft, body_name="JHA")
    role = item(ContentKind.CONSULTATION_ROLES, "information")
    services.change_step(by=coordinator, step=step, version=None, role=role)
    world.process.reason_to_join = "Ein neuer Grund."
    world.process.save()
    services.submit_for_review(by=coordinator, paper=draft)
    services.release_paper(by=head, paper=draft)
    with translation.override("en"):
        texts = [line.text for line in paper_history(draft)]
    assert texts == [
        "From “in review” to “released”: nobody decided about changed data in Warum wir teilnehmen",
        "From “draft” to “in review”",
        "Step of the route changed: JHA: Role “For information”",
        "Step of the route added: JHA",
        "Section added: Warum wir teilnehmen",
        "Paper created",
    ]
