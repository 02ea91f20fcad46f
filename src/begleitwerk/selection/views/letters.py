"""Letters after a decision: who gets which, a look at each, and off they go."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import file_response
from begleitwerk.core.pages import ActionPage, Crumbs, DetailPage, FilePage, Values, number_in
from begleitwerk.core.selectors import jobs_of
from begleitwerk.core.services import queue_work
from begleitwerk.engine.documents import render_html
from begleitwerk.files.exports import download_of
from begleitwerk.files.models import StoredFile
from begleitwerk.selection.enums import WaiverStep
from begleitwerk.selection.exports.letters import CONTENT_TYPES, letter_file, letter_name
from begleitwerk.selection.models import Candidacy, SelectionDecision
from begleitwerk.selection.papers.letters import LetterBook, decision_letter
from begleitwerk.selection.presenters.grounds import ground_part
from begleitwerk.selection.selectors.after import (
    Addressee,
    addressee_or_404,
    batches_of,
    decision_or_404,
    unsent,
)
from begleitwerk.selection.selectors.grounds import to_send
from begleitwerk.selection.services.letters import send_letters, start_sending
from begleitwerk.selection.tasks.letters import send_decision_letters
from begleitwerk.selection.views.base import OfRound

# So many letters are written while one waits; it takes two seconds.
AT_ONCE = 20


class Letters(OfRound, DetailPage):
    """All letters of the round, by decision; what has still to go out comes first."""

    permission = "selection.view_round"
    template_name = "selection/letters.html"

    def values(self) -> Values:
        batches = batches_of(self.round)
        waiting = next((batch for batch in batches if batch.waiting), None)
        own = {"batches": batches, "waiting": waiting, "job": self.job()}
        if waiting:
            decision = waiting.decision
            part = ground_part(self.round, WaiverStep.SEND, to_send(decision), decision.run)
            own |= {"part": part, "may_grant": self.may_answer(part.waiting)}
        return {**super().values(), **own}

    def job(self) -> Any:
        wanted = number_in(self.request.GET.get("auftrag", ""))
        return jobs_of(self.user.pk).filter(pk=wanted).first() if wanted is not None else None


class OfDecided(OfRound):
    """A page about the letters of one confirmed decision."""

    @cached_property
    def decision(self) -> SelectionDecision:
        return decision_or_404(self.round, self.kwargs["decision_pk"])

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Letters"), self.get_success_url())]

    def get_success_url(self) -> str:
        return self.address("letters", self.round.pk)

    def values(self) -> Values:
        return {**super().values(), "decision": self.decision}


class LettersSend(OfDecided, ActionPage):
    """All at once; a second click finds nothing left to send."""

    permission = "selection.edit_round"
    job_id: int | None = None

    def act(self) -> None:
        count = len(unsent(self.decision))
        if count <= AT_ONCE:
            self.tell(len(send_letters(by=self.user, decision=self.decision)))
            return
        with transaction.atomic():
            self.job_id = start_sending(by=self.user, decision=self.decision, count=count).pk
            queue_work(job_id=self.job_id, work=send_decision_letters, decision_id=self.decision.pk)

    def tell(self, count: int) -> None:
        if count == 0:
            messages.info(self.request, gettext("All letters had gone out already."))
            return
        text = ngettext("One letter is sent.", "%(count)s letters are sent.", count)
        messages.success(self.request, text % {"count": count})

    def target_url(self) -> str:
        url = super().target_url()
        return f"{url}?auftrag={self.job_id}" if self.job_id else url


class OfLetter(OfDecided):
    """About the letter to one applicant; who declared a conflict of interest stays outside."""

    record_name = "candidacy"

    @cached_property
    def addressee(self) -> Addressee:
        return addressee_or_404(self.decision, self.kwargs["candidacy_pk"])

    @property
    def candidacy(self) -> Candidacy:
        return self.addressee.candidacy

    @cached_property
    def content(self) -> dict[str, Any]:
        """As it went out; before that as it would go out today."""
        sent = self.addressee.letter
        if sent is not None:
            return dict(sent.content)
        book = LetterBook(self.decision)
        told = self.addressee
        return book.content(told.place, on=timezone.localdate(), by_post=not told.email)


class LetterPreview(OfLetter, DetailPage):
    permission = "selection.view_candidacy"
    template_name = "selection/letter.html"

    def values(self) -> Values:
        preview = render_html(decision_letter(self.content))
        return {**super().values(), "addressee": self.addressee, "preview": preview}


class LetterDownload(OfLetter, FilePage):
    """PDF or Word; a letter that went out comes as the file that was frozen then."""

    permission = "selection.view_candidacy"

    def file(self) -> HttpResponseBase:
        kind, sent = self.kwargs["kind"], self.addressee.letter
        if kind not in CONTENT_TYPES:
            raise Http404
        if sent is not None and kind == "pdf":
            return download_of(cast("StoredFile", sent.file))
        file = letter_file(decision_letter(self.content), kind)
        name = letter_name("auswahl", self.candidacy.municipality.slug)
        return file_response(file, name=f"{name}.{kind}", content_type=CONTENT_TYPES[kind])
