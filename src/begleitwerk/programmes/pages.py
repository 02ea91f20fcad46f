"""Pages that belong to one programme."""

from functools import cached_property
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import ChangePage, Told, Values
from begleitwerk.programmes.forms import ContractForm
from begleitwerk.programmes.models import Contract, Programme
from begleitwerk.programmes.selectors import get_programme_or_404, next_contract_step


class ProgrammePage(Told):
    """Loads the programme of the address; strangers get 404 before anything else happens.

    The rule is asked about `permission_object`, by default the programme itself; a page about
    one record overrides it to load and return that record. An app says once in `area` whose
    addresses its pages link to, and in `edit_permission` who sees the ways to change something.
    """

    kwargs: dict[str, Any]
    area: ClassVar[str]
    edit_permission: ClassVar[str]

    @cached_property
    def programme(self) -> Programme:
        return get_programme_or_404(self.user, self.kwargs["slug"])

    def permission_object(self) -> Any:
        return self.programme

    def address(self, name: str, *ids: Any) -> str:
        """The address of a page of this area in the programme."""
        return reverse(f"{self.area}:{name}", args=[self.programme.workspace.slug, *ids])

    def may(self, permission: str) -> bool:
        return bool(self.user.has_perm(permission, self.programme))

    def values(self) -> Values:
        return {
            **super().values(),
            "programme": self.programme,
            "space": self.programme.workspace,
            "may_edit": self.may(self.edit_permission),
        }


class ContractSheet(ChangePage):
    """The one page of a contract: what is to be done next, number, days and file.

    Whoever shows it loads the contract, stored or not, and says what saving it leads to; and
    whether the municipality has left (`leaving`: its day and reason), or else where that is
    recorded (`leave_url`).
    """

    template_name = "programmes/contract.html"
    form_class = ContractForm
    title = _("Record the contract")
    submit_label = _("Save contract")
    saved_message = _("The contract is saved.")
    record_name = "contract"
    contract: Contract

    def leaving(self) -> Any:
        """The day and the reason, once it has left."""
        return None

    def leave_url(self) -> str:
        """Where it is recorded that it leaves; empty where that cannot follow."""
        return ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "municipality": self.contract.municipality}

    def values(self) -> Values:
        return {
            **super().values(),
            "todo": next_contract_step(self.contract),
            "leaving": self.leaving(),
            "leave_url": self.leave_url(),
        }
