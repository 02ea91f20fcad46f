"""The lot of a round: data published before the drawing, then its number, once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, changing
from begleitwerk.selection.models import Lot, RuleSet, SelectionRound
from begleitwerk.selection.presenters.blockers import data_blockers
from begleitwerk.selection.rules.steps import ROUND, RoundStand, RoundStep
from begleitwerk.selection.selectors.binding import digest_today
from begleitwerk.selection.selectors.lots import source_of
from begleitwerk.selection.selectors.versions import frozen_rules
from begleitwerk.selection.services.facts import freeze_if_due
from begleitwerk.selection.services.guards import check


def publish_data(*, by: User | None, round: SelectionRound) -> Lot:
    """Publish the digest of all data that enter, before the number of the lot can be known.

    Where the day the office set has come they are those of that day.

    Until the number is entered it can be published anew; every digest stays told. Raises Refused
    where the number is entered, where anything else is missing, or where nothing changed.
    """
    with transaction.atomic():
        lot = lot_to_change(round)
        freeze_if_due(round)
        digest = digest_today(round, rules_to_bind(round))
        if lot.data_digest == digest:
            raise Refused(_("This check sum is published already. The data are still the same."))
        with changing(lot, by=by, verb="selection.lot_data_published") as lot:
            lot.data_digest, lot.published_at = digest, timezone.now()
            lot.published_by_id = by.pk if by else None
            published = {"digest": digest, "at": lot.published_at.isoformat()}
            lot.publications = [*lot.publications, published]
    return lot


def enter_number(
    *,
    by: User | None,
    round: SelectionRound,
    number: str,
    drawn_at: datetime,
    version: int | None = None,
) -> Lot:
    """Enter the number of the public drawing: once, for all calculations of the round.

    Raises EditConflict, and Refused at `number` or `drawn_on`.
    """
    with transaction.atomic():
        lot = lot_to_change(round)
        with changing(lot, by=by, verb="selection.lot_number_entered", version=version) as lot:
            if lot.published_at is None:
                raise Refused(_("Publish the check sum of the data first."), "number")
            if not number.strip():
                raise Refused(_("Enter the number as it was drawn."), "number")
            check_moment(lot.published_at, drawn_at)
            lot.number, lot.drawn_at, lot.entered_at = number.strip(), drawn_at, timezone.now()
            lot.entered_by_id = by.pk if by else None
    return lot


def lot_to_change(round: SelectionRound) -> Lot:
    """The row, locked; made where there is none yet. Raises Refused once its number is entered."""
    lot, _is_new = Lot.objects.select_for_update().get_or_create(round=round)
    check(ROUND, RoundStep.BIND, RoundStand(round.state, has_number=bool(lot.number)))
    return lot


def rules_to_bind(round: SelectionRound) -> RuleSet:
    """The frozen rules, where nothing is missing for a calculation but the lot. Raises Refused."""
    blockers, rule_set = data_blockers(round), frozen_rules(round)
    if blockers or rule_set is None:
        first = blockers[0].sentence if blockers else ""
        raise Refused(
            _("%(first)s Things to do before the data stand fast: %(count)d.")
            % {"first": first, "count": len(blockers)}
        )
    if not source_of(rule_set):
        raise Refused(_("Say first in the round where the number for a draw comes from."))
    return rule_set


def check_moment(published_at: datetime, drawn_at: datetime) -> None:
    """Drawn after the data stood fast, and not in the future; people type minutes."""
    if drawn_at > timezone.now():
        raise Refused(_("This moment lies in the future. Enter when it was drawn."), "drawn_on")
    if drawn_at < published_at.replace(second=0, microsecond=0):
        raise Refused(
            _(
                "This drawing came before the check sum of the data was published: its number was"
                " known then. Take the next drawing of the same source."
            ),
            "drawn_on",
        )
