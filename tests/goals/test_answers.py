"""From a finding to goals and measures, and back: services, pages, what others see."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.assessment.enums import AssessmentState, FindingState
from begleitwerk.assessment.models import Finding
from begleitwerk.assessment.selectors import is_need
from begleitwerk.core.services import Refused
from begleitwerk.goals import services
from begleitwerk.goals.enums import GoalState, MeasureState
from begleitwerk.goals.models import Answering, Goal, Measure
from begleitwerk.goals.selectors import needs_of, progress_of, unanswered_needs
from begleitwerk.municipalities.models import Municipality
from tests.factories.assessment import AssessmentFactory, CriterionFactory, FindingFactory
from tests.factories.goals import AnsweringFactory, GoalFactory, MeasureFactory
from tests.markup import text_of

SignIn = Callable[[User | None], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(as_user: SignIn, coordinator: User) -> Client:
    return as_user(coordinator)


@pytest.fixture
def finding(musterau: Municipality) -> Finding:
    return FindingFactory(
        criterion__assessment__municipality=musterau,
        criterion__label_de="Gemeinden sind über ein festes Format eingebunden",
        state=FindingState.AGREED,
        level=1,
        reason="Nur vier von neun Gemeinden waren dabei.",
        next_step="Bürgermeisterrunde einrichten",
        priority=1,
        agreed_on=date(2026, 10, 1),
    )


def at(name: str, *args: object) -> str:
    return reverse(f"goals:{name}", args=args)


# --- Services ---------------------------------------------------------------------------------


def test_a_finding_is_answered_once_and_only_at_home(
    finding: Finding, coordinator: User, lindfurt: Municipality
) -> None:
    goal = GoalFactory(municipality=finding.municipality)
    answering = services.answer_finding(by=coordinator, finding=finding, goal=goal)
    assert answering.answer == goal

    given_up = GoalFactory(municipality=finding.municipality, state=GoalState.DROPPED)
    for other in (goal, given_up, GoalFactory(municipality=lindfurt)):
        with pytest.raises(Refused) as refusal:
            services.answer_finding(by=coordinator, finding=finding, goal=other)
        assert refusal.value.field == "goal"
    idle = MeasureFactory(goal=given_up)
    with pytest.raises(Refused) as refusal:
        services.answer_finding(by=coordinator, finding=finding, measure=idle)
    assert refusal.value.field == "measure"
    with pytest.raises(ValueError, match="by a goal or by a measure"):
        services.answer_finding(by=coordinator, finding=finding)

    services.stop_answering(by=coordinator, answering=answering)
    with pytest.raises(Refused):
        services.stop_answering(by=coordinator, answering=answering)
    assert not Answering.objects.exists()


def test_the_table_takes_a_goal_or_a_measure(finding: Finding) -> None:
    goal = GoalFactory(municipality=finding.municipality)
    for both in ({}, {"goal": goal, "measure": MeasureFactory(goal=goal)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Answering.objects.create(municipality=finding.municipality, finding=finding, **both)


# --- From the finding -------------------------------------------------------------------------


def test_a_goal_is_derived_from_a_finding(client: Client, finding: Finding) -> None:
    slug = finding.municipality.slug
    page = text_of(client.get(finding.get_absolute_url()))
    assert "1, Stufe 1" in page
    assert "Nur vier von neun Gemeinden waren dabei." in page
    assert "Noch kein Ziel und keine Maßnahme" in page

    url = at("goal_add_for", slug, finding.pk)
    assert url in client.get(finding.get_absolute_url()).content.decode()
    form = client.get(url).context["form"]
    drafted = {name: form[name].value() for name in ("title", "dimension", "description")}
    assert drafted["title"] == finding.criterion.label_de
    assert drafted["dimension"] == finding.criterion.dimension_id
    assert "Bürgermeisterrunde einrichten" in drafted["description"]

    assert client.post(url, {**drafted, "title": ""}).status_code == 422
    made = client.post(url, {**drafted, "level": "intermediate"}, follow=True)
    goal = Goal.objects.get()
    assert goal.answers.get().finding == finding
    told = text_of(made)
    assert "Beantwortet den Befund" in told  # its history
    assert str(finding.criterion) in told

    page = text_of(client.get(finding.get_absolute_url()))
    assert goal.title in page
    assert "Erste Maßnahme anlegen" in page  # the thread goes on from the goal


def test_a_measure_is_derived_from_a_finding(client: Client, finding: Finding) -> None:
    goal = AnsweringFactory(
        finding=finding, goal=GoalFactory(municipality=finding.municipality)
    ).goal
    url = at("measure_add_for", finding.municipality.slug, finding.pk)
    form = client.get(url).context["form"]
    assert form["title"].value() == "Bürgermeisterrunde einrichten"
    assert form["goal"].value() == goal.pk
    sent = {"title": "Runde einrichten", "goal": goal.pk, "owner_other": "Dezernat 5"}
    due = {"due_on_0": "1", "due_on_1": "3", "due_on_2": "2027"}
    answer = client.post(url, {**sent, **due})
    assert answer.status_code == 302, answer.context["form"].errors
    measure = Measure.objects.get()
    assert measure.answers.get().finding == finding
    assert str(finding.criterion) in text_of(client.get(measure.get_absolute_url()))


def test_what_is_there_is_found_and_linked(client: Client, finding: Finding) -> None:
    slug = finding.municipality.slug
    goals = [GoalFactory(municipality=finding.municipality, title=f"Ziel {n}") for n in range(22)]
    wanted = GoalFactory(municipality=finding.municipality, title="Alle Gemeinden beraten mit")
    measure = MeasureFactory(goal=goals[0], title="Ortsprofile bereitstellen")
    url = at("finding_link", slug, finding.pk)
    assert "3 weitere passen" in text_of(client.get(url))
    found = text_of(client.get(url, {"q": "gemeinden beraten"}))
    assert wanted.title in found
    assert "Ziel 3" not in found

    link = at("finding_answer", slug, finding.pk)
    linked = client.post(link, {"goal": wanted.pk, "von": "befund"})
    assert linked.headers["Location"] == finding.get_absolute_url()
    linked = client.post(link, {"measure": measure.pk})
    assert linked.headers["Location"] == measure.get_absolute_url()
    again = client.post(link, {"measure": measure.pk}, follow=True)
    assert "beantwortet den Befund schon" in text_of(again)
    assert Answering.objects.count() == 2

    taken = client.post(at("finding_unlink", slug, wanted.answers.get().pk), {"von": "befund"})
    assert taken.headers["Location"] == finding.get_absolute_url()
    assert Answering.objects.get().measure == measure


def test_nothing_of_another_municipality_is_linked(
    client: Client, as_user: SignIn, finding: Finding, lindfurt: Municipality, neighbour: User
) -> None:
    slug, link = finding.municipality.slug, at("finding_answer", "landkreis-musterau", finding.pk)
    foreign = GoalFactory(municipality=lindfurt)
    assert client.post(link, {"goal": foreign.pk}).status_code == 404
    assert client.post(link, {"goal": "x"}).status_code == 404
    own = GoalFactory(municipality=finding.municipality)
    assert client.post(link, {"goal": own.pk, "measure": "7"}).status_code == 404
    answering = AnsweringFactory(goal=foreign)
    assert client.post(at("finding_unlink", slug, answering.pk)).status_code == 404
    assert as_user(neighbour).get(finding.get_absolute_url()).status_code == 404


def test_a_finding_says_when_all_measures_are_done(client: Client, finding: Finding) -> None:
    goal = GoalFactory(municipality=finding.municipality)
    rows = [AnsweringFactory(finding=finding, goal=goal)]
    done = MeasureFactory(goal=goal, state=MeasureState.DONE)
    rows.append(AnsweringFactory(finding=finding, goal=None, measure=done))
    second = MeasureFactory(goal=goal)
    MeasureFactory(goal=goal, state=MeasureState.STOPPED)
    assert (progress_of(rows).measures, progress_of(rows).done) == (2, 1)
    page = text_of(client.get(finding.get_absolute_url()))
    assert "1 von 2 Maßnahmen erreicht" in page
    assert "neu einschätzen?" not in page

    second.state = MeasureState.DONE
    second.save()
    assert "neu einschätzen?" in text_of(client.get(finding.get_absolute_url()))


# --- From the goal ----------------------------------------------------------------------------


def test_a_goal_without_a_finding_offers_to_link_one(client: Client, finding: Finding) -> None:
    goal = GoalFactory(municipality=finding.municipality)
    url = at("goal_finding", finding.municipality.slug, goal.pk)
    assert url in client.get(goal.get_absolute_url()).content.decode()
    assert finding.criterion.label_de in text_of(client.get(url, {"q": "festes format"}))
    assert "Nichts gefunden" in text_of(client.get(url, {"q": "Wetter"}))
    link = at("finding_answer", finding.municipality.slug, finding.pk)
    page = client.post(link, {"goal": goal.pk}, follow=True)
    assert page.request["PATH_INFO"] == goal.get_absolute_url()
    assert finding.get_absolute_url() in page.content.decode()
    assert "Stufe 1, Stufe 1" in text_of(page)


def test_who_sees_released_goals_sees_released_findings_alone(
    as_user: SignIn, partner: User, parent: User, finding: Finding
) -> None:
    goal = AnsweringFactory(
        finding=finding, goal=GoalFactory(municipality=finding.municipality, release="programme")
    ).goal
    name = finding.criterion.label_de
    assert name not in text_of(as_user(partner).get(goal.get_absolute_url()))
    assert as_user(partner).get(finding.get_absolute_url()).status_code == 403

    assessment = finding.assessment
    finding.release = "programme"
    finding.save()
    assert as_user(partner).get(finding.get_absolute_url()).status_code == 403, "not signed off"
    assessment.state, assessment.released_on = AssessmentState.RELEASED, date(2026, 11, 1)
    assessment.save()
    assert name in text_of(as_user(partner).get(goal.get_absolute_url()))
    assert as_user(partner).get(finding.get_absolute_url()).status_code == 200
    assert name not in text_of(as_user(parent).get(goal.get_absolute_url()))


# --- Needs ------------------------------------------------------------------------------------


def test_needs_are_low_or_urgent_agreed_and_unanswered(
    musterau: Municipality, finding: Finding
) -> None:
    same = {"criterion__assessment": finding.assessment, "state": FindingState.AGREED}
    high = FindingFactory(**same, level=2, priority=2)
    urgent = FindingFactory(**same, level=3, priority=1)
    parked = FindingFactory(
        criterion__assessment=finding.assessment, state=FindingState.PARKED, level=0
    )
    needs = set(Finding.objects.filter(is_need()))
    assert needs == {finding, urgent}
    assert not needs & {high, parked}
    assert set(needs_of(musterau)) == {finding, urgent}

    AnsweringFactory(finding=urgent, goal=GoalFactory(municipality=musterau))
    dropped = GoalFactory(municipality=musterau, state=GoalState.DROPPED)
    AnsweringFactory(finding=finding, goal=dropped)
    stopped = MeasureFactory(goal=GoalFactory(municipality=musterau), state=MeasureState.STOPPED)
    AnsweringFactory(finding=finding, goal=None, measure=stopped)
    assert set(needs_of(musterau)) == {finding}, "what was given up answers nothing"


def test_the_latest_word_on_a_criterion_counts(musterau: Municipality, finding: Finding) -> None:
    later = AssessmentFactory(municipality=musterau)
    again = CriterionFactory(assessment=later, source=finding.criterion.source)
    newer = FindingFactory(criterion=again, state=FindingState.AGREED, level=0)
    assert list(unanswered_needs()) == [newer]

    goal = GoalFactory(municipality=musterau)
    AnsweringFactory(finding=finding, goal=goal)
    assert not unanswered_needs().exists(), "a goal for it is under way"
    goal.state = GoalState.REACHED
    goal.save()
    assert list(unanswered_needs()) == [newer], "reached, and the level is low again"


def test_needs_are_listed_filtered_and_due(
    client: Client, as_user: SignIn, finding: Finding, partner: User
) -> None:
    musterau = finding.municipality
    finding.assessment.state = AssessmentState.RESULT
    finding.assessment.save()
    other = FindingFactory(
        criterion__assessment=finding.assessment, state=FindingState.AGREED, level=0
    )
    FindingFactory(criterion__assessment=finding.assessment, state=FindingState.AGREED, level=3)
    url = at("needs", musterau.slug)
    page = text_of(client.get(url))
    assert "2 Bedarfe ohne Ziel" in page
    assert page.index(str(finding.criterion)) < page.index(str(other.criterion))
    assert str(other.criterion) not in text_of(client.get(url, {"prio": "1"}))
    assert client.get(url, {"prio": "9", "dimension": "QD99"}).status_code == 200
    table = client.get(url, {"export": "csv"}).content.decode("utf-8-sig")
    assert "Bürgermeisterrunde einrichten" in table
    assert as_user(partner).get(url).status_code == 403

    home = text_of(client.get(reverse("portal:home", args=[musterau.slug])))
    assert "3 Befunde vereinbart, 2 Bedarfe ohne Ziel" in home
    assert "Bedarfe der ersten Priorität ohne Ziel" in home
    AnsweringFactory(finding=finding, goal=GoalFactory(municipality=musterau))
    home = text_of(client.get(reverse("portal:home", args=[musterau.slug])))
    assert "3 Befunde vereinbart, ein Bedarf ohne Ziel" in home
    assert "der ersten Priorität" not in home
