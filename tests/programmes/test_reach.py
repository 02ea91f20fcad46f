"""A programme reads in a municipality from its acceptance to the end, and keeps what it had."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent, OutboxMail
from begleitwerk.core.services import Refused
from begleitwerk.engine.canonical import digest_of
from begleitwerk.goals.selectors import visible_to as goals_visible_to
from begleitwerk.goals.services import add_goal, change_goal, release_goal
from begleitwerk.municipalities.enums import Role, WorkspaceKind
from begleitwerk.municipalities.models import Membership, Municipality
from begleitwerk.portal.selectors import due_lines
from begleitwerk.processes.selectors import programme_meetings_for
from begleitwerk.programmes import services
from begleitwerk.programmes.enums import EngagementState as S
from begleitwerk.programmes.models import Edition, Engagement, EngagementParty, ReleasedRecord
from begleitwerk.programmes.presenters import tables_of
from tests.days import in_days, today
from tests.factories.accounts import UserFactory
from tests.factories.goals import GoalFactory, MeasureFactory
from tests.factories.municipalities import MunicipalityFactory, WorkspaceFactory
from tests.factories.processes import MeetingFactory, PhaseFactory, ProcessFactory
from tests.factories.programmes import ClusterFactory, EditionFactory, ProgrammeFactory
from tests.worlds.cast import person

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]

STATES_OF_AN_OFFICE = [state for state in S if state != S.REPLACED]


@pytest.fixture
def edition(db: None) -> Edition:
    """Of a programme Musterau has never heard of."""
    space = WorkspaceFactory(kind=WorkspaceKind.PROGRAMME, slug="fremd", name="Fremd")
    return EditionFactory(programme=ProgrammeFactory(workspace=space))


@pytest.fixture
def their_office(edition: Edition) -> User:
    return person(Role.PROGRAMME_OFFICE, edition.programme.workspace)


@pytest.fixture
def engagement(edition: Edition, musterau: Municipality) -> Engagement:
    return services.open_engagement(
        by=None, edition=edition, municipalities=[musterau], state=S.SELECTED
    )


@pytest.fixture
def party(engagement: Engagement) -> EngagementParty:
    return engagement.party_rows.get()


def pages(place: Municipality) -> list[str]:
    names = ("portal:home", "goals:goals", "goals:measures", "processes:process")
    return [reverse(name, args=[place.slug]) for name in names]


def statuses(client: Client, place: Municipality) -> set[int]:
    return {client.get(url).status_code for url in pages(place)}


def anew(user: User) -> User:
    """The same person in another request: what she may do is read once in each."""
    return User.objects.get(pk=user.pk)


# --- It begins --------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES_OF_AN_OFFICE)
def test_entering_a_participation_opens_nothing(
    state: S, edition: Edition, their_office: User, musterau: Municipality, as_user: SignIn
) -> None:
    """Today another programme's office enters "invited" and reads in Musterau."""
    GoalFactory(municipality=musterau, release="programme")
    made = services.open_engagement(
        by=their_office,
        edition=edition,
        municipalities=[musterau],
        state=state,
        reason="Grund",
    )
    facilitator = UserFactory()
    services.add_facilitator(
        by=their_office, engagement=made, user=facilitator, valid_from=date(2026, 1, 1)
    )

    assert statuses(as_user(their_office), musterau) == {404}
    assert statuses(as_user(facilitator), musterau) == {404}
    assert not goals_visible_to(anew(their_office)).exists()


def test_no_step_an_office_records_opens_anything(
    engagement: Engagement, their_office: User, musterau: Municipality, as_user: SignIn
) -> None:
    for state in (S.CONTRACT_SENT, S.CONTRACT_SIGNED, S.ACTIVE):
        engagement = services.move_engagement(
            by=their_office, engagement=engagement, state=state, on=date(2026, 2, 1)
        )
        assert statuses(as_user(their_office), musterau) == {404}


