"""A kept survey file, whatever it holds."""

from begleitwerk.core.imports import Place, Problem, UnreadableError
from begleitwerk.core.models import Upload
from begleitwerk.municipal_survey.enums import FilePurpose
from begleitwerk.municipal_survey.imports.codebook import Entry, read_codebook
from begleitwerk.municipal_survey.imports.tables import Table, read_table

Codebook = tuple[list[Entry], list[Problem]]
Received = Table | Codebook | Problem


def read_survey(upload: Upload) -> Received:
    """What it holds, or why it cannot be read."""
    content, name = bytes(upload.content), upload.file_name
    place = Place.kept(upload.options)
    if upload.options.get("purpose") == FilePurpose.CODEBOOK:
        return read_codebook(content, name, place)
    try:
        return read_table(content, name, place)
    except UnreadableError as error:
        return error.problem
