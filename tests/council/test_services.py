from datetime import date
from decimal import Decimal

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import item
from begleitwerk.core.contributions import paper_parts
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import EditConflict, Refused, verify_chain
from begleitwerk.council import services
from begleitwerk.council.enums import PaperState, StepStatus
from begleitwerk.council.models import Brief, Paper, PaperSettings
from begleitwerk.council.papers import is_as_released
from begleitwerk.goals.models import Measure
from begleitwerk.municipalities.models import Municipality
from tests.days import today
from tests.factories.council import PaperSettingsFactory
from tests.factories.files import StoredFileFactory
from tests.factories.networks import BodyFactory
from tests.factories.processes import MeetingFactory
from tests.worlds.process import TODAY, ProcessWorld


def released(paper: Paper, by: User) -> Paper:
    return services.release_paper(by=by, paper=services.submit_for_review(by=by, paper=paper))


def last_event() -> AuditEvent:
    return AuditEvent.objects.latest("number")


# --- Papers and numbers -------------------------------------------------------------------------


def test_a_new_paper_takes_usual_entries_and_the_next_number(
    musterau: Municipality, coordinator: User
) -> None:
    services.change_settings(
        by=coordinator,
        municipality=musterau,
        version=None,
        reference_pattern="{number:3}/{year}",
        next_number=17,
        lead_office="51 Jugend und Familie",
        contact_role="Netzwerkkoordination",
    )
    common = {"municipality": musterau, "process": None, "paper_type": "information"}
    first = services.create_paper(by=coordinator, title="Eins", **common)
    second = services.create_paper(by=coordinator, title="Zwei", lead_office="52", **common)
    assert first.reference == f"017/{today().year}"
    assert (first.lead_office, first.contact_role) == (
        "51 Jugend und Familie",
        "Netzwerkkoordination",
    )
    assert first.authority == "Landkreis Musterau"
    assert second.lead_office == "52"


def test_numbers_start_again_each_year_and_skip_what_is_taken(
    musterau: Municipality, coordinator: User
) -> None:
    PaperSettingsFactory(municipality=musterau, next_number=44, number_year=2027)
    common = {"municipality": musterau, "process": None, "paper_type": "information"}
    services.create_paper(by=coordinator, title="Vergeben", reference="1/2028", **common)
    paper = services.create_paper(by=coordinator, title="Neu", date=date(2028, 1, 3), **common)
    assert paper.reference == "2/2028"
    settings = PaperSettings.objects.get(municipality=musterau)
    assert services.next_reference(settings, 2028) == "3/2028"


def test_a_number_is_given_once(draft: Paper, musterau: Municipality, coordinator: User) -> None:
    with pytest.raises(Refused) as refused:
        services.create_paper(
            by=coordinator,
            municipality=musterau,
            process=None,
            paper_type="information",
            title="Doppelt",
            reference=f" {draft.reference} ",
        )
    assert refused.value.field == "reference"


@pytest.mark.parametrize("pattern", ["{nummer}/{year}", "DS/{year}", "{number", "{0}{number}"])
def test_a_nonsense_pattern_is_refused_at_its_field(
    musterau: Municipality, coordinator: User, pattern: str
) -> None:
    with pytest.raises(Refused) as refused:
        services.change_settings(
            by=coordinator,
            municipality=musterau,
            version=None,
            reference_pattern=pattern,
        )
    assert refused.value.field == "reference_pattern"


def test_a_template_of_others_is_refused(
    musterau: Municipality, lindfurt: Municipality, coordinator: User
) -> None:
    with pytest.raises(Refused) as refused:
        services.change_settings(
            by=coordinator,
            municipality=musterau,
            template=StoredFileFactory(municipality=lindfurt),
        )
    assert refused.value.field == "template"
    changed = services.change_settings(by=coordinator, municipality=musterau, lead_office="51")
    assert (changed.lead_office, changed.template) == ("51", None)


