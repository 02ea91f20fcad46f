"""The protocol as PDF."""

from django.utils import translation

from begleitwerk.core.services import make_pdf
from begleitwerk.selection.models import SelectionDecision
from begleitwerk.selection.papers.protocol import protocol_document


def protocol_pdf(decision: SelectionDecision) -> bytes:
    """German in every language: it goes to the files of an office. Raises Refused."""
    with translation.override("de"):
        return make_pdf(protocol_document(decision))
