"""Reads about people and invitations."""

import hashlib

from django.db.models import QuerySet

from begleitwerk.accounts.models import Invitation, User


def token_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_of(token: str) -> Invitation | None:
    """The invitation behind a link, whatever became of it; None where there never was one."""
    rows = Invitation.objects.select_related("invited_by")
    return rows.filter(token_digest=token_digest(token)).first()


def user_by_email(email: str) -> User | None:
    return User.objects.filter(email__iexact=email.strip()).first()


def demo_users() -> QuerySet[User]:
    """Whom the sign-in page of a demo offers: personas with a line of their own."""
    people = User.objects.filter(is_demo=True, is_active=True).exclude(demo_note="")
    return people.order_by("pk")


def real_people() -> QuerySet[User]:
    """Accounts no demo made: neither its personas nor whom these invited."""
    return User.objects.filter(is_demo=False)


def names_of(user_ids: set[int]) -> dict[int, str]:
    """Display names for audit events, which know only ids; erased people are missing."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in=user_ids)}