def test_the_municipality_accepts_and_the_programme_reads(
    party: EngagementParty,
    their_office: User,
    head: User,
    musterau: Municipality,
    as_user: SignIn,
) -> None:
    facilitator, known = UserFactory(), UserFactory()
    begins = in_days(-5)
    for user in (facilitator, known):  # one who holds the role already gets no second one
        services.add_facilitator(
            by=their_office, engagement=party.engagement, user=user, valid_from=begins
        )
    Membership.objects.create(
        user=known, workspace=musterau.workspace, role=Role.FACILITATOR, valid_from=begins
    )
    MeetingFactory(
        municipality=None, programme=party.engagement.edition.programme, on=date(2099, 1, 1)
    )
    day = today()
    assert not programme_meetings_for(musterau, day).exists()
    url = reverse("programmes:participation_accept", args=[musterau.slug, party.engagement_id])

    as_user(head).post(url)

    assert statuses(as_user(their_office), musterau) == {200}
    assert statuses(as_user(facilitator), musterau) == {200}
    assert programme_meetings_for(musterau, day).exists()
    held = Membership.objects.filter(workspace=musterau.workspace, role=Role.FACILITATOR)
    assert sorted(held.values_list("user", "valid_from")) == sorted(
        [(facilitator.pk, day), (known.pk, begins)]
    )
    events = AuditEvent.objects.filter(workspace_id=musterau.workspace_id)
    told = set(events.values_list("verb", "actor_id"))
    assert ("municipalities.placed_within", head.pk) in told
    assert ("programmes.way_in_opened", head.pk) in told
    with pytest.raises(Refused):
        services.accept_participation(by=head, party=party)


@pytest.mark.parametrize("state", [S.APPLIED, S.RESERVE, S.REJECTED, S.COMPLETED])
def test_there_is_nothing_to_accept(
    state: S, party: EngagementParty, head: User, musterau: Municipality
) -> None:
    Engagement.objects.filter(pk=party.engagement_id).update(state=state)
    with pytest.raises(Refused):
        services.accept_participation(by=head, party=party)
    assert not EngagementParty.objects.exclude(accepted_at=None).exists()


def test_who_shares_a_place_accepts_alone(
    edition: Edition, their_office: User, musterau: Municipality, as_user: SignIn
) -> None:
    other = MunicipalityFactory()
    made = services.open_engagement(by=None, edition=edition, municipalities=[other, musterau])
    services.accept_participation(by=None, party=made.party_rows.get(municipality=other))
    assert statuses(as_user(their_office), other) == {200}
    assert statuses(as_user(their_office), musterau) == {404}


def test_the_cockpit_tells_nothing_of_who_has_not_accepted(
    party: EngagementParty, their_office: User, musterau: Municipality, as_user: SignIn
) -> None:
    GoalFactory(municipality=musterau, title="Netz", release="programme", due_on=date(2026, 1, 1))
    client = as_user(their_office)
    url = reverse("portal:cockpit", args=["fremd"])

    shown = client.get(url).content.decode()
    assert musterau.name in shown
    assert "hat noch nicht zugestimmt" in shown
    assert reverse("portal:home", args=[musterau.slug]) not in shown
    assert "verzögert" not in shown.partition("<tbody>")[2]

    services.accept_participation(by=None, party=party)
    shown = client.get(url).content.decode()
    assert reverse("portal:home", args=[musterau.slug]) in shown
    assert "verzögert" in shown.partition("<tbody>")[2]


def test_an_office_puts_nobody_among_peers(
    edition: Edition, musterau: Municipality, lindfurt: Municipality, neighbour: User
) -> None:
    """Today a cluster an office forms shows to others what a place shares with its own cluster."""
    goal = GoalFactory(municipality=musterau, release="cluster")
    cluster = ClusterFactory(edition=edition)
    rows = [
        services.open_engagement(
            by=None, edition=edition, municipalities=[place], cluster=cluster, state=S.ACTIVE
        ).party_rows.get()
        for place in (musterau, lindfurt)
    ]
    services.accept_participation(by=None, party=rows[1])
    assert not goals_visible_to(anew(neighbour)).exists()
    services.accept_participation(by=None, party=rows[0])
    assert [*goals_visible_to(anew(neighbour))] == [goal]


