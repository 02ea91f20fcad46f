"""The life of a paper: draft → review → released → submitted → in consultation → closed."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, changing, require_reason
from begleitwerk.council.enums import NEXT_STATES, PaperState
from begleitwerk.council.models import Paper, PaperTransition
from begleitwerk.council.papers import changes_of, paper_digest


def submit_for_review(
    *, by: User | None, paper: Paper, version: int | None = None, reason: str = ""
) -> Paper:
    """Hand a draft over for review. Raises EditConflict; refused from any other state."""
    return _move(by=by, paper=paper, version=version, to=PaperState.REVIEW, reason=reason)


def release_paper(
    *, by: User | None, paper: Paper, version: int | None = None, reason: str = ""
) -> Paper:
    """Release a reviewed paper: from now on its words and figures stay as they are.

    They are sealed with a digest. Data that has moved and that nobody took or kept does not
    stand in the way (whoever releases has seen the notice); the history names the parts it is
    about. Raises EditConflict; refused from any other state than review.
    """
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=paper.pk)
        changes = changes_of(paper, timezone.localdate())
        unresolved = [str(change.block) for change in changes.blocks]
        if changes.amount:
            unresolved.append("Finanzielle Auswirkungen")
        return _move(
            by=by,
            paper=paper,
            version=version,
            to=PaperState.RELEASED,
            reason=reason,
            seal=True,
            extra={"unresolved": unresolved} if unresolved else None,
        )


def return_to_draft(
    *, by: User | None, paper: Paper, reason: str, version: int | None = None
) -> Paper:
    """Give a paper back to be written on; the seal is broken. Refused without a reason, and once
    the paper was submitted (take it back first). Raises EditConflict.
    """
    return _move(
        by=by,
        paper=paper,
        version=version,
        to=PaperState.DRAFT,
        reason=require_reason(reason),
        seal=False,
    )


def submit_paper(
    *, by: User | None, paper: Paper, version: int | None = None, reason: str = ""
) -> Paper:
    """Introduce a released paper; from now on committee members see it. Raises EditConflict.

    Refused for a paper without a number: no council system takes it.
    """
    if not paper.reference:
        raise Refused(_("The paper needs a number before it is submitted."), "reference")
    return _move(by=by, paper=paper, version=version, to=PaperState.SUBMITTED, reason=reason)


def take_back_paper(
    *, by: User | None, paper: Paper, reason: str, version: int | None = None
) -> Paper:
    """Take a submitted paper back before any body considers it; needs a reason.

    Raises EditConflict.
    """
    reason = require_reason(reason)
    return _move(by=by, paper=paper, version=version, to=PaperState.RELEASED, reason=reason)


def put_in_consultation(
    *, by: User | None, paper: Paper, version: int | None = None, reason: str = ""
) -> Paper:
    """The first body has the paper before it. Raises EditConflict."""
    return _move(by=by, paper=paper, version=version, to=PaperState.IN_CONSULTATION, reason=reason)


def close_paper(
    *, by: User | None, paper: Paper, version: int | None = None, reason: str = ""
) -> Paper:
    """The consultation is over; results may still be added. Raises EditConflict."""
    return _move(by=by, paper=paper, version=version, to=PaperState.CLOSED, reason=reason)


def _move(
    *,
    by: User | None,
    paper: Paper,
    version: int | None,
    to: PaperState,
    reason: str,
    seal: bool | None = None,
    extra: dict[str, Any] | None = None,
) -> Paper:
    """Into the next state; `seal` True sets the digest, False breaks it, None leaves it."""
    reason = reason.strip()
    with changing(
        paper, by=by, verb="council.paper_moved", version=version, reason=reason, also=extra
    ) as paper:
        old = PaperState(paper.state)
        if to not in NEXT_STATES[old]:
            raise Refused(
                _("A paper that is “%(old)s” cannot become “%(new)s”.")
                % {"old": old.label, "new": to.label}
            )
        paper.state = to
        if seal is not None:
            paper.released_digest = paper_digest(paper) if seal else ""
        PaperTransition.objects.create(
            municipality=paper.municipality,
            paper=paper,
            old=old,
            new=to,
            by_id=by.pk if by else None,
            reason=reason,
        )
    return paper
