"""Facts are frozen: on the day the office set for it, else by the first run."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, claim, record_event
from begleitwerk.engine.selection.plain import to_plain
from begleitwerk.selection.enums import RoundState
from begleitwerk.selection.models import FactFreeze, SelectionRound
from begleitwerk.selection.selectors.facts import pins_today
from begleitwerk.selection.selectors.versions import frozen_rules


def freeze_facts(*, by: User | None, round: SelectionRound) -> FactFreeze | None:
    """Keep register and survey as they stand for the first run; once.

    None before the rules are frozen, which say what is looked at. Later changes are shown as drift
    of that run.
    """
    rules = frozen_rules(round)
    if rules is None:
        return None
    with transaction.atomic(), override("de"):  # what is kept is German
        claim(round, version=None)
        known = FactFreeze.objects.filter(round=round).first()
        if known is not None:
            return known
        pins = [to_plain(pin) for pin in pins_today(round, rules)]
        made = FactFreeze.objects.create(round=round, pins=pins)
        record_event(
            by=by, verb="selection.facts_frozen", subject=round, after={"count": len(pins)}
        )
    return made


def freeze_due(today: date) -> int:
    """Every round whose day has come and that nobody has calculated yet; how many."""
    rounds = whose_day_came(today).select_related("edition__programme__workspace", "wave")
    return sum(freeze_facts(by=None, round=round) is not None for round in rounds)


def freeze_if_due(round: SelectionRound) -> None:
    """Before a calculation: whatever the worker did not get to."""
    if whose_day_came(timezone.localdate()).filter(pk=round.pk).exists():
        freeze_facts(by=None, round=round)


def whose_day_came(today: date) -> QuerySet[SelectionRound]:
    return SelectionRound.objects.filter(
        state=RoundState.OPEN, facts_on__lte=today, fact_freeze=None, runs=None
    )


def check_day(round: SelectionRound | None, facts_on: date | None) -> None:
    """A day that is set now lies ahead; what is frozen stays. Raises Refused at `facts_on`."""
    before = round.facts_on if round else None
    if facts_on == before:
        return
    if round and (FactFreeze.objects.filter(round=round).exists() or round.runs.exists()):
        raise Refused(_("The data are frozen already. This day stays."), "facts_on")
    if facts_on is not None and facts_on <= timezone.localdate():
        raise Refused(
            _("The data are frozen at the beginning of this day. Enter a later one."), "facts_on"
        )
