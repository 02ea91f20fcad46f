"""What all pages about a collection share."""

from functools import cached_property

from django.urls import reverse

from begleitwerk.core.pages import Crumbs, Values
from begleitwerk.fieldwork import selectors
from begleitwerk.fieldwork.contributions import owner_of
from begleitwerk.fieldwork.models import Access, Collection, Group
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.pages import MunicipalityPage


class CollectionArea(MunicipalityPage):
    """A page about one collection, or below it; strangers get 404 before the rule is asked."""

    permission = "fieldwork.edit_collection"
    record_name = "collection"

    @cached_property
    def collection(self) -> Collection:
        return selectors.get_collection_or_404(self.user, self.kwargs["slug"], self.kwargs["pk"])

    @property
    def municipality(self) -> Municipality:
        return self.collection.municipality

    def permission_object(self) -> Municipality:
        return self.municipality

    @cached_property
    def owner_url(self) -> str:
        """The page of what the collection belongs to; empty where nothing is known of it."""
        owner = owner_of(self.collection)
        return owner.url_of(self.collection) if owner else ""

    def owner_crumbs(self) -> Crumbs:
        owner = owner_of(self.collection)
        return [(owner.label, self.owner_url)] if owner else []

    def crumbs(self) -> Crumbs:
        own = (self.collection.title, self.collection.get_absolute_url())
        return [*self.owner_crumbs(), own]

    def url(self, name: str, *args: int) -> str:
        """An address below the collection."""
        return reverse(
            f"fieldwork:{name}", args=[self.municipality.slug, self.collection.pk, *args]
        )

    def get_success_url(self) -> str:
        return self.collection.get_absolute_url()

    def target_url(self) -> str:
        return self.collection.get_absolute_url()

    def values(self) -> Values:
        return {**super().values(), "collection": self.collection}

    # --- What addresses below it name; asked for after the permission ------------------------

    @cached_property
    def group(self) -> Group:
        return selectors.get_group_or_404(self.collection, self.kwargs["group_pk"])

    @cached_property
    def access(self) -> Access:
        return selectors.get_access_or_404(self.collection, self.kwargs["access_pk"])
