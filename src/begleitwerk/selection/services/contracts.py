"""Contracts: drafted, sent, signed by each side; the second signature starts the participation."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.selectors import alphabetical
from begleitwerk.core.services import Question, Refused, ask_back, claim
from begleitwerk.processes.services import start_process
from begleitwerk.programmes import services as programmes
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import Contract, Engagement
from begleitwerk.selection.enums import CandidacyState
from begleitwerk.selection.models import Application, Candidacy
from begleitwerk.selection.rules.steps import CANDIDATE, CandidateStep
from begleitwerk.selection.selectors.after import (
    leaver_replaced_by,
    place_of_selection,
    theme_of,
)
from begleitwerk.selection.selectors.stands import state_stand, told_stand
from begleitwerk.selection.services.guards import check
from begleitwerk.selection.services.longlist import move_candidacy


def record_contract(
    *,
    by: User | None,
    candidacy: Candidacy,
    values: Mapping[str, Any],
    upload: "UploadedFile[bytes] | None" = None,
    version: int | None = None,
    sure: Collection[str] | None = None,
) -> Contract:
    """Record the contract with a selected municipality, as `programmes` does, and what follows.

    When it is sent the candidacy moves on; with the second signature the participation begins
    (`start_participation`), and from then on the contract is recorded there. Raises
    EditConflict, and Refused at the field, at `sent_on` before the letter about the selection is
    out; AskedBack for what is unusual, unless its code is among `sure`.
    """
    with transaction.atomic():
        candidacy = claim(candidacy, version=None)
        check(CANDIDATE, CandidateStep.CONTRACT, state_stand(candidacy))
        sent_before = candidacy.contract.sent_on if candidacy.contract else None
        contract = programmes.record_contract(
            by=by,
            contract=candidacy.contract or draft_of(candidacy),
            values=values,
            upload=upload,
            version=version,
            sure=sure,
        )
        check_sent(candidacy, contract)
        if contract.sent_on and candidacy.state == CandidacyState.SELECTED:
            check(CANDIDATE, CandidateStep.SEND_CONTRACT, told_stand(candidacy))
        if contract.sent_on != sent_before:
            ask_back(questions_of(candidacy, contract), sure)
        candidacy.contract = contract
        candidacy.save()
        move_on(by, candidacy, contract)
        contract.refresh_from_db()
    return contract


def draft_of(candidacy: Candidacy) -> Contract:
    """A contract nothing is known of yet."""
    return Contract(edition=candidacy.round.edition, municipality=candidacy.municipality)


def questions_of(candidacy: Candidacy, contract: Contract) -> Iterator[Question]:
    """A contract that went out before its place was decided may be one that was agreed before."""
    place, sent = place_of_selection(candidacy), contract.sent_on
    decided = decided_on(place.decision.confirmed_at) if place else None
    if sent and decided and sent < decided:
        yield Question(
            f"sent_on-{sent}",
            "sent_on",
            _("It was decided on %(day)s, after this day.") % {"day": f"{decided:%d.%m.%Y}"},
        )


def check_sent(candidacy: Candidacy, contract: Contract) -> None:
    """The candidacy follows the days: what was sent stays sent, and comes before a signature."""
    if contract.sent_on is not None:
        return
    if candidacy.state == CandidacyState.CONTRACT_SENT:
        raise Refused(
            _("The contract was sent. Correct the day instead of removing it."), "sent_on"
        )
    if contract.signed_by_municipality_on or contract.signed_by_office_on:
        raise Refused(_("Enter first when the contract was sent."), "sent_on")


def move_on(by: User | None, candidacy: Candidacy, contract: Contract) -> None:
    """What follows from the days: contract sent, and with both signatures the start."""
    if contract.sent_on and candidacy.state == CandidacyState.SELECTED:
        move_candidacy(
            by=by, candidacy=candidacy, state=CandidacyState.CONTRACT_SENT, on=contract.sent_on
        )
    if contract.is_signed:
        start_participation(by=by, candidacy=candidacy, contract=contract)


def start_participation(*, by: User | None, candidacy: Candidacy, contract: Contract) -> Engagement:
    """Open the participation with all its steps and start its process.

    Municipalities that share the place become parties, the candidate in the lead. The programme
    reads there from now on where the candidate handed in its application itself. Where the
    edition has a phase template its process begins with it. Who was selected as a replacement
    takes over the place of the one that left. Raises Refused, in words of the programme, where
    somebody takes part in the edition already.
    """
    place = place_of_selection(candidacy)
    signed = contract.signed_on
    with transaction.atomic():
        engagement = programmes.open_engagement(
            by=by,
            edition=candidacy.round.edition,
            municipalities=[
                candidacy.municipality,
                *candidacy.partners.order_by(alphabetical("name")),
            ],
            theme=theme_of(candidacy),
            state=EngagementState.SELECTED,
            on=decided_on(place.decision.confirmed_at) if place else None,
            source=candidacy.round.name,
            contract=contract,
        )
        if handed_in_itself(candidacy):
            programmes.open_by_contract(by=by, engagement=engagement)
        programmes.ask_to_accept(engagement)  # whoever has yet to accept
        for state, on in (
            (EngagementState.CONTRACT_SENT, contract.sent_on),
            (EngagementState.CONTRACT_SIGNED, signed),
            (EngagementState.ACTIVE, contract.starts_on or signed),
        ):
            engagement = programmes.move_engagement(
                by=by, engagement=engagement, state=state, on=on
            )
        begin_process(by, engagement, contract.starts_on)
        take_over(by, candidacy, engagement, signed)
        Candidacy.objects.filter(pk=candidacy.pk).update(engagement=engagement)
        candidacy.engagement = engagement
        move_candidacy(by=by, candidacy=candidacy, state=CandidacyState.ACTIVE, on=signed)
    return engagement


def handed_in_itself(candidacy: Candidacy) -> bool:
    """Whether somebody of the municipality handed the application in: it asked to take part."""
    rows = Application.objects.filter(candidacy=candidacy, submitted_by_id__isnull=False)
    return rows.exists()


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
