"""What closing keeps, what it cuts, and what is counted then."""

import pytest
from django.utils import translation

from begleitwerk.core.services import Refused
from begleitwerk.fieldwork.models import Answer, Remark, Sheet
from begleitwerk.fieldwork.selectors import counts_of, scale_of, sizes_of, statement_of
from begleitwerk.fieldwork.services import (
    Said,
    close_collection,
    enter_paper_sheet,
    hand_in,
    is_as_sealed,
    save_answer,
    save_answers,
    save_remark,
)
from tests.factories.fieldwork import ItemFactory
from tests.fieldwork.world import Asked

pytestmark = pytest.mark.django_db


def test_closing_keeps_what_was_handed_in_and_cuts_every_way_back(asked: Asked) -> None:
    item = asked.items[0]
    for level in (1, 2, 2):
        asked.handed_in(level)
    begun = asked.token()
    save_answer(token=begun, item_id=item.pk, level=3)
    save_remark(token=begun, item_id=item.pk, kind="comment", text="nicht abgegeben")
    last = asked.token()
    save_remark(token=last, item_id=item.pk, kind="comment", text="abgegeben")
    save_answer(token=last, item_id=item.pk, special="cannot_judge")
    hand_in(token=last)
    before = set(Sheet.objects.values_list("pk", flat=True)) | set(
        Answer.objects.values_list("pk", flat=True)
    )
    closed = close_collection(by=None, collection=asked.collection)
    assert closed.state == "closed"
    assert closed.closed_at
    assert is_as_sealed(closed)
    assert list(Sheet.objects.values_list("key", "state").distinct()) == [(None, "handed_in")]
    assert [(row.text, row.sheet_id) for row in Remark.objects.all()] == [("abgegeben", None)]
    rows = [*Sheet.objects.all(), *Answer.objects.all()]
    assert not before & {row.pk for row in rows}
    said = counts_of(closed)
    assert said.sizes == {asked.health.pk: 4} == sizes_of(closed)
    assert said.answers[item.pk, asked.health.pk] == {1: 1, 2: 2, "cannot_judge": 1}
    assert said.importance[item.pk, asked.health.pk] == {2: 3}
    with pytest.raises(Refused):
        close_collection(by=None, collection=closed)


def test_a_changed_answer_does_not_fit_the_seal(asked: Asked) -> None:
    asked.handed_in()
    closed = close_collection(by=None, collection=asked.collection)
    Answer.objects.filter(pk=Answer.objects.first().pk).update(level=3)  # type: ignore[union-attr]
    assert not is_as_sealed(closed)


def test_counts_tell_late_and_paper_and_importance_without_an_answer(asked: Asked) -> None:
    first, second, _third = asked.items
    token = asked.token(asked.parents)
    save_answers(token=token, answers={first.pk: Said(0), second.pk: Said(importance=3)})
    asked.ends(1)
    hand_in(token=token)
    paper = {first.pk: Said(0)}
    enter_paper_sheet(by=None, collection=asked.collection, group=asked.parents, answers=paper)
    said = counts_of(close_collection(by=None, collection=asked.collection))
    assert (said.late, said.from_paper) == (1, 1)
    assert said.answers == {(first.pk, asked.parents.pk): {0: 2}}
    assert said.importance == {(second.pk, asked.parents.pk): {3: 1}}


def test_while_answers_come_in_nobody_counts_them(asked: Asked) -> None:
    asked.handed_in()
    with pytest.raises(ValueError, match="closed"):
        counts_of(asked.collection)
    assert sizes_of(asked.collection) == {asked.health.pk: 1}


def test_nothing_handed_in_can_be_closed_too(asked: Asked) -> None:
    closed = close_collection(by=None, collection=asked.collection)
    assert counts_of(closed).answers == {}
    assert is_as_sealed(closed)


def test_counting_takes_as_many_queries_for_many_as_for_few(
    asked: Asked, django_assert_num_queries: object
) -> None:
    for _number in range(6):
        asked.handed_in()
    closed = close_collection(by=None, collection=asked.collection)
    with django_assert_num_queries(3):  # type: ignore[operator]
        counts_of(closed)


def test_scales_speak_the_language_of_who_reads(asked: Asked) -> None:
    scale = {
        "kind": "bipolar",
        "levels": [{"value": 1, "label": {"de": "eher links", "en": "rather left"}}],
        "low": {"de": "links"},
        "high": {"de": "rechts", "en": "right"},
    }
    item = ItemFactory(scale=scale, text_en="Statement", plain_de="Einfach")
    with translation.override("en"):
        found = scale_of(item)
        assert (found.levels[0].label, found.levels[0].anchor) == ("rather left", "")
        assert (found.low, found.high, found.is_bipolar) == ("links", "right", True)
        assert statement_of(item) == "Statement"
    assert statement_of(item, plain=True) == "Einfach"
    assert scale_of(asked.items[0]).values == {0, 1, 2, 3}
