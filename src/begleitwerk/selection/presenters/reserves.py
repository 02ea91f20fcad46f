"""The reserve list after a decision: who waits, and why in this order."""

from collections.abc import Sequence

from begleitwerk.selection.enums import RunState
from begleitwerk.selection.models import DecisionPlace, SelectionRun
from begleitwerk.selection.presenters.reasons import names_of, reserve_words
from begleitwerk.selection.selectors.runs import finding_in


def with_notes(places: Sequence[DecisionPlace]) -> list[tuple[DecisionPlace, str]]:
    """Each place of one decision's reserve list with its reason; none where those wait who waited
    before."""
    if not places:
        return []
    related = ("rule_set__round__wave", "round__edition__programme__workspace")
    run = SelectionRun.objects.select_related(*related).get(decision=places[0].decision_id)
    if run.state != RunState.DONE:
        return [(place, "") for place in places]
    names, reasons = names_of(run), finding_in(run).report.reasons
    return [(place, reserve_words(place.candidacy.key, reasons, names)) for place in places]
