"""Rounds, the longlist, and how candidates move on."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import Refused
from begleitwerk.municipal_survey.models import SurveyRow
from begleitwerk.selection.models import Candidacy, CandidacyStep, Review, SelectionRound
from begleitwerk.selection.presenters.funnel import funnel_of
from begleitwerk.selection.presenters.standing import standing_of
from begleitwerk.selection.selectors.candidates import longlist_preview, visible_to
from begleitwerk.selection.selectors.facts import facts_at_inviting
from begleitwerk.selection.selectors.rounds import answers_in_use
from begleitwerk.selection.services.invitations import invite
from begleitwerk.selection.services.longlist import (
    add_to_longlist,
    draw_up_longlist,
    move_candidacy,
    remove_from_longlist,
)
from begleitwerk.selection.services.rounds import (
    change_round,
    create_round,
    freeze_rules,
    open_new_version,
)
from tests.days import in_days
from tests.factories.municipal_survey import SurveyRowFactory, SurveyWaveFactory
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.programmes import EditionFactory, EditionThemeFactory
from tests.factories.selection import CandidacyFactory, SelectionRoundFactory
from tests.worlds.selection import build_selection

pytestmark = pytest.mark.django_db


def test_a_round_begins_with_an_empty_version(office: User) -> None:
    edition = EditionFactory()
    round = create_round(by=office, edition=edition, name="Runde 1")
    assert [row.number for row in round.rule_sets.all()] == [1]
    event = AuditEvent.objects.get(verb="selection.round_created")
    assert event.workspace_id == edition.programme.workspace_id


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "runde 2026"}, "name"),
        ({"apply_until": date(2026, 5, 2), "review_until": date(2026, 5, 1)}, "review_until"),
        ({"review_until": date(2026, 5, 2), "reserve_until": date(2026, 5, 1)}, "reserve_until"),
    ],
)
def test_a_round_refuses_at_the_field(values: dict[str, Any], field: str) -> None:
    world = build_selection(until="draft")
    with pytest.raises(Refused) as refused:
        create_round(by=None, **{"edition": world.edition, "name": "Neu", **values})
    assert refused.value.field == field


def test_the_survey_stays_with_frozen_rules() -> None:
    world = build_selection(until="frozen")
    other = SurveyWaveFactory(programme=world.programme, number=8)
    with pytest.raises(Refused) as refused:
        change_round(by=None, round=world.round, version=None, wave=other)
    assert refused.value.field == "wave"
    foreign = SurveyWaveFactory(number=9)
    with pytest.raises(Refused):
        create_round(by=None, edition=world.edition, name="Neu", wave=foreign)


# --- Longlist ---------------------------------------------------------------------------------


def test_the_longlist_holds_who_meets_the_rules_of_a_theme(office: User) -> None:
    world = build_selection(until="frozen", office=office)
    MunicipalityFactory(name="Kreis Ohnebefragung")
    drawn = draw_up_longlist(by=office, round=world.round)
    assert (drawn.added, drawn.extended) == (14, 0)
    heidemoor = world.candidacy("Kreis Heidemoor")
    assert {theme.item.key for theme in heidemoor.themes.all()} == {"anchoring", "impact"}
    assert [step.state for step in heidemoor.steps.all()] == ["longlisted"]


def test_drawn_up_again_it_only_adds(office: User) -> None:
    world = build_selection(until="longlisted", office=office)
    row = world.wave.rows.get(municipality__name="Stadt Lindental")
    row.values |= {"interesse_impact": 5, "interesse_anchoring": 1}
    row.save()
    preview = longlist_preview(world.round, world.rules)
    assert (preview.new, preview.known, preview.outside) == (0, 14, ())
    drawn = draw_up_longlist(by=office, round=world.round)
    assert (drawn.added, drawn.extended) == (0, 1)
    lindental = world.candidacy("Stadt Lindental")
    assert {theme.item.key for theme in lindental.themes.all()} == {"anchoring", "impact"}


def test_no_longlist_without_frozen_rules_a_rule_or_anybody_who_meets_it(office: User) -> None:
    world = build_selection(until="draft", office=office)
    with pytest.raises(Refused, match="Frieren"):
        draw_up_longlist(by=office, round=world.round)
    freeze_rules(by=office, rule_set=world.rules)
    world.wave.rows.all().delete()
    with pytest.raises(Refused, match="Keine Kommune"):
        draw_up_longlist(by=office, round=world.round)
    world.rules.hard_rules.filter(stage="longlist").delete()
    with pytest.raises(Refused, match="Keine Bedingung"):
        draw_up_longlist(by=office, round=world.round)


def test_by_hand_with_a_reason_and_off_again(office: User) -> None:
    world = build_selection(until="frozen", office=office)
    place = MunicipalityFactory(name="Kreis Nachzügler")
    theme = world.themes["impact"]
    foreign = EditionThemeFactory()
    for values, field in (
        ({"reason": " "}, "reason"),
        ({"themes": [foreign]}, "themes"),
        ({"partners": [place]}, "partners"),
    ):
        with pytest.raises(Refused) as refused:
            add_to_longlist(
                by=office,
                **{"round": world.round, "municipality": place, "themes": [theme],
                   "reason": "Auf Vorschlag der Landeskoordination", **values},
            )  # fmt: skip
        assert refused.value.field == field
    candidacy = add_to_longlist(
        by=office, round=world.round, municipality=place, themes=[theme], reason="Vorschlag"
    )
    with pytest.raises(Refused):
        add_to_longlist(by=office, round=world.round, municipality=place, reason="zweimal")
    remove_from_longlist(by=office, candidacy=candidacy, reason="Doch nicht")
    assert not world.round.candidacies.exists()
    event = AuditEvent.objects.get(verb="selection.candidacy_removed")
    assert (event.reason, event.after["candidate"]) == ("Doch nicht", "Kreis Nachzügler")


def test_candidacies_move_only_along_their_states(office: User) -> None:
    world = build_selection(until="longlisted", office=office)
    candidacy = world.candidacies["Stadt Lindental"]
    with pytest.raises(Refused):
        move_candidacy(by=office, candidacy=candidacy, state="selected")
    move_candidacy(
        by=office,
        candidacy=candidacy,
        state="invited",
        on=date(2026, 1, 20),
        reason="Einladungsliste",
    )
    assert candidacy.state == "invited"
    step = CandidacyStep.objects.filter(candidacy=candidacy).last()
    assert step is not None
    assert (step.state, step.on, step.reason) == ("invited", date(2026, 1, 20), "Einladungsliste")
    with pytest.raises(Refused):
        remove_from_longlist(by=office, candidacy=candidacy, reason="zu spät")
    own = candidacy.municipality.workspace_id
    move_candidacy(by=None, candidacy=candidacy, state="declined", workspace_id=own)
    event = AuditEvent.objects.filter(verb="selection.candidacy_moved").last()
    assert event is not None
    assert event.workspace_id == own


@pytest.mark.parametrize("state", ["decided", "closed"])
def test_a_decided_round_keeps_its_list_and_its_rules(office: User, state: str) -> None:
    world = build_selection(until="longlisted", office=office)
    world.round.state = state
    world.round.save()
    place = MunicipalityFactory(name="Kreis Nachzügler")
    with pytest.raises(Refused, match="Die Einladungsliste ändert sich nicht mehr"):
        draw_up_longlist(by=office, round=world.round)
    with pytest.raises(Refused, match="Die Einladungsliste ändert sich nicht mehr"):
        add_to_longlist(by=office, round=world.round, municipality=place, reason="Vorschlag")
    with pytest.raises(Refused, match="Ihre Regeln bleiben, wie sie waren"):
        open_new_version(by=office, round=world.round, reason="Ein Thema mehr")
    assert not world.round.candidacies.filter(municipality=place).exists()
    assert world.round.rule_sets.count() == 1


# --- Where it stands ----------------------------------------------------------------------------


def test_the_funnel_counts_who_came_how_far() -> None:
    world = build_selection(until="reviewed")
    first, second, third = list(world.candidacies.values())[:3]
    move_candidacy(by=None, candidacy=first, state="selected")
    move_candidacy(by=None, candidacy=first, state="withdrawn", reason="Stelle fehlt")
    world.applications[second.municipality.name].has_backing = False
    world.applications[second.municipality.name].save()
    Review.objects.filter(candidacy=third).first().delete()
    counts = {stage.key: stage.count for stage in funnel_of(world.round)}
    assert counts == {
        "surveyed": 14, "longlisted": 14, "invited": 14, "applied": 14, "scored": 13,
        "eligible": 12, "selected": 1, "contract": 0, "active": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("state", "days", "needed"),
    [
        ("draft", None, True),
        ("open", None, True),
        ("decided", 0, True),
        ("decided", -1, False),
        ("decided", None, False),
        ("closed", 9, False),
    ],
)
def test_answers_are_needed_until_nobody_can_move_up_any_more(
    state: str, days: int | None, needed: bool
) -> None:
    until = None if days is None else in_days(days)
    round = SelectionRoundFactory(wave=SurveyWaveFactory(), state=state, reserve_until=until)
    SurveyRowFactory()  # of a wave no round counts with
    own = SurveyRowFactory(wave=round.wave)
    assert list(SurveyRow.objects.filter(answers_in_use())) == ([own] if needed else [])


@pytest.mark.parametrize(
    ("until", "sentence", "address"),
    [
        ("draft", "Die Regeln werden gebaut", "/regeln/"),
        ("frozen", "Die Regeln sind eingefroren, die Einladungsliste ist noch leer", "/longlist/"),
        ("longlisted", "14 Kommunen stehen auf der Einladungsliste, eingeladen ist noch keine",
         "/einladen/"),
        ("invited", "14 Kommunen sind eingeladen, beworben hat sich noch keine", "/kommunen/"),
        ("applied", "14 von 14 eingeladenen Kommunen haben sich beworben",
         "/gutachten/verteilen/"),
        ("reviewed", "Alle 14 Bewerbungen sind begutachtet", "/"),
    ],
)  # fmt: skip
def test_the_round_says_where_it_stands_and_what_is_next(
    until: str, sentence: str, address: str
) -> None:
    world = build_selection(until=until)
    standing = standing_of(world.round, funnel_of(world.round))
    assert standing.sentence == sentence
    assert standing.step is not None
    assert standing.step.url.endswith(address)


def test_a_new_version_is_said_first() -> None:
    world = build_selection(until="longlisted")
    open_new_version(by=None, round=world.round, reason="Zu streng")
    standing = standing_of(world.round, funnel_of(world.round))
    assert standing.sentence == "Fassung 2 der Regeln wird gebaut"


def test_candidacies_are_visible_to_the_office_and_to_their_municipality(
    office: User, coordinator: User, stranger: User, programme_space: Any, musterau: Any
) -> None:
    world = build_selection(space=programme_space, until="longlisted")
    own = add_to_longlist(by=None, round=world.round, municipality=musterau, reason="Test")
    assert visible_to(office).count() == 15
    assert list(visible_to(coordinator)) == [own]
    assert not visible_to(stranger).exists()
    assert Candidacy.objects.count() == 15


def test_the_conditions_of_an_invitation_are_kept_as_they_stood() -> None:
    world = build_selection(until="longlisted")
    candidacy = world.candidacies["Stadt Lindental"]
    day = timezone.localdate() + timedelta(days=20)
    SelectionRound.objects.update(apply_until=day)
    candidacy.round.refresh_from_db()
    invite(by=None, candidacies=[candidacy], reply_by=day)
    kept = world.candidacy("Stadt Lindental").invited_facts
    assert kept["survey:interesse_anchoring"]["printed"] == "4"
    assert kept["survey:interesse_anchoring"]["row"] == 2
    assert kept["survey:netzwerk"]["words"] == "ja"


def test_without_frozen_rules_nothing_is_kept_of_conditions() -> None:
    world = build_selection(until="draft")
    candidacy = CandidacyFactory(round=world.round)
    assert facts_at_inviting(world.round, [candidacy]) == {candidacy.pk: {}}
