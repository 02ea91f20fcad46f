"""Contracts from the office's own Word file: checked at upload, filled for each municipality."""

from collections.abc import Callable

import pytest
from django.test import Client

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent, Upload
from begleitwerk.core.services import Refused, check_upload, receive_upload, write_upload
from begleitwerk.municipalities.models import Workspace
from begleitwerk.programmes.models import ContractTemplate, Programme
from begleitwerk.programmes.selectors import contract_template_of
from begleitwerk.programmes.services import (
    CONTRACT_TEMPLATE_UPLOAD,
    PLACEHOLDERS,
    filled_contract,
)
from begleitwerk.programmes.services.contract_template import BLANK
from tests.factories.programmes import ContractTemplateFactory, ProgrammeFactory
from tests.programmes.contract_files import contract_file, words_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User | None], Client]


def received(by: User, programme: Programme, content: bytes) -> Upload:
    return receive_upload(
        by=by,
        kind=CONTRACT_TEMPLATE_UPLOAD,
        file_name="vertrag.docx",
        content=content,
        subject_id=programme.pk,
    )


def problems(by: User, content: bytes) -> list[str]:
    plan = check_upload(upload=received(by, ProgrammeFactory(), content))
    return [row.what for row in plan.problems]


def test_a_sound_template_takes_the_place_of_the_one_before_in_its_programme(office: User) -> None:
    programme, other = ProgrammeFactory(), ContractTemplateFactory()
    assert contract_template_of(programme) is None
    for text in ("Erste", "Zweite"):
        upload = received(office, programme, contract_file(text, "{{ kommune }}, {{ programm }}"))
        assert check_upload(upload=upload).problems == []
        write_upload(by=office, upload=upload)
    found = contract_template_of(programme)
    assert found is not None
    assert (found.version, words_of(bytes(found.content))[0]) == (2, "Zweite")
    assert ContractTemplate.objects.get(pk=other.pk).version == other.version
    verb = "programmes.contract_template_changed"
    assert AuditEvent.objects.filter(verb=verb).count() == 2


def test_each_fault_of_a_template_is_told_and_nothing_is_written(office: User) -> None:
    text = "Der Landkreis {{ Komune }} und {{ programm }}, {{ xyz }}"
    upload = received(office, ProgrammeFactory(), contract_file(text))
    near, other, missing = check_upload(upload=upload).problems
    assert "„Komune“" in near.what
    assert text in near.what
    assert "{{ kommune }}" in near.mend
    assert "teilnahme_beginn" in other.mend
    assert "{{ kommune }}" in missing.what
    with pytest.raises(Refused):
        write_upload(by=office, upload=upload)
    assert not ContractTemplate.objects.exists()


def test_a_damaged_file_and_a_bracket_left_open_are_told(office: User) -> None:
    assert problems(office, contract_file()[:-200]) == ["Das ist keine Word-Datei."]
    (told,) = problems(office, contract_file("Vertrag mit {{ kommune"))
    assert "Vertrag mit {{ kommune" in told


def test_values_are_data_and_what_is_not_known_is_a_blank() -> None:
    values = dict.fromkeys(PLACEHOLDERS, "") | {"kommune": "{{ thema }} & <w:p/>", "programm": "P"}
    read = words_of(filled_contract(ContractTemplateFactory(), values))
    assert read == [f"Vertrag {BLANK}", "zwischen P und {{ thema }} & <w:p/>,", BLANK]


def test_a_template_that_cannot_be_read_any_more_is_refused() -> None:
    with pytest.raises(Refused, match="Word-Datei"):
        filled_contract(ContractTemplateFactory(content=b"PK"), dict.fromkeys(PLACEHOLDERS, ""))


def test_the_page_lists_the_placeholders_and_gives_the_present_file(
    programme_space: Workspace, office: User, as_user: SignIn
) -> None:
    programme = ProgrammeFactory(workspace=programme_space)
    client, address = as_user(office), f"/p/{programme_space.slug}/vertragsvorlage/"
    shown = client.get(address).content.decode()
    assert 'accept=".docx"' in shown
    assert all(f"{{{{ {name} }}}}" in shown for name in PLACEHOLDERS)
    assert f"{address}datei/" not in shown
    assert client.get(f"{address}datei/").status_code == 404
    template = ContractTemplateFactory(programme=programme)
    assert f"{address}datei/" in client.get(address).content.decode()
    assert client.get(f"{address}datei/").content == bytes(template.content)
