"""Accounts as those see them who run the installation: who may sign in, not where and as what."""

from django.db.models import Q, QuerySet
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.core.selectors import holding_all


def all_accounts() -> QuerySet[User]:
    """Of all people who are on record."""
    return User.objects.on_record().order_by("name", "pk")


def search_accounts(query: str) -> Q:
    """Accounts whose name, function or mail address hold every word."""
    return holding_all(query, "name", "function", "email")


def get_account_or_404(pk: int) -> User:
    user = User.objects.on_record().filter(pk=pk).first()
    if user is None:
        raise Http404
    return user
