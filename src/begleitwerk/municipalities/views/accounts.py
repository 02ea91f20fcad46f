"""Accounts: who may sign in at all. Where somebody has a role stays with those who are there."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import Look
from begleitwerk.core.pages import Crumbs, DetailPage, FormPage, ListPage, OneRecord, Rows, Values
from begleitwerk.core.presenters import history_lines
from begleitwerk.core.selectors import history_of
from begleitwerk.municipalities import selectors, services
from begleitwerk.municipalities.forms import AccountFilter, AccountReasonForm
from begleitwerk.municipalities.tables import AccountTable


class Accounts(ListPage):
    permission = "municipalities.manage_accounts"
    table_class = AccountTable
    filterset_class = AccountFilter
    export_name = "konten"
    title = _("Accounts")
    model = User

    def get_queryset(self) -> Rows:
        return selectors.all_accounts()


class AccountPage(OneRecord):
    """A page about one account, which belongs to no place."""

    permission = "municipalities.manage_accounts"
    record_name = "account"
    kwargs: dict[str, Any]

    @cached_property
    def account(self) -> User:
        return selectors.get_account_or_404(self.kwargs["pk"])

    def permission_object(self) -> None:
        return None

    def crumbs(self) -> Crumbs:
        return [(_("Accounts"), reverse("municipalities:accounts"))]


class AccountDetail(AccountPage, DetailPage):
    template_name = "municipalities/account.html"

    def values(self) -> Values:
        events = history_of("accounts.user", self.account.pk)
        return {
            **super().values(),
            "title": str(self.account),
            "history": history_lines(events),
            "is_own": self.account == self.user,
            "roles": selectors.roles_of(self.account),
            "look": Look(self.account, self.user, timezone.localdate()),
        }


class AccountSwitch(AccountPage, FormPage):
    """A form that asks why."""

    form_class = AccountReasonForm
    template_name = "municipalities/account_switch.html"
    means: Promise

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (self.account, self.get_success_url())]

    def get_success_url(self) -> str:
        return reverse("municipalities:account", args=[self.account.pk])

    def values(self) -> Values:
        return {**super().values(), "account": self.account, "means": self.means}


class AccountBlock(AccountSwitch):
    title = _("Block the account")
    submit_label = _("Block the account")
    saved_message = _("The account is blocked. The person is told by mail.")
    means = _(
        "The person is signed out everywhere and cannot sign in any more. Her roles stay recorded"
        " and give nothing meanwhile."
    )

    def save(self, form: Any) -> None:
        services.block_account(by=self.user, user=self.account, **form.values)


class AccountOpen(AccountSwitch):
    title = _("Open the account again")
    submit_label = _("Open the account again")
    saved_message = _("The account is open again. The person is told by mail.")
    means = _("The person can sign in again, with the roles she holds by then.")

    def save(self, form: Any) -> None:
        services.open_account(by=self.user, user=self.account, **form.values)
