"""Mails about corrections: that one waits for consent, and that it was answered."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.selection.models import Correction
from begleitwerk.selection.papers.invitation import application_url
from begleitwerk.selection.selectors.corrections import correction_label
from begleitwerk.selection.services.application_mails import MailWords, mail


def asked_mail(row: Correction, to: str) -> MailWords:
    """What is to be changed and why; the texts themselves stand on the page."""
    candidacy = row.application.candidacy
    with translation.override("de"):
        return mail(
            to=to,
            template="correction",
            subject=_("Please agree or not: a correction of your application"),
            context={
                "candidacy": candidacy,
                "label": correction_label(row),
                "reason": row.reason,
                "link": application_url(candidacy),
            },
        )


def answered_mail(row: Correction, person: User) -> MailWords:
    candidacy = row.application.candidacy
    place = [candidacy.office.slug, candidacy.round_id, candidacy.pk]
    with translation.override(person.language):
        return mail(
            to=person.email,
            template="correction_answered",
            subject=_("Answered: correction of an application, %(place)s")
            % {"place": candidacy.municipality},
            context={
                "candidacy": candidacy,
                "label": correction_label(row),
                "state": row.get_state_display(),
                "answer": row.answer,
                "link": settings.SITE_URL + reverse("selection:candidacy", args=place),
            },
        )
