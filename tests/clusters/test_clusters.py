"""Clusters of an edition: wishes, proposal, moves by hand, adoption."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version
from begleitwerk.clusters.models import ClusterPlan, DimensionWish
from begleitwerk.clusters.selectors.plans import (
    cluster_problem,
    dimensions_of,
    groups_in,
    member_key,
    move_preview,
    participations_of,
    plan_view,
    problem_in,
    value_of,
    wishes_of,
)
from begleitwerk.clusters.services import (
    adopt_plan,
    move_member,
    propose_clusters,
    reopen_plan,
    save_wishes,
)
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.municipalities.models import Municipality, Workspace
from begleitwerk.programmes.enums import EngagementState
from begleitwerk.programmes.models import Edition, Engagement
from begleitwerk.programmes.services import move_engagement
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.programmes import (
    EditionFactory,
    EngagementFactory,
    EngagementPartyFactory,
    ProgrammeFactory,
)
from tests.markup import text_of

pytestmark = pytest.mark.django_db

SignIn = Callable[[User | None], Client]


@pytest.fixture
def edition(programme_space: Workspace) -> Edition:
    """Seven participations; the first four wish one dimension, the others another."""
    made: Edition = EditionFactory(
        programme=ProgrammeFactory(workspace=programme_space),
        framework=current_version(ContentKind.QUALITY_FRAMEWORK),
    )
    dimensions = dimensions_of(made)
    for number in range(7):
        take_part(made, f"Kreis Nummer {number}")
    rows = participations_of(made)
    wishes = {row.pk: {dimensions[0 if number < 4 else 2].pk: 3} for number, row in enumerate(rows)}
    save_wishes(by=None, edition=made, wishes=wishes)
    return made


def take_part(edition: Edition, name: str) -> Engagement:
    engagement: Engagement = EngagementFactory(edition=edition, state=EngagementState.ACTIVE)
    EngagementPartyFactory(engagement=engagement, municipality=MunicipalityFactory(name=name))
    return engagement


def url(edition: Edition, name: str) -> str:
    return reverse(f"clusters:{name}", args=[edition.programme.workspace.slug, edition.pk])


# --- Services -----------------------------------------------------------------------------------


def test_the_proposal_puts_those_together_that_wish_the_same(
    edition: Edition, office: User
) -> None:
    plan = propose_clusters(by=office, edition=edition)
    first, second = (item.key for item in (dimensions_of(edition)[0], dimensions_of(edition)[2]))
    rows = [member_key(row) for row in participations_of(edition)]
    assert {(row["dimension"], tuple(row["members"])) for row in plan.groups} == {
        (first, tuple(sorted(rows[:4]))),
        (second, tuple(sorted(rows[4:]))),
    }
    view = plan_view(plan)
    assert view.is_proven
    assert (view.lost, view.is_changed, view.is_outdated) == (0, False, False)
    assert view.groups[0].points == view.groups[0].most_points == 12


def test_a_plan_keeps_its_problem_word_for_word(edition: Edition, office: User) -> None:
    plan = propose_clusters(by=office, edition=edition, most_per_dimension=1)
    plan.refresh_from_db()
    assert problem_in(plan) == cluster_problem(edition, most_per_dimension=1)


def test_wishes_go_from_nothing_to_three_and_only_changes_count(
    edition: Edition, office: User
) -> None:
    row, dimension = participations_of(edition)[0], dimensions_of(edition)[0]
    assert save_wishes(by=office, edition=edition, wishes={row.pk: {dimension.pk: 3}}) == 0
    assert save_wishes(by=office, edition=edition, wishes={row.pk: {dimension.pk: 0}}) == 1
    assert row.pk not in wishes_of(edition)
    with pytest.raises(Refused, match="von 0 bis 3"):
        save_wishes(by=office, edition=edition, wishes={row.pk: {dimension.pk: 4}})
    with pytest.raises(Refused, match="Laden Sie die Seite neu"):
        save_wishes(by=office, edition=edition, wishes={0: {dimension.pk: 1}})


def test_a_move_shows_its_price_and_the_best_swap_before_it_is_made(
    edition: Edition, office: User
) -> None:
    plan = propose_clusters(by=office, edition=edition)
    member = plan.groups[0]["members"][0]
    preview = move_preview(plan, member, 1)
    assert preview is not None
    assert preview.cost > 0
    assert preview.sizes == ()  # four and three become three and four
    before = value_of(groups_in(plan))
    moved = move_member(by=office, plan=plan, member=member, to=1, version=plan.version)
    assert value_of(groups_in(moved)) == before - preview.cost
    assert plan_view(moved).lost == preview.cost
    with pytest.raises(EditConflict):
        move_member(by=office, plan=plan, member=member, to=0, version=plan.version)
    with pytest.raises(Refused, match="andere Gruppe"):
        move_member(by=office, plan=moved, member=member, to=1)


def test_a_swap_keeps_the_sizes_and_costs_what_it_says(edition: Edition, office: User) -> None:
    plan = propose_clusters(by=office, edition=edition)
    member, before = plan.groups[0]["members"][0], value_of(groups_in(plan))
    preview = move_preview(plan, member, 1)
    assert preview is not None
    swapped = move_member(by=office, plan=plan, member=member, to=1, partner=preview.partner_key)
    assert [len(row["members"]) for row in swapped.groups] == [4, 3]
    assert value_of(groups_in(swapped)) == before - preview.swap_cost
    with pytest.raises(Refused, match="nicht mehr in dieser Gruppe"):
        move_member(by=office, plan=swapped, member=member, to=0, partner=member)


def test_what_costs_going_gains_coming_back(
    edition: Edition, office: User, as_user: SignIn
) -> None:
    plan = propose_clusters(by=office, edition=edition)
    member, back = plan.groups[0]["members"][0], plan.groups[1]["members"][0]
    move_member(by=office, plan=plan, member=member, to=1, partner=back)
    data = {"member": member, "to": "0", "preview": "1"}
    preview = move_preview(plan := ClusterPlan.objects.get(), member, 0)
    assert preview is not None
    assert preview.cost < 0 > preview.swap_cost
    shown = text_of(as_user(office).post(url(edition, "move"), data | {"version": plan.version}))
    assert shown.count("Bringt") == 2


def test_a_group_everybody_has_left_becomes_no_cluster(edition: Edition, office: User) -> None:
    plan = propose_clusters(by=office, edition=edition)
    for member in plan.groups[1]["members"]:
        plan = move_member(by=office, plan=plan, member=member, to=0)
    adopt_plan(by=office, plan=plan)
    assert [cluster.name for cluster in edition.clusters.all()] == ["Cluster 1"]


def test_adopted_groups_are_the_clusters_of_the_edition(edition: Edition, office: User) -> None:
    plan = adopt_plan(by=office, plan=propose_clusters(by=office, edition=edition))
    clusters = {cluster.name: cluster for cluster in edition.clusters.all()}
    assert sorted(clusters) == ["Cluster 1", "Cluster 2"]
    for group in plan.groups:
        cluster = clusters[group["name"]]
        assert [item.key for item in cluster.dimensions.all()] == [group["dimension"]]
        assert {member_key(row) for row in cluster.engagements.all()} == set(group["members"])
    again = adopt_plan(by=office, plan=propose_clusters(by=office, edition=edition))
    assert again.adopted_at
    assert edition.clusters.count() == 2


def test_a_cluster_nobody_is_in_any_more_is_dissolved(edition: Edition, office: User) -> None:
    for name in ("Kreis Acht", "Kreis Neun"):
        take_part(edition, name)
    adopt_plan(by=office, plan=propose_clusters(by=office, edition=edition))
    assert edition.clusters.count() == 3
    for row in participations_of(edition)[:2]:
        move_engagement(by=office, engagement=row, state="withdrawn", reason="Grund")
    plan = propose_clusters(by=office, edition=edition)
    Engagement.objects.filter(edition=edition, state="withdrawn").update(cluster=None)
    adopt_plan(by=office, plan=plan)
    assert edition.clusters.count() == 2


def test_an_old_plan_is_not_adopted_for_others(edition: Edition, office: User) -> None:
    plan = propose_clusters(by=office, edition=edition)
    take_part(edition, "Kreis Neu")
    assert plan_view(plan).is_outdated
    with pytest.raises(Refused, match="andere Kommunen"):
        adopt_plan(by=office, plan=plan)


def test_a_plan_of_seven_is_outdated_when_one_is_left(edition: Edition, office: User) -> None:
    plan = propose_clusters(by=office, edition=edition)
    for row in participations_of(edition)[:6]:
        move_engagement(by=office, engagement=row, state="withdrawn", reason="Grund")
    assert plan_view(plan).is_outdated


@pytest.mark.parametrize(("count", "sizes"), [(2, [2]), (5, [3, 2]), (6, [3, 3])])
def test_two_or_five_get_a_proposal_with_a_group_of_two_that_is_said(
    programme_space: Workspace, office: User, as_user: SignIn, count: int, sizes: list[int]
) -> None:
    edition = edition_of(programme_space, count)
    plan = propose_clusters(by=office, edition=edition)
    assert sorted((len(row["members"]) for row in plan.groups), reverse=True) == sizes
    page = text_of(as_user(office).get(url(edition, "clusters")))
    assert ("eine Gruppe hat zwei" in page) == (2 in sizes)


def test_one_alone_is_told_why_there_is_no_cluster(
    programme_space: Workspace, office: User, as_user: SignIn
) -> None:
    edition = edition_of(programme_space, 1)
    with pytest.raises(Refused, match="mindestens zwei Teilnahmen"):
        propose_clusters(by=office, edition=edition)
    assert "Zu einem Cluster gehören mindestens zwei" in text_of(
        as_user(office).get(url(edition, "clusters"))
    )


def edition_of(space: Workspace, count: int) -> Edition:
    edition: Edition = EditionFactory(
        programme=ProgrammeFactory(workspace=space),
        framework=current_version(ContentKind.QUALITY_FRAMEWORK),
    )
    for number in range(count):
        take_part(edition, f"Kreis {number}")
    return edition


def test_after_a_move_nobody_reads_that_no_grouping_fits_better(
    edition: Edition, office: User, as_user: SignIn
) -> None:
    plan, client = propose_clusters(by=office, edition=edition), as_user(office)
    best = "Keine Aufteilung passt besser."
    assert best in text_of(client.get(url(edition, "clusters")))
    move_member(by=office, plan=plan, member=plan.groups[0]["members"][0], to=1)
    page = text_of(client.get(url(edition, "clusters")))
    assert best not in page
    assert "Der Vorschlag passt besser, um" in page


@pytest.mark.parametrize(
    ("proposed", "words"), [(0, "Mehr wert als der Vorschlag"), (None, "So gut wie der Vorschlag")]
)
def test_changed_groups_that_cost_nothing_say_so(
    edition: Edition, office: User, as_user: SignIn, proposed: int | None, words: str
) -> None:
    plan = propose_clusters(by=office, edition=edition)
    plan = move_member(by=office, plan=plan, member=plan.groups[0]["members"][0], to=1)
    worth = value_of(groups_in(plan)) if proposed is None else proposed
    plan.result["proof"]["points"] = worth
    plan.save()
    assert words in text_of(as_user(office).get(url(edition, "clusters")))


def test_adopted_groups_can_be_opened_again(
    edition: Edition, office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    plan = adopt_plan(by=office, plan=propose_clusters(by=office, edition=edition))
    assert "Gruppen wieder öffnen" in text_of(client.get(url(edition, "clusters")))
    client.post(url(edition, "reopen"))
    plan.refresh_from_db()
    assert plan.adopted_at is None
    assert edition.clusters.count() == 2
    with pytest.raises(Refused, match="schon offen"):
        reopen_plan(by=office, plan=plan)
    for member in list(plan.groups[1]["members"]):
        plan = move_member(by=office, plan=plan, member=member, to=0)
    adopt_plan(by=office, plan=plan)
    assert edition.clusters.count() == 1


def test_a_limit_nothing_keeps_and_an_edition_without_framework_are_refused(
    edition: Edition, office: User
) -> None:
    with pytest.raises(Refused, match="Lassen Sie mehr Cluster"):
        propose_clusters(by=office, edition=edition, most_per_dimension=0)
    Edition.objects.filter(pk=edition.pk).update(framework=None)
    edition.refresh_from_db()
    with pytest.raises(Refused, match="keinen Qualitätsrahmen"):
        propose_clusters(by=office, edition=edition)


def test_more_than_can_be_calculated_are_refused(
    edition: Edition, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("begleitwerk.clusters.services.MOST_MEMBERS", 6)
    with pytest.raises(Refused, match="Höchstens 6 Teilnahmen"):
        propose_clusters(by=office, edition=edition)


# --- Pages --------------------------------------------------------------------------------------


def test_a_municipality_says_its_wishes_itself_and_for_nobody_else(
    edition: Edition, musterau: Municipality, coordinator: User, as_user: SignIn
) -> None:
    own = EngagementFactory(edition=edition, state=EngagementState.ACTIVE)
    EngagementPartyFactory(engagement=own, municipality=musterau)
    other = participations_of(edition)[0]
    dimension, client = dimensions_of(edition)[1], as_user(coordinator)
    page = reverse("clusters:own_wishes", args=[musterau.slug, own.pk])
    assert page in client.get(reverse("programmes:participation", args=[musterau.slug])).text
    form = client.get(page)
    data = {name: field.initial for name, field in form.context["form"].fields.items()}
    data |= {f"w-{own.pk}-{dimension.pk}": "3", f"w-{other.pk}-{dimension.pk}": "3"}
    before = wishes_of(edition)[other.pk]
    assert client.post(page, data).status_code == 302
    assert wishes_of(edition)[own.pk] == {dimension.pk: 3}
    assert wishes_of(edition)[other.pk] == before
    strange = reverse("clusters:own_wishes", args=[musterau.slug, other.pk])
    assert client.get(strange).status_code == 404


def test_the_pages_lead_from_wishes_to_clusters(
    edition: Edition, office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    assert "Alle Wünsche liegen vor" in text_of(client.get(url(edition, "clusters")))
    form = client.get(url(edition, "wishes"))
    fields = {name: field.initial for name, field in form.context["form"].fields.items()}
    row, dimension = participations_of(edition)[0], dimensions_of(edition)[5]
    name = f"w-{row.pk}-{dimension.pk}"
    assert client.post(url(edition, "wishes"), fields | {name: "2"}).status_code == 302
    assert DimensionWish.objects.get(engagement=row, dimension=dimension).points == 2
    wrong = client.post(url(edition, "wishes"), fields | {name: "7"})
    assert wrong.status_code == 422
    page = client.post(url(edition, "propose"), {"preference_weight": "50"}, follow=True)
    assert "Zwei Cluster für 7 Teilnahmen" in text_of(page)
    assert client.post(url(edition, "propose"), {}).status_code == 422
    adopted = client.post(url(edition, "adopt"), follow=True)
    assert "Die Gruppen sind jetzt die Cluster" in text_of(adopted)


def test_the_page_of_a_move_shows_consequences_first(
    edition: Edition, office: User, as_user: SignIn
) -> None:
    client, plan = as_user(office), propose_clusters(by=office, edition=edition)
    member = plan.groups[0]["members"][0]
    data = {"member": member, "to": "1", "version": plan.version}
    shown = text_of(client.post(url(edition, "move"), data | {"preview": "1"}))
    assert "Kostet" in shown
    assert "Tausch mit" in shown
    plan.refresh_from_db()
    assert plan.version == 1
    preview = move_preview(plan, member, 1)
    assert preview is not None
    swap = data | {"swap": "1", "partner": preview.partner_key}
    assert client.post(url(edition, "move"), swap).status_code == 302
    assert "Von Hand geändert" in text_of(client.get(url(edition, "clusters")))
    assert client.post(url(edition, "move"), data).status_code == 422  # seen before
    assert client.post(url(edition, "move"), {"member": "x"}).status_code == 422


def test_there_is_nothing_to_move_or_adopt_without_a_plan(
    edition: Edition, office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    assert client.get(url(edition, "move")).status_code == 404
    assert client.post(url(edition, "adopt")).status_code == 404
    missing = url(edition, "clusters").replace(f"/{edition.pk}/", "/0/")
    assert client.get(missing).status_code == 404


def test_others_do_not_get_in(
    edition: Edition, stranger: User, reviewer: User, lead: User, as_user: SignIn
) -> None:
    assert as_user(stranger).get(url(edition, "clusters")).status_code == 404
    assert as_user(reviewer).get(url(edition, "clusters")).status_code == 403
    assert as_user(lead).get(url(edition, "clusters")).status_code == 200
    assert as_user(lead).get(url(edition, "wishes")).status_code == 403


def test_the_page_asks_as_often_for_three_as_for_seven(
    edition: Edition, office: User, as_user: SignIn
) -> None:
    client, counts = as_user(office), []
    for kept in (3, 7):
        rows = participations_of(edition)[kept:]
        Engagement.objects.filter(pk__in=[row.pk for row in rows]).update(state="invited")
        propose_clusters(by=office, edition=edition)
        client.get(url(edition, "clusters"))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(edition, "clusters"))
        counts.append(len(queries))
        Engagement.objects.filter(edition=edition).update(state="active")
        ClusterPlan.objects.all().delete()
    assert counts[0] == counts[1]


def test_a_preview_keeps_what_was_chosen_and_calls_nothing_wrong(
    edition: Edition, office: User, client: Client
) -> None:
    plan = propose_clusters(by=office, edition=edition)
    member = plan.groups[0]["members"][0]
    client.force_login(office)
    address = reverse("clusters:move", args=[edition.programme.workspace.slug, edition.pk])
    page = client.post(address, {"member": member, "to": "", "preview": "1"})
    assert page.status_code == 200
    assert "Fehler:" not in page.text
    assert page.context["form"]["member"].value() == member
