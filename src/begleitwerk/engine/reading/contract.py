"""An office's contract as a Word file: looked at, or filled. Both raise ReadingError, with the
codes of DocumentError too."""

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from begleitwerk.engine.documents.contract import faults_of, fill_contract
from begleitwerk.engine.documents.errors import DocumentError
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.engine.reading.limits import Limits
from begleitwerk.engine.reading.packages import check_package


def check_contract(
    content: bytes, limits: Limits, *, known: list[str], needed: list[str]
) -> list[tuple[str, str, str]]:
    """What is wrong with its placeholders."""
    with read(content, limits):
        return faults_of(content, known=known, needed=needed)


def read_contract(content: bytes, limits: Limits, *, values: Mapping[str, str]) -> str:
    """The filled file in base64."""
    with read(content, limits):
        return base64.b64encode(fill_contract(content, values)).decode()


@contextmanager
def read(content: bytes, limits: Limits) -> Iterator[None]:
    check_package(content, limits)
    try:
        yield
    except DocumentError as error:
        raise ReadingError(error.code, **error.params) from error
