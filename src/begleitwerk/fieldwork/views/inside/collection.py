"""The page of a collection, and the steps that move it on."""

from typing import Any

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.forms import ConfirmForm
from begleitwerk.core.pages import ActionPage, ChangePage, FormPage, Page, Values
from begleitwerk.fieldwork import forms, selectors, services
from begleitwerk.fieldwork.contributions import owner_of
from begleitwerk.fieldwork.enums import AccessKind, CollectionState
from begleitwerk.fieldwork.models import Group
from begleitwerk.fieldwork.presenters import collection_history, next_step, plan_words
from begleitwerk.fieldwork.selectors import Stage
from begleitwerk.fieldwork.views.inside.area import CollectionArea

BADGES = {
    Stage.DRAFT: "info",
    Stage.WAITS: "info",
    Stage.RUNS: "success",
    Stage.LATE: "warning",
    Stage.CLOSED: "info",
}


class CollectionDetail(CollectionArea, Page):
    """How far it is, who is asked in which way, and what is next."""

    template_name = "fieldwork/inside/collection.html"

    def crumbs(self) -> Any:
        return self.owner_crumbs()

    def values(self) -> Values:
        collection, today = self.collection, timezone.localdate()
        stage = selectors.stage_of(collection, today)
        is_closed = stage == Stage.CLOSED
        standing = selectors.standing_of(collection)
        links = selectors.links_of(collection)
        items = collection.items.filter(is_withdrawn=False).count()
        has_ways = any(not closed for (_group, _kind, closed) in standing.ways)
        owner = owner_of(collection)
        return {
            **super().values(),
            "stage": stage.value,
            "badge": BADGES[stage],
            "next_step": next_step(collection, stage, items, has_ways=has_ways),
            "is_ready": stage == Stage.DRAFT and items and has_ways,
            "item_count": items,
            "standing": standing,
            "links": links,
            "people": standing.open_ways(AccessKind.PERSONAL),
            "codes": standing.open_ways(AccessKind.CODE),
            "faults": {} if is_closed else selectors.given_up(collection),
            "plan": plan_words(collection),
            "owner": owner,
            "owner_url": self.owner_url,
            "close_url": self.close_url(),
            "remarks": selectors.remarks_left(collection) if is_closed else 0,
            "history": collection_history(collection),
        }

    def close_url(self) -> str:
        """Where its owner closes it; on its page where it has no other one for that."""
        owner = owner_of(self.collection)
        own = owner.close_url_of if owner else None
        return own(self.collection) if own else self.owner_url


class CollectionChange(CollectionArea, ChangePage):
    """A form about a collection."""


class CollectionEdit(CollectionChange):
    service = staticmethod(services.change_collection)
    form_class = forms.CollectionForm
    title = _("Edit collection")
    submit_label = _("Save collection")
    saved_message = _("The collection is saved.")


class CollectionOpen(CollectionChange):
    """Consequences first: who is written to, which groups are told together."""

    service = staticmethod(services.open_collection)
    form_class = ConfirmForm
    template_name = "fieldwork/inside/open.html"
    title = _("Open the collection?")
    submit_label = _("Open the collection")
    saved_message = _("It is open. Whoever has a link can answer.")

    def values(self) -> Values:
        standing = selectors.standing_of(self.collection)
        starts_later = self.collection.opens_on > timezone.localdate()
        people = standing.open_ways(AccessKind.PERSONAL)
        about = {"standing": standing, "people": people, "starts_later": starts_later}
        return {**super().values(), **about}


class CollectionExtend(CollectionChange):
    service = staticmethod(services.extend_collection)
    form_class = forms.ExtendForm
    starts_with = ("closes_on",)
    title = _("Extend the end")
    submit_label = _("Extend the end")
    saved_message = _("The end is extended.")


class Remind(CollectionArea, ActionPage):
    """Reminders by hand."""

    def act(self) -> None:
        count = services.remind_now(by=self.user, collection=self.collection)
        words = ngettext(
            "%(count)s reminder is on its way.", "%(count)s reminders are on their way.", count
        ) % {"count": count}
        nobody = gettext("Everybody has handed in: there was nobody to remind.")
        messages.success(self.request, words if count else nobody)


# --- Groups ---------------------------------------------------------------------------------------


class GroupArea(CollectionArea):
    """A page about groups."""

    def crumbs(self) -> Any:
        return [*super().crumbs(), (gettext("Groups"), self.url("groups"))]

    def get_success_url(self) -> str:
        return self.url("groups")

    def target_url(self) -> str:
        return self.url("groups")


class Groups(CollectionArea, Page):
    """Who answers as what, and from how many answers on it is told."""

    template_name = "fieldwork/inside/groups.html"
    title = _("Groups")

    def values(self) -> Values:
        standing = selectors.standing_of(self.collection)
        small = {group.pk for group in standing.small}
        rows = [(group, group.pk in small) for group in standing.groups]
        is_draft = self.collection.state == CollectionState.DRAFT
        is_closed = self.collection.state == CollectionState.CLOSED
        return {**super().values(), "rows": rows, "is_draft": is_draft, "is_closed": is_closed}


class GroupAdd(GroupArea, FormPage):
    form_class = forms.AskedGroupForm
    title = _("Add group")
    submit_label = _("Add group")
    saved_message = _("The group is there.")

    def save(self, form: Any) -> Group:
        return services.add_group(by=self.user, collection=self.collection, **form.values)


class GroupEdit(GroupArea, FormPage):
    form_class = forms.AskedGroupForm
    title = _("Edit group")
    submit_label = _("Save group")
    saved_message = _("The group is saved.")

    def get_initial(self) -> dict[str, Any]:
        names = ("name", "floor", "reads_plain")
        return {name: getattr(self.group, name) for name in names}

    def save(self, form: Any) -> Group:
        return services.change_group(by=self.user, group=self.group, **form.values)


class GroupRemove(GroupArea, ActionPage):
    done_message = _("The group is removed.")

    def act(self) -> None:
        services.remove_group(by=self.user, group=self.group)
