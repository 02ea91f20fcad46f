"""Reading the catalogue: the current version, its items, what is searched and shown."""

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from begleitwerk.catalogue import selectors
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.catalogue.presenters import sheet_of
from begleitwerk.catalogue.services import import_content
from tests.catalogue.test_imports import GOOD
from tests.factories.catalogue import ContentItemFactory, ContentVersionFactory

pytestmark = pytest.mark.django_db


def test_the_highest_rank_is_current_not_the_highest_number() -> None:
    assert selectors.current_version(ContentKind.QUALITY_FRAMEWORK).version == "2.0"
    assert selectors.current_version("participation_ladders").code == "pyramide"
    assert selectors.current_version("participation_ladders", "neun-stufen").version == "1"
    old = ContentVersion.objects.get(version="2016")
    assert not selectors.is_current(old)


def test_a_missing_kind_says_so() -> None:
    ContentVersion.objects.filter(kind=ContentKind.ROLES).delete()
    with pytest.raises(ContentVersion.DoesNotExist, match="roles"):
        selectors.choices(ContentKind.ROLES)
    with pytest.raises(ContentItem.DoesNotExist, match="QD12"):
        selectors.item(ContentKind.QUALITY_FRAMEWORK, "QD12")


def test_items_come_from_memory_once_read(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    version = selectors.current_version(ContentKind.THEMES)
    selectors.items_of(version)
    with django_assert_num_queries(0):
        items = selectors.items_of(version)
        assert items[0].version.title_de == "Entwicklungsthemen"
    with django_assert_num_queries(1):
        selectors.choices(ContentKind.THEMES)


def test_memory_never_outlives_a_replaced_version() -> None:
    import_content(by=None, text=GOOD, dry_run=False)
    version = ContentVersion.objects.get(code="themen")
    assert selectors.item(version, "a").label_de == "Erstes"
    import_content(by=None, text=GOOD.replace("Erstes", "Neues"), dry_run=False)
    version = ContentVersion.objects.get(code="themen")
    assert selectors.item(version, "a").label_de == "Neues"


def test_labels_follow_the_language() -> None:
    with translation.override("de"):
        assert ("hearing", "Anhörung") in selectors.choices("consultation_roles")
    with translation.override("en"):
        assert ("hearing", "Hearing") in selectors.choices("consultation_roles")
        role = selectors.item("roles", "parent")
        assert role.detail("may_not") == ["See unpublished content"]
        assert role.detail("scopes") == ["municipality"]
        assert role.detail("unknown") is None


def test_numbers_are_those_people_use() -> None:
    assert selectors.item("quality_framework", "QD5.7").number == "5.7"
    assert selectors.item("phase_template", "goal_finding").number == "2"
    assert selectors.item("participation_ladders", "P4").number == "4"
    assert selectors.item("roles", "planner").number == ""


def test_selectable_items_are_the_first_level() -> None:
    keys = [item.key for item in selectors.selectable_items("quality_framework")]
    assert keys == [f"QD{number}" for number in range(1, 12)]


def test_a_branch_is_found_by_its_own_words_and_by_those_below() -> None:
    version = selectors.current_version("quality_framework")
    with translation.override("de"):
        whole = selectors.tree_of(version, "PLANUNG")
        part = selectors.tree_of(version, "vierteljährlich")
    planning = next(node for node in whole if node.item.key == "QD4")
    assert len(planning.children) == 7
    assert [node.item.key for node in part] == ["QD4"]
    assert [node.item.key for node in part[0].children] == ["QD4.2"]


def test_search_finds_umlauts_in_current_versions_only() -> None:
    with translation.override("de"):
        found = selectors.search_items("ÜBERGÄNGE")
    assert {item.key for item in found} >= {"QD1.2"}
    assert {item.version.version for item in found if item.key == "QD1.2"} == {"2.0"}
    assert selectors.search_items("  ") == []


def test_the_shelves_ask_the_same_number_of_questions(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(4):
        selectors.shelves()
    ContentItemFactory.create_batch(3, version=ContentVersionFactory(rank=9))
    with django_assert_num_queries(4):
        rows = [row for shelf in selectors.shelves() for row in shelf.rows]
    assert [row.count for row in rows if row.version.rank == 9] == [3]


def test_every_further_field_of_a_page_reads_as_words() -> None:
    for version in ContentVersion.objects.all():
        sheet = sheet_of(version, selectors.tree_of(version))
        assert len(sheet.headings) <= 4 or sheet.as_sections
        for row in sheet.rows:
            assert len(row.details) == len(sheet.headings)
            lines = [line for detail in row.details for line in detail.lines]
            assert all(line == line.strip() and "_" not in line for line in lines)
