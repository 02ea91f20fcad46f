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
from begleitwerk.catalogue.imports.sheets import framework_of
from begleitwerk.catalogue.imports.toml import decode, read_content, too_large
from begleitwerk.core.imports.files import is_excel


def read_file(content: bytes, file_name: str) -> Reading:
    """A content file somebody brought in: TOML, or a framework as an Excel file."""
    if is_excel(content, file_name):
        return framework_of(content, file_name)
    text, problem = decode(content)
    return Reading(None, (problem,)) if problem else read_content(text, is_received=True)


__all__ = [
    "MAX_BYTES",
    "Bilingual",
    "Content",
    "Entry",
    "Json",
    "Problem",
    "Reading",
    "decode",
    "framework_of",
    "is_excel",
    "read_content",
    "read_file",
    "too_large",
]
