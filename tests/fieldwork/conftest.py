"""What is asked in these tests."""

import pytest

from tests.fieldwork.world import Asked, ask


@pytest.fixture
def asked(db: None) -> Asked:
    return ask()
