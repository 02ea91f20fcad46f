"""Protocols that several modules test."""

from dataclasses import replace

import pytest

from begleitwerk.engine.selection.protocol import (
    Deviation,
    Protocol,
    Reserve,
)
from tests.engine.selection.protocols import clear_problem, drawn_problem, protocol_of


@pytest.fixture(scope="module")
def clear() -> Protocol:
    """With a deviation and reserves; "birk" comes in for "ahlen" without breaking a rule."""
    return replace(
        protocol_of(clear_problem()),
        deviations=(Deviation("wirkung", "ahlen", "birk", 833, "Nachbar von fels"),),
        reserves=(Reserve("wirkung", "ahlen", 10_000), Reserve("beteiligung", "hain", 5417)),
    )


@pytest.fixture(scope="module")
def drawn() -> Protocol:
    protocol = protocol_of(drawn_problem())
    assert protocol.result.lottery is not None
    return protocol