def test_a_pattern_broken_behind_our_back_leaves_the_number_open(
    musterau: Municipality, coordinator: User
) -> None:
    PaperSettingsFactory(municipality=musterau, reference_pattern="{kaputt")
    paper = services.create_paper(
        by=coordinator, municipality=musterau, process=None, paper_type="information", title="Neu"
    )
    assert paper.reference == ""


def test_the_second_of_two_editors_is_told(draft: Paper, coordinator: User, planner: User) -> None:
    services.change_paper(by=planner, paper=draft, version=1, summary="Von der Planung")
    with pytest.raises(EditConflict) as conflict:
        services.change_paper(
            by=coordinator, paper=draft, version=1, summary="Von der Koordination"
        )
    assert conflict.value.current.summary == "Von der Planung"  # type: ignore[attr-defined]


def test_a_bad_value_is_refused_at_its_field(draft: Paper, coordinator: User) -> None:
    for values, field in (
        ({"title": "x" * 301}, "title"),
        ({"paper_type": "letter"}, "paper_type"),
        ({"coverage": "maybe"}, "coverage"),
    ):
        with pytest.raises(Refused) as refused:
            services.change_paper(by=coordinator, paper=draft, version=None, **values)
        assert refused.value.field == field


def test_a_process_of_others_is_refused(
    world: ProcessWorld, lindfurt: Municipality, neighbour: User
) -> None:
    with pytest.raises(Refused) as refused:
        services.create_paper(
            by=neighbour,
            municipality=lindfurt,
            process=world.process,
            paper_type="information",
            title="Fremd",
        )
    assert refused.value.field == "process"


# --- Route --------------------------------------------------------------------------------------


def test_the_route_keeps_its_order(draft: Paper, coordinator: User, lindfurt: Municipality) -> None:
    for name in ("Kreistag", "Jugendhilfeausschuss"):
        services.add_step(by=coordinator, paper=draft, body_name=name)
    first = services.add_step(
        by=coordinator, paper=draft, body_name="Dezernentenkonferenz", position=1
    )
    kreistag = draft.steps.get(body_name="Kreistag")
    services.move_step(by=coordinator, step=kreistag, up=False)
    services.move_step(by=coordinator, step=first, up=True)  # already first
    names = list(draft.steps.values_list("position", "body_name"))
    assert names == [(1, "Dezernentenkonferenz"), (2, "Jugendhilfeausschuss"), (3, "Kreistag")]
    with pytest.raises(Refused) as refused:
        services.change_step(
            by=coordinator, step=kreistag, meeting=MeetingFactory(municipality=lindfurt)
        )
    assert refused.value.field == "meeting"
    services.remove_step(by=coordinator, step=first)
    assert list(draft.steps.values_list("position", flat=True)) == [1, 2]


def test_a_body_on_record_names_the_step(
    draft: Paper, musterau: Municipality, lindfurt: Municipality, coordinator: User
) -> None:
    body = BodyFactory(municipality=musterau, name="Jugendhilfeausschuss")
    step = services.add_step(by=coordinator, paper=draft, body=body)
    assert step.body_name == "Jugendhilfeausschuss"
    with pytest.raises(Refused) as refused:
        services.add_step(by=coordinator, paper=draft, body=BodyFactory(municipality=lindfurt))
    assert refused.value.field == "body"
    with pytest.raises(Refused) as refused:
        services.change_step(by=coordinator, step=step, version=None, body_name=" ")
    assert refused.value.field == "body_name"


