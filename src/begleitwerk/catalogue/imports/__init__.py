"""Reads content files: pure parsing and checking, no database."""

from begleitwerk.catalogue.imports.content import (
    MAX_BYTES,
    Bilingual,
    Content,
    Entry,
    Json,
    Problem,
    Reading,
)
from begleitwerk.catalogue.imports.toml import decode, read_content, too_large

__all__ = [
    "MAX_BYTES",
    "Bilingual",
    "Content",
    "Entry",
    "Json",
    "Problem",
    "Reading",
    "decode",
    "read_content",
    "too_large",
]
