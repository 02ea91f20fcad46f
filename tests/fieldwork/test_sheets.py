"""Begin, answer, hand in; and everything that must not go through."""

import pytest
from django.utils import timezone

from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import Refused
from begleitwerk.fieldwork.models import Answer, Remark, Sheet
from begleitwerk.fieldwork.services import (
    AnswerRefused,
    Said,
    Why,
    access_token,
    begin_sheet,
    digest_of,
    enter_paper_sheet,
    hand_in,
    handed_in_among,
    has_handed_in,
    in_blocks,
    read_token,
    save_answer,
    save_answers,
    save_remark,
    sheet_key,
)
from tests.factories.fieldwork import GroupFactory, ItemFactory
from tests.fieldwork.world import Asked

pytestmark = pytest.mark.django_db


def said(token: str) -> list[tuple[int, int | None, str, int | None]]:
    rows = Answer.objects.filter(sheet__key=sheet_key(token)).order_by("item_id")
    return list(rows.values_list("item_id", "level", "special", "importance"))


# --- Tokens -------------------------------------------------------------------------------------


def test_a_token_is_made_anew_from_its_row_and_read_as_people_type_it(asked: Asked) -> None:
    access = asked.personal()
    token = access_token(access)
    assert access_token(type(access).objects.get(pk=access.pk)) == token
    assert access.digest == digest_of(token)
    assert read_token(f" {in_blocks(token)} ") == token
    assert read_token("O" * 8 + "il" * 4) == "0" * 8 + "1" * 8
    assert [read_token(bad) for bad in ("", "short", "u" * 16, "a" * 17, "ä" * 16)] == [""] * 5


def test_another_secret_makes_other_tokens_and_finds_no_sheet(
    asked: Asked, settings: object
) -> None:
    access = asked.personal()
    token, _sheet = begin_sheet(access=access)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert access_token(access) != token
    assert not Sheet.objects.filter(key=sheet_key(token)).exists()


# --- Begin --------------------------------------------------------------------------------------


def test_a_personal_link_leads_to_one_sheet_and_a_link_for_many_to_new_ones(asked: Asked) -> None:
    access, link = asked.personal(), asked.link
    assert begin_sheet(access=access) == begin_sheet(access=access)
    first = begin_sheet(access=link, group=asked.health)
    second = begin_sheet(access=link, group=asked.parents)
    assert first[0] != second[0]
    assert [first[1].group, second[1].group] == [asked.health, asked.parents]
    assert Sheet.objects.count() == 3


def test_who_says_no_group_or_a_foreign_one_is_asked_again(asked: Asked) -> None:
    for group in (None, GroupFactory()):
        with pytest.raises(Refused) as refused:
            begin_sheet(access=asked.link, group=group)
        assert refused.value.field == "group"


def test_a_joined_group_counts_as_the_joint_one(asked: Asked) -> None:
    joint = GroupFactory(collection=asked.collection, is_joint=True)
    asked.health.is_joined = True
    asked.health.save()
    assert begin_sheet(access=asked.personal())[1].group == joint


def test_a_way_taken_back_or_before_the_first_day_lets_nobody_in(asked: Asked) -> None:
    access = asked.personal()
    access.is_closed = True
    access.save()
    with pytest.raises(AnswerRefused) as refused:
        begin_sheet(access=access)
    assert refused.value.why == Why.TAKEN_BACK
    asked.ends(-20)
    with pytest.raises(AnswerRefused) as refused:
        begin_sheet(access=asked.personal())
    assert refused.value.why == Why.EARLY


# --- Answer -------------------------------------------------------------------------------------


def test_the_last_answer_counts_and_is_there_once(asked: Asked) -> None:
    token, item = asked.token(), asked.items[0]
    save_answer(token=token, item_id=item.pk, level=1)
    save_answer(token=token, item_id=item.pk, level=3, importance=2)
    assert said(token) == [(item.pk, 3, "", 2)]
    save_answer(token=token, item_id=item.pk, special="cannot_judge")
    assert said(token) == [(item.pk, None, "cannot_judge", None)]
    save_answer(token=token, item_id=item.pk)
    assert said(token) == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"level": 4}, "level"),
        ({"level": -1}, "level"),
        ({"special": "maybe"}, "level"),
        ({"level": 1, "special": "cannot_judge"}, "level"),
        ({"level": 1, "importance": 4}, "importance"),
    ],
)
def test_what_the_scale_does_not_have_is_refused(asked: Asked, values: dict, field: str) -> None:
    token = asked.token()
    with pytest.raises(Refused) as refused:
        save_answer(token=token, item_id=asked.items[0].pk, **values)
    assert refused.value.field == field
    assert said(token) == []


def test_importance_and_evidence_only_where_they_are_asked(asked: Asked) -> None:
    token, item = asked.token(), asked.items[0]
    asked.collection.asks_importance = asked.collection.asks_evidence = False
    asked.collection.save()
    with pytest.raises(Refused):
        save_answer(token=token, item_id=item.pk, level=1, importance=1)
    with pytest.raises(Refused):
        save_remark(token=token, item_id=item.pk, kind="evidence", text="Protokoll")
    save_remark(token=token, item_id=item.pk, kind="comment", text="Anmerkung")


