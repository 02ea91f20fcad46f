"""The consensus meeting on the pages of others: a meeting, its minutes, what is due."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from begleitwerk.assessment.enums import AssessmentState, FindingState
from begleitwerk.assessment.models import Assessment
from begleitwerk.assessment.papers.consensus import consensus_blocks
from begleitwerk.assessment.presenters import url_of
from begleitwerk.assessment.selectors.consensus import Agenda, agenda_of, consensus_in
from begleitwerk.assessment.selectors.release import to_release
from begleitwerk.core.contributions import DueLine, DueRow, DueRows, DueScope, Look, Values
from begleitwerk.engine.documents import Block, Heading
from begleitwerk.processes.models import Meeting


def of_assessment(look: Look) -> Values | None:
    """How far the consensus is, the record, who releases it; nothing before there is a result."""
    assessment: Assessment = look.subject
    agenda = agenda_of(assessment)
    if not agenda.topics:
        return None
    may = look.user.has_perm
    place, is_released = assessment.municipality, assessment.state == AssessmentState.RELEASED
    return {
        "assessment": assessment,
        "sentence": consensus_words(agenda),
        "is_released": is_released,
        "has_agreed": bool(agenda.counts[FindingState.AGREED]),
        "may_edit": not is_released and may("assessment.edit_assessment", place),
        "may_release": may("assessment.release_assessment", place),
        "may_share": may("assessment.share_findings", assessment),
    }


def consensus_words(agenda: Agenda) -> str:
    """“8 of 12 agreed, 1 parked, 3 open”."""
    counts = agenda.counts
    words = _("%(agreed)d of %(total)d statements agreed") % {
        "agreed": counts[FindingState.AGREED],
        "total": len(agenda.topics),
    }
    parts = [words]
    if counts[FindingState.PARKED]:
        parts.append(_("%(n)d parked") % {"n": counts[FindingState.PARKED]})
    if agenda.left:
        parts.append(_("%(n)d open") % {"n": agenda.left})
    return ", ".join(parts)


# --- On the page of the meeting, and in its minutes -----------------------------------------------


def talked_about(look: Look) -> list[Assessment]:
    """Self-assessments talked about in a meeting, for who reads them from the inside."""
    meeting: Meeting = look.subject
    place = meeting.municipality
    if place is None or not look.user.has_perm("assessment.view_inside", place):
        return []
    return list(consensus_in(meeting))


def on_meeting(look: Look) -> Values | None:
    """What was agreed in it, and the way to the screen."""
    lines = [
        {
            "assessment": assessment,
            "sentence": consensus_words(agenda_of(assessment)),
            "url": url_of(assessment, "talk"),
            "may_edit": assessment.state == AssessmentState.RESULT
            and look.user.has_perm("assessment.edit_assessment", assessment.municipality),
        }
        for assessment in look.once(talked_about)
    ]
    return {"lines": lines} if lines else None


def in_minutes(look: Look) -> Sequence[Block]:
    """The consensus as a part of the minutes."""
    blocks: list[Block] = []
    for assessment in look.once(talked_about):
        blocks.append(Heading(assessment.title, 2))
        blocks.extend(consensus_blocks(assessment, level=3))
    return blocks


# --- What is due ----------------------------------------------------------------------------------


def releasable(scope: DueScope) -> DueRows:
    """Everything was talked about: a body can release it."""
    rows = to_release().filter(
        municipality__workspace__in=scope.workspaces, talked_on__lte=scope.until
    )
    return DueRows(rows, title="title", on="talked_on")


def releasable_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("Everything was talked about: release it"),
        verb=_("Release"),
        url=reverse("assessment:release", args=[row.slug, row.key]),
    )
