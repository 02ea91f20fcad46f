"""Pages of those who ask: what they show, what they never show, bad input."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.core.models import Upload
from begleitwerk.fieldwork import services
from begleitwerk.fieldwork.contributions import Owner, owners
from begleitwerk.fieldwork.models import Access, Answer, Collection, Group, Remark, Sheet
from begleitwerk.fieldwork.selectors import progress_of
from begleitwerk.municipalities.models import Municipality
from tests.days import in_days
from tests.factories.fieldwork import (
    CollectionFactory,
    GroupFactory,
    ItemFactory,
    RemarkFactory,
    with_token,
)
from tests.markup import text_of

SignIn = Callable[[User | None], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def collection(musterau: Municipality) -> Collection:
    return CollectionFactory(
        municipality=musterau, kind="other", title="Bestandsaufnahme", state="open"
    )


@pytest.fixture
def group(collection: Collection) -> Group:
    ItemFactory.create_batch(2, collection=collection)
    return GroupFactory(collection=collection, name="Jugendamt")


@pytest.fixture
def client(as_user: SignIn, coordinator: User, group: Group) -> Client:
    return as_user(coordinator)


def address(name: str, collection: Collection, *args: int) -> str:
    return reverse(f"fieldwork:{name}", args=[collection.municipality.slug, collection.pk, *args])


def shown(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", str(text_of(response)))


# --- The collection -------------------------------------------------------------------------------


def test_the_page_says_what_is_next(client: Client, collection: Collection, group: Group) -> None:
    page = address("collection", collection)
    for values, words in (
        ({"state": "draft"}, "festlegen, wer gefragt wird"),
        ({"state": "open", "opens_on": in_days(2)}, "gehen die Einladungen hinaus"),
        ({"opens_on": in_days(-2)}, "Antworten kommen bis"),
        ({"closes_on": in_days(-1)}, "Als Nächstes: abschließen"),
        ({"state": "closed", "digest": "0" * 64}, "nichts führt zu denen"),
    ):
        Collection.objects.update(**values)
        assert words in shown(client.get(page))


def test_the_page_leads_to_its_owner(
    client: Client, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(owners, "other", Owner("Bewertung", lambda _row: "/da/"))
    Collection.objects.update(opens_on=in_days(-9), closes_on=in_days(-1))
    page = client.get(address("collection", collection)).content.decode()
    assert page.count('href="/da/"') == 3  # the way up, the link, the button that closes
    owner = Owner("Bewertung", lambda _row: "/da/", lambda _row: "/zu/")
    monkeypatch.setitem(owners, "other", owner)
    page = client.get(address("collection", collection)).content.decode()
    assert 'href="/da/"' in page
    assert 'href="/zu/"' in page


def test_what_is_open_is_changed_only_where_nobody_relies_on_it(
    client: Client, collection: Collection
) -> None:
    page = client.get(address("collection_edit", collection))
    fields = page.context["form"].fields
    assert {"title", "intro", "reminders"} <= set(fields)
    assert not {"opens_on", "closes_on", "asks_importance"} & set(fields)

    data = {"title": "Neu", "intro": "", "reminders": "2; 9", "version": collection.version}
    client.post(address("collection_edit", collection), data)
    collection.refresh_from_db()
    assert (collection.title, collection.reminders) == ("Neu", [9, 2])
    wrong = client.post(address("collection_edit", collection), {**data, "reminders": "bald"})
    assert wrong.status_code == 422


def test_opening_shows_whom_it_joins(client: Client, collection: Collection, group: Group) -> None:
    Collection.objects.update(state="draft")
    with_token(collection=collection, group=group, kind="personal", email="anna@beispiel.de")
    page = shown(client.get(address("collection_open", collection)))

    assert "Diese Gruppen werden gemeinsam gezeigt" in page
    assert "Auch zusammen sind es 1 Personen" in page
    version = Collection.objects.get().version
    client.post(address("collection_open", collection), {"version": version})
    assert progress_of(collection)[0].members == (group,)


def test_the_end_is_extended(client: Client, collection: Collection) -> None:
    day = in_days(20)
    data = {"closes_on": day.isoformat(), "reason": "Ferien", "version": collection.version}
    assert client.post(address("collection_extend", collection), data).status_code == 302
    assert Collection.objects.get().closes_on == day


def test_groups_are_looked_after(client: Client, collection: Collection, group: Group) -> None:
    data = {"name": "Eltern", "floor": "5", "reads_plain": "on"}
    client.post(address("group_add", collection), data)
    parents = Group.objects.get(name="Eltern")
    assert (parents.floor, parents.reads_plain) == (5, True)
    lower = client.post(address("group_edit", collection, parents.pk), {**data, "floor": "3"})
    assert lower.status_code == 422
    assert "Eltern" in shown(client.get(address("groups", collection)))
    Collection.objects.update(state="draft")
    client.post(address("group_remove", collection, parents.pk))
    assert not Group.objects.filter(pk=parents.pk).exists()
    joint = GroupFactory(collection=collection, is_joint=True)
    assert client.get(address("group_edit", collection, joint.pk)).status_code == 404


def test_nothing_to_remind_is_said(client: Client, collection: Collection) -> None:
    answer = client.post(address("remind", collection), follow=True)
    assert "Es gibt niemanden zu erinnern" in shown(answer)
    with_token(collection=collection, group=collection.groups.get(), kind="personal",
               email="anna@beispiel.de", asked_on=in_days(-3))  # fmt: skip
    answer = client.post(address("remind", collection), follow=True)
    assert "1 Erinnerung ist unterwegs" in shown(answer)


# --- People ---------------------------------------------------------------------------------------


def test_people_are_added_found_and_taken_out(
    client: Client, collection: Collection, group: Group
) -> None:
    data = {"name": "Anna Beispiel", "email": "anna@beispiel.de", "group": group.pk}
    client.post(address("person_add", collection), data)
    again = client.post(address("person_add", collection), data)
    assert again.status_code == 422
    access = Access.objects.get()

    people = address("people", collection)
    assert "Anna Beispiel" in shown(client.get(people, {"q": "beispiel anna", "gruppe": group.pk}))
    assert "Anna Beispiel" not in shown(client.get(people, {"offen": "nein"}))
    client.post(address("access_close", collection, access.pk))
    assert "lässt niemanden mehr ein" in shown(client.get(people))
    client.post(address("access_reopen", collection, access.pk))
    changed = {"name": "Anna B.", "email": "anna@anders.de", "new_link": "on"}
    client.post(address("person_edit", collection, access.pk), changed)
    row = Access.objects.get()
    assert (row.person_name, row.is_closed) == ("Anna B.", False)
    assert row.digest != access.digest


def test_nobody_sees_who_handed_in(client: Client, collection: Collection, group: Group) -> None:
    access = with_token(
        collection=collection, group=group, kind="personal", email="anna@beispiel.de"
    )
    people, person = address("people", collection), address("person_edit", collection, access.pk)
    before = [shown(client.get(page)) for page in (people, person)]
    token, _sheet = services.begin_sheet(access=access)
    services.save_answer(token=token, item_id=collection.items.all()[0].pk, level=2)
    services.hand_in(token=token)

    assert [shown(client.get(page)) for page in (people, person)] == before
    assert progress_of(collection)[0].handed_in == 1


def test_lines_are_pasted_as_programs_give_them(
    client: Client, collection: Collection, group: Group
) -> None:
    lines = "Anna Beispiel <anna@beispiel.de>;\n\nben@beispiel.de\nCem\tcem@beispiel.de"
    data = {"group": group.pk, "lines": lines}
    answer = client.post(address("people_paste", collection), data, follow=True)
    assert "3 Personen stehen auf der Liste" in shown(answer)
    assert set(Access.objects.values_list("person_name", "email")) == {
        ("Anna Beispiel", "anna@beispiel.de"),
        ("", "ben@beispiel.de"),
        ("Cem", "cem@beispiel.de"),
    }
    more = {**data, "lines": f"{lines}\ndora@beispiel.de"}
    answer = client.post(address("people_paste", collection), more, follow=True)
    assert "3 werden schon gefragt" in shown(answer)
    wrong = client.post(address("people_paste", collection), {**data, "lines": "a@b.de c@d.de\nx"})
    assert "Zeile 1, 2" in text_of(wrong)


def send(client: Client, collection: Collection, content: str) -> Any:
    file = SimpleUploadedFile("liste.csv", content.encode())
    return client.post(address("people_import", collection), {"file": file}, follow=True)


def test_what_is_exported_can_be_taken_in_again(
    client: Client, collection: Collection, group: Group
) -> None:
    with_token(collection=collection, group=group, kind="personal", email="anna@beispiel.de")
    exported = client.get(address("people", collection), {"export": "csv"}).content.decode()
    report = send(client, collection, exported)
    assert report.context["report"]["same"] == 1

    send(client, collection, exported + "Ben;ben@beispiel.de;jugendamt\n")
    upload = Upload.objects.latest("pk")
    client.post(address("people_import_write", collection, upload.pk), follow=True)
    assert Access.objects.count() == 2


def test_a_file_says_row_by_row_what_to_mend(client: Client, collection: Collection) -> None:
    rows = [
        "Name;E-Mail;Gruppe", "A;a@b.de;Jugendamt", "B;a@b.de;Jugendamt", "C;keine;Jugendamt",
        "D;d@b.de;Polizei", "E;e@b.de;",
    ]  # fmt: skip
    report = send(client, collection, "\n".join(rows))
    problems = [(row["row"], row["column"]) for row in report.context["problems"]]
    assert problems == [(3, "E-Mail"), (4, "E-Mail"), (5, "Gruppe"), (6, "Gruppe")]
    Collection.objects.update(state="closed", digest="0" * 64)
    assert len(send(client, collection, "\n".join(rows[:2])).context["problems"]) == 1


# --- Links, codes, papers -------------------------------------------------------------------------


def test_a_link_is_shown_large_and_printed(client: Client, collection: Collection) -> None:
    page = client.post(address("link_add", collection), {"group": ""}, follow=True)
    link = Access.objects.get()
    assert services.access_url(link) in page.content.decode()
    poster = address("poster", collection, link.pk)
    with pikepdf.open(BytesIO(client.get(poster).content)) as pdf:
        assert len(pdf.pages) == 1
    services.close_access(by=None, access=link)
    assert client.get(poster).status_code == 302
    personal = with_token(collection=collection, group=collection.groups.get(), kind="personal")
    assert client.get(address("link", collection, personal.pk)).status_code == 404


def test_codes_are_made_printed_and_ended(
    client: Client, collection: Collection, group: Group
) -> None:
    assert client.get(address("cards", collection, group.pk)).status_code == 302
    client.post(address("codes", collection), {"group": group.pk, "number": "9"})
    with pikepdf.open(BytesIO(client.get(address("cards", collection, group.pk)).content)) as pdf:
        assert len(pdf.pages) == 2
    client.post(address("codes_close", collection, group.pk))
    assert not Access.objects.filter(is_closed=False).exists()


def test_the_questionnaire_asks_what_is_asked(
    client: Client, collection: Collection, group: Group
) -> None:
    page = address("questionnaire", collection)
    for about in ({}, {"gruppe": group.pk}):
        answer = client.get(page, about)
        assert answer.headers["Content-Type"] == "application/pdf"
    assert client.get(page, {"gruppe": GroupFactory().pk}).status_code == 404
    collection.items.all().delete()
    assert client.get(page).status_code == 302


# --- Sheets from paper ----------------------------------------------------------------------------


def enter(client: Client, collection: Collection, kept: str = "", **typed: str) -> Any:
    return client.post(address("paper", collection), {"kept": kept, **typed})


def test_a_sheet_typed_twice_alike_counts(
    client: Client, collection: Collection, group: Group
) -> None:
    one, other = collection.items.all()
    typed = {f"a{one.pk}": "2", f"w{one.pk}": "3", f"a{other.pk}": "9"}
    second = enter(client, collection, group=str(group.pk), **typed)
    assert (second.status_code, Sheet.objects.count()) == (200, 0)
    done = enter(client, collection, kept=second.context["kept"], **typed)

    assert done.status_code == 302
    assert (Sheet.objects.get().group, Sheet.objects.get().from_paper) == (group, True)
    assert set(Answer.objects.values_list("item", "level", "special", "importance")) == {
        (one.pk, 2, "", 3),
        (other.pk, None, "cannot_judge", None),
    }


def test_where_both_entries_differ_the_sheet_is_looked_at(
    client: Client, collection: Collection, group: Group
) -> None:
    one, other = collection.items.all()
    same = {f"a{one.pk}": "2"}
    second = enter(client, collection, group=str(group.pk), **same, **{f"a{other.pk}": "1"})
    third = enter(client, collection, kept=second.context["kept"], **same)
    assert (third.context["step"], Sheet.objects.count()) == (3, 0)
    assert [line.item for line in third.context["form"].lines] == [other]
    assert "zuerst 1, dann leer" in shown(third)
    enter(client, collection, kept=third.context["kept"], **{f"a{other.pk}": "3"})

    assert set(Answer.objects.values_list("item", "level")) == {(one.pk, 2), (other.pk, 3)}


def test_a_sheet_that_cannot_be_is_refused(
    client: Client, collection: Collection, group: Group
) -> None:
    one = collection.items.all()[0]
    assert enter(client, collection, group=str(group.pk), **{f"a{one.pk}": "7"}).status_code == 422
    second = enter(client, collection, group=str(group.pk), code="nichts", **{f"a{one.pk}": "2"})
    kept = second.context["kept"]
    assert enter(client, collection, kept=kept, **{f"a{one.pk}": "2"}).status_code == 422
    assert enter(client, collection, kept=f"{kept}x").context["step"] == 1
    second = enter(client, collection, group=str(group.pk), **{f"a{one.pk}": "2"})
    Group.objects.all().delete()
    gone = enter(client, collection, kept=second.context["kept"], **{f"a{one.pk}": "2"})
    assert (gone.status_code, Sheet.objects.count()) == (422, 0)


# --- Remarks --------------------------------------------------------------------------------------


def test_remarks_wait_until_it_is_closed(client: Client, collection: Collection) -> None:
    item = collection.items.all()[0]
    sound = RemarkFactory(collection=collection, item=item, text="Protokoll liegt vor")
    RemarkFactory(collection=collection, item=item, text="Ruf an: 0171 2345678")
    page = address("remarks", collection)
    assert "Protokoll" not in shown(client.get(page))

    Collection.objects.update(state="closed", digest="0" * 64)
    answer = client.get(page)
    assert answer.context["sound"] == [sound.pk]
    assert "sieht nach einer Telefonnummer aus" in shown(answer)
    decide = address("remarks_decide", collection)
    kept = client.post(f"{decide}?stand=offen", {"remark": [sound.pk], "decision": "show"})
    assert kept.headers["Location"].endswith("?stand=offen")
    assert "Protokoll" not in shown(client.get(page, {"stand": "offen"}))
    assert "Protokoll" in shown(client.get(page, {"stand": "gezeigt", "q": "liegt"}))
    client.post(decide, {"remark": ["x", str(sound.pk)], "decision": "hide"})
    assert Remark.objects.get(pk=sound.pk).is_shown is False


# --- What is due ----------------------------------------------------------------------------------


def test_what_is_due_leads_to_the_collection(client: Client, collection: Collection) -> None:
    page = reverse("portal:due", args=[collection.municipality.slug])
    Collection.objects.update(state="draft", opens_on=in_days(-1))
    assert address("collection", collection) in client.get(page).content.decode()


def test_strangers_find_nothing(
    as_user: SignIn, coordinator: User, group: Group, collection: Collection
) -> None:
    elsewhere = CollectionFactory()
    path = f"/k/{collection.municipality.slug}/erhebungen/{elsewhere.pk}/"
    assert as_user(coordinator).get(path).status_code == 404
