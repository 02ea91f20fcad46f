"""A free place the rules leave to nobody: people give it, with the reason and the price."""

from typing import Any

from django.utils.translation import gettext as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, changing, require_reason
from begleitwerk.selection.models import Deviation, SelectionDecision
from begleitwerk.selection.rules.steps import DECISION, DecisionStep
from begleitwerk.selection.selectors.decisions import Outlook, broken_rules, outlook_of
from begleitwerk.selection.selectors.stands import decision_stand
from begleitwerk.selection.services.decisions import (
    candidacies_of,
    check_impartial,
    themes_of,
)
from begleitwerk.selection.services.guards import check


def give_place(*, by: User, decision: SelectionDecision, into: str, reason: str) -> Deviation:
    """Give a free place of a theme to somebody: `into` is "theme:candidate", both by key.

    Keeps the price against the best who could take it, and the rules it does not keep. Raises
    Refused at `into` or `reason`.
    """
    told: dict[str, Any] = {}
    verb, why = "selection.place_given", reason.strip()
    with changing(decision, by=by, verb=verb, reason=why, also=told) as decision:
        check(DECISION, DecisionStep.GIVE_PLACE, decision_stand(decision))
        check_impartial(by, decision.run)
        outlook = outlook_of(decision)
        theme, _colon, key = into.partition(":")
        check_place(outlook, theme, key)
        require_reason(why, _("Say why this municipality. The reason stands in the protocol."))
        after = outlook.with_place(key, theme)
        candidacy = candidacies_of(decision.run.round)[key]
        deviation = Deviation.objects.create(
            decision=decision,
            theme=themes_of(decision.run.round)[theme],
            into=candidacy,
            reason=why,
            made_by_id=by.pk,
            cost=outlook.price(key, theme),
            breaks=broken_rules(after, outlook),
        )
        told |= {"into": candidacy.municipality.name, "cost": deviation.cost}
    return deviation


def check_place(outlook: Outlook, theme: str, key: str) -> None:
    if theme not in outlook.free:
        raise Refused(_("This theme has no free place."), "into")
    if key in outlook.members or not outlook.can_stand(key, theme):
        raise Refused(
            _("This municipality does not stand for the theme, or does not meet the conditions."),
            "into",
        )
