"""The pages of those who answer: in, through, out; and every way in which that goes wrong."""

import json
import logging.config
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from begleitwerk.fieldwork.models import Answer, Item, Remark, Sheet
from begleitwerk.fieldwork.services import (
    access_token,
    begin_sheet,
    close_collection,
    hand_in,
    in_blocks,
    save_answer,
    sheet_key,
)
from begleitwerk.fieldwork.views import ways
from tests.factories.fieldwork import SCALE, CollectionFactory, ItemFactory
from tests.fieldwork.world import Asked
from tests.markup import squeezed

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone() -> Client:
    """As a browser: forms from elsewhere would be refused."""
    return Client(enforce_csrf_checks=True)


def text_of(response: HttpResponse) -> str:
    return squeezed(response.content.decode())


# --- In -----------------------------------------------------------------------------------------


def test_a_link_for_many_asks_as_whom_and_leads_to_an_address_of_ones_own(
    asked: Asked, phone: Client
) -> None:
    door = f"/a/{access_token(asked.link)}/"
    page = phone.get(door)
    assert page.status_code == 200
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Für wen antworten Sie?" in text_of(page)
    assert phone.post(door).status_code == 422
    assert phone.post(door, {"group": "x"}).status_code == 422
    begun = phone.post(door, {"group": asked.parents.pk})
    assert begun.status_code == 302
    own = begun.url.split("/")[2]  # type: ignore[attr-defined]
    assert Sheet.objects.get(key=sheet_key(own)).group == asked.parents
    assert f"/a/{own}/" in text_of(phone.get(door)), "the cookie finds it again"
    assert f"/a/{own}/" not in text_of(Client().get(door)), "nobody else does"


def test_a_personal_link_leads_in_and_back_to_the_same_answers_on_another_device(
    asked: Asked, phone: Client
) -> None:
    door = f"/a/{access_token(asked.personal())}/"
    assert "Für wen antworten Sie?" not in text_of(phone.get(door))
    assert phone.get(f"{door}1/").url == door  # type: ignore[attr-defined]
    first = phone.post(door)
    assert first.url == f"{door}1/"  # type: ignore[attr-defined]
    phone.post(f"{door}1/", {"item": asked.items[0].pk, "level": "3"})
    other = Client()
    assert 'value="3" checked' in text_of(other.get(f"{door}1/"))
    assert other.post(door).url == f"{door}2/"  # type: ignore[attr-defined]
    assert Sheet.objects.count() == 1


def test_a_code_is_read_as_people_type_it(asked: Asked, phone: Client) -> None:
    token = access_token(asked.personal())
    phone = Client()
    assert phone.post("/a/", {"code": in_blocks(token)}).url == f"/a/{token}/"  # type: ignore[attr-defined]
    assert phone.post("/a/", {"code": "nonsense"}).status_code == 422
    assert phone.get(f"/a/{in_blocks(token)}/").url == f"/a/{token}/"  # type: ignore[attr-defined]


# --- Through ------------------------------------------------------------------------------------


def test_without_a_script_every_page_saves_and_leads_on(asked: Asked, phone: Client) -> None:
    token = asked.token()
    page = f"/a/{token}/"
    texts = {"evidence": "Protokoll vom Mai", "comment": ""}
    first = {"item": asked.items[0].pk, "level": "2", "importance": "3", **texts}
    assert phone.post(f"{page}1/", first).url == f"{page}2/"  # type: ignore[attr-defined]
    assert phone.post(f"{page}2/", {"item": asked.items[1].pk}).url == f"{page}3/"  # type: ignore[attr-defined]
    back = {"item": asked.items[2].pk, "level": "cannot_judge", "back": "1"}
    assert phone.post(f"{page}3/", back).url == f"{page}2/"  # type: ignore[attr-defined]
    assert phone.post(f"{page}3/", {"item": asked.items[2].pk}).url == f"{page}uebersicht/"  # type: ignore[attr-defined]
    assert Remark.objects.get().text == "Protokoll vom Mai"
    said = Answer.objects.order_by("item__position").values_list("level", "special", "importance")
    assert list(said) == [(2, "", 3), (None, "cannot_judge", None)]
    overview = text_of(phone.get(f"{page}uebersicht/"))
    assert "Sie haben 2 von 3 Aussagen beantwortet." in overview
    assert f'href="{page}2/"' in overview
    assert f'href="{page}1/"' not in overview.partition("Abgeben")[0]
    assert phone.post(f"{page}uebersicht/").url == page  # type: ignore[attr-defined]
    assert "Ihre Antworten sind abgegeben" in text_of(phone.get(page))


