"""Importing versions, and holding fast what is in use."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from begleitwerk.accounts.models import User
from begleitwerk.catalogue import services
from begleitwerk.catalogue.models import ContentItem, ContentVersion
from begleitwerk.catalogue.services import (
    CONTENT_UPLOAD,
    Outcome,
    import_content,
    load_shipped_content,
    mark_in_use,
)
from begleitwerk.core.enums import UploadState
from begleitwerk.core.models import AuditEvent, Upload
from begleitwerk.core.services import Refused, check_upload, receive_upload, write_upload
from tests.catalogue.test_imports import GOOD
from tests.factories.catalogue import ContentItemFactory, ContentVersionFactory
from tests.factories.goals import MeasureFactory

pytestmark = pytest.mark.django_db
OTHER = GOOD.replace("Erstes", "Neues")


def stored() -> ContentVersion:
    return ContentVersion.objects.get(kind="themes", code="themen", version="1")


def test_import_stores_everything_and_records_who(operator: User) -> None:
    report = import_content(by=operator, text=GOOD, dry_run=False)

    assert report.outcome is Outcome.NEW
    version = stored()
    assert version.imported_by_id == operator.pk
    rows = [(item.key, item.parent and item.parent.key) for item in version.items.all()]
    assert rows == [("a", None), ("a.1", "a")]
    event = AuditEvent.objects.get(verb="catalogue.imported")
    assert event.actor_id == operator.pk
    assert event.after["sha256"] == version.sha256


def test_dry_run_reports_the_same_and_stores_nothing(operator: User) -> None:
    dry = import_content(by=operator, text=GOOD, dry_run=True)

    assert not ContentVersion.objects.filter(code="themen").exists()
    assert not AuditEvent.objects.filter(verb="catalogue.imported").exists()
    wet = import_content(by=operator, text=GOOD, dry_run=False)
    assert (dry.outcome, dry.rows) == (wet.outcome, wet.rows)


def test_the_same_again_is_nothing_to_do(operator: User) -> None:
    import_content(by=operator, text=GOOD, dry_run=False)
    report = import_content(by=operator, text=GOOD + "\n# Notiz\n", dry_run=False)

    assert report.outcome is Outcome.UNCHANGED
    assert AuditEvent.objects.filter(verb="catalogue.imported").count() == 1


def test_before_use_a_version_may_be_replaced_and_rows_keep_their_id(operator: User) -> None:
    import_content(by=operator, text=GOOD, dry_run=False)
    first = ContentItem.objects.get(version=stored(), key="a")
    text = OTHER.replace("a.1", "a.2")

    report = import_content(by=operator, text=text, dry_run=False)

    assert report.outcome is Outcome.REPLACED
    assert {row.key: row.action for row in report.rows} == {
        "a": "changed",
        "a.2": "new",
        "a.1": "removed",
    }
    changes = next(row.changes for row in report.rows if row.key == "a")
    assert changes[0][1:] == ("Erstes", "Neues")
    assert changes[-1][1:] == ("a.1", "a.2")
    first.refresh_from_db()
    assert first.label_de == "Neues"
    assert [item.key for item in stored().items.all()] == ["a", "a.2"]


def test_a_long_text_is_shown_from_where_it_differs(operator: User) -> None:
    text = GOOD.replace("Text.", "Satz. " * 200 + "Ende.")
    import_content(by=operator, text=text, dry_run=False)
    report = import_content(by=operator, text=text.replace("Ende", "Schluss"), dry_run=True)

    old, new = report.rows[0].changes[0][1:]
    assert old.startswith("…")
    assert (old[-5:], new[-8:]) == ("Ende.", "Schluss.")


def test_in_use_a_version_stays_as_it_is(operator: User) -> None:
    import_content(by=operator, text=GOOD, dry_run=False)
    mark_in_use(version=stored())
    since = stored().in_use_since

    report = import_content(by=operator, text=OTHER, dry_run=False)

    assert report.outcome is Outcome.REFUSED
    assert "1" in report.problems[0].message
    assert ContentItem.objects.get(version=stored(), key="a").label_de == "Erstes"
    mark_in_use(version=stored())
    assert stored().in_use_since == since


def test_what_another_app_points_to_is_in_use_even_unmarked(
    operator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from begleitwerk.catalogue.selectors import usage

    import_content(by=operator, text=GOOD, dry_run=False)
    child = ContentItemFactory(version=ContentVersionFactory())
    ContentItem.objects.filter(pk=child.pk).update(parent=stored().items.get(key="a"))
    # a catalogue row plays the other app's, so that the test stays on its floor of the house
    keys = {ContentItem: [(ContentItem, "parent")], ContentVersion: []}
    monkeypatch.setattr(usage, "_keys_to", keys.__getitem__)

    report = import_content(by=operator, text=OTHER, dry_run=False)

    assert report.outcome is Outcome.REFUSED
    assert stored().in_use_since is None


def test_an_item_somebody_took_up_at_the_last_moment_stays(
    operator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from begleitwerk.catalogue import selectors

    import_content(by=operator, text=GOOD, dry_run=False)
    MeasureFactory(funding=stored().items.get(key="a.1"))
    # as if the measure came after the question whether the version is in use
    monkeypatch.setattr(selectors, "used_version_ids", lambda _versions: set())

    report = import_content(by=operator, text=OTHER.replace("a.1", "a.2"), dry_run=False)

    assert report.outcome is Outcome.REFUSED
    assert ContentItem.objects.get(version=stored(), key="a").label_de == "Erstes"


def kept(by: User, text: str) -> Upload:
    item = receive_upload(
        by=by, kind=CONTENT_UPLOAD, file_name="inhalt.toml", content=text.encode()
    )
    check_upload(upload=item)
    return item


def test_a_kept_file_that_cannot_be_read_tells_why(operator: User) -> None:
    bad = kept(operator, "kaputt")

    assert (bad.state, bad.report["content"]) == (UploadState.FAULTY, {})
    assert bad.report["problem_count"] == 1


def test_a_kept_file_is_refused_where_its_version_came_into_use_meanwhile(operator: User) -> None:
    good = kept(operator, GOOD)
    import_content(by=operator, text=OTHER, dry_run=False)
    mark_in_use(version=stored())

    with pytest.raises(Refused):
        write_upload(by=operator, upload=good)
    assert ContentItem.objects.get(version=stored(), key="a").label_de == "Neues"


def test_the_keys_of_other_apps_are_found() -> None:
    from begleitwerk.catalogue.selectors.usage import _keys_to

    tables = {model._meta.label_lower for model, _name in _keys_to(ContentItem)}
    assert {"goals.goal", "networks.body", "programmes.cluster_dimensions"} <= tables


def test_a_bad_file_changes_nothing(operator: User) -> None:
    before = ContentVersion.objects.count()
    report = import_content(by=operator, text=GOOD.replace('"a.1"', '"a"'), dry_run=False)

    assert report.outcome is Outcome.REFUSED
    assert [problem.line for problem in report.problems] == [15]
    assert ContentVersion.objects.count() == before


def test_a_fresh_database_has_the_shipped_content() -> None:
    assert ContentVersion.objects.count() == len(list(services.shipped_contents()))
    assert load_shipped_content() == 0


def test_shipped_content_is_loaded_where_it_is_missing_and_only_there() -> None:
    changed = ContentVersion.objects.get(code="rollen")
    ContentVersion.objects.filter(pk=changed.pk).update(title_de="Eigener Titel")
    ContentVersion.objects.filter(code="mittel").delete()

    assert load_shipped_content() == 1
    assert ContentVersion.objects.get(code="rollen").title_de == "Eigener Titel"
    assert ContentItem.objects.filter(version__code="mittel").count() == 6


def test_a_broken_shipped_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles" / "x-1.toml").write_text("kaputt")
    monkeypatch.setattr(services, "CONTENT_DIR", tmp_path)
    with pytest.raises(ImproperlyConfigured, match=r"x-1\.toml"):
        load_shipped_content()


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "themen.toml"
    path.write_text(GOOD, encoding="utf-8")

    call_command("catalogue_import", path, "--dry-run")
    assert "would be stored" in capsys.readouterr().out
    assert not ContentVersion.objects.filter(code="themen").exists()
    call_command("catalogue_import", path)
    assert "was stored" in capsys.readouterr().out
    assert AuditEvent.objects.get(verb="catalogue.imported").actor_id is None
    path.write_bytes(GOOD.replace("Erstes", "Früh").encode("latin-1"))
    with pytest.raises(CommandError, match="not imported"):
        call_command("catalogue_import", path)
    assert "line 10" in capsys.readouterr().err
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("catalogue_import", tmp_path / "fehlt.toml")
