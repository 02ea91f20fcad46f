"""The seal of the chain: whoever holds the database writes it anew and is found out."""

import json
import shutil
import subprocess
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent, AuditHead, AuditSeal, DailyDuty, OutboxMail
from begleitwerk.core.services import (
    Refused,
    Sealable,
    SealNotGivenError,
    do_daily,
    hand_out,
    make_seal,
    make_seal_key,
    record_event,
    register_sealable,
    seal_daily,
    verify_chain,
)
from begleitwerk.core.services.audit import digest_of
from begleitwerk.core.services.seals import private_key
from begleitwerk.engine.seals import UnreadableSealError, read_line, write_line
from tests.core import time_stamps
from tests.days import in_days, today
from tests.factories.core import DailyDutyFactory, SitePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> Path:
    settings.SEAL_KEY_PATH = str(tmp_path / "key")
    settings.SEAL_LOG_PATH = str(tmp_path / "outside" / "seals.jsonl")
    return tmp_path


@pytest.fixture
def log(place: Path) -> Path:
    """The file of seals, after two of them: of three events and of five."""
    make_seal_key()
    for number in range(5):
        decide(number)
        if number in (2, 4):
            make_seal()
            hand_out()
    return place / "outside" / "seals.jsonl"


def decide(number: int) -> None:
    subject = SitePageFactory()
    record_event(by=None, verb="core.page_changed", subject=subject, after={"number": number})


def check(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_audit", *arguments, stdout=out)
    return out.getvalue()


def complaint(*arguments: str) -> str:
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_audit", *arguments, stderr=err)
    return err.getvalue()


def rewrite(number: int, reason: str) -> None:
    """What somebody with the whole database does: change an event, and seal all that follow."""
    previous = ""
    for event in AuditEvent.objects.order_by("number"):
        event.previous = previous
        if event.number == number:
            event.reason = reason
        event.digest = previous = digest_of(event)
        event.save()
    AuditHead.objects.update(digest=previous)
    assert list(verify_chain()) == [], "the chain alone shows nothing"


# --- Attacks --------------------------------------------------------------------------------------


def test_a_chain_written_anew_does_not_fit_its_seals(log: Path) -> None:
    rewrite(2, "anders")
    text = complaint()
    assert "Seal 1: event 3 had the digest" in text
    assert "Seal 2: event 5 had the digest" in text


def test_nor_where_the_seals_in_the_database_are_gone_too(log: Path) -> None:
    rewrite(2, "anders")
    AuditSeal.objects.all().delete()
    text = complaint()
    assert "Seal 1: event 3 had the digest" in text
    assert "is gone from the database" in text


def test_nor_where_the_file_is_gone_as_well_but_somebody_kept_a_mail(log: Path) -> None:
    head = AuditSeal.objects.get(number=2).head
    assert "whole" in check("--expect", head)
    rewrite(2, "anders")
    AuditSeal.objects.all().delete()
    log.unlink()
    assert "Event 5: expected the digest" in complaint("--expect", head)


def test_nor_where_somebody_kept_a_copy_of_the_file(log: Path, place: Path) -> None:
    copy = shutil.copy(log, place / "copy.jsonl")
    rewrite(2, "anders")
    AuditSeal.objects.all().delete()
    log.write_text("")
    assert "Seal 2: event 5" in complaint("--seals", str(copy))


def test_a_shortened_chain_does_not_fit_either(log: Path) -> None:
    AuditEvent.objects.filter(number=5).delete()
    fourth = AuditEvent.objects.get(number=4)
    AuditHead.objects.update(number=4, digest=fourth.digest)
    assert "Seal 2: event 5 is gone" in complaint()


def test_seals_made_with_another_key_are_none(log: Path, place: Path) -> None:
    """The forger seals his chain anew, database and file alike, with a key of his own."""
    rewrite(2, "anders")
    digests = dict(AuditEvent.objects.values_list("number", "digest"))
    forger, previous, lines = Ed25519PrivateKey.generate(), "", []
    for row in AuditSeal.objects.order_by("number"):
        true = read_line(row.line).seal
        said = {**true.__dict__, "head_digest": digests[true.head_number], "previous": previous}
        row.line = write_line(type(true)(**said), forger)
        previous = read_line(row.line).digest
        row.save()
        lines.append(row.line)
    log.write_text("\n".join(lines) + "\n")
    assert complaint().count("is not signed with this key") == 2


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((0,), "Seal 2: stands in the database and is gone from the file"),
        ((1,), "Seal 2: seal 1 should stand here"),
        ((1, 0), "Seal 1: seal 3 should stand here"),
        ((0, 0), "Seal 1: seal 2 should stand here"),
    ],
)
def test_a_file_with_seals_taken_out_or_moved_is_noticed(
    log: Path, lines: tuple[int, ...], words: str
) -> None:
    all_of_them = log.read_text().splitlines()
    log.write_text("".join(f"{all_of_them[place]}\n" for place in lines))
    assert words in complaint()


