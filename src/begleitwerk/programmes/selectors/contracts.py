"""Where a contract stands."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.programmes.models import Contract

# What is still to be done, by what is missing first.
STEPS: tuple[tuple[str, str | Promise], ...] = (
    ("drafted_on", _("draft the contract")),
    ("sent_on", _("send it")),
    ("signed_by_municipality_on", _("wait for the signature of the municipality")),
    ("signed_by_office_on", _("sign it")),
)


def next_contract_step(contract: Contract | None) -> str:
    """What to do next, in words; empty once both sides have signed."""
    if contract is not None and contract.is_signed:
        return ""
    missing = (words for name, words in STEPS if getattr(contract, name, None) is None)
    return str(next(missing, ""))
