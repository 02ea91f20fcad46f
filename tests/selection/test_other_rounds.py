"""Rounds that have come less far than those of the other files, or go by another rule."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused
from begleitwerk.engine.selection.protocol import load, replay
from begleitwerk.municipal_survey.models import SurveyRow
from begleitwerk.municipalities.models import Workspace
from begleitwerk.selection.models import Candidacy, HardRule
from begleitwerk.selection.presenters.blockers import blockers_of
from begleitwerk.selection.presenters.result import result_page
from begleitwerk.selection.services.rules import add_rule
from begleitwerk.selection.services.runs import start_run
from tests.markup import text_of
from tests.selection.test_candidates import address
from tests.selection.test_runs import decided, run_of
from tests.worlds.selection import SelectionWorld, add_rules, build_selection

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]


def test_the_list_says_until_when_a_reply_is_awaited(
    programme_space: Workspace, office: User, as_user: SignIn
) -> None:
    world = build_selection(space=programme_space, until="invited", office=office)
    Candidacy.objects.filter(pk=world.candidacies["Stadt Lindental"].pk).update(state="declined")
    client, url = as_user(office), address(world, "candidates")
    assert "Antwort bis 15.02.2026" in text_of(client.get(url, {"q": "heidemoor"}))
    assert "Antwort bis" not in text_of(client.get(url, {"q": "lindental"}))


def test_the_longlist_is_drawn_up_after_its_consequences(
    programme_space: Workspace, office: User, as_user: SignIn
) -> None:
    world = build_selection(space=programme_space, until="frozen", office=office)
    client, url = as_user(office), address(world, "longlist_draw")
    assert "14 Kommunen kommen hinzu" in text_of(client.get(url))
    assert client.post(url)["Location"] == address(world, "candidates")
    assert world.round.candidacies.count() == 14


def test_a_run_waits_for_everything_that_is_missing(
    programme_space: Workspace, office: User
) -> None:
    world = build_selection(space=programme_space, office=office, until="applied")
    blockers = blockers_of(world.round)
    assert len(blockers) >= 14
    with pytest.raises(Refused, match="zu erledigen: 15"):
        start_run(by=office, round=world.round)


def test_why_not_names_what_was_found_and_where_whatever_is_known_today(
    programme_space: Workspace,
    office: User,
    lead: User,
    as_user: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def with_posts(world: SelectionWorld, by: User | None) -> None:
        add_rules(world, by)
        posts = {"name": "Stellen", "stage": "eligibility", "source": "survey"}
        most = {**posts, "field": "koordination_vza", "operator": "at_most", "value": 1}
        add_rule(by=by, rule_set=world.rules, kind=HardRule, **most)

    monkeypatch.setattr("tests.worlds.selection.add_rules", with_posts)
    world = build_selection(space=programme_space, office=office)
    loser, silent = list(world.candidacies.values())[:2]
    rows = SurveyRow.objects.filter(wave=world.wave)
    answers = rows.get(municipality=loser.municipality)
    few, none = ({**answers.values, "koordination_vza": posts} for posts in ("1.25", "-9"))
    rows.filter(municipality=loser.municipality).update(values=few)
    rows.filter(municipality=silent.municipality).update(values=none)
    run = run_of(world, office)
    rows.update(values=answers.values, file_name="spaeter.csv", row_number=99)

    words = {line.candidacy: line.words.reasons for line in result_page(run).losers}
    where = f"(Welle 7, Variable koordination_vza, Zeile {answers.row_number} in befragung.csv)"
    assert f"Festgestellt wurde: 1,25\N{NO-BREAK SPACE}VZÄ {where}." in words[loser][0]
    assert "lässt sich nicht sagen. Festgestellt wurde: keine Angabe (Welle 7" in words[silent][0]

    losers = reverse("selection:run_losers", args=[world.slug, world.round.pk, run.pk])
    known = reverse("selection:run_candidate", args=[world.slug, world.round.pk, run.pk, loser.pk])
    client = as_user(office)
    assert known in text_of(client.get(losers))
    page = text_of(client.get(known))
    assert '<td data-label="Wie in der Quelle">1.25</td>' in page
    assert "befragung.csv" in page
    assert "spaeter.csv" not in page

    protocol = load(decided(run, office, lead).protocol)
    kept = protocol.evidence[loser.key]["survey:koordination_vza"]
    assert (kept.printed, kept.file, kept.row) == ("1.25", "befragung.csv", answers.row_number)
    assert replay(protocol).is_same