def test_a_seal_that_says_another_day_is_noticed_in_both_places(log: Path) -> None:
    row = AuditSeal.objects.get(number=2)
    row.line = row.line.replace(f'"at":"{row.at.year}', '"at":"2020')
    row.save()
    text = complaint()
    assert "Seal 2: is not signed with this key" in text
    assert "says one thing in the file, another in the database" in text
    AuditSeal.objects.filter(number=1).update(line="{}")
    assert "Seal 1: cannot be read in the database" in complaint()
    log.write_text(log.read_text() + "Unsinn\n")
    assert "line 3 of seals.jsonl cannot be read" in complaint()


def test_a_seal_whose_number_was_taken_over_does_not_follow(log: Path) -> None:
    first, second = log.read_text().splitlines()
    said = read_line(second).seal
    moved = type(said)(**{**said.__dict__, "previous": "0" * 64})
    log.write_text(f"{first}\n{write_line(moved, private_key())}\n")
    assert "Seal 2: does not follow the seal before it" in complaint()


@pytest.mark.parametrize(
    "text", ["", "[]", '{"seal": 3}', '{"seal": {"number": 1}, "signature": "00"}']
)
def test_what_is_no_seal_is_not_read_as_one(text: str) -> None:
    with pytest.raises(UnreadableSealError):
        read_line(text)


def test_a_seal_holds_nothing_that_is_not_signed(log: Path) -> None:
    said = json.loads(log.read_text().splitlines()[0])
    said["seal"]["note"] = "added"
    with pytest.raises(UnreadableSealError, match="says more"):
        read_line(json.dumps(said))


# --- Protocols sealed along -----------------------------------------------------------------------


