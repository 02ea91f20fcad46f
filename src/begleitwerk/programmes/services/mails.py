"""Mails about participations."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from begleitwerk.core.services import queue_mail
from begleitwerk.municipalities.selectors import heads_of
from begleitwerk.programmes.models import Engagement, EngagementParty


def ask_to_accept(engagement: Engagement) -> None:
    """Tell the heads of those that have yet to accept a participation that it waits for them."""
    for party in engagement.party_rows.select_related("municipality__workspace"):
        party.engagement = engagement
        if party.may_accept:
            tell_heads(party)


def tell_heads(party: EngagementParty) -> None:
    place = party.municipality.workspace
    link = settings.SITE_URL + reverse("programmes:participation", args=[place.slug])
    for person in heads_of(place):
        with translation.override(person.language):
            subject = _("Please accept the participation: %(place)s") % {"place": place}
            context = {"party": party, "edition": party.engagement.edition, "link": link}
            body = render_to_string("programmes/mail/accept.txt", context)
        key = f"participation:{party.pk}:{person.pk}"
        queue_mail(to=person.email, subject=subject, body=body, key=key)
