"""One statement per screen, all on one page, what is missing, and handing in."""

import json
from abc import abstractmethod
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from begleitwerk.core.services import Refused
from begleitwerk.engine.disclosure import personal_data_hints
from begleitwerk.fieldwork.enums import RemarkKind, Special
from begleitwerk.fieldwork.forms import ItemForm
from begleitwerk.fieldwork.models import Item
from begleitwerk.fieldwork.selectors import asked_of, statement_of
from begleitwerk.fieldwork.services import (
    AnswerRefused,
    Why,
    hand_in,
    save_answer,
    save_answers,
    save_remark,
)
from begleitwerk.fieldwork.views.ways import Guarded, WayPage, unknown

CHECK = "check"


class SheetPage(WayPage):
    """A page of somebody's own sheet."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (why := self.why_not) is not None:
            return self.refused(why)
        if self.found.sheet is None:
            return redirect("fieldwork:door", self.token)
        return self.take()

    @abstractmethod
    def take(self) -> HttpResponse:
        """What was sent, by whoever has a sheet and may still answer."""

    @cached_property
    def items(self) -> list[Item]:
        return list(asked_of(self.found.collection))

    def form_of(self, item: Item, data: Any = None, prefix: str = "") -> ItemForm:
        return ItemForm(
            data,
            item=item,
            collection=self.found.collection,
            kept=self.kept,
            reads_plain=self.found.reads_plain,
            prefix=prefix or None,
        )

    def to(self, name: str, *args: Any) -> HttpResponse:
        return redirect(f"fieldwork:{name}", self.token, *args)


class Rate(SheetPage):
    """One statement with its levels; "next" saves whatever a script has not saved already."""

    template_name = "fieldwork/public/rate.html"

    def show(self) -> HttpResponse:
        if not self.items:
            return self.to("overview")
        if not 1 <= self.kwargs["number"] <= len(self.items):
            return self.to("rate", min(max(self.kwargs["number"], 1), len(self.items)))
        return self.page(form=self.form_of(self.item))

    @property
    def item(self) -> Item:
        number: int = self.kwargs["number"]
        return self.items[number - 1]

    def take(self) -> HttpResponse:
        """What is sent says which item it is about: others may have been taken out meanwhile."""
        sent = self.request.POST.get("item", "")
        here = [place for place, item in enumerate(self.items, 1) if str(item.pk) == sent]
        if not here:
            return self.not_asked_any_more()
        number = here[0]
        form = self.form_of(self.items[number - 1], self.request.POST)
        if not form.is_valid() or not self.stored(form):
            self.kwargs["number"] = number
            return self.page(status=422, form=form)
        if "back" in self.request.POST:
            return self.to("rate", max(number - 1, 1))
        if "later" in self.request.POST:
            return self.to("later")
        is_last = number == len(self.items)
        return self.to("overview") if is_last else self.to("rate", number + 1)

    def stored(self, form: ItemForm) -> bool:
        """False where the service refused something, which then stands at its field."""
        said, item_id = form.said, form.item.pk
        try:
            if said:  # a browser cannot take a choice back: nothing chosen is an older page
                save_answers(token=self.token, answers={item_id: said})
            for kind, text in form.remarks.items():
                if kind in form.changed_data:
                    save_remark(token=self.token, item_id=item_id, kind=kind, text=text)
        except AnswerRefused:
            raise
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            return False
        return True

    def not_asked_any_more(self) -> HttpResponse:
        number = min(max(self.kwargs["number"], 1), max(len(self.items), 1))
        return self.page("fieldwork/public/withdrawn.html", status=409, number=number)

    def values(self) -> dict[str, Any]:
        number, total = self.kwargs["number"], len(self.items)
        return {
            **super().values(),
            "number": number,
            "total": total,
            "previous": number - 1,
            "save_url": reverse("fieldwork:save_answer", args=[self.token]),
        }


class RateAll(SheetPage):
    """All statements on one page, for a wide screen and a keyboard."""

    template_name = "fieldwork/public/rate_all.html"

    def show(self) -> HttpResponse:
        return self.page(forms=self.forms())

    def forms(self, data: Any = None) -> list[ItemForm]:
        return [self.form_of(item, data, f"i{item.pk}").without_texts() for item in self.items]

    def take(self) -> HttpResponse:
        forms = self.forms(self.request.POST)
        if [form for form in forms if not form.is_valid()]:
            return self.page(status=422, forms=forms, has_errors=True)
        said = {form.item.pk: form.said for form in forms if form.has_changed()}
        save_answers(token=self.token, answers={pk: row for pk, row in said.items() if row})
        return self.to("later") if "later" in self.request.POST else self.to("overview")

    def values(self) -> dict[str, Any]:
        return {
            **super().values(),
            "total": len(self.items),
            "answered": sum(self.kept.is_answered(item.pk) for item in self.items),
            "save_url": reverse("fieldwork:save_answer", args=[self.token]),
        }


class Overview(SheetPage):
    """What is still unanswered, and the button that hands in."""

    template_name = "fieldwork/public/overview.html"

    def take(self) -> HttpResponse:
        try:
            hand_in(token=self.token)
        except AnswerRefused:
            raise
        except Refused as refused:
            return self.page(status=422, refused=refused.message)
        return self.to("door")

    def values(self) -> dict[str, Any]:
        places = list(enumerate(self.items, 1))
        plain = self.found.reads_plain
        missing = [
            (number, statement_of(item, plain=plain))
            for number, item in places
            if not self.kept.is_answered(item.pk)
        ]
        return {
            **super().values(),
            "total": len(places),
            "answered": len(places) - len(missing),
            "missing": missing,
        }


class Later(SheetPage):
    """How to come back to one's answers."""

    template_name = "fieldwork/public/later.html"

    def take(self) -> HttpResponse:
        return self.to("later")

    def values(self) -> dict[str, Any]:
        address = self.request.build_absolute_uri(reverse("fieldwork:door", args=[self.token]))
        return {**super().values(), "address": address}