def test_documents_are_sealed_with_the_chain(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setattr("begleitwerk.core.services.seals.SEALABLE", {})
    found = {"1": "a" * 64, "2": "b" * 64}
    register_sealable(Sealable("test.paper", lambda: dict(found), lambda: dict(found)))
    make_seal_key()
    decide(1)
    for _number in range(2):
        make_seal()
    assert "fits 2 seals" in check()
    found.pop("1")
    found["2"] = "c" * 64
    text = complaint()
    assert "test.paper 1 is gone; it had the digest aaaa" in text
    assert text.count("test.paper 2 was changed; it had the digest bbbb") == 1


# --- Made daily, told to places outside -----------------------------------------------------------


def test_the_worker_seals_once_a_day_and_tells_file_and_mail(place: Path, settings: Any) -> None:
    settings.SEAL_MAIL = ["dsb@musterau.example", "revision@musterau.example"]
    do_daily()
    assert not AuditSeal.objects.exists(), "without a key nothing is sealed"
    make_seal_key()
    seal_daily(today())
    assert not AuditSeal.objects.exists(), "nothing was decided yet"
    decide(1)
    DailyDuty.objects.all().delete()
    do_daily()
    decide(2)
    seal_daily(today())
    seal = AuditSeal.objects.get()
    assert (seal.head_number, seal.filed_at is not None) == (1, True)
    assert (place / "outside" / "seals.jsonl").read_text() == f"{seal.line}\n"
    assert set(OutboxMail.objects.values_list("to", flat=True)) == set(settings.SEAL_MAIL)
    body = OutboxMail.objects.first().body
    assert seal.line in body
    assert f"verify_audit --expect {seal.head}" in body
    assert "fits 1 seals" in check()


def test_a_place_that_cannot_take_it_is_named_and_gets_it_next_time(
    place: Path, settings: Any
) -> None:
    make_seal_key()
    decide(1)
    make_seal()
    (place / "outside").write_text("a file where a folder should be")
    settings.TSA_URL = "file:///etc/passwd"
    with pytest.raises(SealNotGivenError, match=r"outside.*; no web address: file:"):
        hand_out()
    settings.TSA_URL = "http://127.0.0.1:9/"
    (place / "outside").unlink()
    with pytest.raises(SealNotGivenError, match=r"^http://127\.0\.0\.1:9/: "):
        hand_out()
    settings.TSA_URL = ""
    hand_out()
    assert len((place / "outside" / "seals.jsonl").read_text().splitlines()) == 1


def test_a_line_torn_by_a_crash_stays_and_the_seal_is_written_whole_below_it(log: Path) -> None:
    whole = log.read_text()
    log.write_text(whole[:-40])
    AuditSeal.objects.filter(number=2).update(filed_at=None)
    hand_out()
    assert log.read_text().splitlines()[2] == whole.splitlines()[1]
    assert "line 2 of seals.jsonl cannot be read" in complaint()


def test_a_seal_whose_filing_nobody_noted_before_a_crash_is_not_filed_again(log: Path) -> None:
    whole = log.read_text()
    AuditSeal.objects.filter(number=2).update(filed_at=None)
    hand_out()
    assert log.read_text() == whole
    assert not AuditSeal.objects.filter(filed_at=None).exists()


def test_the_key_is_made_once_and_only_its_owner_reads_it(place: Path) -> None:
    with pytest.raises(Refused, match="begleitwerk seal_key"):
        private_key()
    out = StringIO()
    call_command("seal_key", stdout=out)
    assert (place / "key.pub").read_text().strip() in out.getvalue()
    assert (place / "key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="There is a key already"):
        call_command("seal_key")
    shutil.copy(make_rsa_key(place), place / "key")
    with pytest.raises(Refused, match="no Ed25519 key"):
        private_key()


def make_rsa_key(folder: Path) -> Path:
    time_stamps.found(folder)
    return folder / "tsa.key"


def test_seals_are_made_by_a_command_too(place: Path) -> None:
    with pytest.raises(CommandError, match="begleitwerk seal_key"):
        call_command("seal_audit")
    call_command("seal_key", stdout=StringIO())
    with pytest.raises(CommandError, match="nothing to seal"):
        call_command("seal_audit")
    decide(1)
    out = StringIO()
    call_command("seal_audit", stdout=out)
    assert read_line(out.getvalue().strip()).seal.head_number == 1


def test_what_somebody_noted_is_compared_with_what_is_there(log: Path, place: Path) -> None:
    key = (place / "key.pub").read_text().strip()
    assert key in check("--public-key", key)
    assert "is not signed with this key" in complaint("--public-key", "0" * 64)
    (place / "key.pub").unlink()
    assert "fits 2 seals" in check("--public-key", key)
    for wrong in (
        ("--public-key", "kein"),
        ("--expect", "5"),
        ("--seals", str(place / "none")),
        (),  # no key at all
    ):
        with pytest.raises(CommandError):
            call_command("verify_audit", *wrong)


def test_a_chain_without_seals_says_so(place: Path) -> None:
    decide(1)
    assert "There is no seal yet" in check()


# --- Time stamps ----------------------------------------------------------------------------------

openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@openssl
def test_an_authority_stamps_the_seal_and_anybody_can_check_it(
    log: Path, place: Path, settings: Any
) -> None:
    settings.TSA_ROOTS_PATH = str(time_stamps.found(place))
    with time_stamps.answering(place) as settings.TSA_URL:
        hand_out()
        hand_out()
    seal = AuditSeal.objects.get(number=2)
    assert abs((timezone.now() - seal.stamped_at).total_seconds()) < 60
    assert len(log.read_text().splitlines()) == 3, "the file keeps one stamp"
    assert "fits 2 seals" in check()
    (place / "line").write_text(seal.line)
    (place / "stamp.tsr").write_bytes(seal.stamp)
    verify = "openssl ts -verify -data line -in stamp.tsr -CAfile root.pem"
    subprocess.run(verify.split(), cwd=place, check=True, capture_output=True)


@openssl
def test_a_stamp_of_something_else_or_of_somebody_else_does_not_hold(
    log: Path, place: Path, settings: Any
) -> None:
    settings.TSA_ROOTS_PATH = str(time_stamps.found(place))
    with time_stamps.answering(place) as settings.TSA_URL:
        hand_out()
    stamp = bytes(AuditSeal.objects.get(number=2).stamp)
    AuditSeal.objects.filter(number=1).update(stamp=stamp)
    assert "Seal 1: its time stamp does not hold: it is about something else" in complaint()
    AuditSeal.objects.filter(number=1).update(stamp=b"nichts")
    assert "no time stamp in the answer" in complaint()
    AuditSeal.objects.filter(number=1).update(stamp=None)
    other = place / "other"
    other.mkdir()
    settings.TSA_ROOTS_PATH = str(time_stamps.found(other))
    assert "Seal 2: its time stamp does not hold" in complaint()
    settings.TSA_ROOTS_PATH = ""
    assert "fits 2 seals" in check(), "whom to trust was not said, so nobody is distrusted"
    AuditSeal.objects.filter(number=2).update(stamp=None)
    refused = pytest.raises(SealNotGivenError, match="belongs to another question")
    with time_stamps.answering(place, always=stamp) as settings.TSA_URL, refused:
        hand_out()  # an older answer is given again


# --- The page -------------------------------------------------------------------------------------


@pytest.fixture
def page(as_user: Callable[[User | None], Client], protection_officer: User) -> Callable[[], str]:
    def read() -> str:
        return as_user(protection_officer).get(reverse("core:seals")).content.decode()

    return read


def test_the_data_protection_officer_sees_whether_the_log_fits_its_seals(
    log: Path, place: Path, page: Callable[[], str]
) -> None:
    seen = page()
    assert "Das Protokoll passt zu seinen Siegeln" in seen
    for seal in AuditSeal.objects.all():
        assert seal.head in seen
    assert (place / "key.pub").read_text().strip() in seen
    rewrite(2, "anders")
    seen = page()
    assert "Das Protokoll passt nicht zu seinen Siegeln" in seen
    assert "passt nicht mehr zu Eintrag" in seen
    AuditSeal.objects.filter(number=2).update(line="{}")
    assert "passt nicht mehr zu Eintrag" in page()


def test_what_keeps_the_log_from_being_sealed_is_said(place: Path, page: Callable[[], str]) -> None:
    assert "Es gibt noch keinen Schlüssel" in page()
    make_seal_key()
    decide(1)
    make_seal()
    assert "noch nicht in der Datei" in page()
    DailyDutyFactory(name="core.seal", last_error="OSError: Platte voll")
    assert "OSError: Platte voll" in page()
    AuditSeal.objects.update(day=in_days(-3))
    assert "Seit gestern kein Siegel" in page()


def test_all_seals_can_be_taken_along(
    log: Path, as_user: Callable[[User | None], Client], protection_officer: User
) -> None:
    answer = as_user(protection_officer).get(reverse("core:seals_file"))
    assert answer.content.decode() == log.read_text()
