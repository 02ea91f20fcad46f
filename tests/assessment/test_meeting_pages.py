"""The meeting on the projector, its vote and its record; the release, and what others read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.assessment.enums import AssessmentState, FindingState
from begleitwerk.assessment.models import Assessment
from begleitwerk.assessment.papers.consensus import consensus_document
from begleitwerk.assessment.services import agree_finding, park_finding, release_assessment
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.engine.documents import Bullets
from begleitwerk.engine.documents import Document as Paper
from begleitwerk.fieldwork.models import Room
from begleitwerk.fieldwork.services import cast_vote, room_token
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes.enums import MeetingState
from tests.assessment.world import closed
from tests.days import today
from tests.factories.networks import BodyFactory
from tests.factories.processes import MeetingFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]
# groups differ most on the second statement
ANSWERS = {"Planung": ["232", "232", "121"], "Partner": ["212", "203", "311"]}


@pytest.fixture
def assessment(musterau: Municipality) -> Assessment:
    return closed(ANSWERS, municipality=musterau)


@pytest.fixture
def client(as_user: SignIn, coordinator: User) -> Client:
    return as_user(coordinator)


@pytest.fixture
def head_client(as_user: SignIn, head: User) -> Client:
    return as_user(head)


@pytest.fixture
def partner_client(as_user: SignIn, partner: User) -> Client:
    return as_user(partner)


def url(assessment: Assessment, name: str, *args: int) -> str:
    slug = assessment.municipality.workspace.slug
    return reverse(f"assessment:{name}", args=[slug, assessment.pk, *args])


def told(paper: Paper) -> str:
    lines = [item for block in paper.blocks if isinstance(block, Bullets) for item in block.items]
    return "\n".join(lines)


def test_the_meeting_goes_from_statement_to_statement_to_its_end(
    client: Client, assessment: Assessment
) -> None:
    start = client.get(url(assessment, "talk"))
    second = assessment.findings.all()[1]
    first_url = url(assessment, "talk_about", second.criterion_id)
    assert first_url in start.text
    page = client.get(first_url)
    assert "Gruppen sehen es verschieden" in page.text
    sent: dict[str, Any] = {"act": "agree", "level": "2", "version": second.version}
    after = client.post(first_url, {**sent, "next_step": "Gemeinsam begehen"})
    assert after.status_code == 302
    second.refresh_from_db()
    assert (second.state, second.next_step) == (FindingState.AGREED, "Gemeinsam begehen")
    parked = client.post(after.url, {"act": "park", "reason": "Zahlen fehlen"})
    skipped = client.post(parked.url, {"act": "skip"})
    assert skipped.url == url(assessment, "talk_end")  # nothing but what was left is open
    end = client.get(skipped.url)
    assert "Zahlen fehlen" in end.text
    again = client.post(first_url, {"act": "reopen"})
    assert again.url == first_url


def test_what_is_wrong_stands_at_its_field_and_keeps_what_was_typed(
    client: Client, assessment: Assessment
) -> None:
    second = assessment.findings.all()[1]
    address = url(assessment, "talk_about", second.criterion_id)
    page = client.post(address, {"act": "agree", "next_step": "Nachfragen"})
    assert page.status_code == 422
    assert "Bitte wählen Sie eine der Stufen." in page.text
    assert "Nachfragen" in page.text


def test_the_second_moderator_sees_both_versions(client: Client, assessment: Assessment) -> None:
    finding = assessment.findings.all()[1]
    agree_finding(by=None, finding=finding, level=2)
    sent = {"act": "agree", "level": "3", "version": finding.version}
    page = client.post(url(assessment, "talk_about", finding.criterion_id), sent)
    assert page.status_code == 422
    assert "Gespeicherte Fassung" in page.text


def test_a_vote_is_shown_when_it_is_closed_and_protected_where_few_voted(
    client: Client, assessment: Assessment
) -> None:
    criterion = assessment.findings.all()[0].criterion_id
    about = url(assessment, "talk_about", criterion)
    for voters, words in ((4, "Der Raum: 4 Stimmen"), (2, "Weniger als drei Stimmen")):
        client.post(url(assessment, "vote_open", criterion))
        room = Room.objects.get()
        assert f"/r/{room_token(room)}" in client.get(about).text
        for phone in range(voters):
            cast_vote(token=room_token(room), phone=str(phone), level=2)
        client.post(url(assessment, "vote_close", criterion))
        assert words in client.get(about).text
    client.post(url(assessment, "room_close"))
    assert not Room.objects.get().is_open
    client.post(url(assessment, "room_close"))  # twice is once
    client.post(url(assessment, "vote_close", criterion))


def test_a_vote_on_another_statement_is_closed_first(
    client: Client, assessment: Assessment
) -> None:
    one, other, _third = (row.criterion_id for row in assessment.findings.all())
    client.post(url(assessment, "vote_open", one))
    page = client.post(url(assessment, "vote_open", other), follow=True)
    assert url(assessment, "talk_about", one) in page.text
    client.post(url(assessment, "vote_close", other))  # closes nothing here
    assert Room.objects.get().polls.get().state == "open"


def test_a_statement_of_another_self_assessment_is_none_of_this(
    client: Client, assessment: Assessment
) -> None:
    other = closed(ANSWERS, municipality=assessment.municipality)
    foreign = other.findings.all()[0].criterion_id
    assert client.get(url(assessment, "talk_about", foreign)).status_code == 404


def test_the_record_tells_levels_votes_and_what_is_parked(
    client: Client, assessment: Assessment
) -> None:
    meeting = MeetingFactory(municipality=assessment.municipality, state=MeetingState.HELD)
    assessment.consensus_meeting = meeting
    assessment.save()
    first, second, _third = assessment.findings.all()
    client.post(url(assessment, "vote_open", first.criterion_id))
    for phone in range(3):
        cast_vote(token=room_token(Room.objects.get()), phone=str(phone), level=2)
    client.post(url(assessment, "vote_close", first.criterion_id))
    agree_finding(by=None, finding=first, level=2, reason="Beraten", next_step="Weiter", priority=1)
    park_finding(by=None, finding=second, reason="Zahlen fehlen", next_step="Nachfragen")
    text = told(consensus_document(Assessment.objects.get(pk=assessment.pk)))
    for words in (
        "Vereinbarte Stufe: 2, Stufe 2",
        "Abstimmung im Raum: drei Stimmen",
        "Begründung: Beraten.",
        "Zahlen fehlen.",
    ):
        assert words in text
    slug = assessment.municipality.workspace.slug
    page = client.get(reverse("processes:meeting", args=[slug, meeting.pk]))
    assert url(assessment, "talk") in page.text
    minutes = client.get(reverse("processes:minutes_docx", args=[slug, meeting.pk]))
    assert minutes.status_code == 200
    assert client.get(url(assessment, "consensus_docx")).status_code == 200


def test_a_body_releases_it_and_partners_read_what_is_shared(
    head_client: Client, partner_client: Client, assessment: Assessment
) -> None:
    first, second, _third = assessment.findings.all()
    agree_finding(by=None, finding=first, level=2, next_step="Für alle")
    agree_finding(by=None, finding=second, level=2, next_step="Nur für uns")
    shares = url(assessment, "shares")
    sent = {f"finding_{first.pk}": ReleaseLevel.PROGRAMME, f"finding_{second.pk}": ReleaseLevel.OWN}
    assert head_client.post(shares, sent).status_code == 302
    body = BodyFactory(municipality=assessment.municipality)
    day = today()
    release = {"body": body.pk, "on_0": day.day, "on_1": day.month, "on_2": day.year}
    asked = head_client.post(url(assessment, "release"), release)
    assert asked.status_code == 422
    assert "1 Aussage" in asked.text
    done = head_client.post(url(assessment, "release"), {**release, "sure_open": "on"})
    assert done.status_code == 302
    assert head_client.get(url(assessment, "release")).url == assessment.get_absolute_url()
    page = partner_client.get(url(assessment, "released"))
    assert "Für alle" in page.text
    assert "Nur für uns" not in page.text
    slug = assessment.municipality.workspace.slug
    listed = partner_client.get(reverse("assessment:assessments", args=[slug]))
    assert url(assessment, "released") in listed.text
    back = head_client.post(url(assessment, "release_back"), {"reason": "Eine Stufe war falsch."})
    assert back.status_code == 302
    assessment.refresh_from_db()
    assert assessment.state == AssessmentState.RESULT
    assert partner_client.get(url(assessment, "released")).status_code == 403


def test_who_may_release_is_told_when_everything_was_talked_about(
    head_client: Client, assessment: Assessment
) -> None:
    address = url(assessment, "release")
    slug = assessment.municipality.workspace.slug
    home = reverse("portal:home", args=[slug])
    for finding in assessment.findings.all():
        assert address not in head_client.get(home).text
        agree_finding(by=None, finding=finding, level=2, reason="Beraten")
    assert address in head_client.get(home).text


def test_a_released_meeting_shows_what_was_agreed_and_changes_nothing(
    client: Client, assessment: Assessment
) -> None:
    finding = assessment.findings.all()[0]
    agree_finding(by=None, finding=finding, level=2)
    body = BodyFactory(municipality=assessment.municipality)
    release_assessment(by=None, assessment=assessment, body=body, on=today())
    address = url(assessment, "talk_about", finding.criterion_id)
    assert "Worauf einigen wir uns?" not in client.get(address).text
    page = client.post(address, {"act": "reopen"})
    assert page.status_code == 422
