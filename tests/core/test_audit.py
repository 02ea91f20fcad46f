"""The chain of decisions: whole, or it says where it is not."""

import threading
from datetime import UTC, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent, AuditHead, SitePage
from begleitwerk.core.services import assign, record_event, recorded_together, verify_chain
from begleitwerk.core.services.audit import plain
from tests.factories.core import AuditEventFactory, SitePageFactory


@pytest.fixture
def chain(db: None) -> list[AuditEvent]:
    page = SitePageFactory()
    return [
        record_event(by=None, verb="core.page_changed", subject=page, after={"number": number})
        for number in range(5)
    ]


def verdict() -> str:
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_audit", stderr=err)
    return err.getvalue()


def test_a_whole_chain_passes(chain: list[AuditEvent]) -> None:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "5" in out.getvalue()


def test_an_empty_chain_passes(db: None) -> None:
    assert list(verify_chain()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"reason": "anders"},
        {"after": {"number": 99}},
        {"actor_id": 7},
        {"subject_label": "anders"},
        {"workspace_id": 3},
    ],
)
def test_a_row_changed_behind_its_back_is_named(
    chain: list[AuditEvent], change: dict[str, object]
) -> None:
    AuditEvent.objects.filter(number=3).update(**change)
    text = verdict()
    assert "Event 3" in text
    assert "core.page_changed" in text
    assert "Event 4" not in text


def test_a_deleted_event_is_named(chain: list[AuditEvent]) -> None:
    chain[2].delete()
    assert "events 3 to 3 are missing" in verdict()


def test_a_deleted_tail_is_named(chain: list[AuditEvent]) -> None:
    chain[4].delete()
    assert "ends at 4" in verdict()


def test_a_rewritten_event_breaks_the_one_after_it(chain: list[AuditEvent]) -> None:
    from begleitwerk.core.services.audit import digest_of

    event = chain[2]
    event.reason = "anders"
    event.digest = digest_of(event)
    event.save()
    assert "Event 4" in verdict()


def test_an_event_goes_with_the_decision_it_records(chain: list[AuditEvent]) -> None:
    page = SitePage.objects.get(key="impressum")

    def decide_and_fail() -> None:
        with transaction.atomic():
            record_event(by=None, verb="core.page_changed", subject=page)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        decide_and_fail()
    assert AuditHead.objects.get().number == 5
    assert list(verify_chain()) == []


def test_events_outlive_the_person_they_name(chain: list[AuditEvent], stranger: User) -> None:
    page = SitePage.objects.get(key="impressum")
    record_event(by=stranger, verb="core.page_changed", subject=page)
    stranger.delete()
    assert list(verify_chain()) == []


def test_events_of_long_work_join_the_chain_at_its_end_and_lock_nothing_before(
    chain: list[AuditEvent],
) -> None:
    page = SitePage.objects.get(key="impressum")
    with transaction.atomic(), recorded_together():
        with CaptureQueriesContext(connection) as queries, recorded_together():
            for number in range(3):
                record_event(by=None, verb="core.page_changed", subject=page, reason=str(number))
            with transaction.atomic():
                record_event(by=None, verb="core.page_changed", subject=page, reason="taken back")
                transaction.set_rollback(True)
        assert not any("audithead" in query["sql"].lower() for query in queries)
        assert AuditHead.objects.get().number == 5
    assert list(verify_chain()) == []
    reasons = AuditEvent.objects.filter(number__gt=5).order_by("number")
    assert list(reasons.values_list("number", "reason")) == [(6, "0"), (7, "1"), (8, "2")]


def test_long_work_that_fails_or_records_nothing_leaves_the_chain_as_it_was(
    chain: list[AuditEvent],
) -> None:
    page = SitePage.objects.get(key="impressum")
    with recorded_together():
        pass

    def work_and_fail() -> None:
        with transaction.atomic(), recorded_together():
            record_event(by=None, verb="core.page_changed", subject=page)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        work_and_fail()
    record_event(by=None, verb="core.page_changed", subject=page)
    assert AuditHead.objects.get().number == 6
    assert list(verify_chain()) == []


def test_an_event_put_beside_the_chain_is_named(chain: list[AuditEvent]) -> None:
    AuditEventFactory(number=None, subject_label="Daneben")
    assert "stands outside the chain: test.event, Daneben" in verdict()


def test_a_moment_is_sealed_the_same_wherever_the_clock_stands() -> None:
    here = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    assert plain({"at": here}) == plain({"at": here.astimezone(UTC)})
    assert plain(here) == "2026-07-01T10:00:00.000000+00:00"


def test_a_person_in_a_value_is_her_number_and_never_her_name(stranger: User) -> None:
    assert plain({"by": [stranger]}) == {"by": [str(stranger.pk)]}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_writers_at_the_same_time_keep_the_chain_whole() -> None:
    page = SitePageFactory()
    gate, errors = threading.Barrier(4), []

    def write() -> None:
        try:
            gate.wait()
            for _number in range(5):
                record_event(by=None, verb="core.page_changed", subject=page)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    assert errors == []
    assert AuditEvent.objects.count() == AuditHead.objects.get().number == 20
    assert list(verify_chain()) == []


def test_a_service_sets_only_what_it_names() -> None:
    page = SitePage()
    assign(page, {"title_de": " Impressum "}, ["title_de"])
    assert page.title_de == "Impressum"
    with pytest.raises(TypeError, match="key"):
        assign(page, {"title_de": "X", "key": "datenschutz"}, ["title_de"])
