"""Pages of goals and measures: works, other municipality, missing right, bad input, missing."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.core.models import Upload
from begleitwerk.goals.imports import MAX_ROWS
from begleitwerk.goals.models import Goal, Measure
from begleitwerk.municipalities.models import Municipality
from tests.days import in_days, today
from tests.factories.goals import GoalFactory, MeasureFactory
from tests.factories.networks import BodyFactory
from tests.factories.programmes import share_cluster
from tests.markup import text_of

SignIn = Callable[[User | None], Client]


def address(name: str, place: Municipality, *args: int) -> str:
    return reverse(f"goals:{name}", args=[place.slug, *args])


@pytest.fixture
def goal(musterau: Municipality) -> Goal:
    return GoalFactory(municipality=musterau, title="Alle neun Gemeinden wirken mit")


@pytest.fixture
def measure(goal: Goal) -> Measure:
    return MeasureFactory(goal=goal, title="Bürgermeisterrunde einrichten")


@pytest.fixture
def client(as_user: SignIn, coordinator: User) -> Client:
    return as_user(coordinator)


# --- Goal tree --------------------------------------------------------------------------------


def test_goal_tree(
    client: Client, as_user: SignIn, musterau: Municipality, goal: Goal, partner: User
) -> None:
    goal.parent = GoalFactory(municipality=musterau, level="guiding", title="Verankerung")
    goal.save()
    MeasureFactory(goal=goal, due_on=in_days(-1))
    url = address("goals", musterau)

    page = text_of(client.get(url))
    assert "2 Ziele" in page
    assert page.index("Verankerung") < page.index("Alle neun Gemeinden wirken mit")
    assert page.count("verzögert") > 1

    assert "Alle neun" not in text_of(as_user(partner).get(url))
    found = text_of(client.get(url, {"q": "gemeinden", "stand": "late"}))
    assert "Alle neun" in found
    nothing = text_of(client.get(url, {"stand": "good", "ebene": "guiding"}))
    assert "Alle neun" not in nothing
    assert client.get(url, {"stand": "grün", "dimension": "QD99"}).status_code == 200


def test_goal_tree_without_goals_says_what_to_do(client: Client, musterau: Municipality) -> None:
    page = text_of(client.get(address("goals", musterau)))

    assert address("goal_add", musterau) in page


def test_goal_tree_takes_the_same_queries_for_more_goals(
    client: Client, musterau: Municipality, django_assert_max_num_queries: Any
) -> None:
    url = address("goals", musterau)
    GoalFactory(municipality=musterau)
    client.get(url)
    with django_assert_max_num_queries(14) as one:
        client.get(url)
    for _number in range(2):
        MeasureFactory(goal__municipality=musterau)
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(url)


# --- Goal forms -------------------------------------------------------------------------------


def goal_data(**values: Any) -> dict[str, Any]:
    return {"title": "Neues Ziel", "level": "intermediate", **values}


def test_add_goal(client: Client, musterau: Municipality) -> None:
    url = address("goal_add", musterau)
    assert client.get(url).status_code == 200

    response = client.post(
        url, goal_data(owner_other="Elterncafé", due_on_0="31", due_on_1="10", due_on_2="2027")
    )

    added = Goal.objects.get()
    assert (added.owner, added.due_on) == ("Elterncafé", date(2027, 10, 31))
    assert response.headers["Location"] == added.get_absolute_url()


def test_add_goal_with_bad_input_keeps_what_was_typed(
    client: Client, musterau: Municipality, lindfurt: Municipality
) -> None:
    theirs = GoalFactory(municipality=lindfurt, level="guiding")

    response = client.post(
        address("goal_add", musterau),
        goal_data(title="", description="Viel Text", parent=theirs.pk, due_on_0="31"),
    )

    assert response.status_code == 422
    page = text_of(response)
    assert "Viel Text" in page
    assert {"title", "parent", "due_on"} <= set(response.context["form"].errors)
    assert not Goal.objects.filter(municipality=musterau).exists()


def test_a_goal_that_serves_a_lower_one_is_refused_at_the_field(
    client: Client, goal: Goal, musterau: Municipality
) -> None:
    response = client.post(
        address("goal_add", musterau), goal_data(level="guiding", parent=goal.pk)
    )

    assert response.status_code == 422
    assert "parent" in response.context["form"].errors


def test_edit_goal_shows_both_versions_to_the_second_editor(
    client: Client, goal: Goal, musterau: Municipality
) -> None:
    url = address("goal_edit", musterau, goal.pk)
    assert "Alle neun Gemeinden" in text_of(client.get(url))
    first = client.post(url, goal_data(title="Meins", version=1))
    assert first.status_code == 302

    second = client.post(url, goal_data(title="Deins", version=1))

    assert second.status_code == 422
    assert "Meins" in text_of(second)
    assert "Deins" in text_of(second)
    goal.refresh_from_db()
    assert goal.title == "Meins"


@pytest.mark.parametrize(
    "name",
    [
        "goal_edit",
        "goal_adopt",
        "goal_report",
        "goal_light",
        "goal_release",
        "goal_remove",
    ],
)
def test_goal_forms_know_who_may(
    name: str,
    as_user: SignIn,
    client: Client,
    goal: Goal,
    musterau: Municipality,
    lindfurt: Municipality,
    neighbour: User,
    facilitator: User,
    stranger: User,
) -> None:
    url = address(name, musterau, goal.pk)

    assert client.get(url).status_code == 200
    assert client.get(address(name, lindfurt, goal.pk)).status_code == 404
    assert as_user(neighbour).get(url).status_code == 404
    assert as_user(stranger).get(url).status_code == 404
    assert as_user(facilitator).get(url).status_code == 403
    assert client.get(address(name, musterau, goal.pk + 1000)).status_code == 404


def test_adopt_goal(
    as_user: SignIn, steering_member: User, goal: Goal, musterau: Municipality
) -> None:
    body = BodyFactory(municipality=musterau, name="Steuerungsgruppe")
    url = address("goal_adopt", musterau, goal.pk)
    client = as_user(steering_member)

    assert client.post(url, {"body": body.pk}).status_code == 422
    response = client.post(url, {"body": body.pk, "on": today().isoformat(), "version": 1})

    assert response.status_code == 302
    goal.refresh_from_db()
    assert (goal.adopted_by, goal.adopted_on) == (body, today())


def test_report_goal(client: Client, goal: Goal, musterau: Municipality) -> None:
    url = address("goal_report", musterau, goal.pk)
    data = {"state": "reached", "on": today().isoformat(), "version": 1}

    refused = client.post(url, {**data, "note": ""})
    assert refused.status_code == 422
    assert "note" in refused.context["form"].errors

    assert client.post(url, {**data, "note": "Beschlossen."}).status_code == 302
    goal.refresh_from_db()
    assert goal.state == "reached"


def test_a_light_by_hand_and_back(client: Client, goal: Goal, musterau: Municipality) -> None:
    url = address("goal_light", musterau, goal.pk)

    assert client.post(url, {"light": "risk"}).status_code == 422
    assert client.post(url, {"light": "risk", "reason": "Wahl", "version": 1}).status_code == 302
    assert "Wahl" in text_of(client.get(url))
    client.post(address("goal_light_clear", musterau, goal.pk))
    goal.refresh_from_db()
    assert goal.light_override == ""


def test_release_goal(client: Client, goal: Goal, musterau: Municipality) -> None:
    data = {"release": "programme", "reason": "Austausch", "version": 1}

    assert client.post(address("goal_release", musterau, goal.pk), data).status_code == 302
    goal.refresh_from_db()
    assert goal.release == "programme"


def test_nobody_is_offered_a_level_that_opens_nothing(
    client: Client, goal: Goal, musterau: Municipality, lindfurt: Municipality
) -> None:
    url = address("goal_release", musterau, goal.pk)
    alone = text_of(client.get(url))
    assert "Auch unser Cluster, sobald wir in einem sind" in alone
    assert "Netzwerkpartner" in alone
    assert "public" not in alone
    client.post(url, {"release": "public", "reason": "Für alle", "version": 1})
    goal.refresh_from_db()
    assert goal.release == "own"

    share_cluster(musterau, lindfurt)
    assert "Jugendhilfeplanung in Stadt Lindfurt" in text_of(client.get(url))


def test_a_peer_finds_and_reads_what_the_cluster_shares(
    as_user: SignIn, neighbour: User, goal: Goal, musterau: Municipality, lindfurt: Municipality
) -> None:
    share_cluster(musterau, lindfurt)
    measure = MeasureFactory(goal=goal)
    Goal.objects.filter(pk=goal.pk).update(release="cluster")
    peer = as_user(neighbour)

    assert goal.get_absolute_url() in text_of(peer.get(address("goals", lindfurt)))
    for page in (goal.get_absolute_url(), measure.get_absolute_url()):
        text = text_of(peer.get(page))
        assert goal.title in text
        assert f'href="{address("goals", musterau)}"' not in text


def test_remove_goal_deletes_or_drops(
    client: Client, goal: Goal, measure: Measure, musterau: Municipality
) -> None:
    empty = GoalFactory(municipality=musterau)

    client.post(address("goal_remove", musterau, empty.pk), {"version": 1})
    client.post(address("goal_remove", musterau, goal.pk), {"reason": "Land", "version": 1})

    assert [*Goal.objects.all()] == [goal]
    goal.refresh_from_db()
    assert goal.state == "dropped"


def test_goals_move_among_their_neighbours(client: Client, musterau: Municipality) -> None:
    first, second = (GoalFactory(municipality=musterau, position=n) for n in (1, 2))
    page = text_of(client.get(address("goal_order", musterau)))
    assert page.index(first.title) < page.index(second.title)

    client.post(address("goal_move", musterau, second.pk), {"richtung": "auf"})
    assert [*Goal.objects.filter(municipality=musterau)] == [second, first]
    client.post(address("goal_move", musterau, second.pk), {"richtung": "auf"})
    assert [*Goal.objects.filter(municipality=musterau)] == [second, first]


# --- List of measures -------------------------------------------------------------------------


def test_measure_list(client: Client, goal: Goal, musterau: Municipality) -> None:
    MeasureFactory(goal=goal, title="Spät", due_on=in_days(-23), cost=Decimal(600))
    MeasureFactory(goal=goal, title="Bald", due_on=in_days(7), owner="Jugendamt")
    MeasureFactory(goal=goal, title="Übergänge <b>regeln</b>")
    url = address("measures", musterau)

    page = text_of(client.get(url))
    assert "3 Maßnahmen" in page
    assert "1 ist überfällig, 1 läuft in den nächsten drei Monaten aus." in page
    assert page.index("Spät") < page.index("Bald") < page.index("Übergänge")
    assert "seit 23 Tagen überfällig" in page
    assert "600\N{NO-BREAK SPACE}€" in page
    assert "&lt;b&gt;regeln" in page

    def shown(**filters: str) -> list[str]:
        records = client.get(url, filters).context["table"].records
        return [measure.title for measure in records]

    assert shown(q="übergänge") == ["Übergänge <b>regeln</b>"]
    assert shown(stand="late") == ["Spät"]
    assert shown(wer="Jugendamt") == ["Bald"]
    assert shown(ziel=str(goal.pk), q="spät gemeinden") == ["Spät"]
    assert shown(sort="-due_on") == ["Bald", "Spät", "Übergänge <b>regeln</b>"]
    assert shown(sort="light")[0] == "Spät"
    assert shown(sort="title")[-1] == "Übergänge <b>regeln</b>"
    assert shown(sort="nonsense", stand="lila", ziel="0", pro_seite="-1", page="99")
    assert shown(sort="nonsense", stand="lila", ziel="0", pro_seite="9" * 5000, page="9" * 20)


def test_measure_list_shows_only_what_one_may_read(
    as_user: SignIn, musterau: Municipality, measure: Measure, partner: User, neighbour: User
) -> None:
    url = address("measures", musterau)
    released = MeasureFactory(goal__municipality=musterau, goal__release="programme", title="Offen")

    page = text_of(as_user(partner).get(url))
    assert released.title in page
    assert measure.title not in page
    assert "Maßnahme anlegen" not in page
    assert as_user(neighbour).get(url).status_code == 404
    exported = text_of(as_user(partner).get(url, {"export": "csv"}))
    assert measure.title not in exported


def test_measure_list_without_any(client: Client, musterau: Municipality) -> None:
    url = address("measures", musterau)
    assert address("goal_add", musterau) in text_of(client.get(url))
    GoalFactory(municipality=musterau)
    assert address("measure_add", musterau) in text_of(client.get(url))


def test_measure_list_takes_the_same_queries_for_more_rows(
    client: Client, goal: Goal, musterau: Municipality, django_assert_max_num_queries: Any
) -> None:
    url = address("measures", musterau)
    MeasureFactory(goal=goal)
    client.get(url)
    with django_assert_max_num_queries(16) as one:
        client.get(url)
    for _number in range(2):
        MeasureFactory(goal__municipality=musterau)
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(url)


# --- One measure ------------------------------------------------------------------------------


def measure_data(goal: Goal, **values: Any) -> dict[str, Any]:
    data = {"goal": goal.pk, "title": "Gemeinden besuchen", "owner_other": "Netzwerkkoordination"}
    return {**data, "due_on": "2028-06-30", **values}


def test_measure_page_and_its_history(
    client: Client, measure: Measure, musterau: Municipality
) -> None:
    url = address("measure", musterau, measure.pk)
    edit = address("measure_edit", musterau, measure.pk)
    client.post(edit, measure_data(measure.goal, cost="4.800", version=1))
    report = address("measure_report", musterau, measure.pk)
    client.post(
        report,
        {"state": "running", "progress": "Zwei besucht.", "on": today().isoformat(), "version": 2},
    )

    page = text_of(client.get(url))

    assert "4.800\N{NO-BREAK SPACE}€" in page
    assert measure.goal.title in page
    assert "Name von „Bürgermeisterrunde einrichten“ zu „Gemeinden besuchen“" in page
    assert "Frist „30.06.2028“" in page
    assert "Stand „läuft“ gemeldet: Zwei besucht." in page


def test_a_released_measure_gives_away_no_history_and_no_other_goal(
    as_user: SignIn, client: Client, musterau: Municipality, partner: User
) -> None:
    above = GoalFactory(municipality=musterau, level="guiding", title="Nur für uns")
    measure = MeasureFactory(
        goal__municipality=musterau, goal__parent=above, goal__release="programme"
    )
    client.post(
        address("measure_light", musterau, measure.pk),
        {"light": "risk", "reason": "Wahl", "version": 1},
    )
    client.post(address("measure_light_clear", musterau, measure.pk))
    url = address("measure", musterau, measure.pk)

    inside, outside = text_of(client.get(url)), text_of(as_user(partner).get(url))

    assert "Nur für uns" in inside
    assert "Wahl" in inside
    assert measure.title in outside
    assert "Nur für uns" not in outside
    assert "Wahl" not in outside


def test_add_measure_like_the_form_asks(client: Client, goal: Goal, musterau: Municipality) -> None:
    url = f"{address('measure_add', musterau)}?ziel={goal.pk}"
    page = text_of(client.get(url))
    for question in ("Was wollen Sie tun?", "Wer ist zuständig?", "Woher kommt das Geld?"):
        assert question in page

    refused = client.post(
        url, measure_data(goal, owner_other="", starts_on="2028-07-10", due_on="2028-06-30")
    )
    assert refused.status_code == 422
    assert "Wählen Sie, wer zuständig ist." in text_of(refused)
    assert "Die Frist liegt vor dem Beginn. Geben Sie einen späteren Tag an." in text_of(refused)
    assert text_of(refused).count("<title>Fehler:") == 1

    funding = item(ContentKind.FUNDING_SOURCES, "bsfh")
    added = client.post(url, measure_data(goal, cost="1.234,50", funding=funding.pk))
    assert added.headers["Location"] == goal.get_absolute_url()
    measure = Measure.objects.get()
    assert (measure.cost, measure.funding_id) == (Decimal("1234.50"), funding.pk)


def test_add_measure_refuses_a_goal_of_somebody_else(
    client: Client, goal: Goal, musterau: Municipality
) -> None:
    theirs = GoalFactory()
    url = address("measure_add", musterau)

    assert client.get(url, {"ziel": theirs.pk}).status_code == 200
    assert client.post(url, measure_data(theirs)).status_code == 422
    assert not Measure.objects.exists()


@pytest.mark.parametrize(
    "name", ["measure", "measure_edit", "measure_report", "measure_light", "measure_remove"]
)
def test_measure_pages_know_who_may(
    name: str,
    as_user: SignIn,
    client: Client,
    measure: Measure,
    musterau: Municipality,
    lindfurt: Municipality,
    neighbour: User,
    partner: User,
) -> None:
    url = address(name, musterau, measure.pk)

    assert client.get(url).status_code == 200
    assert client.get(address(name, lindfurt, measure.pk)).status_code == 404
    assert as_user(neighbour).get(url).status_code == 404
    assert as_user(partner).get(url).status_code == 403
    assert client.get(address(name, musterau, measure.pk + 1000)).status_code == 404


def test_report_light_and_removal_of_a_measure(
    client: Client, measure: Measure, musterau: Municipality
) -> None:
    light = address("measure_light", musterau, measure.pk)
    client.post(light, {"light": "late", "reason": "Wahl", "version": 1})
    assert "Wahl" in text_of(client.get(address("measure", musterau, measure.pk)))
    client.post(address("measure_light_clear", musterau, measure.pk))
    measure.refresh_from_db()
    assert measure.light_override == ""

    report = address("measure_report", musterau, measure.pk)
    stopped = {"state": "stopped", "on": today().isoformat(), "progress": ""}
    assert client.post(report, stopped).status_code == 422

    remove = address("measure_remove", musterau, measure.pk)
    assert client.post(remove, {"reason": "Doppelt", "version": 99}).status_code == 422
    assert client.post(remove, {"reason": "Doppelt"}).status_code == 302
    assert not Measure.objects.exists()


# --- Export and import ------------------------------------------------------------------------


def upload(client: Client, place: Municipality, content: bytes, name: str = "liste.csv") -> Any:
    """The report of a file; where that was refused at once, the form again."""
    file = SimpleUploadedFile(name, content)
    return client.post(address("measures_import", place), {"file": file}, follow=True)


def confirm(client: Client, place: Municipality) -> Any:
    upload = Upload.objects.latest("pk")
    return client.post(address("measures_import_write", place, upload.pk), follow=True)


def counts(report: Any) -> dict[str, int]:
    return {name: report.context["report"][name] for name in ("new", "changed", "same")}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_exported_can_be_taken_in_again(
    client: Client, goal: Goal, musterau: Municipality, kind: str
) -> None:
    funding = item(ContentKind.FUNDING_SOURCES, "municipal")
    MeasureFactory(
        goal=goal,
        title="=SUMME(A1:A9)",
        cost=Decimal("1234.50"),
        funding=funding,
        starts_on=date(2027, 1, 10),
        due_on=date(2027, 10, 31),
        state="running",
        progress="Läuft; gut\nzweite Zeile",
        progress_on=date(2026, 2, 1),
    )
    content = client.get(address("measures", musterau), {"export": kind}).content

    checked = upload(client, musterau, content, f"liste.{kind}")
    assert counts(checked) == {"new": 0, "changed": 0, "same": 1}

    before = list(Measure.objects.values())
    Measure.objects.all().delete()
    checked = upload(client, musterau, content, f"liste.{kind}")
    assert counts(checked)["new"] == 1
    assert not Measure.objects.exists()
    confirm(client, musterau)
    changing = {"id": None, "version": None}
    assert [{**row, **changing} for row in Measure.objects.values()] == [
        {**row, **changing} for row in before
    ]


def test_a_checked_file_is_due_until_it_is_written(
    client: Client, goal: Goal, musterau: Municipality
) -> None:
    MeasureFactory(goal=goal)
    content = client.get(address("measures", musterau), {"export": "csv"}).content
    due = reverse("portal:due", args=[musterau.slug])
    upload(client, musterau, content, "gleich.csv")
    assert "gleich.csv" not in client.get(due).content.decode()  # nothing to take in
    Measure.objects.all().delete()
    checked = upload(client, musterau, content, "neu.csv")
    assert "Was die Datei bewirkt<" in checked.content.decode()
    page = client.get(due).content.decode()
    assert "neu.csv" in page
    assert checked.request["PATH_INFO"] in page
    assert "Was die Datei bewirkt hat" in confirm(client, musterau).content.decode()
    assert "neu.csv" not in client.get(due).content.decode()


def test_no_cell_of_an_export_is_a_formula(client: Client, goal: Goal) -> None:
    MeasureFactory(goal=goal, title="=1+1", owner="@jemand")
    content = client.get(address("measures", goal.municipality), {"export": "xlsx"}).content

    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet["A2"].value == "'=1+1"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


HEADER = "Maßnahme;Ziel;Zuständig;Stand;Frist;Kosten;Geld aus\r\n"
GOOD = "Rathäuser besuchen;alle neun gemeinden wirken mit;Planung;läuft;31.10.2027;4.800,00;\r\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "keine Zeilen"),
        (b"\x00\x01\x02", "weder"),
        ("Maßnahme;Ziel\r\nA;B".encode(), "Zuständig"),
        (f"{HEADER[:-2]};Farbe\r\n".encode(), "Farbe"),
        (f"{HEADER}A;Alle neun Gemeinden wirken nicht;B\r\n".encode(), "Meinen Sie"),
        (f"{HEADER}A;Xylophon;B\r\n".encode(), "Legen Sie es zuerst an"),
        (f"{HEADER}A;Alle neun Gemeinden wirken mit;\r\n".encode(), "leer"),
        (f"{HEADER}A;Alle neun Gemeinden wirken mit;B;grün\r\n".encode(), "grün"),
        (f"{HEADER}A;Alle neun Gemeinden wirken mit;B;;31.02.2027\r\n".encode(), "31.02.2027"),
        (f"{HEADER}A;Alle neun Gemeinden wirken mit;B;;;viel\r\n".encode(), "viel"),
        (f"{HEADER}A;Alle neun Gemeinden wirken mit;B;;;5;Lotto\r\n".encode(), "Lotto"),
        (f"{HEADER}{GOOD}{GOOD}".encode(), "zweimal"),
        (f"{HEADER}{GOOD * (MAX_ROWS + 1)}".encode(), "mehr als"),
        (
            f"{HEADER}A;Alle neun Gemeinden wirken mit;B;;;5;keine zusätzlichen mittel".encode(),
            "Kosten",
        ),
    ],
)
def test_a_faulty_file_is_told_and_nothing_is_taken_in(
    client: Client, goal: Goal, musterau: Municipality, content: bytes, words: str
) -> None:
    response = upload(client, musterau, content)

    if not content:
        assert response.status_code == 422
        return
    assert words in text_of(response)
    assert not Measure.objects.exists()
    confirm(client, musterau)
    assert not Measure.objects.exists()


def test_a_measure_never_goes_to_one_of_two_goals_by_chance(
    client: Client, goal: Goal, musterau: Municipality
) -> None:
    GoalFactory(municipality=musterau, title=goal.title.upper())

    response = upload(client, musterau, (HEADER + GOOD).encode())

    assert "Mehrere Ziele haben diesen Namen" in text_of(response)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_files_of_any_office_are_read(
    client: Client, goal: Goal, musterau: Municipality, encoding: str
) -> None:
    checked = upload(client, musterau, (HEADER + GOOD).encode(encoding))
    assert counts(checked)["new"] == 1

    confirm(client, musterau)

    measure = Measure.objects.get()
    assert measure.title == "Rathäuser besuchen"
    assert (measure.state, measure.cost) == ("running", Decimal(4800))
    assert measure.due_on == date(2027, 10, 31)


def test_import_changes_what_is_there_and_only_with_the_right(
    client: Client,
    as_user: SignIn,
    goal: Goal,
    musterau: Municipality,
    facilitator: User,
) -> None:
    measure = MeasureFactory(goal=goal, title="rathäuser BESUCHEN", owner="Jugendamt")
    assert upload(as_user(facilitator), musterau, b"").status_code == 403

    checked = upload(client, musterau, (HEADER + GOOD).encode())
    assert counts(checked)["changed"] == 1
    assert "Zuständig: Jugendamt, künftig Planung" in text_of(checked)
    confirm(client, musterau)

    measure.refresh_from_db()
    assert (measure.owner, measure.state) == ("Planung", "running")
