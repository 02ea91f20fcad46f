"""The published rules as PDF."""

from collections.abc import Sequence

from django.core.cache import caches
from django.utils import translation

from begleitwerk.core.services import make_pdf
from begleitwerk.engine.canonical import digest_of
from begleitwerk.engine.documents.plain import as_plain
from begleitwerk.selection.models import RuleSet
from begleitwerk.selection.papers.published import published_document
from begleitwerk.selection.presenters.published import published_rules


def published_pdf(versions: Sequence[RuleSet]) -> bytes:
    """German in every language. Strangers may ask for it, so each text is typeset once.

    Raises Refused.
    """
    with translation.override("de"):
        programme = str(versions[0].round.edition.programme)
        document = published_document(published_rules(versions), programme)
    key, cache = f"published-rules:{digest_of(as_plain(document))}", caches["papers"]
    made: bytes | None = cache.get(key)
    if made is None:
        made = make_pdf(document)
        cache.set(key, made)
    return made
