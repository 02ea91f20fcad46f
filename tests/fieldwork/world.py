"""A collection that is open: two groups, three items, ways in."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from begleitwerk.fieldwork.models import Access, Collection, Group, Item
from begleitwerk.fieldwork.services import Said, begin_sheet, hand_in, save_answers
from tests.factories.fieldwork import CollectionFactory, GroupFactory, ItemFactory, with_token


@dataclass
class Asked:
    collection: Collection
    health: Group
    parents: Group
    items: list[Item]

    @property
    def link(self) -> Access:
        """The link for many."""
        return with_token(collection=self.collection)

    def personal(self, group: Group | None = None, name: str = "Frau Beispiel") -> Access:
        group = group or self.health
        return with_token(
            collection=self.collection, group=group, kind="personal", person_name=name
        )

    def token(self, group: Group | None = None) -> str:
        """Of a sheet that was begun by the link for many."""
        return begin_sheet(access=self.link, group=group or self.health)[0]

    def handed_in(self, level: int = 1, group: Group | None = None) -> str:
        """A sheet that says the same of every item."""
        token = self.token(group)
        answers = {item.pk: Said(level, importance=2) for item in self.items}
        save_answers(token=token, answers=answers)
        hand_in(token=token)
        return token

    def ends(self, days_ago: int) -> None:
        """Its last day was so many days ago."""
        last = timezone.localdate() - timedelta(days=days_ago)
        self.collection.opens_on, self.collection.closes_on = last - timedelta(days=9), last
        self.collection.save()


def ask(**values: object) -> Asked:
    collection = CollectionFactory(state="open", **values)
    health = GroupFactory(collection=collection, name="Gesundheit")
    parents = GroupFactory(collection=collection, name="Eltern", floor=5, reads_plain=True)
    items = [
        ItemFactory(collection=collection, position=place, plain_de=f"Einfach {place}")
        for place in range(3)
    ]
    return Asked(collection, health, parents, items)
