"""Constraints of the catalogue."""

import pytest
from django.db import IntegrityError

from tests.factories.catalogue import ContentItemFactory, ContentVersionFactory

pytestmark = pytest.mark.django_db


def test_a_version_exists_once() -> None:
    version = ContentVersionFactory()
    with pytest.raises(IntegrityError):
        ContentVersionFactory(kind=version.kind, code=version.code, version=version.version)


def test_a_key_is_used_once_in_a_version() -> None:
    item = ContentItemFactory()
    ContentItemFactory(key=item.key)
    with pytest.raises(IntegrityError):
        ContentItemFactory(version=item.version, key=item.key)
