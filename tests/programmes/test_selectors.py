"""Who takes part in what, and how full the themes are."""

from typing import Any

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.models import Municipality
from begleitwerk.programmes import selectors
from begleitwerk.programmes.enums import EngagementState as S
from begleitwerk.programmes.models import Edition
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.programmes import (
    ClusterFactory,
    EditionFactory,
    EditionThemeFactory,
    EngagementFactory,
    EngagementPartyFactory,
    ProgrammeFactory,
)


def take_part(place: Municipality, **values: Any) -> Any:
    return EngagementPartyFactory(
        municipality=place, engagement=EngagementFactory(**values)
    ).engagement


def test_the_running_participation_comes_first(musterau: Municipality) -> None:
    take_part(musterau, state=S.COMPLETED)
    running = take_part(musterau, state=S.ACTIVE)
    take_part(musterau, state=S.INVITED)
    assert selectors.current_engagement(musterau) == running
    assert selectors.engagements_of(musterau).count() == 3


def test_a_shared_place_counts_for_both(musterau: Municipality, lindfurt: Municipality) -> None:
    engagement = take_part(musterau)
    EngagementPartyFactory(engagement=engagement, municipality=lindfurt, is_lead=False)
    shared = selectors.current_engagement(lindfurt)
    assert shared == engagement
    assert shared.title == "Landkreis Musterau und Stadt Lindfurt"
    assert shared.lead == musterau


def test_peers_are_those_of_the_cluster_that_take_part_now(
    musterau: Municipality, lindfurt: Municipality
) -> None:
    cluster = ClusterFactory()
    take_part(musterau, edition=cluster.edition, cluster=cluster)
    take_part(lindfurt, edition=cluster.edition, cluster=cluster)
    take_part(MunicipalityFactory(), edition=cluster.edition, cluster=cluster, state=S.WITHDRAWN)
    assert list(selectors.cluster_peers(musterau)) == [lindfurt]


def filled(edition: Edition, count: int) -> None:
    theme = edition.themes.first()
    for _number in range(count):
        take_part(MunicipalityFactory(), edition=edition, theme=theme)


def test_an_overview_counts_places(db: None) -> None:
    theme = EditionThemeFactory(places=3)
    filled(theme.edition, 2)
    take_part(MunicipalityFactory(), edition=theme.edition, theme=theme, state=S.WITHDRAWN)
    overview = selectors.overview_of(theme.edition)
    assert overview.themes[0].places_text == "2 von 3 Plätzen"
    assert (overview.themes[0].free, overview.themes[0].is_overfull) == (1, False)
    assert [row.state for row in overview.states] == [S.ACTIVE, S.WITHDRAWN]
    filled(theme.edition, 2)
    assert selectors.overview_of(theme.edition).themes[0].is_overfull


def test_an_overview_takes_the_same_queries_for_one_and_many(
    db: None, django_assert_num_queries: Any
) -> None:
    theme = EditionThemeFactory()
    for number in (1, 3):
        filled(theme.edition, number)
        ClusterFactory(edition=theme.edition)
        with django_assert_num_queries(5):
            selectors.overview_of(theme.edition)


def test_programmes_are_seen_by_those_who_hold_a_role_there(
    office: User, coordinator: User, programme_space: Any
) -> None:
    programme = ProgrammeFactory(workspace=programme_space)
    assert list(selectors.visible_to(office)) == [programme]
    assert not selectors.visible_to(coordinator)


def test_participations_are_seen_by_programme_and_place(
    office: User, coordinator: User, neighbour: User, musterau: Municipality, programme_space: Any
) -> None:
    edition = EditionFactory(programme=ProgrammeFactory(workspace=programme_space))
    engagement = take_part(musterau, edition=edition)
    assert list(selectors.engagements_visible_to(office)) == [engagement]
    assert list(selectors.engagements_visible_to(coordinator)) == [engagement]
    assert not selectors.engagements_visible_to(neighbour)


def test_editions_newest_first_with_their_counts(db: None, django_assert_num_queries: Any) -> None:
    programme = ProgrammeFactory()
    old = EditionFactory(programme=programme, starts_on="2018-11-01")
    new = EditionFactory(programme=programme, starts_on="2022-05-01")
    take_part(MunicipalityFactory(), edition=old, state=S.COMPLETED)
    take_part(MunicipalityFactory(), edition=new)
    take_part(MunicipalityFactory(), edition=new)
    with django_assert_num_queries(1):
        rows = list(selectors.editions_of(programme))
    assert [(row, row.running, row.finished) for row in rows] == [(new, 2, 0), (old, 0, 1)]
