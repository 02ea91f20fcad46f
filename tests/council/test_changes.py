"""What has moved under a paper, and what is unusual about it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.core.services import record_event
from begleitwerk.council import services
from begleitwerk.council.enums import PaperType
from begleitwerk.council.models import Paper
from begleitwerk.council.papers import Changes, changes_of, warnings_of
from begleitwerk.council.selectors import function_of, get_paper_or_404
from begleitwerk.goals.models import Measure
from begleitwerk.goals.services import change_goal
from begleitwerk.municipalities.models import Municipality
from tests.days import today
from tests.factories.goals import GoalFactory
from tests.worlds.process import ProcessWorld


def changes(paper: Paper) -> Changes:
    return changes_of(Paper.objects.get(pk=paper.pk), today())


def test_nothing_has_moved_right_after_taking(draft: Paper, coordinator: User) -> None:
    services.add_usual_blocks(by=coordinator, paper=draft)
    services.change_paper(by=coordinator, paper=draft, version=None, has_financial_effects=True)
    assert len(changes(draft)) == 0


def test_own_words_are_no_change_of_the_data(draft: Paper, coordinator: User) -> None:
    block = services.add_block(by=coordinator, paper=draft, kind="reason")
    services.change_block(
        by=coordinator, block=block, version=None, heading="", text="Anders", table=None
    )
    assert len(changes(draft)) == 0


def test_old_and_new_stand_beside_each_other(
    draft: Paper, world: ProcessWorld, coordinator: User
) -> None:
    block = services.add_block(by=coordinator, paper=draft, kind="costs")
    measure = world.measures[0]
    measure.cost = Decimal(4800)
    measure.save()
    record_event(
        by=coordinator,
        verb="goals.measure_changed",
        subject=measure,
        workspace_id=draft.municipality.workspace_id,
        reason="Druckkosten nachgetragen",
        before={"cost": "4200"},
        after={"cost": "4800"},
    )
    change = changes(draft).of(block)
    assert change
    assert [(part.kind, part.text) for part in change.segments if part.kind != "same"] == [
        ("gone", "5.000,50"),
        ("new", "5.600,50"),
    ]
    assert change.hint == "5.600,50 statt 5.000,50"
    assert [row.kind for row in change.rows] == ["changed", "changed"]
    assert change.moved
    assert change.moved.reason == "Druckkosten nachgetragen"
    assert not change.edited


def test_rows_come_and_go(
    draft: Paper, world: ProcessWorld, musterau: Municipality, coordinator: User
) -> None:
    block = services.add_block(by=coordinator, paper=draft, kind="goals")
    world.goals[0].delete()
    GoalFactory(municipality=musterau, process=world.process, title="Neues Ziel", position=9)
    change = changes(draft).of(block)
    assert change
    kinds = [(row.kind, "".join(part.text for part in row.cells[0])) for row in change.rows]
    assert kinds == [("gone", "Gemeinden wirken mit"), ("new", "Neues Ziel")]
    assert change.moved is None


def test_a_kept_state_is_asked_again_only_when_it_moves_again(
    draft: Paper, world: ProcessWorld, coordinator: User
) -> None:
    block = services.add_block(by=coordinator, paper=draft, kind="reason")
    world.process.reason_to_join = "Zweiter Grund."
    world.process.save()
    assert len(changes(draft)) == 1
    services.keep_block(by=coordinator, block=block, version=None, reason="Bleibt so")
    assert len(changes(draft)) == 0
    world.process.reason_to_join = "Dritter Grund."
    world.process.save()
    assert len(changes(draft)) == 1
    services.take_block(by=coordinator, block=block, version=None)
    block.refresh_from_db()
    assert (block.text, block.kept_reason) == ("Dritter Grund.", "")
    assert len(changes(draft)) == 0


def test_a_change_of_the_system_in_a_paper_without_a_process_names_nobody(
    world: ProcessWorld, musterau: Municipality, coordinator: User
) -> None:
    paper = services.create_paper(
        by=coordinator, municipality=musterau, process=None, paper_type="information", title="Neu"
    )
    services.add_block(by=coordinator, paper=paper, kind="goals")
    change_goal(by=None, goal=world.goals[0], title="Gemeinden tragen mit")
    (change,) = changes(paper).blocks
    assert change.moved
    assert change.moved.label == "Gemeinden tragen mit"
    assert function_of(change.moved.actor_id) == ""


def test_the_amount_moves_with_the_measures(
    draft: Paper, world: ProcessWorld, coordinator: User
) -> None:
    services.change_paper(by=coordinator, paper=draft, version=None, has_financial_effects=True)
    Measure.objects.filter(pk=world.measures[0].pk).update(cost=4800)
    change = changes(draft).amount
    assert change
    assert (change.amount, change.new) == (Decimal("5000.50"), Decimal("5600.50"))
    paper = services.keep_amount(by=coordinator, paper=draft, version=None, reason="Deckel")
    assert (paper.amount, paper.amount_kept_reason) == (Decimal("5000.50"), "Deckel")
    assert changes(draft).amount is None
    Measure.objects.filter(pk=world.measures[0].pk).update(cost=4900)
    assert changes(draft).amount is not None
    assert services.take_amount(by=coordinator, paper=draft, version=None).amount == Decimal(
        "5700.50"
    )


def test_a_released_paper_no_longer_follows_the_data(
    draft: Paper, world: ProcessWorld, coordinator: User, head: User
) -> None:
    services.add_block(by=coordinator, paper=draft, kind="reason")
    services.release_paper(by=head, paper=services.submit_for_review(by=head, paper=draft))
    world.process.reason_to_join = "Zweiter Grund."
    world.process.save()
    assert len(changes(draft)) == 0


# --- Warnings -----------------------------------------------------------------------------------


def codes(paper: Paper) -> set[str]:
    return {warning.code for warning in warnings_of(Paper.objects.get(pk=paper.pk))}


def test_a_sound_paper_has_no_warning(draft: Paper, coordinator: User) -> None:
    services.change_paper(
        by=coordinator,
        paper=draft,
        version=None,
        resolution_proposal="Der Ausschuss beschließt.",
        summary="Kurz.",
    )
    role = item(ContentKind.CONSULTATION_ROLES, "decision")
    services.add_step(
        by=coordinator, paper=draft, body_name="JHA", on=date(2027, 12, 14), role=role
    )
    services.add_block(by=coordinator, paper=draft, kind="free", text="Text")
    assert codes(draft) == set()


@pytest.mark.parametrize(
    ("paper_type", "role", "code"),
    [
        (PaperType.INFORMATION, "decision", "decision_on_information"),
        (PaperType.RESOLUTION, "information", "information_on_resolution"),
    ],
)
def test_unusual_roles_warn(
    draft: Paper, coordinator: User, paper_type: str, role: str, code: str
) -> None:
    services.change_paper(by=coordinator, paper=draft, version=None, paper_type=paper_type)
    found = item(ContentKind.CONSULTATION_ROLES, role)
    services.add_step(by=coordinator, paper=draft, body_name="JHA", role=found)
    assert {code, "step_without_date"} <= codes(draft)


def test_a_proposal_belongs_to_a_resolution_paper(draft: Paper, coordinator: User) -> None:
    assert "resolution_missing" in codes(draft)
    services.change_paper(
        by=coordinator,
        paper=draft,
        version=None,
        paper_type=PaperType.INFORMATION,
        resolution_proposal="Doch.",
    )
    assert "resolution_unusual" in codes(draft)


def test_dates_that_run_backwards_warn(draft: Paper, coordinator: User) -> None:
    services.change_paper(by=coordinator, paper=draft, version=None, date=date(2027, 12, 10))
    for name, on in (("JHA", date(2027, 12, 14)), ("Kreistag", date(2027, 12, 1))):
        services.add_step(by=coordinator, paper=draft, body_name=name, on=on)
    assert {"dates_backwards", "session_before_paper"} <= codes(draft)


def test_money_without_cover_warns(draft: Paper, coordinator: User) -> None:
    money = {"has_financial_effects": True, "amount": Decimal(10)}
    services.change_paper(by=coordinator, paper=draft, version=None, **money)
    assert "coverage_missing" in codes(draft)
    values = {"coverage": "partly"}
    services.change_paper(by=coordinator, paper=draft, version=None, **values)
    assert "coverage_by_missing" in codes(draft)
    services.change_paper(by=coordinator, paper=draft, version=None, amount=None)
    assert "amount_missing" in codes(draft)


def test_numbers_and_gaps_warn(draft: Paper, world: ProcessWorld, coordinator: User) -> None:
    services.change_paper(by=coordinator, paper=draft, version=None, reference="DS 481/2022")
    world.process.reason_to_join = ""
    world.process.save()
    assert {"reference_pattern", "route_empty", "body_empty"} <= codes(draft)
    services.add_block(by=coordinator, paper=draft, kind="reason")
    services.change_paper(by=coordinator, paper=draft, version=None, reference="")
    assert {"gap", "reference_missing"} <= codes(draft)


def test_comparing_costs_the_same_queries_for_any_number_of_rows(
    draft: Paper, world: ProcessWorld, musterau: Municipality, coordinator: User,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:  # fmt: skip
    services.add_usual_blocks(by=coordinator, paper=draft)
    for _ in range(3):
        GoalFactory(municipality=musterau, process=world.process)
    paper = get_paper_or_404(coordinator, musterau, draft.pk)
    with django_assert_max_num_queries(13):  # type: ignore[attr-defined]
        assert len(changes_of(paper, today())) == 1