def test_results_come_late_and_stay(draft: Paper, coordinator: User, head: User) -> None:
    step = services.add_step(by=coordinator, paper=draft, body_name="JHA")
    paper = services.submit_paper(by=coordinator, paper=released(draft, head))
    paper = services.put_in_consultation(by=coordinator, paper=paper)
    early = services.add_step(by=coordinator, paper=paper, body_name="Beirat")
    noted = item(ContentKind.CONSULTATION_RESULTS, "noted")
    services.record_result(by=coordinator, step=early, result=noted)
    with pytest.raises(Refused, match="bleibt"):
        services.remove_step(by=coordinator, step=early)
    paper = services.close_paper(by=coordinator, paper=paper)
    amended = item(ContentKind.CONSULTATION_RESULTS, "adopted_amended")
    with pytest.raises(Refused) as refused:
        services.record_result(by=coordinator, step=step, result=amended)
    assert refused.value.field == "resolution_text"
    step = services.record_result(
        by=coordinator,
        step=step,
        result=amended,
        votes_yes=12,
        votes_no=0,
        abstentions=1,
        resolution_text="Die Verwaltung berichtet jährlich.",
    )
    assert (step.status, step.votes_yes, step.abstentions) == (StepStatus.HEARD, 12, 1)
    with pytest.raises(Refused):
        services.remove_step(by=coordinator, step=step)
    assert is_as_released(paper)


def test_no_result_without_a_consultation(draft: Paper, coordinator: User) -> None:
    step = services.add_step(by=coordinator, paper=draft, body_name="JHA")
    with pytest.raises(Refused) as refused:
        services.record_result(
            by=coordinator,
            step=step,
            status=StepStatus.WITHDRAWN,
            result=item(ContentKind.CONSULTATION_RESULTS, "noted"),
        )
    assert refused.value.field == "status"


# --- Blocks -------------------------------------------------------------------------------------


def test_a_block_takes_what_the_data_says_and_keeps_it_beside_the_words(
    draft: Paper, world: ProcessWorld, coordinator: User
) -> None:
    block = services.add_block(by=coordinator, paper=draft, kind="goals")
    assert block.heading == "Ziele"
    assert block.table
    assert block.table["rows"][0][0] == "Gemeinden wirken mit"
    assert list(block.goals.all()) == world.goals
    taken = block.text
    block = services.change_block(
        by=coordinator, block=block, version=1, heading="Unsere Ziele", text="Anders", table=None
    )
    assert (block.text, block.table, block.source_text) == ("Anders", None, taken)
    block = services.reset_block(by=coordinator, block=block, version=None)
    assert (block.heading, block.text) == ("Unsere Ziele", taken)
    assert block.table is not None


def test_all_usual_blocks_come_once(draft: Paper, coordinator: User) -> None:
    services.add_block(by=coordinator, paper=draft, kind="costs", position=1)
    services.add_usual_blocks(by=coordinator, paper=draft)
    assert services.add_usual_blocks(by=coordinator, paper=draft) == []
    blocks = list(draft.blocks.all())
    assert len(blocks) == len(paper_parts.on())
    assert blocks[0].kind == "costs"
    assert all(block.text for block in blocks)


def test_the_first_block_moves_no_further_up(draft: Paper, coordinator: User) -> None:
    first, second = (
        services.add_block(by=coordinator, paper=draft, kind="free", text=text) for text in "AB"
    )
    services.move_block(by=coordinator, block=second, up=True)
    assert last_event().verb == "council.block_moved"
    number = last_event().number
    second.refresh_from_db()
    services.move_block(by=coordinator, block=second, up=True)
    assert last_event().number == number
    assert list(draft.blocks.all()) == [second, first]


def test_a_table_of_empty_lines_is_none(draft: Paper, coordinator: User) -> None:
    table = {"header": [], "rows": [[], []]}
    block = services.add_block(by=coordinator, paper=draft, kind="free", text="X", table=table)
    assert block.table is None


def test_two_editors_of_one_block(draft: Paper, coordinator: User, planner: User) -> None:
    block = services.add_block(by=coordinator, paper=draft, kind="free", text="Anfang")
    words = {"heading": "", "table": None}
    services.change_block(by=planner, block=block, version=1, text="Planung", **words)
    with pytest.raises(EditConflict):
        services.change_block(by=coordinator, block=block, version=1, text="Koordination", **words)
    with pytest.raises(EditConflict):
        services.remove_block(by=coordinator, block=block, version=1)


