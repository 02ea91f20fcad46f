"""Mails of invitation and application, in German: nobody knows yet who will read them."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.selection.models import Application, Letter
from begleitwerk.selection.papers.invitation import application_url

MailWords = dict[str, str]


def mail(*, to: str, template: str, subject: str, context: dict[str, Any]) -> MailWords:
    body = render_to_string(f"selection/mail/{template}.txt", context)
    return {"to": to, "subject": subject, "body": body}


def invitation_mail(letter: Letter) -> MailWords:
    """Says that a letter is there, until when to reply, and where."""
    candidacy = letter.candidacy
    with translation.override("de"):
        return mail(
            to=letter.sent_to,
            template="invitation",
            subject=_("Invitation to apply: %(programme)s") % {"programme": programme_of(letter)},
            context={"candidacy": candidacy, "content": letter.content},
        )


def approval_mail(application: Application, approver: User, note: str) -> MailWords:
    """Asks the named person to approve."""
    candidacy = application.candidacy
    path = reverse("selection:application_check", args=[candidacy.municipality.slug, candidacy.pk])
    with translation.override("de"):
        return mail(
            to=approver.email,
            template="approval",
            subject=_("Please approve: application of %(name)s")
            % {"name": candidacy.municipality.name},
            context={
                "candidacy": candidacy,
                "link": f"{settings.SITE_URL}{path}",
                "note": note,
            },
        )


def note_mail(application: Application, to: str, template: str, note: str = "") -> MailWords:
    """Tells a municipality what became of its application until it is decided about."""
    with translation.override("de"):
        subjects = {
            "handed_in": _("Your application has arrived"),
            "not_approved": _("Your application is not approved yet"),
            "returned": _("Please complete your application"),
            "closed": _("Your application is closed"),
        }
        return mail(
            to=to,
            template=template,
            subject=subjects[template],
            context={
                "candidacy": application.candidacy,
                "application": application,
                "link": application_url(application.candidacy),
                "note": note,
            },
        )


def result_mail(letter: Letter) -> MailWords:
    """Says that the selection is decided and where the result is; not what it is."""
    with translation.override("de"):
        return mail(
            to=letter.sent_to,
            template="result",
            subject=_("The selection is decided: %(programme)s")
            % {"programme": programme_of(letter)},
            context={"candidacy": letter.candidacy, "content": letter.content},
        )


def programme_of(letter: Letter) -> str:
    return letter.candidacy.round.edition.programme.short_name
