"""Rounds from the first thought to the day people answer, and what is refused on the way."""

from datetime import date
from typing import Any

import pytest

from begleitwerk.assessment import services
from begleitwerk.assessment.enums import AssessmentState, Purpose
from begleitwerk.assessment.models import Assessment, Criterion
from begleitwerk.assessment.presenters import assessment_history, changes_of
from begleitwerk.assessment.selectors import bundle_keys
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.catalogue.selectors import current_version, item, items_of
from begleitwerk.core.services import AskedBack, EditConflict, Refused
from begleitwerk.fieldwork.enums import CollectionState
from begleitwerk.fieldwork.models import Collection, Item
from begleitwerk.fieldwork.services import GroupSpec, add_group_link
from begleitwerk.municipalities.models import Municipality
from tests.days import in_days, today
from tests.factories.processes import MeetingFactory

pytestmark = pytest.mark.django_db
FOUR = ("Planungsgruppe", "Steuerungsgruppe", "Netzwerkpartner")


def of_dimension(key: str) -> list[ContentItem]:
    rows = items_of(ContentKind.QUALITY_FRAMEWORK)
    return [row for row in rows if row.parent and row.parent.key == key]


def prepare(place: Municipality, **values: Any) -> Assessment:
    asked = {
        "title": "Selbsteinschätzung Herbst",
        "purpose": Purpose.BASELINE,
        "criteria": of_dimension("QD5"),
        "scale": item(ContentKind.SCALES, "maturity"),
        "opens_on": today(),
        "closes_on": in_days(21),
        "groups": [*map(GroupSpec, FOUR), GroupSpec("Familien", 5, reads_plain=True)],
        **values,
    }
    return services.create_assessment(by=None, municipality=place, **asked)


def opened(place: Municipality, **values: Any) -> Assessment:
    assessment = prepare(place, **values)
    add_group_link(by=None, collection=assessment.collection)
    return services.open_assessment(by=None, assessment=assessment)


