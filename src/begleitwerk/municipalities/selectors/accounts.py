"""Accounts as those see them who run the installation: who may sign in, not where and as what."""

from django.db.models import Q, QuerySet
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.core.selectors import alphabetical, holding_all, row_at
from begleitwerk.municipalities.selectors.access import platform_workspace
from begleitwerk.municipalities.selectors.members import lasting_operators


def all_accounts() -> QuerySet[User]:
    """Of all people who are on record."""
    return User.objects.on_record().order_by(alphabetical("name"), "pk")


def search_accounts(query: str) -> Q:
    """Accounts whose name, function or mail address hold every word."""
    return holding_all(query, "name", "function", "email")


def get_account_or_404(pk: int) -> User:
    user = row_at(User.objects.on_record().filter(pk=pk))
    if user is None:
        raise Http404
    return user


def is_last_operator(user: User) -> bool:
    """Whether nobody would be left to operate the installation, today and later."""
    lasting = lasting_operators(platform_workspace())
    return lasting.filter(user=user).exists() and not lasting.exclude(user=user).exists()
