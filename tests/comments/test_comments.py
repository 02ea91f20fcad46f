"""Whoever accompanies a municipality comments on its work and changes none of it."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.comments import selectors, services
from begleitwerk.comments.models import Comment
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes.models import Decision
from tests.factories.comments import CommentFactory
from tests.factories.goals import GoalFactory, MeasureFactory
from tests.factories.processes import DecisionFactory, MeetingFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]


@pytest.fixture
def decision(musterau: Municipality) -> Decision:
    meeting = MeetingFactory(municipality=musterau, state="held")
    return DecisionFactory(meeting=meeting, text="Das Konzept wird beschlossen.")


def test_a_facilitator_neither_rewrites_nor_withdraws_a_decision(
    decision: Decision, facilitator: User, musterau: Municipality, as_user: SignIn
) -> None:
    """Today she does both."""
    client = as_user(facilitator)
    for name in ("decision_edit", "decision_withdraw"):
        url = reverse(f"processes:{name}", args=[musterau.slug, decision.pk])
        posted = client.post(url, {"text": "Anders", "reason": "Weil", "version": 1})
        assert posted.status_code == 403, name
    for name in ("meeting_edit", "meeting_hold", "meeting_cancel", "decision_record"):
        url = reverse(f"processes:{name}", args=[musterau.slug, decision.meeting_id])
        assert client.post(url, {"text": "Anders"}).status_code == 403, name
    decision.refresh_from_db()
    assert decision.text == "Das Konzept wird beschlossen."


def test_she_comments_on_it_and_insiders_read_that(
    decision: Decision,
    facilitator: User,
    coordinator: User,
    musterau: Municipality,
    as_user: SignIn,
) -> None:
    client, meeting = as_user(facilitator), decision.meeting
    page = reverse("processes:meeting", args=[musterau.slug, meeting.pk])
    url = reverse("comments:comment_add", args=[musterau.slug, "beschluss", decision.pk])
    assert "Noch niemand hat etwas dazu gesagt." in client.get(page).content.decode()
    assert url in client.get(page).content.decode()
    assert client.post(url, {"text": "  "}).status_code == 422

    assert client.post(url, {"text": "Wer berichtet dem Ausschuss?"}).status_code == 302

    shown = as_user(coordinator).get(page).content.decode()
    assert "Wer berichtet dem Ausschuss?" in shown
    assert str(facilitator) in shown
    comment = Comment.objects.get()
    edit = reverse("comments:comment_edit", args=[musterau.slug, comment.pk])
    assert edit not in shown
    assert edit in client.get(page).content.decode()
    assert AuditEvent.objects.latest("number").workspace_id == musterau.workspace_id


def test_comments_stand_with_goals_and_measures_for_insiders_alone(
    musterau: Municipality,
    facilitator: User,
    committee_member: User,
    partner: User,
    office: User,
    state_office: User,
    researcher: User,
    as_user: SignIn,
) -> None:
    measure = MeasureFactory(goal__municipality=musterau, goal__release="programme")
    goal = measure.goal
    CommentFactory(goal=goal, author=facilitator, text="Zum Ziel gesagt")
    CommentFactory(
        goal=None, municipality=musterau, measure=measure, author=None, text="Zur Maßnahme gesagt"
    )
    pages = (goal.get_absolute_url(), measure.get_absolute_url())
    for user, reads in (
        (facilitator, True),
        (committee_member, True),
        (partner, False),
        (office, False),
        (state_office, False),
        (researcher, False),
    ):
        shown = "".join(as_user(user).get(page).content.decode() for page in pages)
        assert ("Zum Ziel gesagt" in shown) is reads, user
        assert ("Zur Maßnahme gesagt" in shown) is reads, user
        assert ("Kommentare" in shown) is reads, user
        assert selectors.visible_to(user).count() == (2 if reads else 0), user
    assert "/neu/" not in as_user(committee_member).get(pages[0]).content.decode()
    Comment.objects.all().delete()
    assert "Kommentare" not in as_user(committee_member).get(pages[0]).content.decode()


def test_ones_own_words_are_changed_and_withdrawn(
    musterau: Municipality, facilitator: User, coordinator: User, as_user: SignIn
) -> None:
    comment = CommentFactory(goal__municipality=musterau, author=facilitator, text="Erst so")
    kept = services.change_comment(by=facilitator, comment=comment, text="Erst so")
    assert kept.changed_at is None
    changed = services.change_comment(by=facilitator, comment=comment, text="Dann anders")
    assert (changed.text, changed.changed_at is None) == ("Dann anders", False)
    event = AuditEvent.objects.latest("number")
    assert (event.before, event.after) == ({"text": "Erst so"}, {"text": "Dann anders"})
    with pytest.raises(EditConflict):
        services.change_comment(by=facilitator, comment=comment, text="Nochmals", version=1)
    for step in (
        lambda: services.change_comment(by=coordinator, comment=changed, text="Fremd"),
        lambda: services.withdraw_comment(by=coordinator, comment=changed),
    ):
        with pytest.raises(Refused):
            step()
    url = reverse("comments:comment_withdraw", args=[musterau.slug, comment.pk])
    client = as_user(facilitator)
    assert "Dann anders" in client.get(url).content.decode()
    client.post(url, {"version": changed.version})
    assert not Comment.objects.exists()
    assert AuditEvent.objects.latest("number").verb == "comments.comment_withdrawn"


def test_only_what_lies_in_the_municipality_is_commented_on(
    musterau: Municipality, lindfurt: Municipality, facilitator: User, as_user: SignIn
) -> None:
    client = as_user(facilitator)
    elsewhere = GoalFactory(municipality=lindfurt)
    for kind, pk in (("ziel", elsewhere.pk), ("sitzung", 1), ("vorlage", 1)):
        url = reverse("comments:comment_add", args=[musterau.slug, kind, pk])
        assert client.post(url, {"text": "x"}).status_code == 404
    with pytest.raises(IntegrityError):
        CommentFactory(goal__municipality=musterau, meeting=MeetingFactory(municipality=musterau))


def test_meetings_of_a_programme_have_none(
    programme_space: object, office: User, as_user: SignIn
) -> None:
    from tests.factories.programmes import ProgrammeFactory

    programme = ProgrammeFactory(workspace=programme_space)
    meeting = MeetingFactory(municipality=None, programme=programme)
    url = reverse("processes:programme_meeting", args=[programme.workspace.slug, meeting.pk])
    assert "Kommentare" not in as_user(office).get(url).content.decode()
    assert not office.has_perm("comments.view_comment", meeting)
