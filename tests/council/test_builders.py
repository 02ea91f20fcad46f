"""What the blocks say over live data."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from begleitwerk.core.contributions import PaperLook, paper_parts
from begleitwerk.core.papers import GAP, PartContent
from begleitwerk.council.papers import brief_proposal, part_content
from begleitwerk.goals.models import Measure
from begleitwerk.goals.selectors import cost_total
from begleitwerk.municipalities.models import Municipality
from begleitwerk.processes.models import Meeting, Phase
from tests.factories.goals import GoalFactory, MeasureFactory
from tests.factories.processes import MeetingFactory, ProcessFactory
from tests.factories.programmes import EngagementPartyFactory
from tests.worlds.process import TODAY, ProcessWorld


def told(kind: str, place: Municipality, world: ProcessWorld | None) -> PartContent:
    process = world.process if world else None
    return part_content(kind, municipality=place, process=process, today=TODAY)


def test_programme_and_theme(musterau: Municipality, world: ProcessWorld) -> None:
    assert told("programme", musterau, world).text == (
        "Der Landkreis Musterau nimmt am Programm „Frühe Hilfen gemeinsam verankern“ teil. "
        "Träger des Programms: Programmbüro Nord. "
        "Unser Entwicklungsthema heißt „Politisch-strukturelle Verankerung“; es ist das Thema von "
        "drei Kommunen des Programms, insgesamt sind es vier. "
        "Die Zusage kam am 12.05.2026. Das Programm läuft von Juli 2026 bis Juni 2028."
    )


def test_phases_so_far_and_next(musterau: Municipality, world: ProcessWorld) -> None:
    assert told("phases", musterau, world).text.split("\n\n") == [
        "Der Prozess hat vier Phasen; wir stehen in Phase 2.",
        (
            "Von Juli 2026 bis November 2026 lief die Phase „Vorbereitung“. "
            "Planungsgruppe und Steuerungsgruppe wurden eingerichtet."
        ),
        (
            "Seit Dezember 2026 läuft die Phase „Konstituierung und Zielfindung“; "
            "sie dauert voraussichtlich bis Januar 2028."
        ),
        "Von Februar 2028 voraussichtlich bis Mai 2028 folgt die Phase „Maßnahmen und Umsetzung“.",
        "Danach folgt die Phase „Evaluation und Transfer“; ihr Zeitraum steht noch nicht fest.",
    ]


def test_open_ends_of_phases(musterau: Municipality, world: ProcessWorld) -> None:
    Phase.objects.update(planned_start=None)
    Phase.objects.filter(position=3).update(planned_start=date(2028, 2, 1), planned_end=None)
    text = told("phases", musterau, world).text
    assert "Die Phase „Vorbereitung“ endete im November 2026." in text
    assert "Voraussichtlich ab Februar 2028 folgt die Phase „Maßnahmen und Umsetzung“." in text


def test_groups_by_function_and_never_by_name(musterau: Municipality, world: ProcessWorld) -> None:
    text = told("bodies", musterau, world).text
    assert text.startswith("Die Planungsgruppe besteht aus zwei Personen: Jugendhilfeplanung und")
    assert "besteht aus fünf Personen: Dezernat 5 (Vorsitz), die Planungsgruppe" in text
    assert "Nie im Text" not in text
    assert "Früher dabei" not in text
    assert "JHA" not in text  # a committee receives the paper, it does not work on the process


def test_meetings_with_results(musterau: Municipality, world: ProcessWorld) -> None:
    content = told("meetings", musterau, world)
    assert content.text == (
        "Bisher fanden zwei Treffen statt, darunter ein Jour fixe, zuletzt am 01.09.2027. "
        "Als Nächstes ist am 19.01.2028 geplant: Vierte Sitzung."
    )
    assert content.table
    assert content.table["rows"] == [
        [
            "09.06.2027",
            "Dritte Sitzung der Steuerungsgruppe",
            "11",
            "Die Ziele sind beraten.\nBeschluss 1: Die Ziele werden beschlossen.",
        ]
    ]


def test_a_meeting_with_no_known_day_or_number(musterau: Municipality, world: ProcessWorld) -> None:
    Meeting.objects.filter(title__startswith="Dritte").update(day_known=False, participants=None)
    content = told("meetings", musterau, world)
    assert content.table
    assert content.table["rows"][0][0] == "Juni 2027"
    assert content.table["rows"][0][2] == "nicht erfasst"


def test_many_meetings_are_cut_to_the_latest(musterau: Municipality, world: ProcessWorld) -> None:
    for number in range(15):
        MeetingFactory(
            municipality=musterau, title=f"Treffen {number}", state="held", on=date(2027, 10, 1)
        )
    content = told("meetings", musterau, world)
    assert content.table
    assert len(content.table["rows"]) == 12
    assert "die letzten zwölf" in content.text


def test_goals_with_their_state_in_words(musterau: Municipality, world: ProcessWorld) -> None:
    content = told("goals", musterau, world)
    assert content.text == (
        "Wir verfolgen zwei Ziele: eines ist im Plan und eines ist verzögert. "
        "Am 09.06.2027 wurde ein Ziel beschlossen (Steuerungsgruppe)."
    )
    assert content.table
    assert content.table["header"] == ["Ziel", "Stand", "Frist"]
    assert content.table["rows"] == [
        ["Gemeinden wirken mit", "im Plan", "30.06.2028"],
        ["Gesamtkonzept beschlossen", "verzögert", "31.10.2027"],
    ]
    assert content.goal_ids == tuple(goal.pk for goal in world.goals)
    assert [source.label for source in content.sources if source.label.startswith("Ziel:")] == [
        "Ziel: Gemeinden wirken mit",
        "Ziel: Gesamtkonzept beschlossen",
    ]


def test_measures_and_costs(musterau: Municipality, world: ProcessWorld) -> None:
    measures = told("measures", musterau, world)
    assert measures.text == (
        "Zu den Zielen gehören drei Maßnahmen: eine ist erledigt, eine läuft und eine ist geplant."
    )
    assert measures.table
    assert measures.table["rows"][1] == [
        "Ortsprofile bereitstellen",
        "Jugendhilfeplanung",
        "läuft",
        "31.03.2028",
    ]
    costs = told("costs", musterau, world)
    assert costs.text == (
        "Die Maßnahmen kosten zusammen 5.000,50 €. "
        "Für eine Maßnahme sind noch keine Kosten festgehalten."
    )
    assert costs.table
    assert costs.table["rows"] == [
        ["Bundesstiftung Frühe Hilfen", "800,50 €"],
        ["Kommunale Mittel", "4.200 €"],
        ["Summe", "5.000,50 €"],
    ]


def test_stopped_measures_and_dropped_goals_do_not_count(
    musterau: Municipality, world: ProcessWorld
) -> None:
    Measure.objects.filter(title__startswith="Runde").update(state="stopped")
    assert "zusammen 4.200 €" in told("costs", musterau, world).text
    world.goals[1].state = "dropped"
    world.goals[1].save()
    assert "Wir verfolgen ein Ziel; es ist im Plan." in told("goals", musterau, world).text


def test_total_table_and_brief_tell_one_sum(musterau: Municipality, world: ProcessWorld) -> None:
    """Also where goals were given up and measures stopped."""
    dropped = GoalFactory(municipality=musterau, process=world.process, state="dropped")
    MeasureFactory(goal=dropped, cost=7000, funding=world.measures[0].funding)
    MeasureFactory(goal=world.goals[0], cost=300, state="stopped")

    content = told("costs", musterau, world)
    brief = brief_proposal(musterau, TODAY)
    figures = {figure["key"]: (figure["value"], figure["note"]) for figure in brief.figures}

    assert cost_total(musterau.pk, world.process.pk) == Decimal("5000.50")
    assert content.text.startswith("Die Maßnahmen kosten zusammen 5.000,50 €.")
    assert content.table
    assert content.table["rows"][-1] == ["Summe", "5.000,50 €"]
    assert figures["own_money"] == ("4.200 €", "von 5.000,50 € für alle Maßnahmen")
    assert figures["measures"] == ("1 von 3", "1 laufend, 1 geplant, ohne 1 eingestellte")


def test_two_municipalities_on_one_place_are_two(
    musterau: Municipality, world: ProcessWorld
) -> None:
    EngagementPartyFactory(engagement=world.process.engagement, is_lead=False)
    text = told("programme", musterau, world).text
    assert "das Thema von vier Kommunen des Programms, insgesamt sind es fünf" in text


@pytest.mark.parametrize("kind", [part.kind for part in paper_parts.on()])
def test_no_block_is_ever_empty(lindfurt: Municipality, kind: str) -> None:
    content = told(kind, lindfurt, None)
    assert content.text.startswith(GAP)
    assert content.table is None


@pytest.mark.parametrize("kind", [part.kind for part in paper_parts.on()])
def test_blocks_are_german_in_every_language(
    musterau: Municipality, world: ProcessWorld, kind: str
) -> None:
    german = told(kind, musterau, world)
    with translation.override("en"):
        assert told(kind, musterau, world).digest == german.digest


def test_goals_of_another_process_stay_out(musterau: Municipality, world: ProcessWorld) -> None:
    other = GoalFactory(municipality=musterau, process=ProcessFactory(), title="Aus dem Vorläufer")
    MeasureFactory(goal=other, cost=999)
    assert "Aus dem Vorläufer" not in str(told("goals", musterau, world).table)
    assert "5.000,50 €" in told("costs", musterau, world).text


def test_the_number_of_queries_does_not_grow(
    musterau: Municipality, world: ProcessWorld, django_assert_max_num_queries: object
) -> None:
    for number in range(3):
        goal = GoalFactory(municipality=musterau, process=world.process)
        MeasureFactory(goal=goal, title=f"Weitere {number}", cost=1)
        MeetingFactory(municipality=musterau, state="held", on=date(2027, 9, 9))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        look = PaperLook(musterau, world.process, TODAY)
        for part in paper_parts.on():
            part.of(look)
