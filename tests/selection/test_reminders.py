"""Reminders before a deadline: by rule, shown beforehand, once, and not after an answer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent, OutboxMail
from begleitwerk.core.services import EditConflict
from begleitwerk.core.services.daily import DUTIES
from begleitwerk.selection.models import Candidacy, Reminder, SelectionRound
from begleitwerk.selection.selectors.reminders import pending_of, rules_of
from begleitwerk.selection.services.reminders import change_reminder_rules, send_reminders
from tests.days import in_days, today
from tests.factories.accounts import UserFactory
from tests.factories.programmes import EditionFactory, ProgrammeFactory
from tests.factories.selection import (
    ApplicationFactory,
    CandidacyFactory,
    ReminderRulesFactory,
    ReviewFactory,
    SelectionRoundFactory,
)
from tests.markup import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(programme_space: Any) -> SelectionRound:
    edition = EditionFactory(programme=ProgrammeFactory(workspace=programme_space))
    found: SelectionRound = SelectionRoundFactory(edition=edition, state="open")
    return found


def invited(round: SelectionRound, email: str = "amt@example.org", due: int = 3) -> Candidacy:
    found: Candidacy = CandidacyFactory(
        round=round, state="invited", contact_email=email, reply_by=in_days(due)
    )
    return found


def subjects() -> list[str]:
    return sorted(OutboxMail.objects.values_list("subject", flat=True))


def test_who_has_not_replied_is_reminded_once(round: SelectionRound) -> None:
    rules = ReminderRulesFactory(round=round, reply_days=5)
    candidacy = invited(round)
    invited(round, due=20)
    for _again in range(2):
        DUTIES["selection.send_reminders"].do(today())
    assert len(subjects()) == 1
    assert candidacy.municipality.name in subjects()[0]
    event = AuditEvent.objects.filter(verb="selection.reminded").get()
    assert event.after == {"count": 1}
    assert [line.sent_on for line in pending_of(rules, today())] == [today(), None]


def test_an_answer_stops_it_and_a_later_deadline_is_another(round: SelectionRound) -> None:
    ReminderRulesFactory(round=round, reply_days=5)
    silent, answered = invited(round), invited(round)
    Candidacy.objects.filter(pk=answered.pk).update(replied_on=today())
    send_reminders(today())
    assert Reminder.objects.get().subject_id == silent.pk
    Candidacy.objects.filter(pk=silent.pk).update(reply_by=in_days(4))
    send_reminders(today())
    assert Reminder.objects.count() == 2


def test_without_a_rule_a_mail_address_or_days_left_nobody_is(round: SelectionRound) -> None:
    invited(round)
    send_reminders(today())
    ReminderRulesFactory(round=round, reply_days=None, draft_days=9, review_days=9)
    send_reminders(today())
    other = ReminderRulesFactory(
        round=SelectionRoundFactory(edition=round.edition, state="open"), reply_days=5
    )
    invited(other.round, email="")
    invited(other.round, due=-1)
    decided = SelectionRoundFactory(edition=round.edition, state="decided")
    ReminderRulesFactory(round=decided, reply_days=5)
    invited(decided)
    send_reminders(today())
    assert subjects() == []


def test_drafts_near_the_end_are_reminded(round: SelectionRound) -> None:
    rules = ReminderRulesFactory(round=round, reply_days=None, draft_days=5)
    candidacy = CandidacyFactory(round=round, state="invited", contact_email="a@example.org")
    ApplicationFactory(candidacy=candidacy, state="draft")
    assert pending_of(rules, today()) == []  # no end of applications, nothing to be late for
    SelectionRound.objects.filter(pk=round.pk).update(apply_until=in_days(4))
    send_reminders(today())
    send_reminders(today())
    assert len(subjects()) == 1


def test_a_reviewer_hears_once_of_all_her_reviews(round: SelectionRound) -> None:
    rules = ReminderRulesFactory(round=round, reply_days=None, review_days=5)
    reviewer = UserFactory()
    for position in (1, 2):
        ReviewFactory(
            candidacy=CandidacyFactory(round=round),
            reviewer=reviewer,
            position=position,
            state="open",
        )
    assert pending_of(rules, today()) == []
    SelectionRound.objects.filter(pk=round.pk).update(review_until=in_days(2))
    send_reminders(today())
    mail = OutboxMail.objects.get()
    assert mail.to == reviewer.email
    assert "2" in mail.body
    assert Reminder.objects.count() == 2


def test_the_page_says_beforehand_who_is_reminded_when(
    round: SelectionRound, office: User, as_user: Callable[[User | None], Client]
) -> None:
    client = as_user(office)
    page = f"/p/{round.workspace.slug}/auswahl/{round.pk}/erinnerungen/"
    invited(round, due=10)
    invited(round, email="", due=10)
    assert client.post(page, {"reply_days": "61", "version": "1"}).status_code == 422
    assert client.post(page, {"reply_days": "3", "version": "1"}).status_code == 302
    read = text_of(client.get(page))
    assert f"wird am {today() + timedelta(days=7):%d.%m.%Y} erinnert" in read
    assert "bitte anrufen" in read


def test_of_two_first_rules_the_second_is_told(round: SelectionRound, office: User) -> None:
    first, second = rules_of(round), rules_of(round)
    change_reminder_rules(by=office, rules=first, reply_days=3)
    changed = change_reminder_rules(by=office, rules=rules_of(round), version=1, reply_days=5)
    assert (changed.reply_days, changed.version) == (5, 2)
    with pytest.raises(EditConflict):
        change_reminder_rules(by=office, rules=second, reply_days=4)
