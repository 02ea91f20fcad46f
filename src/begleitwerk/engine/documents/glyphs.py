"""Which characters the shipped fonts can draw, read from the fonts' own tables.

A PDF/A file may not hold a character without a glyph, so a text with one is shown as its
code ("[U+1F9FF]") instead of not at all.
"""

import functools
import struct
from pathlib import Path

# Symbols of the DejaVu face Typst carries itself: arrows, mathematics, boxes, shapes, dingbats.
_SYMBOLS = frozenset(
    code
    for first, last in (
        (0x2190, 0x2213), (0x2223, 0x2223), (0x2227, 0x222D), (0x2241, 0x2269),
        (0x2500, 0x262F), (0x2638, 0x268B), (0x2701, 0x2709), (0x270C, 0x2727),
        (0x2729, 0x274B), (0x2794, 0x2794), (0x2798, 0x27AF),
    )
    for code in range(first, last + 1)
)  # fmt: skip
# Invisible by definition, so no font needs a glyph for them.
_INVISIBLE = frozenset(
    [0x0A, 0xAD, 0x34F, 0x61C, 0x2060, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
     *range(0x2061, 0x2070), *range(0xFE00, 0xFE10)]
)  # fmt: skip


@functools.cache
def covered(fonts: Path) -> frozenset[int]:
    """Code points that regular and bold type of the fonts in the folder can show."""
    families: dict[str, frozenset[int]] = {}
    for path in sorted(fonts.glob("*.ttf")):
        family = path.stem.split("_")[0].split("-")[0]
        points = character_map(path.read_bytes())
        families[family] = families.get(family, points) & points
    return _SYMBOLS.union(_INVISIBLE, *families.values())


def plain(fonts: Path) -> frozenset[int]:
    """The covered code points up to the end of the Latin blocks, safe in any combination."""
    return frozenset(code for code in covered(fonts) if code < 0x250)


def shown(text: str, points: frozenset[int]) -> str:
    """The text with characters outside `points` replaced by their visible code."""
    if text.isascii() or points.issuperset(map(ord, text)):
        return text
    return "".join(char if ord(char) in points else f"[U+{ord(char):04X}]" for char in text)


def character_map(font: bytes) -> frozenset[int]:
    """Code points with a glyph, from the `cmap` table (OpenType 1.9, formats 4 and 12)."""
    table = _table(font, b"cmap")
    points: set[int] = set()
    for index in range(struct.unpack_from(">H", table, 2)[0]):
        offset = struct.unpack_from(">I", table, 8 + 8 * index)[0]
        form = struct.unpack_from(">H", table, offset)[0]
        if form == 4:
            points |= _segments(table[offset:])
        elif form == 12:
            points |= _groups(table[offset:])
    return frozenset(points)


def _table(font: bytes, tag: bytes) -> bytes:
    for index in range(struct.unpack_from(">H", font, 4)[0]):
        name, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if name == tag:
            return font[offset : offset + length]
    return bytes(4)


def _segments(table: bytes) -> set[int]:
    count = struct.unpack_from(">H", table, 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", table, 14 + 2 * count * step + (2 if step else 0))
        for step in range(4)
    )
    points = set()
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offsets[index]:
                place = 16 + 6 * count + 2 * index + offsets[index] + 2 * (code - start)
                glyph = struct.unpack_from(">H", table, place)[0]
                if not glyph:
                    continue
            if (glyph + deltas[index]) & 0xFFFF:
                points.add(code)
    return points


def _groups(table: bytes) -> set[int]:
    points: set[int] = set()
    for index in range(struct.unpack_from(">I", table, 12)[0]):
        start, end, glyph = struct.unpack_from(">III", table, 16 + 12 * index)
        points.update(range(start + (not glyph), end + 1))
    return points
