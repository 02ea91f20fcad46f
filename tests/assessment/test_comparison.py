"""Two self-assessments side by side."""

import pytest

from begleitwerk.assessment.models import Assessment, Criterion
from begleitwerk.assessment.selectors.comparison import Link, compare, earlier_ones
from begleitwerk.assessment.services import close_assessment
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentVersion
from begleitwerk.catalogue.selectors import items_of, version_map
from tests.assessment.world import answered, closed
from tests.days import in_days

pytestmark = pytest.mark.django_db


def framework(version: str) -> ContentVersion:
    return ContentVersion.objects.get(kind=ContentKind.QUALITY_FRAMEWORK, version=version)


def round_of(keys: list[str], version: str, said: list[str], **about: object) -> Assessment:
    """A self-assessment on criteria of a version, answered by two groups."""
    groups = about.pop("groups", {"Planung": said, "Partner": said[::-1]})
    assessment = answered(groups, framework=framework(version), **about)  # type: ignore[arg-type]
    items = {item.key: item for item in items_of(framework(version))}
    for criterion, key in zip(assessment.criteria.order_by("pk"), keys, strict=True):
        source = items[key]
        Criterion.objects.filter(pk=criterion.pk).update(
            source=source, dimension=source.parent, text_de=source.text_de
        )
    return close_assessment(by=None, assessment=assessment)


def test_the_same_version_is_compared_criterion_by_criterion_with_the_same_groups() -> None:
    before = round_of(["QD5.1", "QD5.2"], "2.0", ["01", "12", "11"])
    after = round_of(
        ["QD5.1", "QD5.3"],
        "2.0",
        ["23", "32", "22"],
        municipality=before.municipality,
        groups={"Planung": ["23", "32", "22"], "Neue": ["12", "21", "10"]},
    )
    found = compare(before, after)
    assert [(now.name, then.name) for now, then in found.shared] == [("Planung", "Planung")]
    first, second = found.changes
    assert first.link == Link.SAME
    assert first.levels is not None
    assert round(float(first.levels), 2) == 1.17  # 2/3 before, 11/6 now
    assert round(float(first.levels_of_same or 0), 2) == 1.67
    assert second.link == Link.NOT_ASKED
    assert second.levels is None
    assert second.levels_of_same is None


def test_across_versions_no_figure_stands_without_a_counterpart_in_the_catalogue() -> None:
    old, new = framework("2016"), framework("2.0")
    reached = version_map(new, old)
    criteria = [row for row in items_of(new) if row.parent_id]
    mapped = next(r for r in criteria if r.key in reached and reached[r.key].is_comparable)
    without = next(r for r in criteria if r.key not in reached or not reached[r.key].is_comparable)
    said = ["12", "21", "23"]
    then = reached[mapped.key].item
    other = next(row for row in items_of(old) if row.parent_id and row.pk != then.pk)
    before = round_of([then.key, other.key], "2016", said)
    after = round_of([mapped.key, without.key], "2.0", said, municipality=before.municipality)
    first, second = compare(before, after).changes
    assert first.levels is not None
    assert second.link == Link.UNMAPPED
    assert second.before is None
    assert second.levels is None


def test_what_is_withheld_once_has_no_change() -> None:
    before = round_of(["QD5.1"], "2.0", ["2", "2", "2"])
    after = round_of(["QD5.1"], "2.0", ["1", "2", "3"], municipality=before.municipality)
    (change,) = compare(before, after).changes
    assert change.before is not None
    assert change.levels is None


def test_own_criteria_are_compared_by_their_words_and_other_scales_not_at_all() -> None:
    before = answered({"A": ["1", "2", "3"]})
    own = before.criteria.get()
    Criterion.objects.filter(pk=own.pk).update(source=None, text_de="Eigenes")
    before = close_assessment(by=None, assessment=before)
    after = answered({"A": ["11", "22", "33"]}, municipality=before.municipality)
    first, second = after.criteria.order_by("pk")
    Criterion.objects.filter(pk=first.pk).update(source=None, text_de="Eigenes")
    Criterion.objects.filter(pk=second.pk).update(source=None, text_de="Noch eines")
    after = close_assessment(by=None, assessment=after)
    assert [change.link for change in compare(before, after).changes] == [Link.SAME, Link.UNMAPPED]
    after.result["scales"][0]["levels"].append({"value": 4, "label": {"de": "mehr", "en": ""}})
    for row in after.result["criteria"]:
        row["answers"] = {key: [*told[:4], 0, *told[4:]] for key, told in row["answers"].items()}
    assert compare(before, after).changes[0].link == Link.OTHER_SCALE


def test_only_what_ended_before_is_offered() -> None:
    now = closed({"A": ["1", "2", "3"]})
    earlier = closed({"A": ["1", "2", "3"]}, municipality=now.municipality)
    later = closed({"A": ["1", "2", "3"]}, municipality=now.municipality)
    later.collection.closes_on = in_days(30)
    later.collection.save()
    answered({"A": ["1"]}, municipality=now.municipality)
    closed({"A": ["1", "2", "3"]})
    assert earlier_ones(now) == [earlier]
    with pytest.raises(ValueError, match="has a result"):
        compare(answered({"A": ["1"]}), now)
