"""The pages of a result: what they say, what they never say, and what they cost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.assessment.models import Assessment
from begleitwerk.assessment.tasks import close
from begleitwerk.core.enums import JobState
from begleitwerk.core.models import Job
from begleitwerk.fieldwork.enums import RemarkKind
from begleitwerk.municipalities.models import Municipality
from tests.assessment.world import answered, closed
from tests.factories.fieldwork import RemarkFactory
from tests.markup import text_of

pytestmark = pytest.mark.django_db

GROUPS = {
    "Planung": ["01", "12", "02", "11"],
    "Steuerung": ["31", "32", "23"],
    "Familien": ["30", "20", "33", "1?"],
}


def words(page: Any) -> str:
    return " ".join(re.sub("<[^>]+>", " ", text_of(page)).split())


def url(assessment: Assessment, name: str, *args: int) -> str:
    slug = assessment.municipality.workspace.slug
    return reverse(f"assessment:{name}", args=[slug, assessment.pk, *args])


@pytest.fixture
def told(musterau: Municipality) -> Assessment:
    return closed(GROUPS, floors={"Familien": 5}, importance="31", municipality=musterau)


@pytest.fixture
def client(as_user: Callable[[User | None], Client], coordinator: User) -> Client:
    return as_user(coordinator)


def test_the_overview_begins_with_what_to_talk_about_and_names_who_is_protected(
    client: Client, told: Assessment
) -> None:
    page = client.get(url(told, "result"))
    text = words(page)
    assert "gehen die Sichten auseinander" in text
    assert "Regel: Zwei Gruppen liegen mindestens 33 %" in text
    assert "geschützt Weniger als 5 Antworten." in text


def test_a_dimension_shows_groups_by_their_distance_and_protected_ones_with_a_lock(
    client: Client, told: Assessment
) -> None:
    for dimension in told.result["dimensions"]:
        page = client.get(url(told, "result_dimension", dimension["pk"]))
        assert page.status_code == 200
        assert "Familien: geschützt – Weniger als 5 Antworten." in words(page)
    assert client.get(url(told, "result_dimension", 10**9)).status_code == 404


def test_the_page_of_a_finding_shows_counts_and_only_remarks_somebody_read(
    client: Client, told: Assessment
) -> None:
    finding = told.findings.first()
    assert finding is not None
    item = finding.criterion.item
    about = {"collection": told.collection, "item": item}
    RemarkFactory(**about, text="Beschluss vom Mai", is_shown=True)
    RemarkFactory(**about, text="Frau Beispiel sagt nein", is_shown=None)
    RemarkFactory(**about, text="Herr Beispiel auch", is_shown=False, kind=RemarkKind.COMMENT)
    text = words(client.get(url(told, "result_criterion", finding.criterion_id)))
    assert "Beschluss vom Mai" in text
    assert "Beispiel" not in text
    assert "Weniger als 5 Antworten." in text


def test_no_page_holds_a_figure_of_a_withheld_group(client: Client, told: Assessment) -> None:
    """What the pages are made of has none."""
    families = next(row["key"] for row in told.result["groups"] if row["name"] == "Familien")
    pages = [url(told, "result"), url(told, "result_criterion", told.result["criteria"][0]["pk"])]
    pages += [url(told, "result_dimension", row["pk"]) for row in told.result["dimensions"]]
    for address in pages:
        result = client.get(address).context["result"]
        assert all(not row.groups[families] for row in result.criteria)
        assert all(row.everybody is None for row in result.criteria)


def test_before_the_answers_end_there_is_no_result(client: Client, musterau: Municipality) -> None:
    running = answered({"A": ["1"]}, municipality=musterau)
    for name in ("result", "comparison"):
        assert client.get(url(running, name)).status_code == 404


def test_nobody_answered_and_one_alone_are_pages_too(
    client: Client, musterau: Municipality
) -> None:
    for groups in ({"A": []}, {"A": ["1"]}, {"A": ["?", "?", "?", "x"]}):
        assessment = closed(groups, municipality=musterau)
        pages = [
            url(assessment, "result"),
            url(assessment, "result_criterion", assessment.result["criteria"][0]["pk"]),
        ]
        pages += [url(assessment, "result_dimension", assessment.result["dimensions"][0]["pk"])]
        assert [client.get(address).status_code for address in pages] == [200] * 3


def test_a_comparison_says_what_it_may_and_offers_others(
    client: Client, told: Assessment, musterau: Municipality
) -> None:
    alone = words(client.get(url(told, "comparison")))
    assert "keine frühere Selbsteinschätzung" in alone
    other = closed(GROUPS, municipality=musterau)
    page = client.get(url(told, "comparison"), {"mit": other.pk})
    assert "damals nicht gefragt" in words(page)
    assert client.get(url(told, "comparison"), {"mit": 10**9}).status_code == 404


def test_closing_says_what_will_be_shown_and_makes_the_result_by_a_job(
    client: Client, musterau: Municipality
) -> None:
    running = answered(GROUPS, floors={"Familien": 5}, municipality=musterau)
    before = client.get(url(running, "close"))
    assert "Weniger als 5 Antworten." in words(before)
    response = client.post(url(running, "close"), {"version": running.version})
    assert response.status_code == 302
    job = Job.objects.get()
    assert "htmx" in client.get(response["Location"]).content.decode()
    close.func(job_id=job.pk, assessment_id=running.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (JobState.DONE, 4, 4)
    assert client.get(job.result_url).status_code == 200
    assert "abgeschlossen" in words(client.get(url(running, "close")))
    again = client.post(url(running, "close"), {"version": running.version})
    assert again.status_code == 422