def refused_at(field: str | None, act: Any, **values: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(by=None, **values)
    assert refusal.value.field == field
    return str(refusal.value)


# --- Preparing ------------------------------------------------------------------------------------


def test_what_is_asked_follows_the_criteria(musterau: Municipality) -> None:
    assessment = prepare(musterau)

    first = Item.objects.filter(collection=assessment.collection).order_by("position")[0]
    source = of_dimension("QD5")[0]
    assert (first.number, first.text_de) == ("5.1", source.text_de)
    assert first.section_de == "Politisch-strukturelle Verankerung"
    assert first.plain_de == source.extra["plain"]["de"]
    assert [level["value"] for level in first.scale["levels"]] == [0, 1, 2, 3]
    assert first.scale["levels"][3]["anchor"]["de"] == source.extra["anchors"]["de"][3]
    assert first.scale["question"]["de"] == "Wie weit sind Sie?"
    assert assessment.criteria.get(number="5.1").item == first
    assert assessment.framework == current_version(ContentKind.QUALITY_FRAMEWORK)


def test_between_two_statements_the_opposite_stands_on_the_left(musterau: Municipality) -> None:
    assessment = prepare(musterau, scale=item(ContentKind.SCALES, "bipolar"))
    criterion = assessment.criteria.get(number="5.1")
    assert criterion.item.scale["low"]["de"] == "Davon gibt es bei uns nichts."

    criterion = services.reword_criterion(by=None, criterion=criterion, opposite_de="Nie.")

    scale = Item.objects.get(pk=criterion.item_id).scale
    assert (scale["low"]["de"], scale["high"]["de"]) == ("Nie.", criterion.text_de)
    assert scale["levels"][0]["anchor"]["de"] == "Die linke Aussage trifft voll zu."


def test_chosen_anew_own_words_and_own_criteria_stay(musterau: Municipality) -> None:
    assessment = prepare(musterau)
    kept = assessment.criteria.get(number="5.7")
    services.reword_criterion(by=None, criterion=kept, text_de="Alle Gemeinden wirken mit.")
    dimension = item(ContentKind.QUALITY_FRAMEWORK, "QD5")
    words = {"label_de": "Kreistag", "text_de": "Der Kreistag kennt die Frühen Hilfen."}
    services.add_own_criterion(by=None, assessment=assessment, dimension=dimension, **words)
    wanted = [row for row in of_dimension("QD5") + of_dimension("QD3") if row.key != "QD5.1"]

    services.choose_criteria(by=None, assessment=assessment, criteria=wanted)

    numbers = list(assessment.criteria.values_list("number", flat=True))
    assert numbers[:2] == ["3.1", "3.2"]  # as in the framework, whatever came first
    assert "5.1" not in numbers
    assert numbers[-1] == "5.E1"
    kept.refresh_from_db()
    assert kept.text_de == "Alle Gemeinden wirken mit."
    asked = Item.objects.filter(collection=assessment.collection).order_by("position")
    assert [row.number for row in asked] == numbers
    assert Item.objects.get(pk=kept.item_id).text_de == kept.text_de


def test_reworded_is_told_word_by_word_and_asked_without_anchors_of_the_framework(
    musterau: Municipality,
) -> None:
    criterion = prepare(musterau).criteria.get(number="5.1")
    new = criterion.text_de.replace("jährlich", "vierteljährlich")

    criterion = services.reword_criterion(by=None, criterion=criterion, text_de=new)

    assert criterion.is_reworded
    assert not criterion.is_own
    assert [(part.kind, part.text) for part in changes_of(criterion) if part.kind != "same"] == [
        ("gone", "jährlich"),
        ("new", "vierteljährlich"),
    ]
    asked = Item.objects.get(pk=criterion.item_id)
    assert (asked.text_de, asked.plain_de) == (new, "")
    assert asked.scale["levels"][0]["anchor"]["de"].startswith("Dazu gibt es bisher nichts")

    criterion = services.restore_criterion(by=None, criterion=criterion)
    assert not criterion.is_reworded
    assert changes_of(criterion) == ()


def test_a_number_of_an_own_criterion_is_not_given_twice(musterau: Municipality) -> None:
    assessment = prepare(musterau)
    dimension = item(ContentKind.QUALITY_FRAMEWORK, "QD5")
    add = {"assessment": assessment, "dimension": dimension, "text_de": "So ist es."}
    first = services.add_own_criterion(by=None, label_de="Erstes", **add)
    second = services.add_own_criterion(by=None, label_de="Zweites", **add)
    services.withdraw_criterion(by=None, criterion=first, reason="")
    third = services.add_own_criterion(by=None, label_de="Drittes", **add)

    assert (second.number, third.number) == ("5.E2", "5.E1")
    assert Item.objects.filter(collection=assessment.collection, number="5.E1").count() == 1
    refused_at("text_de", services.add_own_criterion, **add | {"label_de": "x", "text_de": " "})
    refused_at(None, services.restore_criterion, criterion=third)
    criterion = item(ContentKind.QUALITY_FRAMEWORK, "QD5.1")
    refused_at(
        "dimension", services.add_own_criterion, **add | {"label_de": "x", "dimension": criterion}
    )


def test_themes_of_development_stand_for_their_dimensions() -> None:
    framework = current_version(ContentKind.QUALITY_FRAMEWORK)

    keys = bundle_keys(framework, "theme:participation")

    assert keys is not None
    assert {key.split(".")[0] for key in keys} == {"QD11", "QD7"}
    assert len(bundle_keys(framework, "all") or ()) > len(bundle_keys(framework, "QD5") or ()) > 0
    assert bundle_keys(framework, "theme:unheard") is None


def test_what_does_not_fit_is_refused_at_its_field(
    musterau: Municipality, lindfurt: Municipality
) -> None:
    elsewhere = MeetingFactory(municipality=lindfurt, on=in_days(30))
    early = MeetingFactory(municipality=musterau, on=in_days(5))
    old = ContentVersion.objects.exclude(pk=current_version(ContentKind.QUALITY_FRAMEWORK).pk)
    older = old.filter(kind=ContentKind.QUALITY_FRAMEWORK).first()
    for field, values in [
        ("title", {"title": " "}),
        ("purpose", {"purpose": "fun"}),
        ("criteria", {"criteria": [item(ContentKind.QUALITY_FRAMEWORK, "QD5")]}),
        ("criteria", {"criteria": [item(older, "QD5.1")]}),
        ("scale", {"scale": item(ContentKind.SCALES, "maturity-1")}),
        ("groups", {"groups": []}),
        ("closes_on", {"closes_on": in_days(-1)}),
        ("consensus_meeting", {"consensus_meeting": elsewhere}),
        ("consensus_meeting", {"consensus_meeting": early}),
    ]:
        refused_at(field, lambda by, values=values: prepare(musterau, **values))
    assert not Assessment.objects.exists()
    assert not Collection.objects.exists()


def test_change_and_dates(musterau: Municipality) -> None:
    assessment = prepare(musterau)
    meeting = MeetingFactory(municipality=musterau, on=in_days(40))
    agreement = item(ContentKind.SCALES, "agreement")

    changed = services.change_assessment(
        by=None, assessment=assessment, title="Neu", scale=agreement, intro="Guten Tag"
    )
    services.plan_dates(
        by=None,
        assessment=changed,
        opens_on=in_days(2),
        closes_on=in_days(30),
        reminders=[3],
        consensus_meeting=meeting,
        version=changed.version,
    )

    found = Assessment.objects.get()
    asked = found.collection
    assert (found.title, found.consensus_meeting) == ("Neu", meeting)
    assert (asked.title, asked.intro, asked.closes_on) == ("Neu", "Guten Tag", in_days(30))
    assert asked.reminders == [3]
    assert len(asked.items.all()[0].scale["levels"]) == 6
    with pytest.raises(EditConflict):
        services.change_assessment(by=None, assessment=found, title="Alt", version=1)
    lines = [line.text for line in assessment_history(found)]
    assert any("Neu" in line for line in lines)
    assert lines[-1] == "Selbsteinschätzung vorbereitet"


# --- Opening, and after ---------------------------------------------------------------------------


def test_open_needs_criteria_groups_a_way_in_and_time(musterau: Municipality) -> None:
    assessment = prepare(musterau, criteria=[])
    refused_at("criteria", services.open_assessment, assessment=assessment)
    refused_at("criteria", services.choose_criteria, assessment=assessment, criteria=[])
    services.choose_criteria(by=None, assessment=assessment, criteria=of_dimension("QD5"))
    refused_at("accesses", services.open_assessment, assessment=assessment)
    add_group_link(by=None, collection=assessment.collection)
    Collection.objects.update(opens_on=in_days(-9), closes_on=in_days(-1))
    assessment = Assessment.objects.get()
    refused_at("closes_on", services.open_assessment, assessment=assessment)
    refused_at("groups", services.name_groups, assessment=assessment, groups=[])

    Collection.objects.update(closes_on=today())
    services.open_assessment(by=None, assessment=Assessment.objects.get())

    found = Assessment.objects.get()
    assert found.state == AssessmentState.OPEN
    assert found.collection.state == CollectionState.OPEN


def test_once_it_is_open_only_the_meeting_changes(musterau: Municipality) -> None:
    assessment = opened(musterau)
    criterion = assessment.criteria.first()
    dimension = item(ContentKind.QUALITY_FRAMEWORK, "QD5")

    for act, values in [
        (services.change_assessment, {"title": "Anders"}),
        (services.choose_criteria, {"criteria": of_dimension("QD3")}),
        (services.name_groups, {"groups": [GroupSpec("Alle")]}),
        (services.open_assessment, {}),
        (services.remove_assessment, {}),
        (services.add_own_criterion, {"dimension": dimension, "label_de": "x", "text_de": "y"}),
    ]:
        refused_at(None, act, assessment=assessment, **values)
    refused_at(None, services.reword_criterion, criterion=criterion, text_de="Anders.")

    meeting = MeetingFactory(municipality=musterau, on=in_days(30))
    services.plan_meeting(by=None, assessment=assessment, consensus_meeting=meeting)
    assert Assessment.objects.get().consensus_meeting == meeting
    Assessment.objects.update(state=AssessmentState.RELEASED, released_on=date(2026, 1, 1))
    refused_at(None, services.plan_meeting, assessment=assessment, consensus_meeting=None)


def test_withdrawn_while_people_answer_it_stays_and_is_not_asked(musterau: Municipality) -> None:
    assessment = opened(musterau, criteria=of_dimension("QD5")[:2])
    first, second = assessment.criteria.all()
    refused_at("reason", services.withdraw_criterion, criterion=first, reason=" ")

    services.withdraw_criterion(by=None, criterion=first, reason="Missverständlich")

    first.refresh_from_db()
    assert first.is_withdrawn
    assert Item.objects.get(pk=first.item_id).is_withdrawn
    refused_at(None, services.withdraw_criterion, criterion=first, reason="noch einmal")
    refused_at(None, services.withdraw_criterion, criterion=second, reason="auch")
    Assessment.objects.update(state=AssessmentState.RESULT)
    refused_at(None, services.withdraw_criterion, criterion=second, reason="danach")
    assert assessment_history(assessment)[0].reason == "Missverständlich"


def test_the_same_asked_twice_at_once_is_asked_back(musterau: Municipality) -> None:
    opened(musterau)
    second = prepare(musterau, title="Noch eine", criteria=of_dimension("QD5")[:1])
    add_group_link(by=None, collection=second.collection)
    other = prepare(musterau, title="Etwas anderes", criteria=of_dimension("QD3"))
    add_group_link(by=None, collection=other.collection)
    services.open_assessment(by=None, assessment=other, sure=())

    with pytest.raises(AskedBack) as asked:
        services.open_assessment(by=None, assessment=second, sure=())
    assert "Politisch-strukturelle Verankerung" in str(asked.value)

    sure = [question.code for question in asked.value.questions]
    services.open_assessment(by=None, assessment=second, sure=sure)
    assert Assessment.objects.filter(state=AssessmentState.OPEN).count() == 3


def test_started_quickly_it_is_open_and_has_a_link(musterau: Municipality) -> None:
    dimension = item(ContentKind.QUALITY_FRAMEWORK, "QD3")
    asked: dict[str, Any] = {
        "municipality": musterau,
        "dimension": dimension,
        "closes_on": in_days(14),
        "groups": [GroupSpec("Netzwerkpartner")],
    }
    found = services.start_quickly(by=None, **asked)

    assert (found.state, found.purpose) == (AssessmentState.OPEN, Purpose.BASELINE)
    assert found.title == "Selbsteinschätzung: Netzwerk"
    assert found.criteria.count() == len(of_dimension("QD3"))
    assert found.collection.opens_on == today()
    again = services.start_quickly(by=None, **asked, sure=None)
    assert again.purpose == Purpose.OCCASION
    refused_at("groups", services.start_quickly, **asked | {"groups": []})
    statement = item(ContentKind.QUALITY_FRAMEWORK, "QD3.1")
    refused_at("dimension", services.start_quickly, **asked | {"dimension": statement})


def test_a_draft_disappears_with_all_that_belongs_to_it(musterau: Municipality) -> None:
    assessment = prepare(musterau)

    services.remove_assessment(by=None, assessment=assessment, version=assessment.version)

    assert not Assessment.objects.exists()
    assert not Criterion.objects.exists()
    assert not Collection.objects.exists()
