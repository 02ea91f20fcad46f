"""The protocol of a decision: there and back, and every change found at its place."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from begleitwerk.engine.selection.protocol import (
    Change,
    Evidence,
    Protocol,
    TamperedError,
    UnreadableError,
    dump,
    load,
    protocol_digest,
    stated_digest,
)
from begleitwerk.engine.selection.protocol.sections import with_digests
from tests.engine.selection.protocols import Path, changed, leaves, with_change

# There and back


@pytest.mark.parametrize("name", ["clear", "drawn"])
def test_round_trip(name: str, request: pytest.FixtureRequest) -> None:
    protocol: Protocol = request.getfixturevalue(name)
    text = dump(protocol)

    assert load(text) == protocol
    assert dump(load(text)) == text
    assert load(json.dumps(json.loads(text), indent=4)) == protocol
    assert load(text, digest=protocol_digest(protocol)) == protocol


def test_it_explains_itself_in_both_languages(clear: Protocol) -> None:
    document = json.loads(dump(clear))
    assert "selection_replay" in " ".join(document["readme"]["de"])
    assert "selection_replay" in " ".join(document["readme"]["en"])
    explained = {
        *(name for name in document if name not in ("format", "version", "readme", "fields")),
        *(f"problem.{name}" for name in document["problem"]),
        *(f"result.{name}" for name in document["result"]),
    } - {"digest", "digests", "problem", "result"}
    assert explained == set(document["fields"])


# Tampering


def place_of(document: Any, path: Path) -> str:
    """The section a leaf lies in: names, and list entries by their key, three levels down."""
    if path[0] == "digests":
        return str(path[1])
    place, part = "", document
    for step in path[:3]:
        part = part[step]
        known = part if isinstance(part, dict) else {}
        name = next((known[key] for key in ("key", "candidate") if key in known), step)
        place += f"[{name}]" if isinstance(step, int) else f".{step}"
    return place.removeprefix(".")


@pytest.mark.parametrize("name", ["clear", "drawn"])
def test_every_changed_leaf_is_found_at_its_place(
    name: str, request: pytest.FixtureRequest
) -> None:
    document = json.loads(dump(request.getfixturevalue(name)))
    paths = list(leaves(document))
    assert len(paths) > 300
    for path in paths:
        with pytest.raises(TamperedError) as caught:
            load(with_change(document, path, changed))
        place, places = place_of(document, path), caught.value.places
        assert any(place == p or place.startswith(f"{p}.") for p in places), (path, places)
        assert len(places) <= 3, (path, places)


def test_a_changed_score_names_the_candidate(clear: Protocol) -> None:
    text = dump(clear).replace('"experience": "2.25"', '"experience": "3.25"')
    with pytest.raises(TamperedError) as caught:
        load(text)
    assert caught.value.places == ("problem.candidates[hain]",)


def test_added_removed_and_reordered_entries_are_named(clear: Protocol) -> None:
    def found(change: Callable[[Any], None]) -> dict[str, Change]:
        document = json.loads(dump(clear))
        change(document)
        with pytest.raises(TamperedError) as caught:
            load(json.dumps(document))
        return {row.place: row.change for row in caught.value.found}

    assert found(lambda d: d["problem"]["quotas"].pop(0)) == {
        "problem.quotas": Change.CHANGED,
        "problem.quotas[land]": Change.REMOVED,
    }
    assert (
        found(lambda d: d["problem"]["excluded"].update(dorn="nein"))["problem.excluded.dorn"]
        is Change.ADDED
    )
    assert found(lambda d: d.update(remark="nice")) == {"remark": Change.ADDED}
    assert found(lambda d: d.pop("snapshot"))["snapshot"] is Change.REMOVED
    assert found(lambda d: d["reserves"].reverse()) == {"reserves": Change.CHANGED}
    assert found(lambda d: d.pop("digests")) == {"digests": Change.REMOVED}
    assert found(lambda d: d.pop("digest")) == {"digest": Change.REMOVED}


def test_a_section_changed_together_with_its_digest_is_found(clear: Protocol) -> None:
    document = json.loads(dump(clear))
    document["problem"]["seed"] = "another"
    document["digests"]["problem.seed"] = sha256(b'"another"').hexdigest()
    with pytest.raises(TamperedError) as caught:
        load(json.dumps(document))
    assert caught.value.places == ("digest",)


def test_a_rewritten_protocol_does_not_pass_the_printed_digest(clear: Protocol) -> None:
    rewritten = dump(replace(clear, reserves=()))
    assert load(rewritten).reserves == ()
    with pytest.raises(TamperedError) as caught:
        load(rewritten, digest=protocol_digest(clear))
    assert caught.value.places == ("digest",)


def test_evidence_stands_in_it_and_a_file_from_before_is_still_read(clear: Protocol) -> None:
    found = Evidence("0,5 Stellen", "0.5", "Welle 7", "befragung.csv", "posten", 12)
    told = replace(clear, evidence={clear.problem.candidates[0].key: {"survey:posten": found}})
    assert load(dump(told)) == told

    document = json.loads(dump(told))
    for name in ("evidence", "digest", "digests"):
        del document[name]
    older = json.dumps(with_digests({**document, "version": 1}))
    assert load(older) == clear
    assert stated_digest(older) == json.loads(older)["digest"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1, column 1"),
        ('{"format": \n nonsense}', "line 2, column 2"),
        ("[]", ""),
        ("{}", "format"),
        ('{"format": "another"}', "format"),
        ('{"a": 1, "a": 2}', "a"),
        ("[" * 100_000, ""),
    ],
)
def test_unreadable_text_says_where(text: str, place: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        load(text)
    assert caught.value.place == place


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("version",), 4, "version"),
        (("format",), "another", "format"),
        (("problem", "themes", 1, "places"), "two", "problem.themes[wirkung].places"),
        (("problem", "criteria", 0, "weight"), "NaN", "problem.criteria[experience].weight"),
        (("problem", "hard_rules", 0, "operator"), "like", "problem.hard_rules[kind].operator"),
        (("snapshot", "taken_on"), "30.9.", "snapshot.taken_on"),
        (("rule_set", "frozen_at"), "2026-10-01T12:00", "rule_set.frozen_at"),
        (("round", "key"), None, "round.key"),
        (("round", "colour"), "red", "round.colour"),
        (("deviations", 0), {}, "deviations[0].cost"),
    ],
)
def test_a_file_signed_by_somebody_else_is_read_with_care(
    clear: Protocol, path: Path, value: object, place: str
) -> None:
    document = json.loads(dump(clear))
    part = document
    for name in path[:-1]:
        part = part[name]
    if isinstance(part, dict):
        part.pop(path[-1], None)
    part[path[-1]] = value
    for name in ("digest", "digests"):
        del document[name]
    with pytest.raises(UnreadableError) as caught:
        load(json.dumps(with_digests(document)))
    assert caught.value.place == place


# Whatever comes


def test_no_text_makes_it_stumble(clear: Protocol) -> None:
    """Any piece of a protocol replaced by anything: refused with a place, never a crash."""
    document, dice = json.loads(dump(clear)), random.Random(3)
    paths = list(leaves(document))
    odd = [None, True, -1, 1.5, "", "\ud800", [], {}, [[]], {"key": 1}, "1E+999999999", 10**50]
    for path in dice.sample(paths, 200):
        cut = path[: dice.randint(1, len(path))]
        text = with_change(document, cut, lambda _: dice.choice(odd))
        if json.loads(text) != document:
            with pytest.raises((TamperedError, UnreadableError)):
                load(text)


@pytest.mark.parametrize("value", ["1E+999999999", "0." + "1" * 99, "NaN", "Infinity", "drei"])
def test_a_number_must_be_one_that_can_be_written_out(clear: Protocol, value: str) -> None:
    document = json.loads(dump(clear))
    document["problem"]["criteria"][0]["weight"] = value
    del document["digest"], document["digests"]
    with pytest.raises(UnreadableError, match=r"criteria\[experience\]\.weight"):
        load(json.dumps(with_digests(document)))
