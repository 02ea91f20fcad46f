"""The protocol of a decision: as data anybody can replay, and as a document people read."""

from begleitwerk.selection.papers.protocol.data import protocol_of
from begleitwerk.selection.papers.protocol.document import protocol_document

__all__ = ["protocol_document", "protocol_of"]
