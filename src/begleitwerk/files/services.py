"""Files are taken in after a look at what they really are."""

import hashlib
import os
import re
import secrets
import struct
import unicodedata
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
from begleitwerk.files.presenters import room_words
from begleitwerk.files.selectors import stored_bytes
from begleitwerk.municipalities.models import Municipality

FIELDS = ("name", "content_type", "size", "sha256")
LONGEST_NAME = 120
SAMPLE = 64 * 1024
MAGIC = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPG),
)
# A ZIP archive ends with the length and place of its table of contents (APPNOTE 4.3.16); there
# (4.3.12) each member has its name behind the lengths of name, extra field and comment.
CONTENTS, MEMBER = struct.Struct("<4s4H2LH"), struct.Struct("<28x3H12x")
LONGEST_END, LONGEST_CONTENTS = 65_557, 1024 * 1024
# An ODT says what it is in its first member, unpacked (OpenDocument 1.3, part 2, 3.3).
ODT_START = re.compile(
    rb"PK\x03\x04.{26}mimetype.{0,64}" + re.escape(FileKind.ODT.content_type.encode()), re.DOTALL
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
    `FileKind`; office documents with macros are refused as well, and what would go beyond the room
    a municipality has.
    """
    check_size(upload.size or 0)
    kind = kind_of(upload, name or upload.name or "")
    upload.seek(0)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    with transaction.atomic():
        check_room(municipality, upload.size or 0)
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


def check_room(municipality: Municipality, size: int) -> None:
    """Locks the municipality: two files at once are two."""
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    used = stored_bytes(municipality)
    if used + size > settings.STORAGE_BYTES:
        raise Refused(
            _("%(room)s This file does not fit in. Delete files that are no longer needed.")
            % {"room": room_words(used)},
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
    """Which office document a ZIP archive is; only names in its table of contents are read."""
    content.seek(0)
    head = content.read(SAMPLE)
    try:
        names = names_in(content)
    except ValueError as error:
        raise unknown_kind() from error
    if any(PurePath(name).name.lower() == "vbaproject.bin" for name in names):
        raise Refused(_("The file holds macros. Save it without macros and try again."), "file")
    if "word/document.xml" in names:
        return FileKind.DOCX
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if ODT_START.match(head):
        return FileKind.ODT
    raise unknown_kind()


def names_in(content: "IO[bytes] | UploadedFile[bytes]") -> set[str]:
    """The names of the members, from at most `LONGEST_CONTENTS` of the table of contents.

    Raises ValueError where there is none of that size.
    """
    content.seek(0, os.SEEK_END)
    size = content.tell()
    content.seek(max(0, size - LONGEST_END))
    tail = content.read(LONGEST_END)
    end = tail.rfind(b"PK\5\6")
    if end < 0 or len(tail) - end < CONTENTS.size:
        raise ValueError
    length, place = CONTENTS.unpack_from(tail, end)[-3:-1]
    if length > LONGEST_CONTENTS:
        raise ValueError
    content.seek(min(place, size))
    contents = content.read(length)
    names, at = set(), 0
    while contents[at : at + 4] == b"PK\1\2" and at + MEMBER.size <= len(contents):
        name, extra, comment = MEMBER.unpack_from(contents, at)
        at += MEMBER.size
        names.add(contents[at : at + name].decode("utf-8", "replace"))
        at += name + extra + comment
    return names


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
