"""Pages of self-assessments: works, other municipality, missing right, bad input, missing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.assessment.contributions import home, work
from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.models import Assessment
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version, item
from begleitwerk.core.contributions import DueRow, DueScope, Look
from begleitwerk.fieldwork.enums import AccessKind
from begleitwerk.fieldwork.models import Access, Collection
from begleitwerk.municipalities.models import Municipality
from tests.assessment.test_services import opened, prepare
from tests.days import in_days, today
from tests.factories.networks import BodyFactory, BodyMemberFactory
from tests.markup import text_of

SignIn = Callable[[User | None], Client]
pytestmark = pytest.mark.django_db


def address(name: str, place: Municipality, *args: int) -> str:
    return reverse(f"assessment:{name}", args=[place.slug, *args])


@pytest.fixture
def client(as_user: SignIn, coordinator: User) -> Client:
    return as_user(coordinator)


def quick_data(**values: Any) -> dict[str, Any]:
    framework = current_version(ContentKind.QUALITY_FRAMEWORK).pk
    groups = ["Planungsgruppe", "Familien"]
    last = in_days(14)
    day = {"closes_on_0": last.day, "closes_on_1": last.month, "closes_on_2": last.year}
    return {"dimension": "QD5", "framework": framework, "groups": groups, **day, **values}


# --- List, quick start ----------------------------------------------------------------------------


def test_list(client: Client, musterau: Municipality, lindfurt: Municipality) -> None:
    opened(musterau)
    opened(lindfurt, title="Nicht hier")
    url = address("assessments", musterau)

    page = text_of(client.get(url))

    assert "Selbsteinschätzung Herbst" in page
    assert "Politisch-strukturelle Verankerung" in page
    assert "Nicht hier" not in page
    found = text_of(client.get(url, {"q": "Jugendhilfeausschuss", "dimension": "QD5"}))
    assert "Selbsteinschätzung Herbst" in found
    assert "Selbsteinschätzung Herbst" not in text_of(client.get(url, {"dimension": "QD3"}))
    csv = client.get(url, {"export": "csv"}).content.decode("utf-8-sig")
    assert "Selbsteinschätzung Herbst" in csv


def test_start_in_ten_minutes(client: Client, musterau: Municipality) -> None:
    url = address("quick_start", musterau)
    page = text_of(client.get(url))
    assert "Woran" in page  # a question of a dimension

    response = client.post(url, quick_data(further="Fachkräfte\nFachkräfte\n"))

    found = Assessment.objects.get()
    assert response.headers["Location"] == address("link", musterau, found.pk)
    groups = dict(found.collection.groups.values_list("name", "floor"))
    assert groups == {"Planungsgruppe": 3, "Familien": 5, "Fachkräfte": 3}
    link = Access.objects.get(kind=AccessKind.GROUP)
    page = text_of(client.get(response.headers["Location"]))
    assert "/a/" in page
    assert "Niemand sieht, wer was geantwortet hat." in page
    assert link.group is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"dimension": ""}, "Bitte wählen."),
        ({"groups": []}, "Wählen Sie mindestens eine Gruppe oder nennen Sie unten eine."),
        ({"further": "x" * 121}, "Ein Name hat höchstens 120 Zeichen."),
        ({"framework": 0}, "neue Version des Qualitätsrahmens"),
        ({"closes_on_2": "2020"}, "einen Tag vom"),
    ],
)
def test_bad_input_keeps_what_was_typed(
    client: Client, musterau: Municipality, wrong: dict[str, Any], said: str
) -> None:
    response = client.post(address("quick_start", musterau), quick_data(**wrong))

    assert response.status_code == 422
    assert said in text_of(response)
    assert not Assessment.objects.exists()


def test_a_second_one_about_the_same_is_asked_back(client: Client, musterau: Municipality) -> None:
    opened(musterau)
    url = address("quick_start", musterau)

    asked = client.post(url, quick_data())

    assert asked.status_code == 422
    page = text_of(asked)
    assert "fragt nach demselben" in page
    box = next(name for name in asked.context["form"].fields if name.startswith("sure_"))
    assert client.post(url, quick_data(**{box: "on"})).status_code == 302


# --- The steps ------------------------------------------------------------------------------------


def test_all_steps_one_after_the_other(client: Client, musterau: Municipality) -> None:
    scale = item(ContentKind.SCALES, "agreement").pk
    added = client.post(
        address("assessment_add", musterau),
        {"title": "Zwischenstand", "purpose": "interim", "scale": scale},
    )
    found = Assessment.objects.get()
    assert added.headers["Location"] == address("criteria", musterau, found.pk)

    url = address("criteria", musterau, found.pk)
    page = text_of(client.get(url, {"wahl": "theme:anchoring"}))
    assert page.count("checked") > 20
    refused = client.post(url, {"criteria": []})
    assert refused.status_code == 422
    saved = client.post(url, {"criteria": ["QD5.1", "QD5.2"]})
    assert saved.headers["Location"] == address("groups", musterau, found.pk)

    url = address("groups", musterau, found.pk)
    twice = {"name_0": "Fachkräfte", "floor_0": 4, "name_1": "fachkräfte", "floor_1": 3}
    assert "steht schon weiter oben" in text_of(client.post(url, twice))
    saved = client.post(url, {**twice, "name_1": "Familien", "plain_1": "on", "floor_1": 5})
    assert saved.headers["Location"] == address("dates", musterau, found.pk)

    url = address("dates", musterau, found.pk)
    days = {"opens_on": in_days(1).isoformat(), "closes_on": in_days(9).isoformat()}
    wrong = client.post(url, {**days, "closes_on": today().isoformat()})
    assert "liegt vor dem ersten" in text_of(wrong)
    saved = client.post(url, {**days, "reminders": ["3"]})
    assert saved.headers["Location"] == address("people", musterau, found.pk)

    check = address("open", musterau, found.pk)
    assert client.post(check).status_code == 422  # nobody could answer yet
    client.post(address("add_link", musterau, found.pk))
    assert client.post(check).headers["Location"] == address("link", musterau, found.pk)
    found.refresh_from_db()
    assert (found.state, found.criteria.count()) == (AssessmentState.OPEN, 2)
    assert [group.floor for group in found.collection.groups.all()] == [4, 5]
    assert client.get(check).status_code == 302  # what was asked stays as it is


def test_own_criterion_and_another_wording(client: Client, musterau: Municipality) -> None:
    found = prepare(musterau)
    dimension = item(ContentKind.QUALITY_FRAMEWORK, "QD5")
    own = {"dimension": dimension.pk, "label_de": "Kreistag", "text_de": "Der Kreistag weiß es."}
    assert client.post(address("criterion_add", musterau, found.pk), own).status_code == 302
    criterion = found.criteria.get(number="5.1")
    url = address("criterion_reword", musterau, found.pk, criterion.pk)
    new = {"label_de": criterion.label_de, "text_de": f"{criterion.text_de} Immer."}
    client.post(url, {**new, "label_en": criterion.label_en, "text_en": criterion.text_en})

    page = text_of(client.get(found.get_absolute_url()))

    assert "<ins> Immer.</ins>" in page
    assert "Der Kreistag weiß es." in page
    client.post(address("criterion_restore", musterau, found.pk, criterion.pk))
    assert "Immer." not in text_of(client.get(found.get_absolute_url()))
    own_one = found.criteria.get(number="5.E1")
    client.post(address("criterion_withdraw", musterau, found.pk, own_one.pk))
    assert not found.criteria.filter(number="5.E1").exists()


def test_members_of_bodies_are_asked(client: Client, musterau: Municipality) -> None:
    found = prepare(musterau)
    body = BodyFactory(municipality=musterau, name="Steuerungsgruppe", kind_key="steering_group")
    seat = BodyMemberFactory(body=body, person_name="Kim Beispiel", title="Dezernatsleitung")
    url = address("people", musterau, found.pk)
    page = text_of(client.get(url))
    assert "Kim Beispiel" in page

    missing = client.post(url, {f"pick_s{seat.pk}": "on"})
    assert missing.status_code == 422
    assert "Geben Sie die E-Mail-Adresse an." in text_of(missing)
    group = found.collection.groups.get(name="Steuerungsgruppe")
    row = {f"email_s{seat.pk}": "kim@example.org", f"group_s{seat.pk}": group.pk}
    assert client.post(url, {f"pick_s{seat.pk}": "on", **row}).status_code == 302

    asked = Access.objects.get(kind=AccessKind.PERSONAL)
    assert (asked.person_name, asked.group) == ("Kim Beispiel", group)
    assert client.post(url, {}).status_code == 422  # nobody ticked


def test_a_criterion_is_withdrawn_with_its_reason(client: Client, musterau: Municipality) -> None:
    found = opened(musterau)
    criterion = found.criteria.all()[0]
    url = address("criterion_withdraw", musterau, found.pk, criterion.pk)
    assert client.post(url, {}).status_code == 422

    client.post(url, {"reason": "Missverständlich"})

    page = text_of(client.get(found.get_absolute_url()))
    assert "zurückgezogen" in page
    assert "Missverständlich" in page
    assert client.get(address("criterion_withdraw", musterau, found.pk, 0)).status_code == 404


# --- On the pages of others -----------------------------------------------------------------------


def test_home_and_what_is_due(
    musterau: Municipality, coordinator: User, facilitator: User, partner: User
) -> None:
    found = opened(musterau)
    look = Look(musterau, facilitator, today())
    lines = (home.running(look) or {})["lines"]
    assert [line["assessment"] for line in lines] == [found]
    assert lines[0]["answered"] == "Noch hat niemand geantwortet."
    for person in (partner, coordinator):  # who looks after it has it among what is due
        assert home.running(Look(musterau, person, today())) is None

    def titles(until: int) -> list[tuple[Any, ...]]:
        scope = DueScope([musterau.workspace_id], today(), in_days(until))
        return list(work.ending(scope).lines("assessment_ends"))

    assert not titles(20)
    assert [line[2] for line in titles(21)] == [found.title]
    _kind, key, title, note, on = titles(21)[0]
    line = work.ending_line(DueRow(musterau.workspace.slug, key, title, note, on, today()))
    assert line.why == "Zeit für Antworten endet. Noch hat niemand geantwortet."
    Collection.objects.update(opens_on=in_days(-9), closes_on=in_days(-1))
    assert len(titles(0)) == 1
    assert [hit.url for hit in work.assessment_hits(coordinator, "herbst", 5)] == [
        found.get_absolute_url()
    ]
