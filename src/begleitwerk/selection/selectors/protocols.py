"""The digests of frozen protocols, which are sealed with the audit chain."""

from begleitwerk.engine.selection.protocol import (
    TamperedError,
    UnreadableError,
    stated_digest,
)
from begleitwerk.selection.models import SelectionDecision

CHANGED = "cannot be read, or was changed"


def stated_digests() -> dict[str, str]:
    """By decision, as it is printed on paper and told in the log."""
    frozen = SelectionDecision.objects.exclude(protocol_digest="").order_by("pk")
    return {str(pk): digest for pk, digest in frozen.values_list("pk", "protocol_digest")}


def found_digests() -> dict[str, str]:
    """By decision, as its protocol says it, which has to fit the digests of all its sections."""
    frozen = SelectionDecision.objects.exclude(protocol_digest="").order_by("pk")
    return {str(pk): digest_in(text) for pk, text in frozen.values_list("pk", "protocol")}


def digest_in(text: str) -> str:
    try:
        return stated_digest(text)
    except (TamperedError, UnreadableError):
        return CHANGED