def test_own_text_has_no_source(draft: Paper, coordinator: User) -> None:
    block = services.add_block(by=coordinator, paper=draft, kind="free", text="Frei")
    for service in (services.take_block, services.reset_block):
        with pytest.raises(Refused):
            service(by=coordinator, block=block, version=None)


def test_keeping_needs_a_reason(draft: Paper, coordinator: User) -> None:
    block = services.add_block(by=coordinator, paper=draft, kind="goals")
    with pytest.raises(Refused) as refused:
        services.keep_block(by=coordinator, block=block, version=None, reason="  ")
    assert refused.value.field == "reason"


@pytest.mark.parametrize(
    "table",
    [{"rows": "abc"}, {"header": ["a"], "rows": [1]}, {"rows": [["x"] * 200] * 200}],
)
def test_what_is_no_table_is_refused(
    draft: Paper, coordinator: User, table: dict[str, object]
) -> None:
    with pytest.raises(Refused) as refused:
        services.add_block(by=coordinator, paper=draft, kind="free", table=table)
    assert refused.value.field == "table"


# --- Money and files ----------------------------------------------------------------------------


def test_the_amount_starts_with_what_the_measures_cost(
    draft: Paper, world: ProcessWorld, coordinator: User
) -> None:
    paper = services.change_paper(
        by=coordinator, paper=draft, version=None, has_financial_effects=True
    )
    assert paper.amount == Decimal("5000.50")
    paper = services.change_paper(by=coordinator, paper=paper, version=None, amount=Decimal(4200))
    assert (paper.amount, paper.amount_source) == (Decimal(4200), Decimal("5000.50"))
    paper = services.take_amount(by=coordinator, paper=paper, version=None)
    assert paper.amount == Decimal("5000.50")


def test_a_new_paper_about_money_proposes_what_the_measures_cost(
    world: ProcessWorld, musterau: Municipality, coordinator: User
) -> None:
    common = {"by": coordinator, "municipality": musterau, "process": world.process}
    about = {**common, "paper_type": "resolution", "title": "Geld", "has_financial_effects": True}
    assert services.create_paper(**about).amount == Decimal("5000.50")
    assert services.create_paper(**about, amount=Decimal(42)).amount == Decimal(42)


def test_files_go_with_the_paper(
    draft: Paper, musterau: Municipality, lindfurt: Municipality, coordinator: User
) -> None:
    files = [StoredFileFactory(municipality=musterau) for _ in range(2)]
    first, second = (services.attach_file(by=coordinator, paper=draft, file=file) for file in files)
    assert first.title == "Zeitplan.txt"
    services.remove_attachment(by=coordinator, attachment=first)
    second.refresh_from_db()
    assert second.position == 1
    with pytest.raises(Refused):
        services.attach_file(
            by=coordinator, paper=draft, file=StoredFileFactory(municipality=lindfurt)
        )


# --- Life of a paper ----------------------------------------------------------------------------


def test_a_paper_goes_its_way_with_who_and_when(
    draft: Paper, coordinator: User, head: User
) -> None:
    paper = services.submit_for_review(by=coordinator, paper=draft)
    paper = services.return_to_draft(by=head, paper=paper, reason="Kosten fehlen")
    paper = released(paper, head)
    paper = services.submit_paper(by=coordinator, paper=paper)
    paper = services.take_back_paper(by=head, paper=paper, reason="Falsche Sitzung")
    paper = services.submit_paper(by=coordinator, paper=paper)
    paper = services.put_in_consultation(by=coordinator, paper=paper)
    paper = services.close_paper(by=coordinator, paper=paper)
    steps = list(paper.transitions.values_list("new", "by_id", "reason"))
    assert [state for state, _, _ in steps] == [
        "review", "draft", "review", "released", "submitted",
        "released", "submitted", "in_consultation", "closed",
    ]  # fmt: skip
    assert steps[1] == ("draft", head.pk, "Kosten fehlen")
    assert list(verify_chain()) == []


