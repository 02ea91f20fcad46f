"""The contract between a municipality and a programme: its number, its days, its file."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Question, Refused, ask_back, assign, changing
from begleitwerk.files.services import store_file
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import Contract, Edition, Engagement

# What is typed: the file comes as an upload, and the log knows only that the note changed.
CONTRACT_FIELDS = (*(name for name in Contract.logged if name != "file"), "note")
# Days in their order; the two signatures may come in either.
SIGNED = ("signed_by_municipality_on", "signed_by_office_on")
DONE_DAYS = ("drafted_on", "sent_on", *SIGNED)
STEP_DAYS: dict[str, tuple[str, ...]] = {
    EngagementState.CONTRACT_SENT: ("sent_on",),
    EngagementState.CONTRACT_SIGNED: SIGNED,
}


def record_contract(
    *,
    by: User | None,
    contract: Contract,
    values: Mapping[str, Any],
    upload: "UploadedFile[bytes] | None" = None,
    version: int | None = None,
    sure: Collection[str] | None = None,
) -> Contract:
    """Record number, days, note and file of a contract; one that is not stored yet begins so.

    The state of a participation is moved on by its own step. A new file replaces the one shown,
    the old one stays stored; there is none before the contract is sent, because the municipality
    may read it. Raises EditConflict, and Refused at the field; AskedBack for what is unusual,
    unless its code is among `sure` or nobody is there to be asked (None).
    """
    also: dict[str, Any] = {}
    with changing(
        contract,
        by=by,
        verb="programmes.contract_recorded",
        version=version,
        always=("file",) if upload else (),
        also=also,
    ) as contract:
        old_note, old = contract.note, (contract.number, contract.starts_on)
        assign(contract, values, CONTRACT_FIELDS)
        if contract.note != old_note:
            also["note"] = gettext("changed")
        check_days(contract)
        ask_back(questions_of(contract, *old), sure)
        if upload is not None:
            check_may_have_file(contract)
            contract.file = store_file(by=by, municipality=contract.municipality, upload=upload)
    return contract


def check_days(contract: Contract) -> None:
    """Drafted, then sent, then signed; what has been done lies not in the future."""
    today = timezone.localdate()
    for name in DONE_DAYS:
        day = getattr(contract, name)
        if day and day > today:
            raise Refused(_("This day lies in the future. Enter it when it has come."), name)
    if contract.sent_on and contract.drafted_on and contract.sent_on < contract.drafted_on:
        raise Refused(_("Sent before it was drafted. Correct one of the two days."), "sent_on")
    for name in SIGNED:
        day = getattr(contract, name)
        if day and contract.sent_on and day < contract.sent_on:
            raise Refused(_("Signed before it was sent. Correct one of the two days."), name)


def questions_of(contract: Contract, number: str, starts_on: date | None) -> Iterator[Question]:
    """What is unusual about a contract, of what is not as it was: its number is another's, its
    start outside the edition."""
    others = Contract.objects.filter(
        edition__programme=contract.edition.programme_id, number__iexact=contract.number
    ).exclude(pk=contract.pk)
    is_new = contract.number and contract.number != number
    if is_new and (other := others.select_related("municipality").first()):
        yield Question(
            f"number-{other.pk}",
            "number",
            _("The contract with %(name)s has this number already.") % {"name": other.municipality},
        )
    start = contract.starts_on
    if start and start != starts_on and (text := outside(contract.edition, start)):
        yield Question(f"starts_on-{start}", "starts_on", text)


def outside(edition: Edition, day: date) -> str:
    """In words that a day does not lie within an edition; empty where it does."""
    if edition.starts_on and day < edition.starts_on:
        return gettext("%(edition)s begins on %(day)s, after this day.") % {
            "edition": edition,
            "day": f"{edition.starts_on:%d.%m.%Y}",
        }
    if edition.ends_on and day > edition.ends_on:
        return gettext("%(edition)s ends on %(day)s, before this day.") % {
            "edition": edition,
            "day": f"{edition.ends_on:%d.%m.%Y}",
        }
    return ""


def check_may_have_file(contract: Contract) -> None:
    """Stored files are open to the municipality, and a draft is not for it yet."""
    if contract.sent_on is None:
        raise Refused(
            _("Add the file once the contract is sent. A draft stays with the office."), "file"
        )


def contract_for(engagement: Engagement) -> Contract:
    """The contract of a participation, or one that is not stored yet."""
    found = Contract.objects.filter(engagement=engagement).select_related("file").first()
    return found or Contract(
        engagement=engagement, edition=engagement.edition, municipality=engagement.lead
    )


def note_contract_day(engagement: Engagement, state: str, on: date | None) -> None:
    """The day of a contract step is the contract's day, unless that was recorded already."""
    contract = contract_for(engagement)
    missing = [name for name in STEP_DAYS.get(state, ()) if getattr(contract, name) is None]
    if on and missing:
        assign(contract, dict.fromkeys(missing, on), missing)
        contract.save()
