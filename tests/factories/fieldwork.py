"""Collections of answers: groups, items, ways in, sheets, votes."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from begleitwerk.fieldwork.enums import AccessKind, RemarkKind
from begleitwerk.fieldwork.models import (
    Access,
    Answer,
    Collection,
    Group,
    Item,
    Poll,
    Remark,
    Room,
    Sheet,
    Vote,
)
from begleitwerk.fieldwork.services import access_token, digest_of, room_token
from tests.factories.municipalities import MunicipalityFactory

SCALE: dict[str, Any] = {
    "kind": "maturity",
    "levels": [
        {
            "value": value,
            "label": {"de": f"Stufe {value}", "en": f"Level {value}"},
            "anchor": {"de": f"Anker {value}", "en": f"Anchor {value}"},
        }
        for value in range(4)
    ],
}


class CollectionFactory(factory.django.DjangoModelFactory[Collection]):
    """Open from a week ago to a week from now."""

    class Meta:
        model = Collection

    municipality = factory.SubFactory(MunicipalityFactory)
    kind = "assessment"
    title = factory.Sequence(lambda number: f"Selbsteinschätzung {number}")
    opens_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=7))
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))


class GroupFactory(factory.django.DjangoModelFactory[Group]):
    class Meta:
        model = Group

    collection = factory.SubFactory(CollectionFactory)
    name = factory.Sequence(lambda number: f"Gruppe {number}")


class ItemFactory(factory.django.DjangoModelFactory[Item]):
    class Meta:
        model = Item

    collection = factory.SubFactory(CollectionFactory)
    position = factory.Sequence(lambda number: number)
    number = factory.Sequence(lambda number: f"5.{number}")
    text_de = factory.Sequence(lambda number: f"Aussage {number}")
    scale = factory.LazyFunction(lambda: SCALE)


class AccessFactory(factory.django.DjangoModelFactory[Access]):
    class Meta:
        model = Access

    collection = factory.SubFactory(CollectionFactory)
    kind = AccessKind.GROUP
    nonce = factory.LazyFunction(lambda: secrets.token_hex(16))
    digest = factory.LazyAttribute(lambda row: hashlib.sha256(row.nonce.encode()).hexdigest())


def with_token(**values: Any) -> Access:
    """A way in whose token the server can make."""
    access = AccessFactory.build(**values)
    access.digest = digest_of(access_token(access))
    access.save()
    return access


class SheetFactory(factory.django.DjangoModelFactory[Sheet]):
    class Meta:
        model = Sheet

    collection = factory.SubFactory(CollectionFactory)


class AnswerFactory(factory.django.DjangoModelFactory[Answer]):
    class Meta:
        model = Answer

    sheet = factory.SubFactory(SheetFactory)
    item = factory.SubFactory(ItemFactory, collection=factory.SelfAttribute("..sheet.collection"))
    level = 1


class RemarkFactory(factory.django.DjangoModelFactory[Remark]):
    class Meta:
        model = Remark

    collection = factory.SubFactory(CollectionFactory)
    item = factory.SubFactory(ItemFactory, collection=factory.SelfAttribute("..collection"))
    kind = RemarkKind.EVIDENCE
    text = "Protokoll der letzten Sitzung"


class RoomFactory(factory.django.DjangoModelFactory[Room]):
    class Meta:
        model = Room

    collection = factory.SubFactory(CollectionFactory)
    nonce = factory.LazyFunction(lambda: secrets.token_hex(16))
    digest = factory.LazyAttribute(lambda row: hashlib.sha256(row.nonce.encode()).hexdigest())


def room_with_token(**values: Any) -> Room:
    room = RoomFactory.build(**values)
    room.digest = digest_of(room_token(room))
    room.save()
    return room


class PollFactory(factory.django.DjangoModelFactory[Poll]):
    class Meta:
        model = Poll

    room = factory.SubFactory(RoomFactory)
    item = factory.SubFactory(ItemFactory, collection=factory.SelfAttribute("..room.collection"))


class VoteFactory(factory.django.DjangoModelFactory[Vote]):
    class Meta:
        model = Vote

    poll = factory.SubFactory(PollFactory)
    key = factory.LazyFunction(lambda: secrets.token_hex(32))
    level = 2
