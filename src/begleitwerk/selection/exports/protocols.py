"""The protocol as PDF."""

from django.conf import settings
from django.utils import translation

from begleitwerk.engine.documents import render_pdf
from begleitwerk.selection.models import SelectionDecision
from begleitwerk.selection.papers.protocol import protocol_document


def protocol_pdf(decision: SelectionDecision) -> bytes:
    """German in every language: it goes to the files of an office."""
    with translation.override("de"):
        return render_pdf(protocol_document(decision), fonts=settings.DOCUMENT_FONTS)
