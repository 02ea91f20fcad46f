"""The brief: one page for leadership and politics."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, changing, record_added, snapshot
from begleitwerk.council.models import Brief
from begleitwerk.council.papers import brief_proposal
from begleitwerk.council.services.common import assign
from begleitwerk.municipalities.models import Municipality

SENTENCES, SENTENCE_LENGTH, REQUEST_LENGTH = 3, 280, 500


def make_brief(
    *, by: User | None, municipality: Municipality, today: date, request: str = ""
) -> Brief:
    """A brief as of today: phase, five figures and three proposed sentences from live data.

    The figures are frozen; another day makes another brief.
    """
    with transaction.atomic():
        proposal = brief_proposal(municipality, today)
        brief = Brief(
            municipality=municipality,
            title=proposal.title,
            as_of=today,
            phase=proposal.phase,
            figures=proposal.figures,
            sentences=list(proposal.sentences),
            request=check_request(request),
        )
        brief.digest = brief_digest(brief)
        brief.save()
        record_added(by=by, verb="council.brief_made", row=brief)
    return brief


def change_brief(
    *,
    by: User | None,
    brief: Brief,
    sentences: Sequence[str],
    request: str,
    title: str,
    version: int | None = None,
) -> Brief:
    """Change what is written by hand; the figures stay as of their day.

    Refused for more than three sentences and for texts that would not leave one page. Raises
    EditConflict.
    """
    with changing(brief, by=by, verb="council.brief_changed", version=version) as brief:
        assign(brief, {"title": title, "request": check_request(request)}, ("title", "request"))
        brief.sentences = check_sentences(sentences)
        brief.digest = brief_digest(brief)
    return brief


def check_sentences(sentences: Sequence[str]) -> list[str]:
    """The filled sentences on one line each; refused where they would not fit the page."""
    filled = [" ".join(sentence.split()) for sentence in sentences if sentence.strip()]
    if len(filled) > SENTENCES:
        raise Refused(_("A brief has three sentences."), "sentences")
    if any(len(sentence) > SENTENCE_LENGTH for sentence in filled):
        raise Refused(_too_long(SENTENCE_LENGTH), "sentences")
    return filled


def check_request(request: str) -> str:
    request = request.strip()
    if len(request) > REQUEST_LENGTH:
        raise Refused(_too_long(REQUEST_LENGTH), "request")
    return request


def _too_long(limit: int) -> str:
    return ngettext(
        "At most %(limit)d character, so that all fits on one page.",
        "At most %(limit)d characters, so that all fits on one page.",
        limit,
    ) % {"limit": limit}


def brief_digest(brief: Brief) -> str:
    """SHA-256 over all the page says."""
    names = ("title", "as_of", "phase", "figures", "sentences", "request")
    text = json.dumps(snapshot(brief, names), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
