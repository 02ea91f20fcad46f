"""Writes about people and invitations."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.enums import InvitationState
from begleitwerk.accounts.models import Invitation, User
from begleitwerk.accounts.selectors import token_digest, user_by_email
from begleitwerk.core.services import Refused, changed, record_event, snapshot

PROFILE_FIELDS = ("language", "is_active")


def create_user(
    *, by: User | None, email: str, name: str, password: str | None, **fields: Any
) -> User:
    """A new account. `password` None leaves it without one (demo, import, single sign-on)."""
    user = User(email=User.objects.normalize_email(email).lower(), name=name, **fields)
    user.set_password(password)
    with transaction.atomic():
        user.save()
        record_event(by=by, verb="accounts.created", subject=user)
    return user


def change_profile(*, by: User, user: User, name: str, function: str, language: str) -> User:
    """Change what a person says about herself; neither her name nor what tells who she is enters
    the audit chain, only that it changed."""
    with transaction.atomic():
        before, told = snapshot(user, PROFILE_FIELDS), (user.name, user.function)
        user.name, user.function, user.language = name, function, language
        user.save(update_fields=["name", "function", "language"])
        old, new = changed(before, snapshot(user, PROFILE_FIELDS))
        if told != (name, function):
            new["people"] = _("changed")
        record_event(by=by, verb="accounts.changed", subject=user, before=old, after=new)
    return user


def end_sessions(*, user: User) -> int:
    """Sign an account out wherever it is signed in; how many sessions that were.

    A session says in itself whose it is, so that all that are open are looked through.
    """
    open_now = Session.objects.filter(expire_date__gt=timezone.now()).iterator()
    own = [row.pk for row in open_now if row.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=own).delete()
    return len(own)


def choose_language(*, user: User, language: str) -> None:
    """Remember the language of the pages; a taste, not a decision, so nothing is recorded."""
    User.objects.filter(pk=user.pk).update(language=language)


def new_expiry(days: int | None = None) -> datetime:
    return timezone.now() + timedelta(days=days or settings.INVITATION_DAYS)


def create_invitation(
    *, by: User | None, email: str, name: str = "", days: int | None = None
) -> tuple[Invitation, str]:
    """An invitation and its secret token, which is shown nowhere but in the mail."""
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email.strip().lower(),
        name=name,
        token_digest=token_digest(token),
        expires_at=new_expiry(days),
        invited_by=by,
    )
    return invitation, token


def renew_invitation(*, invitation: Invitation) -> str:
    """A new link for an invitation that was not used yet; the old link stops working.

    Returns the new token. Raises Refused where the invitation was used or withdrawn.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        invitation = unused(invitation)
        invitation.token_digest, invitation.expires_at = token_digest(token), new_expiry()
        invitation.save(update_fields=["token_digest", "expires_at"])
    return token


def redeem_invitation(*, invitation: Invitation, name: str = "", password: str = "") -> User:
    """Use an invitation: the account that has the address, or a new one.

    Raises Refused where somebody used or withdrew it in the meantime, or it ran out.
    """
    with transaction.atomic():
        invitation = unused(invitation)
        if invitation.state == InvitationState.EXPIRED:
            raise Refused(_("This invitation has run out. Please ask for a new one."))
        host = invitation.invited_by
        user = user_by_email(invitation.email) or create_user(
            by=None,
            email=invitation.email,
            name=name,
            password=password,
            is_demo=bool(host and host.is_demo),  # whom a persona invites belongs to its story
        )
        invitation.accepted_at, invitation.accepted_by = timezone.now(), user
        invitation.save(update_fields=["accepted_at", "accepted_by"])
    return user


def withdraw_invitation(*, invitation: Invitation) -> Invitation:
    """Make the link worthless. Raises Refused where it was used or withdrawn already."""
    with transaction.atomic():
        invitation = unused(invitation)
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
    return invitation


def unused(invitation: Invitation) -> Invitation:
    """The invitation, locked; Refused where it is of no use any more."""
    current = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if current.state == InvitationState.ACCEPTED:
        raise Refused(_("This invitation was accepted already."))
    if current.state == InvitationState.WITHDRAWN:
        raise Refused(_("This invitation was withdrawn."))
    return current
