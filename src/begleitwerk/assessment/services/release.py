"""A body signs a self-assessment off; who beyond the municipality reads which finding."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from begleitwerk.assessment.enums import AssessmentState, FindingState
from begleitwerk.assessment.models import Assessment, Finding
from begleitwerk.assessment.selectors.consensus import UNDECIDED
from begleitwerk.assessment.selectors.release import released_content
from begleitwerk.core.services import (
    Question,
    Refused,
    ask_back,
    changing,
    not_in_future,
    require_reason,
)
from begleitwerk.core.services.audit import Actor
from begleitwerk.engine.canonical import digest_of
from begleitwerk.networks.models import Body
from begleitwerk.processes.models import Decision
from begleitwerk.programmes.rules.release import OPENS

TOLD = ("released_by", "released_on", "decision", "release_digest")


def release_assessment(
    *,
    by: Actor | None,
    assessment: Assessment,
    body: Body,
    on: date,
    decision: Decision | None = None,
    sure: Collection[str] | None = None,
    version: int | None = None,
) -> Assessment:
    """A body releases it: result and findings are sealed and stay as they are; findings can be read
    by those their release level lets in.

    Raises EditConflict, Refused at `body`, `on` or `decision` or without anything agreed, and
    AskedBack where statements were not talked about, unless `sure` holds "open".
    """
    not_in_future(on, "on")
    verb = "assessment.released"
    with changing(assessment, by=by, verb=verb, version=version, always=TOLD) as assessment:
        check_is_to_release(assessment)
        check_belongs(assessment, body, decision)
        ask_back(left_open(assessment), sure)
        assessment.state = AssessmentState.RELEASED
        assessment.released_by, assessment.released_on = body, on
        assessment.decision = decision
        assessment.release_digest = digest_of(released_content(assessment))
    return assessment


def check_is_to_release(assessment: Assessment) -> None:
    if assessment.state == AssessmentState.RELEASED:
        raise Refused(_("This self-assessment is released already."))
    if assessment.state != AssessmentState.RESULT:
        raise Refused(_("There is no result yet that could be released."))
    if not assessment.findings.filter(state=FindingState.AGREED).exists():
        raise Refused(_("Nothing is agreed yet. Hold the consensus meeting first."))


def check_belongs(assessment: Assessment, body: Body, decision: Decision | None) -> None:
    if body.municipality_id != assessment.municipality_id:
        raise Refused(_("This body belongs to another municipality."), "body")
    if decision is not None and decision.municipality_id != assessment.municipality_id:
        raise Refused(_("This decision belongs to another municipality."), "decision")


def left_open(assessment: Assessment) -> list[Question]:
    """What nobody decided about stays like this once it is released."""
    count = assessment.findings.filter(state__in=UNDECIDED).count()
    words = ngettext(
        "%(n)d statement has not been talked about. It stays open.",
        "%(n)d statements have not been talked about. They stay open.",
        count,
    )
    return [Question("open", "", words % {"n": count})] if count else []


def take_back_release(
    *, by: Actor | None, assessment: Assessment, reason: str, version: int | None = None
) -> Assessment:
    """Take the release back: nobody beyond the municipality reads it any more, and what was agreed
    can be changed. The seal stays in the log.

    Raises EditConflict, and Refused at `reason` or where it is not released.
    """
    why = require_reason(reason)
    verb = "assessment.release_taken_back"
    with changing(assessment, by=by, verb=verb, version=version, reason=why) as assessment:
        if assessment.state != AssessmentState.RELEASED:
            raise Refused(_("This self-assessment is not released."))
        assessment.state = AssessmentState.RESULT
        assessment.released_by = assessment.released_on = assessment.decision = None
        assessment.release_digest = ""
    return assessment


# --- Who reads which finding ----------------------------------------------------------------------


def share_finding(
    *, by: Actor | None, finding: Finding, release: str, reason: str, version: int | None = None
) -> Finding:
    """Say who may read one finding once its self-assessment is released.

    Raises EditConflict, and Refused at `release` or `reason`.
    """
    check_level(release)
    why = require_reason(reason)
    verb = "assessment.finding_shared"
    about = {"criterion": str(finding.criterion)}
    with changing(
        finding, by=by, verb=verb, version=version, reason=why, also=about, always=("release",)
    ) as finding:
        finding.release = release
    return finding


def share_findings(
    *,
    by: Actor | None,
    assessment: Assessment,
    levels: Mapping[int, str],
    reason: str = "",
    version: int | None = None,
) -> Assessment:
    """The same for many at once, by the id of the finding; those not named keep theirs.

    A reason is needed once it is released: somebody has read it, or is let in now. Raises
    EditConflict, and Refused at `reason`, or for a level or a finding that is none of it.
    """
    for level in levels.values():
        check_level(level)
    with transaction.atomic():
        with changing(
            assessment, by=by, verb="assessment.findings_shared", version=version, if_changed=True
        ) as assessment:
            if assessment.state == AssessmentState.RELEASED:
                require_reason(reason)
        known = assessment.findings.select_related("criterion").in_bulk()
        if levels.keys() - known.keys():
            raise Refused(_("One of these findings belongs to another self-assessment."))
        for pk, level in levels.items():
            share_one(by, known[pk], level, reason.strip())
    return assessment


def share_one(by: Actor | None, finding: Finding, release: str, reason: str) -> None:
    if finding.release == release:
        return
    verb, about = "assessment.finding_shared", {"criterion": str(finding.criterion)}
    with changing(finding, by=by, verb=verb, reason=reason, also=about) as finding:
        finding.release = release


def check_level(release: str) -> None:
    if release not in OPENS:
        raise Refused(_("Choose who may read it."), "release")
