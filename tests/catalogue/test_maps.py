"""What became of items between versions: nothing is guessed, and both ways say the same."""

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from begleitwerk.accounts.models import User
from begleitwerk.catalogue import selectors
from begleitwerk.catalogue.enums import MapKind
from begleitwerk.catalogue.models import ContentVersion
from begleitwerk.catalogue.presenters import comparison_of
from begleitwerk.catalogue.services import Outcome, import_content

pytestmark = pytest.mark.django_db

HEAD = """kind = "themes"
code = "themen"
version = "{0}"
rank = {0}
title = {{ de = "Themen", en = "Themes" }}
source = {{ de = "Erfunden.", en = "Invented." }}
"""
ITEM = """
[[items]]
key = "{key}"
label = {{ de = "{key} {version}", en = "{key}" }}
text = {{ de = "Text.", en = "Text." }}
"""
NOTE = 'follows.note = { de = "Neu gefasst.", en = "Put anew." }\n'


def version(number: int, **follows: str) -> ContentVersion:
    """Version `number`, each item with what it follows: "same a", "merged a b", "new" or ""."""
    text = HEAD.format(number)
    for key, said in follows.items():
        text += ITEM.format(key=key, version=number)
        if said:
            kind, *keys = said.split()
            text += f'follows.version = "{number - 1}"\nfollows.kind = "{kind}"\n'
            text += f"follows.keys = {keys}\n" + (NOTE if kind not in ("same", "new") else "")
    report = import_content(by=None, text=text, dry_run=False)
    assert report.outcome is Outcome.NEW, report.problems
    return ContentVersion.objects.get(code="themen", version=str(number))


def told(source: ContentVersion, target: ContentVersion) -> dict[str, tuple[str, str, bool]]:
    return {
        key: (" ".join(item.key for item in found.items), str(found.kind), found.is_comparable)
        for key, found in selectors.version_map(source, target).items()
    }


def test_only_what_is_the_same_or_reworded_can_be_compared() -> None:
    first = version(1, a="", b="", c="", d="", e="", x="")
    second = version(
        2, a="same a", b="reworded b", c1="split c", c2="split c", m="merged d e", n="new", x=""
    )
    assert told(second, first) == {
        "a": ("a", "same", True),
        "b": ("b", "reworded", True),
        "c1": ("c", "split", False),
        "c2": ("c", "split", False),
        "m": ("d e", "merged", False),
    }
    assert told(first, second) == {
        "a": ("a", "same", True),
        "b": ("b", "reworded", True),
        "c": ("c1 c2", "split", False),
        "d": ("m", "merged", False),
        "e": ("m", "merged", False),
    }


def test_two_that_claim_to_be_the_same_are_a_split() -> None:
    first, second = version(1, a=""), version(2, a="same a", b="same a")
    assert told(second, first)["b"] == ("a", "split", False)
    assert told(first, second)["a"] == ("a b", "split", False)


def test_versions_between_are_walked_through_and_the_weaker_counts() -> None:
    first = version(1, a="", b="", c="")
    version(2, b="reworded a", c="same b", d="")
    third = version(3, a="same b", b="same c", d="same d")
    assert told(third, first) == {"a": ("a", "reworded", True), "b": ("b", "same", True)}
    with translation.override("de"):
        found = selectors.mapped(selectors.item(third, "a"), first)
    assert found is not None
    assert (found.item.key, found.note) == ("a", "Neu gefasst.")
    assert selectors.mapped(selectors.item(third, "d"), first) is None


def test_a_version_is_its_own_counterpart_and_another_content_has_none() -> None:
    first = version(1, a="")
    assert told(first, first) == {"a": ("a", "same", True)}
    assert told(first, selectors.current_version("roles")) == {}


@pytest.mark.parametrize(("of", "key"), [("1", "z"), ("9", "a"), ("2", "a")])
def test_what_is_not_there_before_cannot_be_followed(operator: User, of: str, key: str) -> None:
    version(1, a="")
    text = HEAD.format(2) + ITEM.format(key="a", version=2)
    text += f'follows.version = "{of}"\nfollows.kind = "same"\nfollows.keys = ["{key}"]\n'
    report = import_content(by=operator, text=text, dry_run=False)
    assert report.outcome is Outcome.REFUSED
    assert (of if of != "1" else key) in report.problems[0].message
    assert report.problems[0].line == 8


def test_the_framework_2_0_is_mapped_whole(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    old = ContentVersion.objects.get(code="qualitaetsrahmen", version="2016")
    new = selectors.current_version("quality_framework")
    items = {version.pk: selectors.items_of(version) for version in (old, new)}
    with django_assert_num_queries(2):
        back, forth = selectors.version_map(new, old), selectors.version_map(old, new)
    assert len(forth) == len(items[old.pk]) == len(back)
    assert all(found.is_comparable for found in forth.values())
    unmapped = {item.key.partition(".")[0] for item in items[new.pk] if item.key not in back}
    assert unmapped == {"QD10", "QD11"}
    assert back["QD5"].kind == MapKind.REWORDED


def test_a_comparison_folds_what_is_new_and_names_what_was_dropped() -> None:
    old = ContentVersion.objects.get(code="qualitaetsrahmen", version="2016")
    found = comparison_of(old, selectors.current_version("quality_framework"))
    assert [(row.item.key, row.kind, row.below) for row in found.rows] == [
        ("QD5", "reworded", 0),
        ("QD10", "new", 6),
        ("QD11", "new", 6),
    ]
    assert found.same == 69

    first, second = version(1, a="", b=""), version(2, a="same a")
    with translation.override("en"):
        rows = comparison_of(first, second).rows
    assert [(row.item.key, row.kind) for row in rows] == [("a", "same"), ("b", "gone")]
    assert rows[0].changes == (("Name (German)", "a 1", "a 2"),)


def test_without_a_map_versions_are_compared_by_their_keys() -> None:
    first, second = version(1, a="", b=""), version(2, b="", c="")
    found = comparison_of(first, second)
    assert not found.is_mapped
    kinds = [(row.item.key, row.kind) for row in found.rows]
    assert kinds == [("b", "same"), ("c", "new"), ("a", "gone")]
