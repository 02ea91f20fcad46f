"""What a meeting agrees on about a criterion: agreed, parked, left for later, taken up again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.enums import AssessmentState, FindingState
from begleitwerk.assessment.models import Assessment, Finding
from begleitwerk.assessment.selectors.consensus import seen_between
from begleitwerk.assessment.selectors.results import ResultCriterion, result_of
from begleitwerk.core.services import Refused, changing, not_in_future, require
from begleitwerk.core.services.audit import Actor
from begleitwerk.processes.models import Meeting

PRIORITIES = (1, 2, 3)
TOLD = ("level", "reason", "next_step")


def agree_finding(
    *,
    by: Actor | None,
    finding: Finding,
    level: int | None,
    reason: str = "",
    next_step: str = "",
    priority: int | None = None,
    meeting: Meeting | None = None,
    on: date | None = None,
    version: int | None = None,
) -> Finding:
    """Agree on a level of the scale, and on what follows; agreeing anew replaces what was agreed.

    A reason is needed where the level lies outside what the groups see (their medians), or where
    nothing of that is told. `meeting` is by default the planned consensus meeting, `on` today.
    Raises EditConflict, and Refused at `level`, `reason`, `priority`, `meeting` or `on`, or where
    the self-assessment has no result or is released.
    """
    if priority is not None and priority not in PRIORITIES:
        raise Refused(_("Choose a priority from 1 to 3."), "priority")
    when = on or timezone.localdate()
    not_in_future(when, "on")
    with talking(finding, by=by, verb="finding_agreed", version=version, always=TOLD) as finding:
        row = row_of(finding)
        if level not in row.scale.values:
            raise Refused(_("Choose one of the levels."), "level")
        check_reason(row, level, reason)
        finding.state, finding.level, finding.agreed_on = FindingState.AGREED, level, when
        finding.reason, finding.next_step = reason.strip(), next_step.strip()
        finding.priority = priority
        finding.meeting = meeting or finding.assessment.consensus_meeting
        check_meeting(finding)
    return finding


def park_finding(
    *,
    by: Actor | None,
    finding: Finding,
    reason: str = "",
    next_step: str = "",
    meeting: Meeting | None = None,
    version: int | None = None,
) -> Finding:
    """Nothing can be agreed now: why, and what has to be known first, where somebody says so.

    Raises EditConflict, and Refused as `agree_finding`.
    """
    with talking(finding, by=by, verb="finding_parked", version=version) as finding:
        leave_open(finding, FindingState.PARKED)
        finding.reason, finding.next_step = reason.strip(), next_step.strip()
        finding.meeting = meeting or finding.assessment.consensus_meeting
        check_meeting(finding)
    return finding


def skip_finding(*, by: Actor | None, finding: Finding, version: int | None = None) -> Finding:
    """Leave it for later in the same meeting. Raises EditConflict, and Refused once it is agreed
    or parked."""
    with talking(finding, by=by, verb="finding_skipped", version=version) as finding:
        if finding.state in (FindingState.AGREED, FindingState.PARKED):
            raise Refused(_("This is agreed or parked already. Take it up again first."))
        leave_open(finding, FindingState.SKIPPED)
    return finding


def reopen_finding(*, by: Actor | None, finding: Finding, version: int | None = None) -> Finding:
    """Talk about it again: the level goes, what was written stays to be worked on.

    Raises EditConflict, and Refused where it is open anyway.
    """
    with talking(finding, by=by, verb="finding_reopened", version=version) as finding:
        if finding.state == FindingState.OPEN:
            raise Refused(_("This is open already."))
        leave_open(finding, FindingState.OPEN)
        finding.meeting = None
    return finding


@contextmanager
def talking(
    finding: Finding, *, by: Actor | None, verb: str, version: int | None, **more: Any
) -> Iterator[Finding]:
    """Change a finding while its self-assessment has a result nobody has released.

    The self-assessment is locked, so that nothing changes while a body releases it.
    """
    with transaction.atomic():
        assessments = Assessment.objects.select_for_update(of=("self",))
        assessment = assessments.select_related("consensus_meeting").get(pk=finding.assessment_id)
        check_is_talked_about(assessment)
        about = {"criterion": str(finding.criterion)}
        with changing(
            finding, by=by, verb=f"assessment.{verb}", version=version, also=about, **more
        ) as finding:
            finding.assessment = assessment
            yield finding


def check_is_talked_about(assessment: Assessment) -> None:
    if assessment.state == AssessmentState.RELEASED:
        raise Refused(
            _("This self-assessment is released: findings stay as they are. Take the release back.")
        )
    if assessment.state != AssessmentState.RESULT:
        raise Refused(_("There is no result yet to talk about. Close the answers first."))


def row_of(finding: Finding) -> ResultCriterion:
    """What may be told of the criterion; findings are made of what is in the result."""
    result = result_of(finding.assessment)
    row = result.criterion(finding.criterion_id) if result else None
    if row is None:
        raise Refused(_("There is no result of this statement."))
    return row


def check_reason(row: ResultCriterion, level: int, reason: str) -> None:
    seen = seen_between(row)
    if seen is None:
        require(reason, "reason", _("Nothing is told of the answers: say what the level rests on."))
    elif not seen[0] <= level <= seen[1]:
        require(
            reason,
            "reason",
            _("No group sees it like this (their medians lie elsewhere): say why you do."),
        )


def check_meeting(finding: Finding) -> None:
    meeting = finding.meeting
    if meeting is not None and meeting.municipality_id != finding.municipality_id:
        raise Refused(_("This meeting belongs to another municipality."), "meeting")


def leave_open(finding: Finding, state: FindingState) -> None:
    finding.state = state
    finding.level = finding.agreed_on = finding.priority = None
