"""An office's Word template with a document laid into it."""

import base64
from typing import Any

from begleitwerk.engine.documents.docx import render_docx
from begleitwerk.engine.documents.errors import DocumentError
from begleitwerk.engine.documents.plain import from_plain
from begleitwerk.engine.reading.errors import ReadingError
from begleitwerk.engine.reading.limits import Limits
from begleitwerk.engine.reading.packages import check_package


def read_template(content: bytes, limits: Limits, *, document: Any) -> str:
    """The Word file in base64. Raises ReadingError, with the codes of DocumentError too."""
    check_package(content, limits)
    try:
        file = render_docx(from_plain(document), template=content)
    except DocumentError as error:
        raise ReadingError(error.code, **error.params) from error
    return base64.b64encode(file).decode()
