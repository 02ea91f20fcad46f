"""Remarks are looked through before others read them."""

import pytest

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.services import Refused
from begleitwerk.fieldwork import services
from begleitwerk.fieldwork.models import Collection
from begleitwerk.municipalities.models import Municipality
from tests.factories.fieldwork import CollectionFactory, RemarkFactory

pytestmark = pytest.mark.django_db


def test_remarks_are_decided_on_once_it_is_closed(
    coordinator: User, musterau: Municipality
) -> None:
    collection = CollectionFactory(municipality=musterau)
    one, other = RemarkFactory.create_batch(2, collection=collection)
    foreign = RemarkFactory()
    with pytest.raises(Refused):
        services.screen_remarks(by=coordinator, collection=collection, shown=[one.pk])

    Collection.objects.update(state="closed", digest="0" * 64)
    screened = services.screen_remarks(
        by=coordinator, collection=collection, shown=[one.pk, foreign.pk], hidden=[other.pk]
    )
    for row in (one, other, foreign):
        row.refresh_from_db()

    assert (one.is_shown, other.is_shown, foreign.is_shown, screened) == (True, False, None, 2)
    event = AuditEvent.objects.order_by("-number")[0]
    assert event.after == {"shown": 1, "hidden": 1}
    assert services.screen_remarks(by=coordinator, collection=collection, shown=[one.pk]) == 0
    assert AuditEvent.objects.order_by("-number")[0] == event
