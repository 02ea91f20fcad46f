"""A body signs a self-assessment off; who reads which finding; and taking that back."""

from datetime import date

import pytest
from django.utils import timezone

from begleitwerk.assessment.enums import AssessmentState
from begleitwerk.assessment.models import Assessment, Finding
from begleitwerk.assessment.selectors.release import is_as_released
from begleitwerk.assessment.services import (
    agree_finding,
    park_finding,
    release_assessment,
    share_finding,
    share_findings,
    take_back_release,
)
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import AskedBack, EditConflict, Refused
from begleitwerk.networks.models import Body
from tests.assessment.world import closed
from tests.factories.networks import BodyFactory
from tests.factories.processes import DecisionFactory

pytestmark = pytest.mark.django_db
ANSWERS = {"Planung": ["12", "12", "22"], "Partner": ["32", "33", "21"]}


@pytest.fixture
def assessment() -> Assessment:
    """Two statements, the first of them agreed."""
    found = closed(ANSWERS)
    agree_finding(by=None, finding=found.findings.all()[0], level=2)
    return found


@pytest.fixture
def body(assessment: Assessment) -> Body:
    return BodyFactory(municipality=assessment.municipality)


def released(assessment: Assessment, body: Body) -> Assessment:
    return release_assessment(by=None, assessment=assessment, body=body, on=timezone.localdate())


def test_released_is_sealed_and_nothing_changes_unseen(assessment: Assessment, body: Body) -> None:
    done = released(assessment, body)
    assert (done.state, done.released_by) == (AssessmentState.RELEASED, body)
    assert is_as_released(done)
    event = AuditEvent.objects.get(verb="assessment.released")
    assert event.after["release_digest"] == done.release_digest
    with pytest.raises(Refused, match="ist freigegeben"):
        park_finding(by=None, finding=done.findings.all()[0])
    Finding.objects.filter(level=2).update(level=3)
    assert not is_as_released(done)


def test_who_releases_is_asked_about_what_nobody_talked_about(
    assessment: Assessment, body: Body
) -> None:
    today = timezone.localdate()
    with pytest.raises(AskedBack, match="1 Aussage"):
        release_assessment(by=None, assessment=assessment, body=body, on=today, sure=())
    done = release_assessment(by=None, assessment=assessment, body=body, on=today, sure={"open"})
    assert done.state == AssessmentState.RELEASED
    with pytest.raises(Refused, match="bereits freigegeben"):
        release_assessment(by=None, assessment=done, body=body, on=today)


def test_what_does_not_fit_is_refused_at_its_field(assessment: Assessment, body: Body) -> None:
    today = timezone.localdate()
    with pytest.raises(Refused) as refused:
        release_assessment(by=None, assessment=assessment, body=BodyFactory(), on=today)
    assert refused.value.field == "body"
    with pytest.raises(Refused) as refused:
        release_assessment(by=None, assessment=assessment, body=body, on=date(2999, 1, 1))
    assert refused.value.field == "on"
    with pytest.raises(Refused) as refused:
        release_assessment(
            by=None, assessment=assessment, body=body, on=today, decision=DecisionFactory()
        )
    assert refused.value.field == "decision"


def test_nothing_is_released_before_something_is_agreed() -> None:
    nothing = closed(ANSWERS)
    place = BodyFactory(municipality=nothing.municipality)
    with pytest.raises(Refused, match="nichts vereinbart"):
        released(nothing, place)


def test_taken_back_with_a_reason_it_can_be_worked_on_and_released_anew(
    assessment: Assessment, body: Body
) -> None:
    first = released(assessment, body)
    with pytest.raises(Refused) as refused:
        take_back_release(by=None, assessment=first, reason=" ")
    assert refused.value.field == "reason"
    back = take_back_release(by=None, assessment=first, reason="Eine Stufe war falsch.")
    assert (back.state, back.release_digest, back.released_by) == (AssessmentState.RESULT, "", None)
    agree_finding(by=None, finding=back.findings.all()[0], level=3)
    assert released(back, body).release_digest != first.release_digest
    with pytest.raises(Refused, match="nicht freigegeben"):
        take_back_release(by=None, assessment=closed(ANSWERS), reason="nichts")


def test_who_reads_what_is_said_for_many_and_for_one(assessment: Assessment, body: Body) -> None:
    first, second = assessment.findings.all()
    share_findings(
        by=None,
        assessment=assessment,
        levels={first.pk: ReleaseLevel.PROGRAMME, second.pk: ReleaseLevel.OWN},
    )
    assert AuditEvent.objects.filter(verb="assessment.finding_shared").count() == 1
    done = released(assessment, body)
    with pytest.raises(Refused) as refused:
        share_findings(by=None, assessment=done, levels={first.pk: ReleaseLevel.OWN})
    assert refused.value.field == "reason"
    share_finding(by=None, finding=second, release=ReleaseLevel.CLUSTER, reason="Beschluss 3")
    assert set(done.findings.values_list("release", flat=True)) == {"programme", "cluster"}
    assert is_as_released(done)
    with pytest.raises(Refused, match="anderen Selbsteinsch"):
        share_findings(by=None, assessment=done, levels={0: ReleaseLevel.OWN}, reason="Grund")
    with pytest.raises(Refused) as refused:
        share_finding(by=None, finding=second, release="public", reason="Grund")
    assert refused.value.field == "release"
    with pytest.raises(EditConflict):
        share_finding(by=None, finding=second, release="own", reason="Grund", version=0)
