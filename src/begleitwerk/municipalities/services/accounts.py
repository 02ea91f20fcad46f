"""An account is blocked, or opened again: what its roles say stays, and gives nothing meanwhile."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.accounts.services import end_sessions
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import Refused, queue_mail, record_event, require_reason
from begleitwerk.municipalities import selectors
from begleitwerk.municipalities.models import Workspace


def block_account(*, by: User, user: User, reason: str) -> User:
    """Let nobody sign in with an account any more, and end where it is signed in.

    Its roles stay as they are recorded. The person is told by mail, with the reason. Raises
    Refused for one's own account, where nobody would be left to operate the installation, and
    where it is blocked already.
    """
    reason = require_reason(reason)
    if user.pk == by.pk:
        raise Refused(_("You cannot block your own account. Ask somebody else to do it."))
    with transaction.atomic():
        keep_an_operator_besides(user)
        user = switch(user, is_active=False)
        end_sessions(user=user)
        tell(user, record_switch(by, user, "municipalities.account_blocked", reason))
    return user


def open_account(*, by: User, user: User, reason: str) -> User:
    """Let an account in again, with the roles it has by then. Raises Refused where it is open."""
    reason = require_reason(reason)
    with transaction.atomic():
        user = switch(user, is_active=True)
        tell(user, record_switch(by, user, "municipalities.account_opened", reason))
    return user


def switch(user: User, *, is_active: bool) -> User:
    current = User.objects.select_for_update().get(pk=user.pk)
    if current.is_active == is_active:
        raise Refused(
            _("This account is open already.")
            if is_active
            else _("This account is blocked already.")
        )
    current.is_active = is_active
    current.save(update_fields=["is_active"])
    return current


def keep_an_operator_besides(user: User) -> None:
    """Of two operators who block each other at once, one comes second and is refused."""
    Workspace.objects.select_for_update().get(pk=selectors.platform_workspace().pk)
    if selectors.is_last_operator(user):
        raise Refused(_("Nobody would be left to operate the installation. Invite somebody first."))


def record_switch(by: User, user: User, verb: str, reason: str) -> AuditEvent:
    return record_event(
        by=by,
        verb=verb,
        subject=user,
        workspace_id=selectors.platform_workspace().pk,
        reason=reason,
    )


def tell(user: User, event: AuditEvent) -> None:
    """A mail in the language of the person."""
    is_open = user.is_active
    with translation.override(user.language):
        body = render_to_string(
            "municipalities/mail/account.txt",
            {"user": user, "reason": event.reason, "is_open": is_open, "site": settings.SITE_URL},
        )
        subject = (
            _("Your account at Begleitwerk is open again")
            if is_open
            else _("Your account at Begleitwerk is blocked")
        )
    queue_mail(to=user.email, subject=subject, body=body, key=f"account:switched:{event.number}")
