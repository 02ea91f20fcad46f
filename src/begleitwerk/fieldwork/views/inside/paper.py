"""Entering sheets from paper: typed twice, compared, then counted."""

from functools import cached_property
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import FormPage, Values, number_in
from begleitwerk.core.services import Refused
from begleitwerk.fieldwork import forms, services
from begleitwerk.fieldwork.enums import Special
from begleitwerk.fieldwork.forms.paper import level_of, weight_of
from begleitwerk.fieldwork.models import Group, Item
from begleitwerk.fieldwork.presenters import signs_of
from begleitwerk.fieldwork.selectors import scale_of
from begleitwerk.fieldwork.services import Said
from begleitwerk.fieldwork.views.inside.area import CollectionArea

SALT = "fieldwork.paper"
LONGEST_PAUSE = 60 * 60 * 24  # seconds between the first entry and the second


class PaperEntry(CollectionArea, FormPage):
    """One sheet after the other, by the keyboard.

    What was typed first travels signed within the form: nothing of it is kept here before it
    counts. Where both entries differ the person looks at the paper and says what stands there.
    """

    form_class = forms.PaperForm
    template_name = "fieldwork/inside/paper.html"
    title = _("Enter sheets from paper")
    saved_message = _("The sheet is entered. Put it aside and take the next one.")

    @cached_property
    def items(self) -> list[Item]:
        return list(self.collection.items.filter(is_withdrawn=False))

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What the form carries along: {"first", "differ", "group", "code"}; empty at first."""
        try:
            found = signing.loads(
                self.request.POST.get("kept", ""), salt=SALT, max_age=LONGEST_PAUSE
            )
        except signing.BadSignature:
            return {}
        return dict(found) if found.get("collection") == self.collection.pk else {}

    @property
    def step(self) -> int:
        return 1 if not self.kept else 3 if self.kept["differ"] else 2

    # --- The form of a step --------------------------------------------------------------------

    def form_of(
        self, step: int, data: Any = None, initial: dict[str, Any] | None = None
    ) -> forms.PaperForm:
        asked = {1: None, 2: self.kept.get("first"), 3: self.kept.get("differ")}[step]
        return forms.PaperForm(
            data,
            collection=self.collection,
            items=self.items,
            only=None if asked is None else frozenset(asked),
            before=asked if step == 3 else None,
            initial=initial,
        )

    def get_form(self, form_class: Any = None) -> Any:
        group = number_in(self.request.GET.get("gruppe", ""))
        posted = self.request.POST if self.request.method == "POST" else None
        return self.form_of(self.step, posted, initial={"group": group} if group else None)

    def form_valid(self, form: Any) -> HttpResponse:
        step = self.step
        if step == 1:
            first = {name: form.cleaned_data[name] for name in form.typed}
            about = {"group": form.cleaned_data["group"].pk, "code": form.cleaned_data["code"]}
            return self.go_on({"first": first, "differ": {}, **about})
        if step == 2:
            differ = differences(self.kept["first"], form.typed)
            if differ:
                return self.go_on({**self.kept, "differ": differ})
        return super().form_valid(form)

    def go_on(self, kept: dict[str, Any]) -> HttpResponse:
        self.kept = {**kept, "collection": self.collection.pk}
        return self.render_to_response(self.get_context_data(form=self.form_of(self.step)))

    # --- What counts ---------------------------------------------------------------------------

    def save(self, form: Any) -> None:
        typed = {**self.kept["first"], **form.typed}
        group = Group.objects.filter(collection=self.collection, pk=self.kept["group"]).first()
        if group is None:
            raise Refused(_("This group is gone. Begin again with this sheet."))
        services.enter_paper_sheet(
            by=self.user,
            collection=self.collection,
            group=group,
            answers={item.pk: said(item, typed) for item in self.items},
            code=self.kept["code"],
        )

    def get_success_url(self) -> str:
        return f"{self.url('paper')}?gruppe={self.kept['group']}"

    def cancel_url(self) -> str:
        return self.collection.get_absolute_url()

    def values(self) -> Values:
        signed = signing.dumps(self.kept, salt=SALT) if self.kept else ""
        return {**super().values(), "kept": signed, "step": self.step, "legend": self.items[:1]}


def differences(first: dict[str, str], second: dict[str, str]) -> dict[str, list[str]]:
    """By field, what was typed first and then."""
    return {
        name: [value, second.get(name, "")]
        for name, value in first.items()
        if second.get(name, "") != value
    }


def said(item: Item, typed: dict[str, str]) -> Said:
    """The signs of an item as an answer."""
    sign, weight = typed.get(level_of(item), ""), typed.get(weight_of(item), "")
    meant = signs_of(scale_of(item)).get(sign)
    importance = int(weight) if weight else None
    if isinstance(meant, Special):
        return Said(None, meant.value, importance)
    return Said(meant, "", importance)