@pytest.mark.parametrize(
    "service",
    [services.release_paper, services.submit_paper, services.close_paper],
)
def test_no_state_is_skipped(service: object, draft: Paper, head: User) -> None:
    with pytest.raises(Refused):
        service(by=head, paper=draft)  # type: ignore[operator]
    assert Paper.objects.get(pk=draft.pk).state == PaperState.DRAFT


def test_a_released_paper_is_frozen(draft: Paper, coordinator: User, head: User) -> None:
    block = services.add_block(by=coordinator, paper=draft, kind="goals")
    paper = released(draft, head)
    assert len(paper.released_digest) == 64
    for change in (
        lambda: services.change_paper(by=coordinator, paper=draft, version=None, title="Neu"),
        lambda: services.take_block(by=coordinator, block=block, version=None),
        lambda: services.remove_block(by=coordinator, block=block),
        lambda: services.add_block(by=coordinator, paper=draft, kind="free"),
        lambda: services.take_amount(by=coordinator, paper=draft, version=None),
    ):
        with pytest.raises(Refused):
            change()
    assert is_as_released(paper)
    block.refresh_from_db()
    type(block).objects.filter(pk=block.pk).update(text="Hinter dem Rücken geändert")
    assert not is_as_released(Paper.objects.get(pk=paper.pk))
    paper = services.return_to_draft(by=head, paper=paper, reason="Zahl falsch")
    assert paper.released_digest == ""


def test_a_release_names_what_nobody_resolved(
    draft: Paper, world: ProcessWorld, coordinator: User, head: User
) -> None:
    services.add_block(by=coordinator, paper=draft, kind="reason")
    world.process.reason_to_join = "Ein neuer Grund."
    world.process.save()
    services.change_paper(by=coordinator, paper=draft, has_financial_effects=True)
    Measure.objects.filter(pk=world.measures[0].pk).update(cost=4800)
    released(draft, head)
    parts = ["Warum wir teilnehmen", "Finanzielle Auswirkungen"]
    assert last_event().after["unresolved"] == parts


def test_a_paper_needs_a_number_to_be_submitted(
    draft: Paper, coordinator: User, head: User
) -> None:
    services.change_paper(by=coordinator, paper=draft, version=None, reference="")
    with pytest.raises(Refused) as refused:
        services.submit_paper(by=coordinator, paper=released(draft, head))
    assert refused.value.field == "reference"


# --- Brief --------------------------------------------------------------------------------------


def test_a_brief_is_frozen_on_its_day(
    world: ProcessWorld, musterau: Municipality, coordinator: User
) -> None:
    brief = services.make_brief(by=coordinator, municipality=musterau, today=TODAY)
    figures = brief.figures
    world.measures[0].delete()
    brief = services.change_brief(
        by=coordinator,
        brief=brief,
        version=1,
        sentences=["Wir kommen voran.", "", "Es fehlt eine Stelle."],
        request="Bitte schaffen Sie die Stelle.",
        title="Frühe Hilfen",
    )
    brief = Brief.objects.get(pk=brief.pk)
    assert brief.figures == figures
    assert brief.sentences == ["Wir kommen voran.", "Es fehlt eine Stelle."]
    assert brief.digest == services.brief_digest(brief)
    with pytest.raises(EditConflict):
        services.change_brief(
            by=coordinator, brief=brief, version=1, sentences=[], request="", title="Alt"
        )


@pytest.mark.parametrize(
    ("sentences", "request_text", "field"),
    [
        (["a"] * 4, "", "sentences"),
        (["x" * 281], "", "sentences"),
        ([], "x" * 501, "request"),
    ],
)
def test_a_brief_stays_on_one_page(
    world: ProcessWorld,
    musterau: Municipality,
    coordinator: User,
    sentences: list[str],
    request_text: str,
    field: str,
) -> None:
    brief = services.make_brief(by=coordinator, municipality=musterau, today=TODAY)
    with pytest.raises(Refused) as refused:
        services.change_brief(
            by=coordinator,
            brief=brief,
            version=None,
            sentences=sentences,
            request=request_text,
            title="Brief",
        )
    assert refused.value.field == field