def test_what_waits_for_an_answer_is_due(
    party: EngagementParty, head: User, musterau: Municipality, as_user: SignIn
) -> None:
    from begleitwerk.municipalities.selectors import access_of

    day = today()
    lines = due_lines(musterau.workspace, access_of(head), day)
    assert [line.on for line in lines] == [day + timedelta(days=14)]
    services.accept_participation(by=head, party=party)
    assert due_lines(musterau.workspace, access_of(head), day) == []


def test_the_head_is_asked_by_mail_and_whoever_follows_reads_why_it_is_closed(
    edition: Edition,
    their_office: User,
    head: User,
    stranger: User,
    musterau: Municipality,
    as_user: SignIn,
) -> None:
    """Today the office gets a bare 404, and the head nothing at all."""
    made = services.open_engagement(
        by=their_office, edition=edition, municipalities=[musterau], state=S.INVITED
    )
    mail = OutboxMail.objects.get()
    assert mail.to == head.email
    assert reverse("programmes:participation", args=[musterau.slug]) in mail.body
    client, closed = as_user(their_office), pages(musterau)[0]
    page = client.get(closed)
    assert page.status_code == 404
    assert f"{musterau.name} hat noch nicht zugestimmt" in page.content.decode()
    assert made.get_absolute_url() in page.content.decode()
    assert "zugestimmt" not in as_user(stranger).get(closed).content.decode()

    party = made.party_rows.get()
    services.accept_participation(by=head, party=party)
    missing = as_user(anew(their_office)).get(f"/k/{musterau.slug}/ziele/999999/")
    assert (missing.status_code, "zugestimmt" in missing.content.decode()) == (404, False)
    services.revoke_acceptance(by=head, party=party, reason="Haushaltssperre")
    words = as_user(anew(their_office)).get(closed).content.decode()
    assert "lässt das Programm nichts Neues lesen" in words


def test_the_page_of_a_participation_speaks_to_who_reads_it(
    party: EngagementParty,
    their_office: User,
    head: User,
    musterau: Municipality,
    as_user: SignIn,
) -> None:
    services.accept_participation(by=head, party=party)
    url = reverse("programmes:participation", args=[musterau.slug])
    ours = as_user(head).get(url).content.decode()
    theirs = as_user(anew(their_office)).get(url).content.decode()
    assert "Wir nehmen" in ours
    assert "Wir nehmen" not in theirs
    assert f"{musterau.name} nimmt an" in theirs
    assert url in as_user(head).get(pages(musterau)[0]).content.decode()


# --- It ends ----------------------------------------------------------------------------------


@pytest.mark.parametrize("end", [S.COMPLETED, S.WITHDRAWN, S.TERMINATED])
def test_after_the_end_nothing_newer_is_read(
    end: S,
    party: EngagementParty,
    their_office: User,
    musterau: Municipality,
    coordinator: User,
    as_user: SignIn,
) -> None:
    """Today "withdrawn" closes nothing."""
    engagement = services.move_engagement(by=None, engagement=party.engagement, state=S.ACTIVE)
    services.accept_participation(by=None, party=party)
    process = ProcessFactory(municipality=musterau, engagement=engagement, party=False)
    PhaseFactory(process=process, name="Vorbereitung", planned_start=date(2026, 7, 1))
    released = GoalFactory(municipality=musterau, title="Netz", release="programme")
    MeasureFactory(goal=released, title="Runde einrichten", owner="Planung", cost=12)
    GoalFactory(municipality=musterau, title="Nur für uns", release="own")

    services.move_engagement(by=their_office, engagement=engagement, state=end, reason="Grund")
    change_goal(by=coordinator, goal=released, title="Netz, später geändert")
    late = add_goal(by=coordinator, municipality=musterau, title="Neues", level="guiding")
    release_goal(by=coordinator, goal=late, release="programme", reason="Für alle")

    client = as_user(their_office)
    assert statuses(client, musterau) == {404}
    assert not goals_visible_to(anew(their_office)).exists()
    record = ReleasedRecord.objects.get()
    assert record.digest == digest_of(record.content)
    shown = client.get(record.get_absolute_url()).content.decode()
    for words in ("Netz", "Runde einrichten", "12 €", "Vorbereitung", "01.07.2026"):
        assert words in shown
    for words in ("später geändert", "Neues", "Nur für uns"):
        assert words not in shown
    own = reverse("programmes:own_released_record", args=[musterau.slug, record.pk])
    assert "Runde einrichten" in as_user(coordinator).get(own).content.decode()
    listed = client.get(reverse("programmes:released_records", args=["fremd"])).content.decode()
    assert record.get_absolute_url() in listed
    assert "freigegeben/?q=" in client.get(engagement.get_absolute_url()).content.decode()


