"""Contracts: drafted, sent, signed by each side; the second signature starts the participation."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, changed, claim, facts, record_event
from begleitwerk.files.services import store_file
from begleitwerk.processes.services import start_process
from begleitwerk.programmes import services as programmes
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import Engagement
from begleitwerk.selection.enums import HOLDS_PLACE, CandidacyState
from begleitwerk.selection.models import Candidacy, Contract
from begleitwerk.selection.selectors.after import (
    is_signed,
    leaver_replaced_by,
    place_of_selection,
    signed_on,
    theme_of,
)
from begleitwerk.selection.services.longlist import move_candidacy

FIELDS = (
    "number",
    "drafted_on",
    "sent_on",
    "signed_by_municipality_on",
    "signed_by_office_on",
    "starts_on",
    "note",
)
# Days in their order; the two signatures may come in either.
DONE_DAYS = ("drafted_on", "sent_on", "signed_by_municipality_on", "signed_by_office_on")
SIGNED = ("signed_by_municipality_on", "signed_by_office_on")
# The participation rests on them: once it has begun they stay.
LASTING = ("sent_on", *SIGNED, "starts_on")


def record_contract(
    *,
    by: User | None,
    candidacy: Candidacy,
    values: Mapping[str, Any],
    upload: "UploadedFile[bytes] | None" = None,
    version: int | None = None,
) -> Contract:
    """Record number, days, note and file of the contract with a selected municipality.

    When it is sent the candidacy moves on; with the second signature the participation begins
    (`start_participation`). A new file replaces the one shown, the old one stays stored; there
    is none before the contract is sent, because the municipality may read it. Raises
    EditConflict, and Refused at the field.
    """
    with transaction.atomic():
        candidacy = claim(candidacy, version=None)
        check_has_place(candidacy)
        contract = claimed(candidacy, version)
        before = facts(contract, FIELDS)
        check_lasting(candidacy, contract, values)
        for name in FIELDS:
            if name in values:
                setattr(contract, name, values[name])
        check_days(contract)
        if upload is not None:
            check_may_have_file(contract)
            contract.file = store_file(by=by, municipality=candidacy.municipality, upload=upload)
        contract.save()
        old, new = changed(before, facts(contract, FIELDS))
        if upload is not None and contract.file is not None:
            new["contract_file"] = contract.file.name
        record_event(
            by=by,
            verb="selection.contract_recorded",
            subject=candidacy,
            workspace_id=candidacy.office.pk,
            before=worded(old),
            after=worded(new),
        )
        move_on(by, candidacy, contract)
    return contract


def worded(values: dict[str, Any]) -> dict[str, Any]:
    """In the log "number" is that of a wave or of a version of rules."""
    return {"contract_number" if name == "number" else name: v for name, v in values.items()}


def check_has_place(candidacy: Candidacy) -> None:
    if candidacy.state not in HOLDS_PLACE:
        raise Refused(
            _("%(name)s holds no place: %(state)s. A contract needs one.")
            % {"name": candidacy.municipality.name, "state": candidacy.get_state_display()}
        )


def claimed(candidacy: Candidacy, version: int | None) -> Contract:
    """The contract, locked, or a new one."""
    known = Contract.objects.filter(candidacy=candidacy).first()
    return claim(known, version=version) if known else Contract(candidacy=candidacy)


def check_lasting(candidacy: Candidacy, contract: Contract, values: Mapping[str, Any]) -> None:
    if candidacy.state == CandidacyState.CONTRACT_SENT and not values.get("sent_on", True):
        raise Refused(
            _("The contract was sent. Correct the day instead of removing it."), "sent_on"
        )
    if candidacy.state != CandidacyState.ACTIVE:
        return
    for name in LASTING:
        if name in values and values[name] != getattr(contract, name):
            raise Refused(
                _("The participation has begun with this day. Record a change of it there."), name
            )


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
        if day and contract.sent_on is None:
            raise Refused(_("Enter first when the contract was sent."), "sent_on")
        if day and contract.sent_on and day < contract.sent_on:
            raise Refused(_("Signed before it was sent. Correct one of the two days."), name)


def check_may_have_file(contract: Contract) -> None:
    """Stored files are open to the municipality, and a draft is not for it yet."""
    if contract.sent_on is None:
        raise Refused(
            _("Add the file once the contract is sent. A draft stays with the office."), "file"
        )


def move_on(by: User | None, candidacy: Candidacy, contract: Contract) -> None:
    """What follows from the days: contract sent, and with both signatures the start."""
    if contract.sent_on and candidacy.state == CandidacyState.SELECTED:
        move_candidacy(
            by=by, candidacy=candidacy, state=CandidacyState.CONTRACT_SENT, on=contract.sent_on
        )
    if candidacy.state == CandidacyState.ACTIVE and candidacy.engagement is not None:
        copy_to_engagement(by, candidacy.engagement, contract)
    elif is_signed(contract):
        start_participation(by=by, candidacy=candidacy, contract=contract)


def copy_to_engagement(by: User | None, engagement: Engagement, contract: Contract) -> Engagement:
    """The participation keeps number, days and note of its contract too."""
    return programmes.record_contract(
        by=by,
        engagement=engagement,
        number=contract.number,
        sent_on=contract.sent_on,
        signed_on=signed_on(contract),
        note=contract.note,
    )


def start_participation(*, by: User | None, candidacy: Candidacy, contract: Contract) -> Engagement:
    """Open the participation with all its steps and start its process.

    Municipalities that share the place become parties, the candidate in the lead. Where the
    edition has a phase template its process begins with it. Who was selected as a replacement
    takes over the place of the one that left. Raises Refused, in words of the programme, where
    somebody takes part in the edition already.
    """
    place = place_of_selection(candidacy)
    signed = signed_on(contract)
    with transaction.atomic():
        engagement = programmes.open_engagement(
            by=by,
            edition=candidacy.round.edition,
            municipalities=[candidacy.municipality, *candidacy.partners.order_by("name")],
            theme=theme_of(candidacy),
            state=EngagementState.SELECTED,
            on=decided_on(place.decision.confirmed_at) if place else None,
            source=candidacy.round.name,
        )
        for state, on in (
            (EngagementState.CONTRACT_SENT, contract.sent_on),
            (EngagementState.CONTRACT_SIGNED, signed),
            (EngagementState.ACTIVE, contract.starts_on or signed),
        ):
            engagement = programmes.move_engagement(
                by=by, engagement=engagement, state=state, on=on
            )
        engagement = copy_to_engagement(by, engagement, contract)
        begin_process(by, engagement, contract.starts_on)
        take_over(by, candidacy, engagement, signed)
        Candidacy.objects.filter(pk=candidacy.pk).update(engagement=engagement)
        candidacy.engagement = engagement
        move_candidacy(by=by, candidacy=candidacy, state=CandidacyState.ACTIVE, on=signed)
    return engagement


def decided_on(moment: Any) -> date | None:
    return timezone.localdate(moment) if moment else None


def begin_process(by: User | None, engagement: Engagement, starts_on: date | None) -> None:
    template = engagement.edition.phase_template
    if template is not None:
        start_process(by=by, engagement=engagement, template=template, starts_on=starts_on)


def take_over(
    by: User | None, candidacy: Candidacy, engagement: Engagement, on: date | None
) -> None:
    """The participation of who left is replaced by this one."""
    leaver = leaver_replaced_by(candidacy)
    if leaver is not None and leaver.engagement is not None:
        programmes.replace_engagement(
            by=by,
            engagement=leaver.engagement,
            by_engagement=engagement,
            on=on,
            reason=leaver.withdrawal.reason,
        )