@pytest.mark.parametrize(
    ("prepare", "why"),
    [
        (lambda asked, token: hand_in(token=token), Why.HANDED_IN),
        (lambda asked, token: type(asked.collection).objects.update(state="draft"), Why.EARLY),
        (lambda asked, token: asked.ends(-20), Why.EARLY),
        (lambda asked, token: Sheet.objects.update(key=None), Why.UNKNOWN),
        (lambda asked, token: asked.items[0].__class__.objects.update(is_withdrawn=True),
         Why.WITHDRAWN),
    ],
    ids=["handed in", "draft", "too early", "cut", "withdrawn"],
)  # fmt: skip
def test_nothing_is_saved_where_nothing_may_be(asked: Asked, prepare: object, why: Why) -> None:
    token, item = asked.token(), asked.items[0]
    save_answer(token=token, item_id=item.pk, level=1)
    save_remark(token=token, item_id=item.pk, kind="comment", text="vorher")
    prepare(asked, token)  # type: ignore[operator]
    for save in (
        lambda: save_answer(token=token, item_id=item.pk, level=2),
        lambda: save_remark(token=token, item_id=item.pk, kind="comment", text="nachher"),
    ):
        with pytest.raises(AnswerRefused) as refused:
            save()
        assert refused.value.why == why
    assert [row.level for row in Answer.objects.all()] == [1]
    assert [row.text for row in Remark.objects.all()] == ["vorher"]


def test_items_of_another_collection_are_unknown(asked: Asked) -> None:
    with pytest.raises(AnswerRefused) as refused:
        save_answer(token=asked.token(), item_id=ItemFactory().pk, level=1)
    assert refused.value.why == Why.UNKNOWN


def test_a_page_is_saved_as_a_whole_and_leaves_out_what_is_not_asked_any_more(asked: Asked) -> None:
    token, (first, second, third) = asked.token(), asked.items
    save_answer(token=token, item_id=first.pk, level=1)
    first.is_withdrawn = True
    first.save()
    page = {first.pk: Said(3), second.pk: Said(2), third.pk: Said()}
    assert save_answers(token=token, answers=page) == [first.pk]
    assert said(token) == [(first.pk, 1, "", None), (second.pk, 2, "", None)]
    with pytest.raises(Refused):
        save_answers(token=token, answers={second.pk: Said(0), third.pk: Said(9)})
    assert said(token)[1] == (second.pk, 2, "", None)


def test_a_remark_is_replaced_and_taken_away(asked: Asked) -> None:
    token, item = asked.token(), asked.items[0]
    for text in ("eins", " zwei "):
        save_remark(token=token, item_id=item.pk, kind="evidence", text=text)
    assert Remark.objects.get().text == "zwei"
    save_remark(token=token, item_id=item.pk, kind="evidence", text=" ")
    assert not Remark.objects.exists()
    with pytest.raises(Refused) as refused:
        save_remark(token=token, item_id=item.pk, kind="comment", text="x" * 2001)
    assert refused.value.field == "comment"
    with pytest.raises(AnswerRefused):
        save_remark(token=token, item_id=item.pk, kind="gossip", text="x")


# --- Hand in ------------------------------------------------------------------------------------


def test_handed_in_twice_is_once_and_known_for_reminders_alone(asked: Asked) -> None:
    early, late = asked.personal(), asked.personal()
    token, _sheet = begin_sheet(access=early)
    assert not has_handed_in(early)
    with pytest.raises(Refused):
        hand_in(token=token)
    save_answer(token=token, item_id=asked.items[0].pk, importance=1)
    with pytest.raises(Refused):
        hand_in(token=token)
    save_answer(token=token, item_id=asked.items[0].pk, level=0)
    assert hand_in(token=token) == hand_in(token=token)
    assert has_handed_in(early)
    assert handed_in_among([early, late, asked.link]) == {early.pk}
    assert not Sheet.objects.get().is_late
    assert not AuditEvent.objects.exists()


def test_after_the_last_day_answers_are_late_until_somebody_closes(asked: Asked) -> None:
    token = asked.token()
    save_answer(token=token, item_id=asked.items[0].pk, level=0)
    asked.ends(0)
    assert asked.collection.closes_on == timezone.localdate()
    assert not hand_in(token=token).is_late
    second = asked.token()
    asked.ends(1)
    save_answer(token=second, item_id=asked.items[0].pk, level=0)
    assert hand_in(token=second).is_late


def test_a_guessed_token_hands_nothing_in(asked: Asked) -> None:
    with pytest.raises(AnswerRefused) as refused:
        hand_in(token="0" * 16)
    assert refused.value.why == Why.UNKNOWN


# --- Paper --------------------------------------------------------------------------------------


def test_a_sheet_of_paper_counts_and_its_code_lets_nobody_in_any_more(asked: Asked) -> None:
    code = asked.personal()
    token, _sheet = begin_sheet(access=code)
    save_answer(token=token, item_id=asked.items[0].pk, level=0)
    marked = {asked.items[0].pk: Said(2), asked.items[1].pk: Said()}
    given = {"by": None, "collection": asked.collection, "group": asked.health, "answers": marked}
    enter_paper_sheet(**given, code=in_blocks(token))
    assert [row.level for row in Answer.objects.all()] == [2]
    assert Sheet.objects.get().from_paper
    assert has_handed_in(code)
    event = AuditEvent.objects.get()
    assert (event.subject_id, event.after) == (str(asked.collection.pk), {})
    for again in (in_blocks(token), "0" * 16):
        with pytest.raises(Refused) as refused:
            enter_paper_sheet(**given, code=again)
        assert refused.value.field == "code"
    enter_paper_sheet(**given)
    assert Sheet.objects.count() == 2


def test_an_empty_sheet_of_paper_is_none_and_a_closed_collection_takes_none(asked: Asked) -> None:
    given = {"by": None, "collection": asked.collection, "group": asked.health}
    with pytest.raises(Refused):
        enter_paper_sheet(**given, answers={})
    asked.collection.state = "draft"
    with pytest.raises(AnswerRefused):
        enter_paper_sheet(**given, answers={asked.items[0].pk: Said(1)})
