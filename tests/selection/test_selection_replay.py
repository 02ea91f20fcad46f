"""The command that calculates a protocol again: in two languages, saying no more than is proven."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from begleitwerk.engine.selection.protocol import (
    Broken,
    Change,
    Deviation,
    Difference,
    Gap,
    Protocol,
    Software,
    dump,
    load,
    protocol_digest,
)
from begleitwerk.engine.selection.protocol.sections import with_digests
from begleitwerk.selection.presenters.replay import BROKEN, CHANGES, DIFFERENCES, GAPS
from tests.engine.selection.test_replay import GOLDEN, lottery_in, other_mixture


def told(tmp_path: Path, text: str, *options: str) -> str:
    path, out = tmp_path / "protokoll.json", StringIO()
    path.write_text(text, encoding="utf-8")
    call_command("selection_replay", str(path), *options, stdout=out)
    return out.getvalue()


def refused(tmp_path: Path, text: str, *options: str) -> tuple[int, str]:
    with pytest.raises(CommandError) as caught:
        told(tmp_path, text, *options)
    return caught.value.returncode, str(caught.value)


@pytest.fixture
def protocol() -> Protocol:
    return load((GOLDEN / "format-3-drawn.json").read_text(encoding="utf-8"))


def test_every_code_has_its_words() -> None:
    assert (set(DIFFERENCES), set(GAPS)) == (set(Difference), set(Gap))
    assert (set(BROKEN), set(CHANGES)) == (set(Broken), set(Change))


def test_without_a_digest_from_outside_it_says_what_is_not_covered(
    protocol: Protocol, tmp_path: Path
) -> None:
    text = dump(protocol)
    alone = told(tmp_path, text)
    assert "Aus dieser Datei folgt dieselbe Auswahl" in alone
    assert "Nicht belegt ist damit:" in alone
    assert "enthält keinen Wortlaut" in alone
    assert "Prüfsumme von außen" in alone
    english = told(tmp_path, text, "--language", "en")
    assert "follows from this file" in english
    assert "fingerprint from outside" in english

    vouched = told(tmp_path, text, "--digest", protocol_digest(protocol))
    assert "aus der Datei mit dieser Prüfsumme" in vouched
    assert "Prüfsumme von außen" not in vouched
    assert "enthält keinen Wortlaut" in vouched, "the golden file says no published rules"
    code, words = refused(tmp_path, text, "--digest", "0" * 64)
    assert code == 2
    assert words.startswith("Abgelehnt: Dieses Protokoll wurde nach dem Schreiben geändert")
    assert "digest (geändert)" in words


def test_an_older_protocol_says_that_its_number_was_not_bound(tmp_path: Path) -> None:
    text = (GOLDEN / "format-2-drawn.json").read_text(encoding="utf-8")
    assert "zog, bis das Ergebnis passte" in told(tmp_path, text)


def test_a_forged_order_is_no_proof_with_another_version_named(
    protocol: Protocol, tmp_path: Path
) -> None:
    lottery = lottery_in(protocol)
    turned = replace(protocol.result, lottery=replace(lottery, tickets=lottery.tickets[::-1]))
    forged = replace(protocol, result=turned, software=Software("begleitwerk 0.1.0", "HiGHS 9"))
    code, words = refused(tmp_path, dump(forged))
    assert code == 1
    assert "die Lose stehen nicht in ihrer Reihenfolge" in words
    assert "not in their order" in refused(tmp_path, dump(forged), "--language", "en")[1]


def test_another_mixture_is_told_apart_from_a_proof(tmp_path: Path) -> None:
    code, words = refused(tmp_path, dump(other_mixture()))
    assert (code, words) == (
        3,
        "Dieselbe Auswahl, geprüft; das Los ist aber nicht noch einmal bewiesen.",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "line 1, column 2: ab hier kein JSON"),
        ("[]", "die Datei: hier erwartet: ein JSON-Objekt"),
        (json.dumps(with_digests({"format": "another"})), "format: hier erwartet"),
        ('{"a": 1, "a": 2}', "a: steht zweimal da"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(text: str, words: str, tmp_path: Path) -> None:
    code, told_ = refused(tmp_path, text)
    assert code == 2
    assert told_.startswith("Abgelehnt: nicht lesbar. ")
    assert words in told_


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="kann nicht gelesen werden"):
        call_command("selection_replay", str(tmp_path / "fort.json"))


def test_a_deviation_that_breaks_a_rule_is_told_in_words(tmp_path: Path) -> None:
    """Two of one Land, where at most one is allowed."""
    protocol = load((GOLDEN / "format-2-clear.json").read_text(encoding="utf-8"))
    step = Deviation("wirkung", "dorn", "birk", 6667 - 9167, "Nachbar von fels")
    text = told(tmp_path, dump(replace(protocol, deviations=(step,), reserves=())))
    assert "von der Entscheidung nicht eingehalten: land" in text
    assert "eine Ausgleichsregel ist nicht eingehalten" in text
