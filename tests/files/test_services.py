"""Files are judged by their content, and leave no trace where they are refused."""

import io
import time
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import Refused
from begleitwerk.files import services
from begleitwerk.files.models import StoredFile
from begleitwerk.files.selectors import visible_to
from begleitwerk.files.services import delete_file, store_file
from begleitwerk.municipalities.models import Municipality

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def archive(*names: str, mimetype: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        if mimetype:
            packed.writestr("mimetype", mimetype)
        for name in names:
            packed.writestr(name, "x")
    return out.getvalue()


ODT = b"application/vnd.oasis.opendocument.text"
GOOD = {
    "Vorlage.pdf": (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
    "Bild.PNG": (b"\x89PNG\r\n\x1a\n1234", "image/png"),
    "Foto.jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
    "Konzept.docx": (
        archive("[Content_Types].xml", "word/document.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "Liste.xlsx": (
        archive("[Content_Types].xml", "xl/workbook.xml"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "Notiz.odt": (archive("content.xml", mimetype=ODT), ODT.decode()),
    "Werte.csv": (b"Jahr;Geburten\n2026;1.204\n", "text/csv; charset=utf-8"),
    "Notiz.txt": ("Grüße".encode("latin-1"), "text/plain; charset=utf-8"),
    "Unicode.txt": ("Grüße".encode("utf-16"), "text/plain; charset=utf-8"),
}
BAD = {
    "leer.pdf": b"",
    "Seite.html": b"<!doctype html><script>alert(1)</script>",
    "Bild.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "Vorlage.pdf": b"MZ\x90\x00\x03",
    "binaer.txt": b"\x00\x01\x02",
    "Archiv.zip": archive("irgendwas.bin"),
    "Makro.docx": archive("word/document.xml", "word/vbaProject.bin"),
    "kaputt.docx": b"PK\x03\x04 und nichts weiter",
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_taken_in(name: str, coordinator: User, musterau: Municipality) -> None:
    content, content_type = GOOD[name]
    upload = SimpleUploadedFile(name, content, "application/octet-stream")
    stored = store_file(by=coordinator, municipality=musterau, upload=upload)

    assert stored.content_type == content_type
    assert stored.size == len(content)
    assert stored.file.read() == content
    assert Path(name).stem not in stored.file.name, "on the disk the name says nothing"


@pytest.mark.parametrize("name", BAD)
def test_what_is_refused(name: str, coordinator: User, musterau: Municipality) -> None:
    upload = SimpleUploadedFile(name, BAD[name])
    with pytest.raises(Refused) as refused:
        store_file(by=coordinator, municipality=musterau, upload=upload)

    assert refused.value.field == "file"
    assert not StoredFile.objects.exists()
    assert default_storage.listdir("")[1] == []


def test_what_cannot_be_recorded_leaves_no_file_behind(
    coordinator: User, musterau: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_event: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(services, "record_event", fail)
    with pytest.raises(RuntimeError):
        store_file(
            by=coordinator, municipality=musterau, upload=SimpleUploadedFile("a.txt", b"Text")
        )
    assert not StoredFile.objects.exists()
    assert default_storage.listdir("")[1] == []


def test_the_limit_counts(coordinator: User, musterau: Municipality, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 8
    with pytest.raises(Refused, match="zu groß"):
        store_file(
            by=coordinator,
            municipality=musterau,
            upload=SimpleUploadedFile("a.txt", b"neun Byte"),
        )


def test_a_municipality_has_so_much_room_and_no_more(
    coordinator: User, musterau: Municipality, lindfurt: Municipality, settings: Settings
) -> None:
    settings.STORAGE_BYTES = 10
    for place in (musterau, lindfurt):
        store_file(by=coordinator, municipality=place, upload=SimpleUploadedFile("a.txt", b"Text"))
    with pytest.raises(Refused, match="1 von 0 MB") as refused:
        store_file(
            by=coordinator, municipality=musterau, upload=SimpleUploadedFile("a.txt", b"Text Text")
        )
    assert refused.value.field == "file"
    assert visible_to(coordinator).count() == 1


def test_a_table_of_contents_that_would_fill_the_memory_is_not_read(
    coordinator: User, musterau: Municipality
) -> None:
    content = archive("word/document.xml", *(f"{number:060}" for number in range(15_000)))
    begun = time.monotonic()
    with pytest.raises(Refused):
        store_file(
            by=coordinator, municipality=musterau, upload=SimpleUploadedFile("a.docx", content)
        )
    assert time.monotonic() - begun < 1
    short = content[:-10]
    with pytest.raises(Refused):
        store_file(
            by=coordinator, municipality=musterau, upload=SimpleUploadedFile("a.docx", short)
        )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/Plan 2027.pdf", "Plan 2027.pdf"),
        ("C:\\Users\\x\\Protokoll vom 3.6..pdf", "Protokoll vom 3.6.pdf"),
        ("rechnung\u202efdp.exe", "rechnungfdp.pdf"),
        ('a"b<c>.pdf', "a b c.pdf"),
        ("...", "Datei.pdf"),
        ("x" * 300, "x" * 120 + ".pdf"),
    ],
)
def test_names_are_cleaned(
    name: str, expected: str, coordinator: User, musterau: Municipality
) -> None:
    upload = SimpleUploadedFile("upload.pdf", b"%PDF-1.7")
    stored = store_file(by=coordinator, municipality=musterau, upload=upload, name=name)

    assert stored.name == expected


def test_a_deleted_file_leaves_the_disk_after_the_transaction(
    coordinator: User,
    musterau: Municipality,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    upload = SimpleUploadedFile("a.txt", b"Text")
    stored = store_file(by=coordinator, municipality=musterau, upload=upload)
    path = stored.file.name
    with django_capture_on_commit_callbacks(execute=True):
        delete_file(by=coordinator, stored=stored, reason="Doppelt")
        assert default_storage.exists(path)

    assert not default_storage.exists(path)
    event = AuditEvent.objects.order_by("-number")[0]
    assert (event.verb, event.reason) == ("files.deleted", "Doppelt")
    assert event.before["sha256"] == stored.sha256
