"""What results show on the pages of a self-assessment and of a finding."""

from begleitwerk.assessment.models import Assessment, Finding
from begleitwerk.assessment.presenters import url_of
from begleitwerk.assessment.presenters.points import headline_of
from begleitwerk.assessment.presenters.tables import criterion_rows
from begleitwerk.assessment.selectors.results import result_of
from begleitwerk.core.contributions import Look, Values
from begleitwerk.fieldwork.selectors import Stage, stage_of


def of_assessment(look: Look) -> Values | None:
    """The finding of the whole and the way to it; while people can still answer, the
    way to close early."""
    assessment: Assessment = look.subject
    found = result_of(assessment)
    if found is not None:
        return {"headline": headline_of(found), "url": url_of(assessment, "result")}
    if stage_of(assessment.collection, look.today) != Stage.RUNS:
        return None
    may_close = look.user.has_perm("assessment.edit_assessment", assessment.municipality)
    return {"close_url": url_of(assessment, "close")} if may_close else None


def of_finding(look: Look) -> Values | None:
    """How people answered its criterion, for who knows the place from the inside."""
    finding: Finding = look.subject
    if not look.user.has_perm("assessment.view_inside", finding.municipality):
        return None
    found = result_of(finding.assessment)
    row = found.criterion(finding.criterion_id) if found else None
    if row is None:
        return None
    url = url_of(finding.assessment, "result_criterion", row.pk)
    return {"facts": criterion_rows([row], {row.pk: url})[0], "url": url}
