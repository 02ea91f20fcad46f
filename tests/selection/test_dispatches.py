"""Letters leave the house: addressed, in post order as one file, for a mail merge, with a day."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent, Job
from begleitwerk.core.services import EditConflict, Refused
from begleitwerk.engine.documents import to_plain, typesetting
from begleitwerk.engine.documents.errors import DocumentError
from begleitwerk.programmes.selectors import letterhead_of
from begleitwerk.programmes.services import change_letterhead
from begleitwerk.selection.models import Dispatch, Letter, LetterBundle
from begleitwerk.selection.papers.letters import decision_letter
from begleitwerk.selection.selectors.applications import recipients_of
from begleitwerk.selection.selectors.dispatches import letters_in_order, posted_letters
from begleitwerk.selection.services.dispatches import record_dispatch
from begleitwerk.selection.services.letters import send_letters
from tests.days import in_days, today
from tests.engine.documents.pdf_checks import assert_accessible, text
from tests.factories.municipalities import LetterContactFactory
from tests.factories.programmes import LetterheadFactory
from tests.factories.selection import ReviewFactory
from tests.markup import text_of
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]
STAGE = "decided"


@pytest.fixture
def sent(world: SelectionWorld, decision: Any, office: User) -> list[Letter]:
    """Letters that went out: the first two with an address, the later postcode first."""
    LetterheadFactory(
        programme=world.round.edition.programme,
        street="Straße 2",
        postcode="10115",
        town="Berlin",
        signed_by="Kim Muster",
        signed_as="Leitung",
    )
    places = [row.candidacy.municipality for row in decision.places.order_by("pk")[:2]]
    LetterContactFactory(municipality=places[0], postcode="99084", salutation="Guten Tag,")
    LetterContactFactory(municipality=places[1], postcode="01067", office="", email="a@example.org")
    return send_letters(by=office, decision=decision)


def address(world: SelectionWorld, rest: str = "") -> str:
    slug = world.round.edition.programme.workspace.slug
    return f"/p/{slug}/auswahl/{world.round.pk}/versand/{rest}"


# --- Letterhead, address, salutation ------------------------------------------------------------


def test_a_letter_has_address_salutation_letterhead_and_signature(sent: list[Letter]) -> None:
    first = next(row for row in sent if row.content["salutation"] == "Guten Tag,")
    paper = decision_letter(first.content)
    assert paper.address == (first.municipality.name, "Jugendamt", "Weg 1", "99084 Musterau")
    assert paper.return_line == "Programmbüro, Straße 2, 10115 Berlin"
    assert paper.letterhead_left[0] == "Programmbüro"
    words = to_plain(paper.blocks)
    assert words.startswith("Guten Tag,")
    assert "Mit freundlichen Grüßen\nProgrammbüro\nKim Muster\nLeitung" in words


def test_without_an_address_it_goes_to_the_youth_office(sent: list[Letter]) -> None:
    without = [row for row in sent if len(row.content["address"]) == 2]
    assert {row.content["address"][1] for row in without} == {"Jugendamt"}
    assert {row.content["salutation"] for row in without} == {"Sehr geehrte Damen und Herren,"}


def test_letters_of_earlier_years_keep_their_sheet(sent: list[Letter]) -> None:
    new = ("address", "salutation", "letterhead", "return_line", "info", "signature")
    old = {name: value for name, value in sent[0].content.items() if name not in new}
    paper = decision_letter(old)
    assert paper.address == ()
    assert to_plain(paper.blocks).startswith(f"An: {old['municipality']}\nJugendamt")
    assert "Sehr geehrte Damen und Herren," in to_plain(paper.blocks)


def test_a_new_letterhead_changes_no_letter_that_went_out(
    world: SelectionWorld, sent: list[Letter], office: User
) -> None:
    head = letterhead_of(world.round.edition.programme)
    change_letterhead(by=office, letterhead=head, sender="Anderes Büro")
    assert Letter.objects.get(pk=sent[0].pk).content["letterhead"][0] == "Programmbüro"


def test_of_two_first_letterheads_the_second_is_told(world: SelectionWorld, office: User) -> None:
    programme = world.round.edition.programme
    first, second = letterhead_of(programme), letterhead_of(programme)
    change_letterhead(by=office, letterhead=first, sender="Büro")
    with pytest.raises(EditConflict):
        change_letterhead(by=office, letterhead=second, sender="Amt")


def test_letters_go_to_the_mail_address_for_letters_where_nobody_is_in(
    world: SelectionWorld,
) -> None:
    rows = list(world.round.candidacies.select_related("municipality"))
    place = rows[0].municipality
    place.workspace.memberships.all().delete()
    rows[0].contact_email = ""
    LetterContactFactory(municipality=place, email="amt@example.org")
    assert recipients_of(rows[:1])[0].email == "amt@example.org"


# --- One file -----------------------------------------------------------------------------------


def test_all_letters_are_one_accessible_file_in_post_order(
    world: SelectionWorld, sent: list[Letter], office: User, as_user: SignIn
) -> None:
    page = as_user(office).get(address(world, "pdf/"))
    assert_accessible(page.content, f"Schreiben: {world.round.name}")
    read = text(page.content)
    assert read.index("01067 Musterau") < read.index("99084 Musterau")
    assert read.count("Seite 1 von") == len(sent)
    as_listed = as_user(office).get(address(world, "pdf/"), {"sort": "-town"})
    turned = text(as_listed.content)
    assert turned.index("99084 Musterau") < turned.index("01067 Musterau")


def test_many_letters_are_made_by_a_job_for_whoever_asked(
    world: SelectionWorld,
    sent: list[Letter],
    office: User,
    lead: User,
    as_user: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("begleitwerk.selection.views.dispatches.AT_ONCE", 1)
    client = as_user(office)
    assert client.get(address(world, "pdf/")).status_code == 302
    assert "im Hintergrund" in text_of(client.get(address(world)))
    client.post(address(world, "pdf/erstellen/"))
    job = Job.objects.filter(owner_id=office.pk).latest("pk")
    bundle = LetterBundle.objects.get()
    assert job.result_url == address(world, f"pdf/{bundle.pk}/")
    ids = [row.pk for row in reversed(sent)]
    assert [row.pk for row in letters_in_order(world.round, office, ids)] == ids
    assert client.get(address(world, f"pdf/{bundle.pk}/")).content == bytes(bundle.content)
    assert as_user(lead).get(address(world, f"pdf/{bundle.pk}/")).status_code == 404


def test_a_file_that_takes_too_long_is_given_up_and_the_page_says_so(
    world: SelectionWorld,
    sent: list[Letter],
    office: User,
    as_user: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def too_slow(*_sheet: Any, limit: float, **_how: Any) -> bytes:
        raise DocumentError("pdf_timeout", seconds=limit)

    monkeypatch.setattr(typesetting.workshop, "typeset", too_slow)
    page = as_user(office).get(address(world, "pdf/"), follow=True)
    assert page.redirect_chain == [(address(world), 302)]
    assert "nicht fertig" in text_of(page)


def test_nothing_to_print_is_said(
    world: SelectionWorld, sent: list[Letter], office: User, as_user: SignIn
) -> None:
    client = as_user(office)
    for page in (
        client.get(address(world, "pdf/"), {"q": "gibtesnicht"}, follow=True),
        client.post(address(world, "pdf/erstellen/?q=gibtesnicht"), follow=True),
    ):
        assert "Es gibt kein Schreiben zu drucken" in text_of(page)


def test_who_declared_a_conflict_sees_no_letter_to_that_one(
    world: SelectionWorld, sent: list[Letter], office: User
) -> None:
    ReviewFactory(candidacy=sent[0].candidacy, reviewer=office, state="conflict", position=None)
    seen = {row.pk for row in posted_letters(world.round, office)}
    assert seen == {row.pk for row in sent} - {sent[0].pk}
    assert letters_in_order(world.round, office, [sent[0].pk]) == []


def test_the_mail_merge_has_address_and_salutation_of_each(
    world: SelectionWorld, sent: list[Letter], office: User, as_user: SignIn
) -> None:
    page = as_user(office).get(address(world), {"export": "csv"})
    rows = list(csv.DictReader(io.StringIO(page.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(sent)
    assert rows[-1]["PLZ"] == "99084"
    assert rows[-1]["Anrede"] == "Guten Tag,"
    assert rows[0]["Anrede"] == "Sehr geehrte Damen und Herren,"
    xlsx = as_user(office).get(address(world), {"export": "xlsx"})
    assert xlsx.content.startswith(b"PK")


# --- When they left -----------------------------------------------------------------------------


def test_many_are_recorded_at_once_and_corrected_later(
    world: SelectionWorld, sent: list[Letter], office: User, as_user: SignIn
) -> None:
    client, page = as_user(office), address(world, "eintragen/")
    ids = [str(row.pk) for row in sent]
    said = {"on": f"{today():%d.%m.%Y}", "way": "post", "letters": ids}
    assert client.post(page, said).status_code == 302
    assert Dispatch.objects.filter(on=today(), way="post").count() == len(sent)
    assert client.get(address(world), {"left": "no"}).context["count"] == 0
    Letter.objects.update(sent_at=timezone.now() - timedelta(days=3))
    first = [Letter.objects.get(pk=sent[0].pk)]
    corrected = record_dispatch(by=office, letters=first, on=in_days(-2), way="mail")
    assert [(row.on, row.version) for row in corrected] == [(in_days(-2), 2)]
    event = AuditEvent.objects.filter(verb="selection.letter_dispatched").latest("pk")
    assert event.before == {"on": today().isoformat(), "way": "post"}
    assert event.workspace_id == world.round.workspace.pk
    record_dispatch(by=office, letters=first, on=in_days(-2), way="mail")
    assert AuditEvent.objects.filter(verb=event.verb).latest("pk") == event


@pytest.mark.parametrize(
    ("days", "chosen", "field"), [(1, 1, "on"), (-1, 1, "on"), (0, 0, "letters")]
)
def test_no_day_to_come_none_before_it_was_written_and_never_none(
    sent: list[Letter], office: User, days: int, chosen: int, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        record_dispatch(by=office, letters=sent[:chosen], on=in_days(days), way="post")
    assert refused.value.field == field
    assert not Dispatch.objects.exists()