def test_nothing_released_is_nothing_kept(party: EngagementParty, musterau: Municipality) -> None:
    services.accept_participation(by=None, party=party)
    services.move_engagement(
        by=None, engagement=party.engagement, state=S.WITHDRAWN, reason="Grund"
    )
    assert tables_of(ReleasedRecord.objects.get()) == []


def test_what_never_opened_keeps_nothing(engagement: Engagement) -> None:
    services.move_engagement(by=None, engagement=engagement, state=S.WITHDRAWN, reason="Grund")
    assert not ReleasedRecord.objects.exists()


def test_another_participation_of_the_programme_keeps_the_way_open(
    party: EngagementParty, their_office: User, musterau: Municipality, as_user: SignIn
) -> None:
    services.accept_participation(by=None, party=party)
    later = EditionFactory(programme=party.engagement.edition.programme)
    second = services.open_engagement(
        by=None, edition=later, municipalities=[musterau], state=S.SELECTED
    )
    services.accept_participation(by=None, party=second.party_rows.get())
    for engagement, left in ((party.engagement, 200), (second, 404)):
        services.move_engagement(by=None, engagement=engagement, state=S.WITHDRAWN, reason="Grund")
        assert statuses(as_user(their_office), musterau) == {left}


def test_a_municipality_takes_its_acceptance_back(
    party: EngagementParty,
    their_office: User,
    coordinator: User,
    musterau: Municipality,
    as_user: SignIn,
) -> None:
    services.accept_participation(by=coordinator, party=party)
    facilitator, elsewhere = UserFactory(), UserFactory()
    other = services.open_engagement(
        by=None, edition=EditionFactory(), municipalities=[musterau], state=S.ACTIVE
    )
    services.accept_participation(by=coordinator, party=other.party_rows.get())
    for user, engagement in (
        (facilitator, party.engagement),
        (elsewhere, party.engagement),
        (elsewhere, other),
    ):
        services.add_facilitator(
            by=their_office, engagement=engagement, user=user, valid_from=date(2026, 1, 1)
        )
    url = reverse("programmes:participation_revoke", args=[musterau.slug, party.engagement_id])
    client = as_user(coordinator)
    assert client.post(url, {"reason": " "}).status_code == 422

    client.post(url, {"reason": "Der Ausschuss hat es so beschlossen."})

    assert statuses(as_user(their_office), musterau) == {404}
    held = Membership.objects.filter(workspace=musterau.workspace, role=Role.FACILITATOR)
    assert {*held.filter(valid_to=today()).values_list("user", flat=True)} == {facilitator.pk}
    record = ReleasedRecord.objects.get()
    page = client.get(reverse("programmes:participation", args=[musterau.slug]))
    assert reverse("programmes:own_released_record", args=[musterau.slug, record.pk]) in (
        page.content.decode()
    )
    assert client.post(url, {"reason": "Noch einmal"}).status_code == 422
    services.accept_participation(by=coordinator, party=party)
    assert statuses(as_user(their_office), musterau) == {200}
