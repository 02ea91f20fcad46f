"""What two people of the office do at the same moment happens once, and leaves one proposal."""

from itertools import count

import pytest

from begleitwerk.core.services import Refused
from begleitwerk.selection.models import SelectionDecision, SelectionRun
from begleitwerk.selection.services.decisions import prepare_decision, propose_decision
from begleitwerk.selection.services.runs import cancel_run, execute_run, start_run
from tests.municipalities.test_at_once import at_once
from tests.worlds.cast import make_person, make_places
from tests.worlds.selection import build_selection


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_round_is_calculated_once_and_one_proposal_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("begleitwerk.selection.services.runs.SAMPLES", 2)
    places = make_places()
    office = make_person("office", places)
    world = build_selection(space=places.programme, until="reviewed", office=office)

    refused = at_once(3, lambda: start_run(by=office, round=world.round))
    assert [type(error) for error in refused] == [Refused, Refused]
    cancel_run(by=office, run=SelectionRun.objects.get())

    runs = [execute_run(run_id=start_run(by=office, round=world.round).pk) for _time in range(2)]
    prepared = [prepare_decision(by=office, run=run).pk for run in runs]
    turn = count()

    def propose() -> None:
        decision = SelectionDecision.objects.get(pk=prepared[next(turn)])
        propose_decision(by=office, decision=decision, reason="Wie berechnet.")

    assert at_once(2, propose) == []
    states = SelectionDecision.objects.order_by("state").values_list("state", flat=True)
    assert list(states) == ["proposed", "superseded"]
