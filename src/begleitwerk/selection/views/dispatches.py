"""Letters leave the house: one file in post order, mail merge, and when they were sent."""

from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.exports import file_response, table_response
from begleitwerk.core.pages import (
    ActionPage,
    Crumbs,
    FilePage,
    FormPage,
    ListPage,
    Values,
    number_in,
)
from begleitwerk.core.selectors import jobs_of
from begleitwerk.core.services import Refused, queue_work
from begleitwerk.selection.exports.letters import (
    CONTENT_TYPES,
    MERGE_HEADER,
    letters_file,
    merge_rows,
)
from begleitwerk.selection.forms.dispatches import DispatchFilter, DispatchForm
from begleitwerk.selection.models import Dispatch, Letter
from begleitwerk.selection.selectors.dispatches import bundle_or_404, posted_letters
from begleitwerk.selection.services.dispatches import record_dispatch, start_bundle
from begleitwerk.selection.tables.dispatches import DispatchTable
from begleitwerk.selection.tasks.dispatches import bundle_letters
from begleitwerk.selection.views.base import OfRound

# So many letters are typeset while one waits; it takes about a second.
AT_ONCE = 30
FILE_NAME = "schreiben.pdf"


class OfDispatches(OfRound):
    """A page about the letters of a round that leave the house, as the list shows them."""

    request: Any

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (_("Dispatch"), self.get_success_url())]

    def get_success_url(self) -> str:
        return self.address("dispatches", self.round.pk)

    def get_queryset(self) -> QuerySet[Letter]:
        return posted_letters(self.round, self.user)

    @cached_property
    def shown(self) -> list[Letter]:
        """The letters the filters of the list leave, in its order."""
        rows = DispatchFilter(self.request.GET, queryset=self.get_queryset()).qs
        table = DispatchTable(data=rows, order_by=self.request.GET.get("sort") or "town")
        return list(table.data.data)


class DispatchList(OfDispatches, ListPage):
    permission = "selection.view_round"
    template_name = "selection/dispatches.html"
    table_class = DispatchTable
    filterset_class = DispatchFilter
    title = _("Dispatch")

    def crumbs(self) -> Crumbs:
        return OfRound.crumbs(self)

    def get_table_kwargs(self) -> dict[str, Any]:
        may_edit = self.user.has_perm("municipalities.import_contacts")
        return {"slug": self.programme.workspace.slug, "may_edit": may_edit}

    def export(self, kind: str) -> HttpResponse:
        """Addresses and salutations for a mail merge, German in every language."""
        return table_response(
            name="serienbrief", kind=kind, header=MERGE_HEADER, rows=merge_rows(self.shown)
        )

    def values(self) -> Values:
        rows = self.get_queryset()
        wanted = number_in(self.request.GET.get("auftrag", ""))
        jobs = jobs_of(self.user.pk)
        return {
            **super().values(),
            "is_long": len(self.shown) > AT_ONCE,
            "count": len(self.shown),
            "open_count": rows.filter(dispatch=None, sent_to="").count(),
            "job": jobs.filter(pk=wanted).first() if wanted is not None else None,
            "kept_query": self.request.GET.urlencode(),
        }


class LettersTogether(OfDispatches, FilePage):
    """What the list shows as one PDF, where that is quick."""

    permission = "selection.view_round"

    def file(self) -> HttpResponseBase:
        if not self.shown:
            raise Refused(gettext("There is no letter to print. Change the filters."))
        if len(self.shown) > AT_ONCE:
            raise Refused(gettext("These are many letters. Have the file made in the background."))
        file = letters_file(self.round.name, self.shown)
        return file_response(file, name=FILE_NAME, content_type=CONTENT_TYPES["pdf"])


class LettersTogetherLater(OfDispatches, ActionPage):
    """The same in the background, where it takes its time."""

    permission = "selection.view_round"
    job_id: int | None = None

    def act(self) -> None:
        if not self.shown:
            raise Refused(gettext("There is no letter to print. Change the filters."))
        with transaction.atomic():
            job = start_bundle(by=self.user, round=self.round, count=len(self.shown))
            self.job_id = job.pk
            ids = [letter.pk for letter in self.shown]
            queue_work(job_id=job.pk, work=bundle_letters, round_id=self.round.pk, letter_ids=ids)

    def target_url(self) -> str:
        url = super().target_url()
        return f"{url}?auftrag={self.job_id}" if self.job_id else url


class LetterBundleFile(OfDispatches, FilePage):
    """The file that was made; it is its maker's."""

    permission = "selection.view_round"

    def file(self) -> HttpResponseBase:
        bundle = bundle_or_404(self.round, self.user, self.kwargs["bundle_pk"])
        content = bytes(bundle.content)
        return file_response(content, name=FILE_NAME, content_type=CONTENT_TYPES["pdf"])


class DispatchRecord(OfDispatches, FormPage):
    """Many letters, one day, one way; what is recorded already can be corrected."""

    permission = "selection.edit_round"
    template_name = "selection/dispatch.html"
    form_class = DispatchForm
    title = _("Record as sent")
    submit_label = _("Record as sent")
    saved_message = _("It is recorded.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "letters": self.shown}

    def get_initial(self) -> dict[str, Any]:
        open_ones = [
            str(row.pk) for row in self.shown if not row.sent_to and not hasattr(row, "dispatch")
        ]
        return {"on": timezone.localdate(), "way": "post", "letters": open_ones}

    def save(self, form: Any) -> list[Dispatch]:
        return record_dispatch(by=self.user, **form.values)

    def values(self) -> Values:
        return {**super().values(), "count": len(self.shown)}
