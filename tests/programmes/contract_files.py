"""Word files as offices make them."""

import io

from docx import Document

GOOD = ("Vertrag {{ vertragsnummer }}", "zwischen {{ programm }} und {{ kommune }},", "{{ thema }}")


def contract_file(*paragraphs: str, footer: str = "") -> bytes:
    """A Word file with these paragraphs, those of a sound template where none are given."""
    word = Document()
    for text in paragraphs or GOOD:
        word.add_paragraph(text)
    if footer:
        word.sections[0].footer.paragraphs[0].text = footer
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def words_of(file: bytes) -> list[str]:
    return [row.text for row in Document(io.BytesIO(file)).paragraphs]
