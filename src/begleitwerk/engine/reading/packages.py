"""Packed files: what they would unpack to, told before anything is unpacked."""

import io
import struct
import zipfile

from begleitwerk.engine.archives import BROKEN
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.engine.reading.limits import MEGABYTE, Limits

MOST_MEMBERS = 5000
# Where a ZIP archive has its table of contents (APPNOTE 4.3.16), at the end of the file.
END, END_SIZE, LONGEST_COMMENT = b"PK\5\6", 22, 65535
# A compressed SPSS file ends with the table of its blocks: bias and zero, how many there are, and
# of each two places and its size unpacked and packed.
SPSS_TABLE = struct.pack("<qq", -100, 0)
SPSS_COUNT = struct.Struct("<ii")
SPSS_BLOCK = struct.Struct("<qqii")


def check_package(content: bytes, limits: Limits) -> None:
    """Raises ReadingError: `broken` for no ZIP archive, `unpacked` for one that holds too much."""
    try:
        check_contents(content, limits)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except BROKEN as error:
        raise ReadingError("broken", kind="zip") from error
    check_unpacked(unpacked, len(content), limits)


def check_contents(content: bytes, limits: Limits) -> None:
    """The table of contents itself may be made to fill the memory."""
    place = content.rfind(END, max(0, len(content) - END_SIZE - LONGEST_COMMENT))
    if place < 0 or len(content) - place < END_SIZE:
        raise ReadingError("broken", kind="zip")
    members, size = struct.unpack_from("<HL", content, place + 10)
    if members > MOST_MEMBERS or size > MEGABYTE:
        raise too_much(limits)


def check_unpacked(unpacked: int, packed: int, limits: Limits) -> None:
    most = max(limits.ratio * packed, limits.harmless)
    if unpacked > min(most, limits.unpacked):
        raise too_much(limits)


def check_spss(content: bytes, limits: Limits) -> None:
    """The same for a compressed SPSS file (.zsav)."""
    place = content.rfind(SPSS_TABLE) + len(SPSS_TABLE)
    try:
        _size, count = SPSS_COUNT.unpack_from(content, place)
        first = place + SPSS_COUNT.size
        table = content[first : first + count * SPSS_BLOCK.size]
        sizes = [unpacked for *_places, unpacked, _packed in SPSS_BLOCK.iter_unpack(table)]
    except struct.error as error:
        raise ReadingError("broken", kind="sav") from error
    if len(sizes) != count or min(sizes, default=0) < 0:
        raise ReadingError("broken", kind="sav")
    check_unpacked(sum(sizes), len(content), limits)


def too_much(limits: Limits) -> ReadingError:
    return ReadingError("unpacked", megabytes=limits.unpacked // MEGABYTE, ratio=limits.ratio)
