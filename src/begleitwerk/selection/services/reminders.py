"""Reminders before a deadline: by the rules of a round, once a day, never twice."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import EditConflict, queue_mail, record_event, save_changes
from begleitwerk.selection.enums import ReminderKind
from begleitwerk.selection.models import Reminder, ReminderRules, SelectionRound
from begleitwerk.selection.papers.invitation import application_url
from begleitwerk.selection.selectors.reminders import Open, pending_of, rules_in_force


def change_reminder_rules(
    *, by: User | None, rules: ReminderRules, version: int | None = None, **values: Any
) -> ReminderRules:
    """Save how many days before a deadline the round reminds. Raises EditConflict."""
    with transaction.atomic():
        if rules.pk is None:  # of two who enter the first ones the second sees the other's
            round = SelectionRound.objects.select_for_update().get(pk=rules.round_id)
            if there := ReminderRules.objects.filter(round=round).first():
                raise EditConflict(there)
        verb = "selection.reminders_changed"
        return save_changes(by=by, row=rules, version=version, values=values, verb=verb)


def send_reminders(today: date) -> None:
    """The daily duty: of each round its own transaction."""
    for rules in rules_in_force():
        remind(rules, today)


def remind(rules: ReminderRules, today: date) -> int:
    """Remind of what is open and due; returns how many. A person hears once of all her reviews."""
    with transaction.atomic():
        # a second worker waits here, and finds that it is done
        ReminderRules.objects.select_for_update().get(pk=rules.pk)
        due = [line.row for line in pending_of(rules, today) if line.is_due(today)]
        due.sort(key=lambda row: (row.kind, row.email, row.subject_id))
        for (kind, email), rows in groupby(due, key=lambda row: (row.kind, row.email)):
            together = kind == ReminderKind.REVIEW
            found = list(rows)
            for mailed in [found] if together else [[row] for row in found]:
                send(rules.round, email, mailed, today)
        if due:
            told = {"count": len(due)}
            record_event(by=None, verb="selection.reminded", subject=rules.round, after=told)
    return len(due)


def send(round: SelectionRound, email: str, rows: Iterable[Open], today: date) -> None:
    rows = list(rows)
    Reminder.objects.bulk_create(
        Reminder(
            round=round,
            kind=row.kind,
            subject_id=row.subject_id,
            deadline=row.deadline,
            sent_to=email,
            sent_on=today,
        )
        for row in rows
    )
    first = rows[0]
    key = f"selection-reminder:{first.kind}:{first.subject_id}:{first.deadline}"
    with translation.override(first.person.language if first.person else "de"):
        subject, link = words_of(first)
        context = {
            "kind": first.kind.value,
            "municipality": first.candidacy.municipality,
            "round": round,
            "deadline": first.deadline,
            "count": len(rows),
            "link": link,
        }
        body = render_to_string("selection/mail/reminder.txt", context)
        queue_mail(to=email, subject=subject, body=body, key=key)


def words_of(row: Open) -> tuple[str, str]:
    """The subject of the mail, and where it leads."""
    place = {"place": row.candidacy.municipality}
    if row.kind == ReminderKind.REPLY:
        return _("Please reply to the invitation: %(place)s") % place, application_url(
            row.candidacy
        )
    if row.kind == ReminderKind.DRAFT:
        return _("Your application is still open: %(place)s") % place, application_url(
            row.candidacy
        )
    path = reverse("selection:reviews", args=[row.candidacy.office.slug])
    return _("Your reviews are still open"), f"{settings.SITE_URL}{path}"