class SaveAnswer(Guarded):
    """What the script of the page sends after each choice: JSON says whether it is stored.

    200 {"text"}: stored. 404, 409, 410, 422 {"text", "why"}: not stored, and sending it again will
    not help; "check": the page's own button asks about the text.
    """

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return redirect("fieldwork:door", self.token)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            self.store(request.POST)
        except AnswerRefused as refused:
            if refused.why == Why.UNKNOWN:
                unknown(request)
            status = {Why.UNKNOWN: 404, Why.WITHDRAWN: 409}.get(refused.why, 410)
            return told(str(refused.message), status=status, why=refused.why)
        except (Refused, ValueError) as refused:
            why = CHECK if getattr(refused, "field", "") == CHECK else "refused"
            return told(str(refused), status=422, why=why)
        return told(_("Saved"))

    def store(self, sent: Any) -> None:
        item_id = number_in(sent.get("item"))
        if item_id is None:
            raise AnswerRefused(Why.UNKNOWN)
        if "level" in sent or "importance" in sent:
            chosen = sent.get("level", "")
            is_special = chosen in Special.values
            save_answer(
                token=self.token,
                item_id=item_id,
                level=None if is_special else number_in(chosen),
                special=chosen if is_special else "",
                importance=number_in(sent.get("importance")),
            )
        for kind in RemarkKind.values:
            if kind in sent:
                text = asked_about(sent[kind])
                save_remark(token=self.token, item_id=item_id, kind=kind, text=text)


def asked_about(text: str) -> str:
    """A text that may name somebody is not saved by itself: the button "next" asks about it."""
    for hint in personal_data_hints(text)[:1]:
        told = _("Please check: “%(words)s” may tell who is meant. “Next” saves it if it may stay.")
        raise Refused(told % {"words": hint.excerpt}, CHECK)
    return text


def number_in(text: str | None) -> int | None:
    """A whole number a browser sent, None for nothing. ValueError for what nobody could choose."""
    if not text:
        return None
    if len(text) > 18 or not (text.isascii() and text.removeprefix("-").isdecimal()):
        raise ValueError(_("Please choose one of the answers shown."))
    return int(text)


def told(text: str, status: int = 200, why: str = "") -> HttpResponse:
    said = {"text": text, "why": str(why)}
    return HttpResponse(json.dumps(said), content_type="application/json", status=status)
