"""The rules as they are published: who reads them, and that they say what was frozen."""

from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent, OutboxMail
from begleitwerk.core.services import Refused
from begleitwerk.engine.documents import Document
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Land
from begleitwerk.selection.exports import published as exports
from begleitwerk.selection.exports.letters import letter_file
from begleitwerk.selection.exports.published import published_pdf
from begleitwerk.selection.models import Candidacy, SelectionRound
from begleitwerk.selection.papers.invitation import invitation_document
from begleitwerk.selection.selectors.published import published_versions
from begleitwerk.selection.services.invitations import invite
from begleitwerk.selection.services.longlist import draw_up_longlist
from begleitwerk.selection.services.rounds import freeze_rules, open_new_version, open_rules
from begleitwerk.selection.services.rules import change_rule
from tests.days import in_days
from tests.documents.readers import docx_text, pdf_text
from tests.engine.documents.pdf_checks import assert_accessible
from tests.factories.municipalities import MembershipFactory
from tests.markup import text_of
from tests.worlds.selection import SelectionWorld

pytestmark = pytest.mark.django_db
STAGE = "frozen"
SignIn = Callable[[User | None], Client]


def address(world: SelectionWorld) -> str:
    return reverse("selection:published_rules", args=[world.round.pk])


def first_candidate(world: SelectionWorld) -> Candidacy:
    SelectionRound.objects.filter(pk=world.round.pk).update(apply_until=in_days(9))
    draw_up_longlist(by=None, round=world.round)
    return world.candidacy("Stadt Lindental")


def test_page_and_document_say_every_rule(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    page = " ".join(text_of(as_user(office).get(address(world))).split())
    document = " ".join(pdf_text(published_pdf(published_versions(world.round.pk))).split())
    content = world.rules.content
    said = [theme["label"] for theme in content["themes"]]
    for row in content["criteria"]:
        said += [row["name"], *(level["label"] for level in row["levels"])]
    for words in (*said, world.rules.digest):
        assert words in page
        assert words.replace(" ", "") in document.replace(" ", "")
    for words in ("Plätze zusammen: 9", "entscheidet zwischen ihnen das Los"):
        assert words in page
        assert words in document


def test_of_no_version_in_particular_nobody_in_a_municipality_reads_the_rules(
    world: SelectionWorld,
) -> None:
    candidacy = first_candidate(world)
    invite(by=None, candidacies=[candidacy], reply_by=in_days(5))
    member = MembershipFactory(workspace=candidacy.municipality.workspace, role=Role.COORDINATOR)
    assert member.user.has_perm("selection.read_rules", world.rules)
    assert not member.user.has_perm("selection.read_rules")


def test_only_what_is_frozen_is_read(world: SelectionWorld, office: User, as_user: SignIn) -> None:
    def read() -> str:
        page = str(text_of(as_user(office).get(address(world))))
        return page[page.index("<main") :]

    before = read()
    draft = open_new_version(by=office, round=world.round, reason="Ein Kriterium war unklar.")
    rule = draft.criteria.first()
    assert rule is not None
    change_rule(by=office, rule=rule, version=None, name="Ganz anders", weight=99)
    Land.objects.update(name="Anderswo")
    assert read() == before
    freeze_rules(by=office, rule_set=draft)
    assert "Ganz anders" in read()
    assert "Ein Kriterium war unklar." in read()


def test_who_only_stands_on_the_longlist_reads_nothing(
    world: SelectionWorld, as_user: SignIn
) -> None:
    candidacy = first_candidate(world)
    person = MembershipFactory(workspace=candidacy.municipality.workspace, role="coordinator").user
    assert as_user(person).get(address(world)).status_code == 404
    invite(by=None, candidacies=[candidacy], reply_by=in_days(5))
    assert as_user(person).get(address(world)).status_code == 200
    own = reverse("selection:application", args=[candidacy.municipality.slug, candidacy.pk])
    assert address(world) in text_of(as_user(person).get(own))


def test_the_office_opens_each_version_to_everybody(
    world: SelectionWorld, office: User, as_user: SignIn
) -> None:
    client, guest = as_user(office), Client()
    here = ["programm", world.round.pk]
    assert guest.get(address(world)).status_code == 302
    client.post(reverse("selection:rules_open", args=here))
    assert guest.get(address(world)).status_code == 200
    open_rules(by=office, rule_set=world.rules, is_open=True)
    assert AuditEvent.objects.filter(verb="selection.rules_opened").count() == 1
    draft = open_new_version(by=office, round=world.round, reason="Grund")
    with pytest.raises(Refused, match="Entwurf"):
        open_rules(by=office, rule_set=draft, is_open=True)
    assert guest.get(address(world)).status_code == 200
    freeze_rules(by=office, rule_set=draft)
    assert guest.get(address(world)).status_code == 302
    client.post(reverse("selection:rules_open", args=here))
    client.post(reverse("selection:rules_close", args=here))
    assert guest.get(address(world)).status_code == 302


def test_letter_and_mail_lead_to_the_rules(world: SelectionWorld) -> None:
    candidacy = first_candidate(world)
    (letter,) = invite(
        by=None,
        candidacies=[candidacy],
        reply_by=in_days(5),
        emails={candidacy.pk: "amt@example.org"},
    )
    mail = OutboxMail.objects.get(key=f"selection:invitation:{letter.pk}")
    assert address(world) in mail.body
    assert address(world) in docx_text(letter_file(invitation_document(letter.content), "docx"))
    without = {key: value for key, value in letter.content.items() if key != "rules_url"}
    assert "Nach welchen Regeln" not in docx_text(letter_file(invitation_document(without), "docx"))


def test_who_gets_the_letter_by_post_never_reads_that_one_can_sign_in(
    world: SelectionWorld, office: User
) -> None:
    first = first_candidate(world)
    second = world.candidacy("Kreis Heidemoor")
    by_post, by_mail = invite(
        by=None,
        candidacies=[first, second],
        reply_by=in_days(5),
        emails={second.pk: "amt@example.org"},
    )
    words = docx_text(letter_file(invitation_document(by_post.content), "docx"))
    assert "Plattform" not in words
    assert "http" not in words
    assert "nennen Sie uns dabei die E-Mail-Adresse" in words
    assert "Plattform Begleitwerk" in docx_text(
        letter_file(invitation_document(by_mail.content), "docx")
    )
    open_rules(by=office, rule_set=world.rules, is_open=True)
    (open_to_all,) = invite(
        by=None, candidacies=[world.candidacy("Kreis Obermoor")], reply_by=in_days(5)
    )
    assert address(world) in docx_text(
        letter_file(invitation_document(open_to_all.content), "docx")
    )


def test_the_document_is_accessible_and_typeset_once(
    world: SelectionWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Document] = []
    make_pdf = exports.make_pdf

    def noting(document: Document) -> bytes:
        made.append(document)
        return make_pdf(document)

    monkeypatch.setattr(exports, "make_pdf", noting)
    caches["papers"].clear()
    versions = published_versions(world.round.pk)
    first = published_pdf(versions)
    assert published_pdf(versions) == first
    assert len(made) == 1
    assert_accessible(first, "Regeln der Auswahl: Runde 2026")
