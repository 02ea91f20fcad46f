"""Pages everybody may read, and the progress of long work."""

from collections.abc import Callable

import pytest
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.core.enums import JobState
from begleitwerk.core.models import AuditEvent, SitePage
from begleitwerk.core.pages import number_in
from tests.factories.core import JobFactory, SitePageFactory

Sign = Callable[[User | None], Client]


def test_anybody_reads_the_legal_pages(client: Client, db: None) -> None:
    for key in ("barrierefreiheit", "datenschutz", "impressum", "kindeswohl"):
        assert client.get(f"/seite/{key}/").status_code == 200
    assert client.get("/seite/gibt-es-nicht/").status_code == 404


def test_text_of_a_page_appears_literally(client: Client, db: None) -> None:
    SitePage.objects.filter(key="impressum").update(text_de="<script>alert(1)</script> {{ x }}")
    page = client.get("/seite/impressum/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ x }}" in page


def test_the_operator_words_them_and_sees_what_somebody_else_saved(
    operator: User, as_user: Sign
) -> None:
    page = SitePageFactory()
    url = "/seite/impressum/bearbeiten/"
    client = as_user(operator)
    data = {
        "title_de": "Impressum",
        "title_en": "Imprint",
        "text_de": "Erste Fassung",
        "text_en": "First",
        "version": page.version,
    }
    assert client.post(url, data).status_code == 302
    second = client.post(url, {**data, "text_de": "Zweite Fassung"})
    assert second.status_code == 422
    assert "Erste Fassung" in second.text
    assert "Zweite Fassung" in second.text
    assert client.post(url, {**data, "text_de": ""}).status_code == 422
    assert client.get("/seite/gibt-es-nicht/bearbeiten/").status_code == 404


def test_others_only_read(coordinator: User, as_user: Sign) -> None:
    assert as_user(coordinator).get("/seite/impressum/bearbeiten/").status_code == 403


def test_a_job_is_its_owner_s_and_tells_how_far_it_is(
    coordinator: User, head: User, as_user: Sign
) -> None:
    job = JobFactory(owner_id=coordinator.pk, state=JobState.RUNNING, done=250, total=1000)
    page = as_user(coordinator).get(f"/auftrag/{job.pk}/").text
    assert 'value="25"' in page
    assert "hx-get" in page
    assert as_user(head).get(f"/auftrag/{job.pk}/").status_code == 404
    assert as_user(None).get(f"/auftrag/{job.pk}/").status_code == 302


def test_a_finished_job_leads_to_its_result_and_stops_asking(
    coordinator: User, as_user: Sign
) -> None:
    job = JobFactory(owner_id=coordinator.pk, state=JobState.DONE, result_url="/kommunen/")
    page = as_user(coordinator).get(f"/auftrag/{job.pk}/").text
    assert 'href="/kommunen/"' in page
    assert "hx-get" not in page
    job = JobFactory(owner_id=coordinator.pk, state=JobState.FAILED, message="Falsches Blatt")
    assert "Falsches Blatt" in as_user(coordinator).get(f"/auftrag/{job.pk}/").text


def test_the_same_sheet_sent_twice_is_saved_once(coordinator: User, as_user: Sign) -> None:
    client = as_user(coordinator)
    before = AuditEvent.objects.count()
    sheet = {"name": "Koordination", "language": "de", "csrfmiddlewaretoken": "a" * 64}
    first = client.post("/konto/", sheet)
    second = client.post("/konto/", sheet, follow=True)
    assert second.redirect_chain == [(first["Location"], 302)]
    assert "Das war schon gespeichert" in second.text
    assert AuditEvent.objects.count() == before + 1
    client.post("/konto/", {**sheet, "name": "Leitung", "csrfmiddlewaretoken": "b" * 64})
    assert AuditEvent.objects.count() == before + 2


@pytest.mark.parametrize("text", ["", "x", "-1", "²", "9" * 5000])
def test_what_no_record_could_have_as_its_number_is_none(text: str) -> None:
    assert number_in(text) is None


def test_a_number_is_read_as_it_stands() -> None:
    assert number_in("017") == 17
