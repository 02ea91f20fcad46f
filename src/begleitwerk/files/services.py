"""Files are taken in after a look at what they really are."""

import hashlib
import re
import secrets
import unicodedata
import zipfile
from pathlib import PurePath
from typing import IO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, record_event, snapshot
from begleitwerk.core.templatetags.bw import number
from begleitwerk.files.enums import FileKind
from begleitwerk.files.models import StoredFile
from begleitwerk.municipalities.models import Municipality

FIELDS = ("name", "content_type", "size", "sha256")
LONGEST_NAME = 120
SAMPLE = 64 * 1024
MAGIC = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPG),
)
TEXTS = {"csv": FileKind.CSV, "txt": FileKind.TXT}


def store_file(
    *,
    by: User | None,
    municipality: Municipality,
    upload: "UploadedFile[bytes]",
    name: str = "",
    what: str = "",
) -> StoredFile:
    """Take in an upload, whose kind is read from its content and not from its name.

    A write that breaks off leaves its file on the disk, and no row. Where it is done again, `what`
    says which file it is ("letter 12"): it then takes the place of the one that was left.
    Raises Refused, at the field `file`, for an empty or too large file and for every kind but
    `FileKind`; office documents with macros are refused as well.
    """
    check_size(upload.size or 0)
    kind = kind_of(upload, name or upload.name or "")
    upload.seek(0)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    with transaction.atomic():
        stored = StoredFile(
            municipality=municipality,
            name=clean_name(name or upload.name or "", kind),
            content_type=kind.content_type,
            size=upload.size or 0,
            sha256=digest.hexdigest(),
            uploaded_by_id=by.pk if by else None,
        )
        # On the disk the name says nothing and cannot be guessed.
        token = salted_hmac("files", what).hexdigest() if what else secrets.token_hex(16)
        if what:
            clear_place(stored, f"{token}.{kind}")
        stored.file.save(f"{token}.{kind}", upload, save=False)
        try:
            stored.save()
            after = snapshot(stored, FIELDS)
            record_event(by=by, verb="files.stored", subject=stored, after=after)
        except Exception:
            stored.file.delete(save=False)
            raise
    return stored


def clear_place(stored: StoredFile, name: str) -> None:
    """Remove a file of this name that no row points to."""
    path = stored._meta.get_field("file").generate_filename(stored, name)
    if not StoredFile.objects.filter(file=path).exists():
        stored.file.storage.delete(path)


def delete_file(*, by: User | None, stored: StoredFile, reason: str = "") -> None:
    """Delete a file; its name and fingerprint stay in the log."""
    with transaction.atomic():
        before = snapshot(stored, FIELDS)
        record_event(by=by, verb="files.deleted", subject=stored, reason=reason, before=before)
        content = stored.file
        stored.delete()
        transaction.on_commit(lambda: content.delete(save=False))


# --- What a file is -------------------------------------------------------------------------------


def check_size(size: int) -> None:
    if size == 0:
        raise Refused(_("The file is empty."), "file")
    if size > settings.MAX_UPLOAD_BYTES:
        largest = number(settings.MAX_UPLOAD_BYTES // (1024 * 1024))
        raise Refused(
            _("The file is too large. At most %(size)s MB are possible.") % {"size": largest},
            "file",
        )


def kind_of(content: "IO[bytes] | UploadedFile[bytes]", name: str) -> FileKind:
    """The kind by the content's first bytes; a text counts as a table where its name says so.

    Raises Refused.
    """
    content.seek(0)
    head = content.read(SAMPLE)
    for start, kind in MAGIC:
        if head.startswith(start):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return office_kind(content)
    ending = PurePath(name).suffix.lstrip(".").lower()
    if ending in TEXTS and is_text(head):
        return TEXTS[ending]
    raise unknown_kind()


def office_kind(content: "IO[bytes] | UploadedFile[bytes]") -> FileKind:
    """Which office document a ZIP archive is; only its table of contents is read."""
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as archive:
            names = set(archive.namelist())
            is_odt = "mimetype" in names and archive.getinfo("mimetype").file_size < 100
            declared = archive.read("mimetype").strip() if is_odt else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        # damaged, packed in a way zipfile does not know, or encrypted
        raise unknown_kind() from error
    if any(PurePath(name).name.lower() == "vbaproject.bin" for name in names):
        raise Refused(_("The file holds macros. Save it without macros and try again."), "file")
    if "word/document.xml" in names:
        return FileKind.DOCX
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if declared == FileKind.ODT.content_type.encode():
        return FileKind.ODT
    raise unknown_kind()


def is_text(head: bytes) -> bool:
    """Whether bytes are text in a usual encoding: no zeros, hardly any control characters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    odd = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
    return b"\0" not in head and odd <= len(head) // 100


def unknown_kind() -> Refused:
    return Refused(
        _(
            "This kind of file is not possible. Possible are PDF, Word, Excel, ODT, PNG, JPEG, CSV"
            " and plain text."
        ),
        "file",
    )


def clean_name(name: str, kind: FileKind) -> str:
    """A name for people: no path, no invisible characters, the ending of what the file is."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    plain = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C")
    stem = re.sub(r"[\"'<>|:*?;]+", " ", plain)
    ending = PurePath(stem).suffix
    stem = stem.removesuffix(ending) if re.fullmatch(r"\.\w{1,5}", ending) else stem
    stem = re.sub(r"\s+", " ", stem).strip(" .")[:LONGEST_NAME].rstrip()
    return f"{stem or 'Datei'}.{kind}"
