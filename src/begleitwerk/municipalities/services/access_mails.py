"""Mails about access: the invitation, and word to the head of every new role."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from begleitwerk.core.services import queue_link, queue_mail
from begleitwerk.municipalities import selectors
from begleitwerk.municipalities.enums import Role, WorkspaceKind
from begleitwerk.municipalities.models import InvitedRole, Membership


def queue_invitation(offer: InvitedRole, token: str) -> None:
    """Write the mail, in German: nobody knows yet which language the guest has chosen."""
    path = reverse("municipalities:invitation", args=[token])
    invitation = offer.invitation
    with translation.override("de"):
        context = {
            "offer": offer,
            "invitation": invitation,
            "link": settings.SITE_URL + path,
            "role": Role(offer.role).label,
        }
        body = render_to_string("municipalities/mail/invitation.txt", context)
        subject = _("Invitation to Begleitwerk: %(workspace)s") % {"workspace": offer.workspace}
    queue_link(
        to=invitation.email,
        subject=subject,
        body=body,
        key=f"invitation:{invitation.pk}:{invitation.token_digest[:16]}",
    )


def tell_of_role(membership: Membership) -> None:
    """Whoever heads a municipality hears of every new role there; without a head, whoever lets
    people in."""
    place = membership.workspace
    if place.kind != WorkspaceKind.MUNICIPALITY:
        return
    link = settings.SITE_URL + reverse("municipalities:members", args=[place.slug])
    for person in selectors.told_of(membership):
        with translation.override(person.language):
            context = {"membership": membership, "place": place, "link": link}
            subject = _("New role in %(place)s: %(role)s") % {
                "place": place,
                "role": membership.get_role_display(),
            }
            body = render_to_string("municipalities/mail/new_role.txt", context)
        key = f"new-role:{membership.pk}:{person.pk}"
        queue_mail(to=person.email, subject=subject, body=body, key=key)
