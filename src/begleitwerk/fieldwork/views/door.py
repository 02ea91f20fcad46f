"""The first page behind a link: what it is about, and in."""

from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import FormView

from begleitwerk.core.services import Refused
from begleitwerk.fieldwork.forms import CodeForm, GroupForm
from begleitwerk.fieldwork.models import Access
from begleitwerk.fieldwork.selectors import asked_of, groups_to_choose
from begleitwerk.fieldwork.services import AnswerRefused, Why, begin_sheet, read_token
from begleitwerk.fieldwork.views.ways import WayPage, keep

SHEET_COOKIE = "bw_sheet"
_SIGNER = Signer(salt="fieldwork.sheet-cookie")


class CodeEntry(FormView[CodeForm]):
    """Where somebody types the code from a sheet of paper."""

    template_name = "fieldwork/public/code.html"
    form_class = CodeForm

    def form_valid(self, form: CodeForm) -> HttpResponse:
        return redirect("fieldwork:door", form.cleaned_data["code"])

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        return render(self.request, self.template_name, {"form": form}, status=422)


class Door(WayPage):
    """Says what it is about and what happens with the answers; begins, or goes on."""

    template_name = "fieldwork/public/door.html"
    needs_sheet = False

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        if (why := self.why_not) is not None:
            return self.refused(why)
        if self.found.sheet is not None:
            return redirect("fieldwork:rate", self.token, self.next_number())
        form = self.group_form(request.POST) if self.asks_group else None
        if form is not None and not form.is_valid():
            return self.page(status=422, form=form)
        try:
            own, _sheet = begin_sheet(access=self.access, group=form.chosen if form else None)
        except AnswerRefused:
            raise
        except Refused as refused:
            return self.page(status=422, form=form, refused=refused.message)
        response = redirect("fieldwork:rate", own, 1)
        if own != self.token:
            door = reverse("fieldwork:door", args=[self.token])
            keep(response, SHEET_COOKIE, _SIGNER.sign(own), door)
        return response

    @property
    def access(self) -> Access:
        if self.found.access is None:
            raise AnswerRefused(Why.UNKNOWN)
        return self.found.access

    @property
    def asks_group(self) -> bool:
        return self.found.sheet is None and self.access.group is None

    def group_form(self, data: Any = None) -> GroupForm:
        return GroupForm(data, groups=groups_to_choose(self.found.collection))

    def next_number(self) -> int:
        """The first that is not answered yet; the last where all are."""
        asked = list(asked_of(self.found.collection).values_list("pk", flat=True))
        missing = [place for place, pk in enumerate(asked, 1) if not self.kept.is_answered(pk)]
        return missing[0] if missing else max(len(asked), 1)

    def earlier_sheet(self) -> str:
        """The token of the sheet this browser began by this link for many."""
        try:
            return read_token(_SIGNER.unsign(self.request.COOKIES.get(SHEET_COOKIE, "")))
        except BadSignature:
            return ""

    def values(self) -> dict[str, Any]:
        is_begun = self.found.sheet is not None
        return {
            **super().values(),
            "number": self.next_number() if is_begun else 0,
            "total": asked_of(self.found.collection).count(),
            "form": self.group_form() if self.asks_group else None,
            "earlier": "" if is_begun else self.earlier_sheet(),
        }
