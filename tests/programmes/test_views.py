"""Pages about editions and participations."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.programmes import services
from begleitwerk.programmes.enums import EngagementState as S
from begleitwerk.programmes.models import Cluster, Contract, Edition, Engagement, Programme
from begleitwerk.programmes.services.contracts import contract_for
from tests.days import in_days, today
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.programmes import (
    ClusterFactory,
    ContractFactory,
    EditionFactory,
    EditionThemeFactory,
    ProgrammeFactory,
)
from tests.markup import Markup

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
SignIn = Callable[[User | None], Client]


@pytest.fixture
def programme(programme_space: Workspace) -> Programme:
    return ProgrammeFactory(workspace=programme_space)


@pytest.fixture
def edition(programme: Programme) -> Edition:
    return EditionFactory(programme=programme, name="2026–2029")


@pytest.fixture
def client(as_user: SignIn, office: User, programme: Programme) -> Client:
    return as_user(office)


@pytest.fixture
def engagement(edition: Edition, musterau: Municipality) -> Engagement:
    return services.open_engagement(
        by=None,
        edition=edition,
        municipalities=[musterau],
        theme=EditionThemeFactory(edition=edition),
        state=S.SELECTED,
        on=date(2026, 1, 15),
        reason="Zwei von drei Kriterien",
    )


def address(name: str, *ids: Any) -> str:
    return reverse(f"programmes:{name}", args=["programm", *ids])


def text_of(client: Client, url: str, **query: str) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return Markup(response.content.decode())


# --- Programme, editions, themes, clusters ------------------------------------------------------


def test_a_programme_keeps_its_spellings(client: Client, programme: Programme) -> None:
    values = {
        "name": "Netzwerke entwickeln",
        "short_name": "Netze",
        "title_variants": "Netzwerk-Entwicklung\n\nNetze entwickeln\n",
        "version": 1,
    }
    assert client.post(address("programme_edit"), values).status_code == 302
    programme.refresh_from_db()
    assert programme.title_variants == ["Netzwerk-Entwicklung", "Netze entwickeln"]
    assert "Netzwerk-Entwicklung\nNetze entwickeln" in text_of(client, address("programme_edit"))


def test_an_edition_is_added_with_themes_and_clusters(client: Client, programme: Programme) -> None:
    client.post(address("edition_create"), {"name": "2026–2029", "starts_on": "1.5.2026"})
    edition = Edition.objects.get(programme=programme)
    theme = item(ContentKind.THEMES, "anchoring")
    client.post(address("theme_create", edition.pk), {"item": theme.pk, "places": 3})
    dimension = item(ContentKind.QUALITY_FRAMEWORK, "QD5")
    values = {"name": "Nord", "dimensions": [dimension.pk]}
    client.post(address("cluster_create", edition.pk), values)
    page = text_of(client, address("edition", edition.pk))
    assert theme.label in page
    assert "0 von 3 Plätzen" in page
    assert dimension.label in page


def test_an_edition_that_ends_before_it_starts_is_not_saved(client: Client) -> None:
    values = {"name": "X", "starts_on": "1.5.2026", "ends_on": "1.4.2026"}
    response = client.post(address("edition_create"), values)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["ends_on"]


def test_two_editors_of_one_edition(client: Client, edition: Edition) -> None:
    url = address("edition_edit", edition.pk)
    assert client.post(url, {"name": "Erste Fassung", "version": 1}).status_code == 302
    second = client.post(url, {"name": "Zweite Fassung", "version": 1})
    assert second.status_code == 422
    assert "Erste Fassung" in second.content.decode()


def test_places_change_and_used_themes_stay(client: Client, engagement: Engagement) -> None:
    theme = engagement.theme
    assert theme is not None
    url = address("theme_edit", engagement.edition_id, theme.pk)
    client.post(url, {"places": 1, "version": 1})
    assert "1 von 1 Plätzen" in text_of(client, address("edition", engagement.edition_id))
    remove = address("theme_remove", engagement.edition_id, theme.pk)
    page = client.post(remove, follow=True).content.decode()
    assert "Es lässt sich nicht entfernen" in page


def test_a_dimension_no_database_could_hold_is_no_choice(client: Client, edition: Edition) -> None:
    values = {"name": "Nord", "dimensions": ["9" * 20]}
    response = client.post(address("cluster_create", edition.pk), values)
    assert response.status_code == 422
    assert "dimensions" in response.context["form"].errors


def test_clusters_are_renamed_and_dissolved(client: Client, edition: Edition) -> None:
    cluster = ClusterFactory(edition=edition)
    url = address("cluster_edit", edition.pk, cluster.pk)
    assert client.post(url, {"name": "Süd", "version": 1}).status_code == 302
    cluster.refresh_from_db()
    assert cluster.name == "Süd"
    client.post(address("cluster_remove", edition.pk, cluster.pk))
    assert not Cluster.objects.exists()


def test_things_of_another_edition_are_not_found(client: Client, edition: Edition) -> None:
    foreign = EditionThemeFactory()
    assert client.get(address("theme_edit", edition.pk, foreign.pk)).status_code == 404
    assert client.get(address("edition", foreign.edition_id)).status_code == 404


def test_an_edition_is_hidden_from_those_outside(
    edition: Edition, stranger: User, coordinator: User, as_user: SignIn
) -> None:
    for user in (stranger, coordinator):
        assert as_user(user).get(address("edition", edition.pk)).status_code == 404


# --- Participation ------------------------------------------------------------------------------


def test_a_shared_place_is_opened(
    client: Client, edition: Edition, musterau: Municipality, lindfurt: Municipality
) -> None:
    values = {"lead": musterau.pk, "partner": lindfurt.pk, "state": "selected", "on": today()}
    response = client.post(address("engagement_create", edition.pk), values, follow=True)
    page = response.content.decode()
    assert "Landkreis Musterau und Stadt Lindfurt" in page
    assert "federführend" in page
    again = client.post(address("engagement_create", edition.pk), values)
    assert again.status_code == 422
    assert list(again.context["form"].errors) == ["lead"]


def test_a_step_is_recorded_with_day_and_reason(client: Client, engagement: Engagement) -> None:
    url = address("engagement_move", engagement.pk, "withdrawn")
    assert "Die Teilnahme endet." in text_of(client, url)
    assert client.post(url, {"version": 1}).status_code == 422
    for day in ("1.1.1", date(1999, 1, 1), in_days(800)):
        answer = client.post(url, {"on": day, "reason": "Stelle nicht besetzt", "version": 1})
        assert list(answer.context["form"].errors) == ["on"]
    values = {"on": "1.3.2026", "reason": "Stelle nicht besetzt", "version": 1}
    assert client.post(url, values).status_code == 302
    page = text_of(client, address("engagement", engagement.pk))
    assert "zurückgezogen" in page
    assert "Grund: Stelle nicht besetzt" in page


def test_a_day_far_back_needs_a_reason(client: Client, engagement: Engagement) -> None:
    url = address("engagement_move", engagement.pk, "contract_sent")
    values = {"on": in_days(-500), "version": 1}
    answer = client.post(url, values)
    assert list(answer.context["form"].errors) == ["reason"]
    assert client.post(url, {**values, "reason": "Aus den Akten"}).status_code == 302


def test_an_impossible_step_is_refused(client: Client, engagement: Engagement) -> None:
    url = address("engagement_move", engagement.pk, "invited")
    assert "nicht möglich" in text_of(client, url)
    assert client.post(url, {"version": 1}).status_code == 422
    assert client.get(address("engagement_move", engagement.pk, "unsinn")).status_code == 404


def test_two_people_decide_at_once(client: Client, engagement: Engagement) -> None:
    services.move_engagement(by=None, engagement=engagement, state=S.ACTIVE)
    url = address("engagement_move", engagement.pk, "withdrawn")
    response = client.post(url, {"reason": "Sparkurs", "version": 1})
    assert response.status_code == 422
    assert response.context["form"].conflict


def test_contract_theme_and_cluster_are_edited(client: Client, engagement: Engagement) -> None:
    contract = address("contract", engagement.pk)
    early = {"sent_on": "1.3.2026", "signed_by_office_on": "1.2.2026"}
    refused = client.post(contract, early)
    assert refused.status_code == 422
    assert "Unterschrieben, bevor er gesendet war" in refused.content.decode()
    assert client.post(contract, {"number": "2026-07"}).status_code == 302
    assert client.get(address("contract_file", engagement.pk)).status_code == 404
    file = SimpleUploadedFile("vertrag.pdf", PDF, "application/pdf")
    signed = {"number": "2026-07", "version": 1, "sent_on": "1.3.2026", "file": file}
    assert client.post(contract, signed).status_code == 302
    assert client.get(address("contract_file", engagement.pk)).status_code == 200
    cluster = ClusterFactory(edition=engagement.edition)
    client.post(address("engagement_edit", engagement.pk), {"cluster": cluster.pk, "version": 1})
    page = text_of(client, address("engagement", engagement.pk))
    assert "2026-07" in page
    assert cluster.name in page


def test_what_is_unusual_about_a_contract_is_asked_back_once(
    client: Client, engagement: Engagement
) -> None:
    """A number that is another's and a start outside the edition: not written before it is said
    to be meant, and not asked again afterwards."""
    Edition.objects.filter(pk=engagement.edition_id).update(ends_on=date(2029, 12, 31))
    ContractFactory(
        engagement=None,
        edition=engagement.edition,
        municipality=MunicipalityFactory(),
        number="V-1",
    )
    page = address("contract", engagement.pk)
    said = {"number": "v-1", "starts_on": "1.2.2030"}
    asked = client.post(page, said)
    assert asked.status_code == 422
    form = asked.context["form"]
    assert set(form.errors) == {"number", "starts_on"}
    boxes = [name for name in form.fields if name.startswith("sure_")]
    assert len(boxes) == 2
    assert not Contract.objects.filter(engagement=engagement).exists()
    one = client.post(page, {**said, boxes[0]: "on"})
    assert set(one.context["form"].errors) == {"starts_on"}
    assert f'name="{boxes[0]}"' in one.content.decode()
    both = dict.fromkeys(boxes, "on")
    other = client.post(page, {**said, **both, "starts_on": "1.3.2030"})
    assert set(other.context["form"].errors) == {"starts_on"}
    assert client.post(page, {**said, **both}).status_code == 302
    contract = Contract.objects.get(engagement=engagement)
    kept = {**said, "version": contract.version, "note": "weiter"}
    assert client.post(page, kept).status_code == 302


@pytest.mark.parametrize(("start", "asks"), [("1.1.2020", True), ("1.1.2031", True), ("", False)])
def test_a_start_outside_the_edition_is_told_in_words(
    client: Client, engagement: Engagement, start: str, asks: bool
) -> None:
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2029, 12, 31)}
    Edition.objects.filter(pk=engagement.edition_id).update(**days)
    answer = client.post(address("contract", engagement.pk), {"number": "V-2", "starts_on": start})
    assert (answer.status_code == 422) is asks
    if asks:
        assert (
            "vor diesem Tag" in answer.content.decode()
            or "nach diesem Tag" in answer.content.decode()
        )


def test_the_place_is_passed_on(client: Client, engagement: Engagement) -> None:
    other = services.open_engagement(
        by=None,
        edition=engagement.edition,
        municipalities=[MunicipalityFactory(name="Landkreis Nachrücken")],
        state=S.RESERVE,
    )
    services.move_engagement(by=None, engagement=engagement, state=S.WITHDRAWN, reason="Sparkurs")
    values = {"by_engagement": other.pk, "on": today(), "version": 2}
    assert client.post(address("engagement_replace", engagement.pk), values).status_code == 302
    assert "Nachgerückt ist" in text_of(client, address("engagement", engagement.pk))
    assert "Nachgerückt für" in text_of(client, address("engagement", other.pk))


def test_a_facilitator_is_assigned_by_mail_address(
    client: Client, as_user: SignIn, engagement: Engagement, stranger: User, musterau: Municipality
) -> None:
    home = reverse("programmes:participation", args=[musterau.slug])
    assert as_user(stranger).get(home).status_code == 404
    url = address("facilitator_add", engagement.pk)
    unknown = client.post(url, {"email": "nobody@example.org", "valid_from": today()})
    assert unknown.status_code == 422
    services.accept_participation(by=None, party=engagement.party_rows.get())
    past = client.post(url, {"email": stranger.email, "valid_from": in_days(-1)})
    assert list(past.context["form"].errors) == ["valid_from"]
    client.post(url, {"email": stranger.email, "valid_from": today()})
    assert as_user(stranger).get(home).status_code == 200
    row, begun = engagement.facilitators.get(), in_days(-30)
    for rows in (engagement.facilitators, stranger.memberships):
        rows.update(valid_from=begun)
    end = address("facilitator_end", engagement.pk, row.pk)
    assert client.post(end, {"on": begun - timedelta(days=1)}).status_code == 422
    assert client.post(end, {"on": in_days(-1)}).status_code == 302
    assert as_user(stranger).get(home).status_code == 404


def test_the_place_reads_its_own_participation(
    as_user: SignIn, coordinator: User, engagement: Engagement, musterau: Municipality
) -> None:
    services.record_contract(
        by=None,
        contract=contract_for(engagement),
        values={"number": "2026-07", "note": "Nur für das Programm"},
    )
    page = text_of(as_user(coordinator), reverse("programmes:participation", args=[musterau.slug]))
    assert "Wir nehmen an „Netzwerke entwickeln“ teil" in page
    assert "Grund: Zwei von drei Kriterien" in page
    assert "2026-07" in page
    assert "Nur für das Programm" not in page


def test_a_place_without_participation(
    as_user: SignIn, coordinator: User, musterau: Municipality
) -> None:
    page = text_of(as_user(coordinator), reverse("programmes:participation", args=[musterau.slug]))
    assert "Keine Teilnahme ist erfasst" in page


# --- Lists --------------------------------------------------------------------------------------


def fill(edition: Edition, count: int) -> None:
    for _number in range(count):
        EditionFactory(programme=edition.programme)
        services.open_engagement(
            by=None,
            edition=edition,
            municipalities=[MunicipalityFactory()],
            state=S.ACTIVE,
        )


@pytest.mark.parametrize("name", ["editions", "engagements"])
def test_a_list_takes_the_same_queries_for_one_and_three(
    client: Client, edition: Edition, name: str
) -> None:
    counts = []
    for rows in (1, 2):
        fill(edition, rows)
        client.get(address(name))
        with CaptureQueriesContext(connection) as seen:
            client.get(address(name))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12


def test_participations_are_found_by_name_theme_and_state(
    client: Client, engagement: Engagement
) -> None:
    url = address("engagements")
    fill(engagement.edition, 1)
    assert "Landkreis Musterau" in text_of(client, url, q="Lkr. Musterau")
    assert "Landkreis Musterau" in text_of(client, url, theme="impact", state="selected")
    assert "Landkreis Musterau" not in text_of(client, url, state="active")
    assert "Nichts gefunden" in text_of(client, url, q="Nirgendwo")


@pytest.mark.parametrize("name", ["editions", "engagements"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_is_exported(client: Client, engagement: Engagement, name: str, kind: str) -> None:
    response = client.get(address(name), {"export": kind})
    assert response.status_code == 200
    assert f".{kind}" in response["Content-Disposition"]


def test_an_empty_programme_says_what_to_do(client: Client) -> None:
    assert "Noch ist kein Durchgang erfasst" in text_of(client, address("editions"))
    assert "bw-empty" in text_of(client, address("engagements"))