def test_all_on_one_page_saves_as_a_whole(asked: Asked, phone: Client) -> None:
    token, (first, second, _third) = asked.token(), asked.items
    page = f"/a/{token}/alle/"
    assert "0 von 3 beantwortet" in text_of(phone.get(page))
    sent = {f"i{first.pk}-level": "1", f"i{second.pk}-level": "not_applicable"}
    assert phone.post(page, sent).url == f"/a/{token}/uebersicht/"  # type: ignore[attr-defined]
    assert Answer.objects.count() == 2
    assert phone.post(page, {f"i{first.pk}-level": "9"}).status_code == 422
    assert phone.post(page, {"later": "1"}).url == f"/a/{token}/spaeter/"  # type: ignore[attr-defined]
    assert Answer.objects.count() == 2, "an older page takes nothing back"
    assert f"/a/{token}/" in text_of(phone.get(f"/a/{token}/spaeter/"))


def test_parents_read_plain_words_and_both_poles_are_shown(asked: Asked, phone: Client) -> None:
    asked.items[0].scale = {
        **SCALE,
        "kind": "bipolar",
        "low": {"de": "nebeneinander"},
        "high": {"de": "miteinander"},
    }
    asked.items[0].save()
    plain = text_of(phone.get(f"/a/{asked.token(asked.parents)}/1/"))
    assert "Einfach 0" in plain
    assert "nebeneinander" in plain
    assert "miteinander" in plain
    assert "Einfach 0" not in text_of(phone.get(f"/a/{asked.token()}/1/"))


def test_what_is_not_asked_is_not_there(asked: Asked, phone: Client) -> None:
    page = f"/a/{asked.token()}/1/"
    assert 'name="importance"' in text_of(phone.get(page))
    assert 'name="evidence"' in text_of(phone.get(page))
    asked.collection.asks_importance = asked.collection.asks_evidence = False
    asked.collection.save()
    assert 'name="importance"' not in text_of(phone.get(page))
    assert 'name="evidence"' not in text_of(phone.get(page))


def test_a_text_that_names_somebody_is_kept_and_asked_about(asked: Asked, phone: Client) -> None:
    page = f"/a/{asked.token()}/1/"
    sent = {"item": asked.items[0].pk, "level": "1", "comment": "Anruf 0451 122-5000"}
    answer = phone.post(page, sent)
    assert answer.status_code == 422
    assert "Anruf 0451 122-5000" in text_of(answer)
    assert not Remark.objects.exists()
    assert phone.post(page, {**sent, "no_family_data": "on"}).status_code == 302
    assert Remark.objects.get().text == "Anruf 0451 122-5000"


# --- Saved at once ------------------------------------------------------------------------------


def send(phone: Client, token: str, **sent: Any) -> tuple[int, dict[str, str]]:
    answer = phone.post(f"/a/{token}/antwort/", sent)
    return answer.status_code, json.loads(answer.content)


def test_a_script_saves_each_answer(asked: Asked, phone: Client) -> None:
    token, item = asked.token(), asked.items[0]
    assert send(phone, token, item=item.pk, level="3", importance="1")[0] == 200
    assert send(phone, token, item=item.pk, level="cannot_judge", importance="")[0] == 200
    assert Answer.objects.values_list("level", "special", "importance").get() == (
        None,
        "cannot_judge",
        None,
    )
    assert send(phone, token, item=item.pk, comment="Gut besucht")[0] == 200
    assert Remark.objects.get().text == "Gut besucht"
    status, said = send(phone, token, item=item.pk, comment="geboren am 3.4.2019")
    assert (status, said["why"]) == (422, "check")
    assert "3.4.2019" in said["text"]
    assert Remark.objects.get().text == "Gut besucht"
    assert phone.get(f"/a/{token}/antwort/").status_code == 302


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"level": "7"}, 422),
        ({"level": "x"}, 422),
        ({"level": "9" * 40}, 422),
        ({"level": "1", "importance": "4"}, 422),
        ({"comment": "x" * 2001}, 422),
        ({"item": "", "level": "1"}, 404),
        ({"item": "999999", "level": "1"}, 404),
        ({"item": "٣", "level": "1"}, 422),
    ],
)
def test_what_no_page_sends_is_refused_in_words(
    asked: Asked, phone: Client, sent: dict[str, str], status: int
) -> None:
    found, said = send(phone, asked.token(), **{"item": asked.items[0].pk, **sent})
    assert found == status
    assert said["text"]
    assert not Answer.objects.exists()


