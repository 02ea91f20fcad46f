"""The life of a participation: opened, moved on, replaced, accompanied."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError

from begleitwerk.accounts.models import User
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.selectors import current_version, item
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Membership, Municipality
from begleitwerk.programmes import services
from begleitwerk.programmes.enums import EngagementState as S
from begleitwerk.programmes.models import Contract, Edition, Engagement
from begleitwerk.programmes.selectors import next_contract_step
from begleitwerk.programmes.services.contracts import contract_for
from tests.days import in_days
from tests.factories.accounts import UserFactory
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.programmes import EditionFactory, EngagementFactory, ProgrammeFactory


@pytest.fixture
def edition(db: None) -> Edition:
    return EditionFactory(
        framework=current_version(ContentKind.QUALITY_FRAMEWORK),
        phase_template=current_version(ContentKind.PHASE_TEMPLATE),
    )


@pytest.fixture
def place(db: None) -> Municipality:
    return MunicipalityFactory()


@pytest.fixture
def engagement(edition: Edition, place: Municipality) -> Engagement:
    return services.open_engagement(
        by=None, edition=edition, municipalities=[place], state=S.SELECTED, on=date(2026, 1, 15)
    )


def accepted(engagement: Engagement) -> Engagement:
    """Every municipality lets the programme read."""
    for party in engagement.party_rows.all():
        services.accept_participation(by=None, party=party)
    return engagement


def test_opening_links_the_places_and_pins_the_content(office: User, edition: Edition) -> None:
    first, second = MunicipalityFactory(), MunicipalityFactory()
    made = services.open_engagement(
        by=office, edition=edition, municipalities=[first, second], state=S.APPLIED
    )
    assert [(row.municipality, row.is_lead) for row in made.party_rows.all()] == [
        (first, True),
        (second, False),
    ]
    assert edition.framework
    edition.framework.refresh_from_db()
    assert edition.framework.in_use_since is not None
    assert [(step.state, step.on) for step in made.steps.all()] == [(S.APPLIED, None)]
    assert AuditEvent.objects.latest("number").workspace_id == first.workspace_id


def test_a_place_takes_part_once_per_edition(edition: Edition, place: Municipality) -> None:
    services.open_engagement(by=None, edition=edition, municipalities=[place])
    with pytest.raises(Refused, match=place.name) as refusal:
        services.open_engagement(by=None, edition=edition, municipalities=[place])
    assert refusal.value.field == "municipalities"


def test_who_takes_part_is_named_and_named_once(edition: Edition, place: Municipality) -> None:
    for places in ([], [place, place]):
        with pytest.raises(Refused) as refusal:
            services.open_engagement(by=None, edition=edition, municipalities=places)
        assert refusal.value.field == "municipalities"
    assert not Engagement.objects.exists()


def test_a_cluster_of_another_edition_is_refused(edition: Edition, place: Municipality) -> None:
    cluster = services.create_cluster(by=None, edition=EditionFactory(), name="Nord")
    with pytest.raises(Refused) as refusal:
        services.open_engagement(by=None, edition=edition, municipalities=[place], cluster=cluster)
    assert refusal.value.field == "cluster"


def test_a_contract_made_before_becomes_that_of_the_participation(
    edition: Edition, place: Municipality
) -> None:
    made = Contract.objects.create(edition=edition, municipality=place, number="2026-07")
    engagement = services.open_engagement(
        by=None, edition=edition, municipalities=[place], contract=made
    )
    assert contract_for(engagement) == made


def test_a_theme_of_another_edition_is_refused(edition: Edition, place: Municipality) -> None:
    theme = services.set_theme(
        by=None, edition=EditionFactory(), item=item(ContentKind.THEMES, "impact"), places=2
    )
    with pytest.raises(Refused) as refusal:
        services.open_engagement(by=None, edition=edition, municipalities=[place], theme=theme)
    assert refusal.value.field == "theme"


def test_states_follow_each_other(office: User, engagement: Engagement) -> None:
    assert next_contract_step(contract_for(engagement)) == "Vertrag entwerfen"
    for state, day in ((S.CONTRACT_SENT, 1), (S.CONTRACT_SIGNED, 9), (S.ACTIVE, 10)):
        engagement = services.move_engagement(
            by=office, engagement=engagement, state=state, on=date(2026, 2, day)
        )
    assert contract_for(engagement).signed_on == date(2026, 2, 9)
    assert next_contract_step(contract_for(engagement)) == ""
    assert [step.state for step in engagement.steps.all()][-1] == S.ACTIVE
    with pytest.raises(Refused):
        services.move_engagement(by=office, engagement=engagement, state=S.INVITED)


def test_leaving_needs_a_reason(office: User, engagement: Engagement) -> None:
    with pytest.raises(Refused) as refusal:
        services.move_engagement(by=office, engagement=engagement, state=S.WITHDRAWN, reason=" ")
    assert refusal.value.field == "reason"


def test_two_people_move_the_same_participation(office: User, engagement: Engagement) -> None:
    services.move_engagement(by=office, engagement=engagement, state=S.ACTIVE, version=1)
    with pytest.raises(EditConflict):
        services.move_engagement(
            by=office, engagement=engagement, state=S.WITHDRAWN, reason="Sparkurs", version=1
        )


def test_the_place_goes_to_another(office: User, engagement: Engagement) -> None:
    other = services.open_engagement(
        by=office,
        edition=engagement.edition,
        municipalities=[MunicipalityFactory()],
        state=S.SELECTED,
    )
    with pytest.raises(Refused):
        services.replace_engagement(by=office, engagement=engagement, by_engagement=other)
    left = services.move_engagement(
        by=office, engagement=engagement, state=S.WITHDRAWN, reason="Sparkurs"
    )
    with pytest.raises(Refused) as refusal:
        services.replace_engagement(by=office, engagement=left, by_engagement=EngagementFactory())
    assert refusal.value.field == "by_engagement"
    replaced = services.replace_engagement(
        by=office, engagement=left, by_engagement=other, on=date(2026, 5, 1)
    )
    assert (replaced.state, replaced.replaced_by) == (S.REPLACED, other)


def test_a_replacement_is_never_a_plain_step(office: User, engagement: Engagement) -> None:
    left = services.move_engagement(
        by=office, engagement=engagement, state=S.WITHDRAWN, reason="Sparkurs"
    )
    with pytest.raises(Refused) as refusal:
        services.move_engagement(by=office, engagement=left, state=S.REPLACED)
    assert refusal.value.field == "by_engagement"


def test_a_contract_is_signed_after_it_was_sent(office: User, engagement: Engagement) -> None:
    with pytest.raises(Refused) as refusal:
        services.record_contract(
            by=office,
            contract=contract_for(engagement),
            values={"sent_on": date(2026, 3, 1), "signed_by_office_on": date(2026, 2, 1)},
        )
    assert refusal.value.field == "signed_by_office_on"
    tomorrow = in_days(1)
    for values, field in (
        ({"sent_on": tomorrow}, "sent_on"),
        ({"drafted_on": date(2026, 3, 1), "sent_on": date(2026, 2, 1)}, "sent_on"),
    ):
        with pytest.raises(Refused) as refusal:
            services.record_contract(by=office, contract=contract_for(engagement), values=values)
        assert refusal.value.field == field
    with pytest.raises(Refused) as refusal:
        services.record_contract(
            by=office,
            contract=contract_for(engagement),
            values={"drafted_on": date(2026, 2, 1)},
            upload=SimpleUploadedFile("vertrag.pdf", b"%PDF-1.7"),
        )
    assert refusal.value.field == "file", "a draft stays with the office"
    made = services.record_contract(by=office, contract=contract_for(engagement), values={})
    changed = services.record_contract(
        by=office, contract=made, values={"number": "2026-07"}, version=1
    )
    assert (changed.number, changed.version) == ("2026-07", 2)
    with pytest.raises(EditConflict):
        services.record_contract(by=office, contract=made, values={}, version=1)


# --- Facilitators -------------------------------------------------------------------------------


def held(user: User, place: Municipality) -> list[date | None]:
    rows = Membership.objects.filter(user=user, workspace=place.workspace, role=Role.FACILITATOR)
    return list(rows.values_list("valid_to", flat=True))


@pytest.mark.parametrize("person", ["researcher", "reviewer", "neighbour"])
def test_accompanying_is_no_way_round_another_role(
    person: str, request: pytest.FixtureRequest, office: User, engagement: Engagement
) -> None:
    accepted(engagement)
    user = request.getfixturevalue(person)
    with pytest.raises(Refused) as refusal:
        services.add_facilitator(
            by=office, engagement=engagement, user=user, valid_from=date(2026, 2, 1)
        )
    assert refusal.value.field == "user"


def test_a_facilitator_gets_access_and_loses_it(
    office: User, engagement: Engagement, place: Municipality
) -> None:
    accepted(engagement)
    user = UserFactory(name="Robin Beispiel")
    row = services.add_facilitator(
        by=office, engagement=engagement, user=user, valid_from=date(2026, 2, 1)
    )
    assert held(user, place) == [None]
    with pytest.raises(Refused) as refusal:
        services.add_facilitator(
            by=office, engagement=engagement, user=user, valid_from=date(2026, 3, 1)
        )
    assert refusal.value.field == "user"
    with pytest.raises(Refused) as refusal:
        services.add_facilitator(
            by=office,
            engagement=engagement,
            user=UserFactory(),
            valid_from=date(2026, 3, 1),
            valid_to=date(2026, 2, 1),
        )
    assert refusal.value.field == "valid_to"
    with pytest.raises(Refused):
        services.end_facilitator(by=office, facilitator=row, on=date(2026, 1, 1))
    services.end_facilitator(by=office, facilitator=row, on=date(2026, 6, 30))
    assert held(user, place) == [date(2026, 6, 30)]
    assert "Beispiel" not in str(list(AuditEvent.objects.values()))


def test_access_stays_where_another_participation_carries_it(
    office: User, edition: Edition, engagement: Engagement, place: Municipality
) -> None:
    user = UserFactory()
    other = services.open_engagement(
        by=office,
        edition=EditionFactory(),
        municipalities=[place],
        state=S.ACTIVE,
    )
    for each in (engagement, other):
        accepted(each)
    rows = [
        services.add_facilitator(by=office, engagement=each, user=user, valid_from=date(2026, 1, 1))
        for each in (engagement, other)
    ]
    services.end_facilitator(by=office, facilitator=rows[0], on=date(2026, 6, 30))
    assert held(user, place) == [None, None]
    services.end_facilitator(by=office, facilitator=rows[1], on=date(2026, 7, 31))
    assert set(held(user, place)) == {date(2026, 7, 31)}


def test_with_the_participation_ends_the_access(
    office: User, engagement: Engagement, place: Municipality
) -> None:
    user = UserFactory()
    accepted(engagement)
    services.add_facilitator(
        by=office, engagement=engagement, user=user, valid_from=date(2026, 2, 1)
    )
    services.move_engagement(
        by=office,
        engagement=engagement,
        state=S.WITHDRAWN,
        on=date(2026, 9, 30),
        reason="Neue Leitung",
    )
    assert held(user, place) == [date(2026, 9, 30)]


# --- Programmes, editions, themes, clusters -----------------------------------------------------


def test_an_address_is_taken_once(office: User) -> None:
    values = {"name": "Netze", "short_name": "Netze", "slug": "netze"}
    made = services.create_programme(by=office, **values)
    assert (made.workspace.name, made.workspace.slug) == ("Netze", "netze")
    with pytest.raises(Refused) as refusal:
        services.create_programme(by=office, **values)
    assert refusal.value.field == "slug"


def test_a_programme_is_made_from_the_command_line(db: None, capsys: Any) -> None:
    call_command("create_programme", "netze", name="Netze entwickeln")
    assert "/p/netze/" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("create_programme", "netze", name="Noch einmal")


def test_a_renamed_programme_renames_its_workspace(office: User) -> None:
    programme = ProgrammeFactory()
    services.change_programme(by=office, programme=programme, version=1, short_name="Kurz")
    programme.workspace.refresh_from_db()
    assert programme.workspace.name == "Kurz"


def test_content_stays_once_somebody_takes_part(
    office: User, edition: Edition, engagement: Engagement
) -> None:
    with pytest.raises(Refused) as refusal:
        services.change_edition(by=office, edition=edition, version=1, framework=None)
    assert refusal.value.field == "framework"
    changed = services.change_edition(by=office, edition=edition, version=1, name="2026–2029")
    assert changed.name == "2026–2029"


def test_an_edition_ends_after_its_start(office: User) -> None:
    with pytest.raises(Refused) as refusal:
        services.create_edition(
            by=office,
            programme=ProgrammeFactory(),
            name="X",
            starts_on=date(2026, 2, 1),
            ends_on=date(2026, 1, 1),
        )
    assert refusal.value.field == "ends_on"


def test_a_theme_in_use_stays(office: User, edition: Edition, place: Municipality) -> None:
    theme = services.set_theme(
        by=office, edition=edition, item=item(ContentKind.THEMES, "impact"), places=3
    )
    again = services.set_theme(by=office, edition=edition, item=theme.item, places=4)
    assert (again.pk, again.places) == (theme.pk, 4)
    services.open_engagement(by=office, edition=edition, municipalities=[place], theme=theme)
    with pytest.raises(Refused):
        services.remove_theme(by=office, theme=theme)
    free = services.set_theme(
        by=office, edition=edition, item=item(ContentKind.THEMES, "anchoring"), places=1
    )
    services.remove_theme(by=office, theme=free)
    assert list(edition.themes.all()) == [again]
    assert AuditEvent.objects.latest("number").verb == "programmes.theme_removed"


def test_clusters_have_names_and_dimensions(office: User, edition: Edition) -> None:
    dimension = item(ContentKind.QUALITY_FRAMEWORK, "QD5")
    cluster = services.create_cluster(
        by=office, edition=edition, name="Nord", dimensions=[dimension]
    )
    with pytest.raises(Refused) as refusal:
        services.create_cluster(by=office, edition=edition, name="nord")
    assert refusal.value.field == "name"
    services.change_cluster(by=office, cluster=cluster, version=1, name="Norden", dimensions=[])
    event = AuditEvent.objects.latest("number")
    assert event.before == {"name": "Nord", "dimensions": ["QD5"]}
    member = EngagementFactory(edition=edition, cluster=cluster)
    with pytest.raises(Refused):
        services.remove_cluster(by=office, cluster=cluster)
    member.delete()
    services.remove_cluster(by=office, cluster=cluster)
    assert not edition.clusters.exists()


def test_the_note_on_a_contract_stays_with_the_programme(
    office: User, engagement: Engagement
) -> None:
    note = {"note": "Wartet auf das Rechtsamt"}
    services.record_contract(by=office, contract=contract_for(engagement), values=note)
    event = AuditEvent.objects.latest("number")
    assert event.verb == "programmes.contract_recorded"
    assert "Rechtsamt" not in str(event.after)
