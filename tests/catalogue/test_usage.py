"""How much rests on a version: found by the keys of other apps, whatever they are called."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from begleitwerk.accounts.models import User
from begleitwerk.catalogue import selectors
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.presenters import desk_of, usage_of
from tests.factories.assessment import AssessmentFactory, CriterionFactory
from tests.factories.goals import GoalFactory
from tests.markup import text_of

AsUser = Callable[[User | None], Client]
pytestmark = pytest.mark.django_db


def test_records_are_counted_once_by_version_and_by_dimension(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    framework = selectors.current_version(ContentKind.QUALITY_FRAMEWORK)
    dimension, criterion = (selectors.item(framework, key) for key in ("QD5", "QD5.7"))
    assessment = AssessmentFactory(framework=framework)
    CriterionFactory(assessment=assessment, source=criterion, number="5.7")
    own = CriterionFactory(assessment=assessment, source=criterion, number="5.9")
    own.source = None
    own.save()
    for goal in (GoalFactory(), GoalFactory()):
        goal.dimension = dimension
        goal.save()

    with translation.override("en"):
        with django_assert_num_queries(1):
            uses = selectors.uses_of([framework])[framework.pk]
        counts = {use.name: use.count for use in uses}
        assert counts["Self-assessments"] == 1
        assert counts["Criteria of a self-assessment"] == 2
        assert counts["Goals"] == 2
        usage = usage_of(framework)
    by_key = {row.item.key: dict(row.counts) for row in usage.rows}
    assert by_key["QD5"] == {"Criteria of a self-assessment": 2, "Goals": 2}
    assert by_key["QD6"] == {"Criteria of a self-assessment": 0, "Goals": 0}


def test_the_desk_asks_the_same_number_of_questions(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(5):
        rows = desk_of()
    assert {row.version.version for row in rows if row.has_others} == {"2.0", "2016"}
    GoalFactory()
    with django_assert_num_queries(5):
        assert [row.version.version for row in desk_of("QUALITÄTSRAHMEN")] == ["2.0", "2016"]


def test_editors_find_what_earlier_versions_say(as_user: AsUser, operator: User) -> None:
    page = text_of(as_user(operator).get("/katalog/redaktion/", {"q": "vierteljährlich"}))
    for version in ("2.0", "2016"):
        assert f'qualitaetsrahmen/{version}/#QD4.2"' in page


def test_an_unused_version_says_so(as_user: AsUser, operator: User) -> None:
    page = as_user(operator).get("/katalog/quality_framework/qualitaetsrahmen/2016/nutzung/")
    assert "Auf dieser Version beruht noch nichts" in text_of(page)


def test_differences_are_shown_for_any_two_versions(as_user: AsUser, operator: User) -> None:
    client = as_user(operator)
    path = "/katalog/quality_framework/qualitaetsrahmen/{}/unterschiede/"
    for version in ("2.0", "2016"):
        page = text_of(client.get(path.format(version)))
        assert "Version 2.0 neben 2016" in page
        assert "10 Wirkungsorientierung" in page
    assert client.get(path.format("2.0"), {"zu": "1999"}).status_code == 404