def test_an_answer_costs_two_statements_for_whoever_was_here_before(
    asked: Asked, phone: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    token, item = asked.token(), asked.items[0]
    phone.get(f"/a/{token}/1/")
    send(phone, token, item=item.pk, level="1")
    with django_assert_num_queries(2):
        send(phone, token, item=item.pk, level="2")


# --- Wrong --------------------------------------------------------------------------------------


def withdraw(asked: Asked) -> None:
    Item.objects.filter(pk=asked.items[0].pk).update(is_withdrawn=True)


def test_a_statement_taken_out_while_somebody_answers_it(asked: Asked, phone: Client) -> None:
    token, item = asked.token(), asked.items[0]
    save_answer(token=token, item_id=item.pk, level=1)
    withdraw(asked)
    answer = phone.post(f"/a/{token}/1/", {"item": item.pk, "level": "2"})
    assert answer.status_code == 409
    assert "wird nicht mehr gefragt" in text_of(answer)
    assert send(phone, token, item=item.pk, level="2")[0] == 409
    assert Answer.objects.get().level == 1
    # what is sent is about its own item, whatever its place is by now
    phone.post(f"/a/{token}/2/", {"item": asked.items[1].pk, "level": "3"})
    assert Answer.objects.get(item=asked.items[1]).level == 3
    assert "Aussage 2 von 2" in text_of(phone.get(f"/a/{token}/9/", follow=True))
    Item.objects.update(is_withdrawn=True)
    assert phone.get(f"/a/{token}/1/").url == f"/a/{token}/uebersicht/"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("prepare", "status", "words"),
    [
        (lambda asked, token: hand_in(token=token), 200, "Ihre Antworten sind abgegeben"),
        (lambda asked, token: asked.ends(-20), 200, "Das beginnt bald"),
        (lambda asked, token: close_collection(by=None, collection=asked.collection), 410,
         "Das ist abgeschlossen"),
        (lambda asked, token: type(asked.link).objects.update(is_closed=True), 410,
         "Dieser Link wurde zurückgenommen"),
    ],
    ids=["handed in", "early", "closed", "taken back"],
)  # fmt: skip
def test_every_page_says_why_nothing_can_be_answered(
    asked: Asked, phone: Client, prepare: Callable[[Asked, str], object], status: int, words: str
) -> None:
    token, _sheet = begin_sheet(access=asked.personal())
    item = asked.items[0]
    save_answer(token=token, item_id=item.pk, level=1)
    prepare(asked, token)
    before = list(Answer.objects.values_list("level", flat=True))
    for page in ("", "1/", "alle/", "uebersicht/", "spaeter/"):
        for ask in (phone.get, phone.post):
            answer = ask(f"/a/{token}/{page}", {"item": item.pk, "level": "3"})
            assert (answer.status_code, words in text_of(answer)) == (status, True), page
    assert list(Answer.objects.values_list("level", flat=True)) == before


def test_after_the_last_day_one_can_still_answer_and_is_told(asked: Asked, phone: Client) -> None:
    asked.ends(1)
    token = asked.token()
    assert "als verspätet vermerkt" in text_of(phone.get(f"/a/{token}/"))
    assert send(phone, token, item=asked.items[0].pk, level="1")[0] == 200


def test_nothing_to_hand_in_and_nothing_asked(asked: Asked, phone: Client) -> None:
    token = asked.token()
    answer = phone.post(f"/a/{token}/uebersicht/")
    assert answer.status_code == 422
    assert "mindestens eine Aussage" in text_of(answer)


def test_answers_of_another_collection_cannot_be_given_here(asked: Asked, phone: Client) -> None:
    other = ItemFactory(collection=CollectionFactory(state="open"))
    token = asked.token()
    assert phone.post(f"/a/{token}/1/", {"item": other.pk, "level": "1"}).status_code == 409
    assert send(phone, token, item=other.pk, level="1")[0] == 404


def test_guessing_ends_for_whoever_guesses_and_not_for_whoever_was_here(
    asked: Asked, phone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "MOST_GUESSES", 3)
    cache.clear()
    token, fresh = asked.token(), access_token(asked.personal())
    assert phone.get(f"/a/{token}/1/").status_code == 200
    guesser = Client()
    wrong = ["/a/0000000000000000/", "/a/kurz/", "/r/0000000000000000/", "/a/1111111111111111/3/"]
    assert [guesser.get(path).status_code for path in wrong] == [404, 404, 404, 429]
    assert guesser.get(f"/a/{fresh}/").status_code == 429, "a hit is not told either"
    assert phone.get(f"/a/{token}/2/").status_code == 200
    assert send(phone, token, item=asked.items[0].pk, level="1")[0] == 200
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get(f"/a/{fresh}/").status_code == 200
    cache.clear()


def test_no_log_line_holds_a_token(
    asked: Asked, phone: Client, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    token = asked.token()
    close_collection(by=None, collection=asked.collection)
    logging.config.dictConfig(settings.LOGGING)  # its stream is the test's own now
    phone.get(f"/a/{token}/1/")
    told = capsys.readouterr().err
    assert "/a/…/1/" in told
    assert token not in told


def test_pages_need_no_cookie_and_no_session(asked: Asked) -> None:
    token = asked.token()
    phone = Client(enforce_csrf_checks=True)
    answer = phone.get(f"/a/{token}/1/")
    assert set(answer.cookies) <= {"bw_seen", "csrftoken"}
    phone.cookies.clear()
    assert (
        phone.post(f"/a/{token}/1/", {"item": asked.items[0].pk, "level": "1"}).status_code == 302
    )
