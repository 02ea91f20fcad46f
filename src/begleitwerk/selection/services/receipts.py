"""The receipt of an application: its words are kept as it comes in, its file is made afterwards.

A file that cannot be made undoes nothing: the job says so, and anybody of the municipality, or the
next day, has it made again.
"""

from django.db import transaction
from django.urls import reverse

from begleitwerk.accounts.models import User
from begleitwerk.core.services import finish_job
from begleitwerk.files.services import store_file
from begleitwerk.selection.enums import LetterKind
from begleitwerk.selection.exports.letters import letter_name, letter_upload
from begleitwerk.selection.models import Application, Letter
from begleitwerk.selection.papers.receipt import receipt_content, receipt_document
from begleitwerk.selection.selectors.applications import recipients_of


def keep_receipt(by: User, application: Application) -> Letter:
    """Every word of what is handed in, with its digest; the file is yet to be made."""
    return Letter.objects.create(
        candidacy=application.candidacy,
        kind=LetterKind.RECEIPT,
        content=receipt_content(application),
        sent_to=recipients_of([application.candidacy])[0].email,
        sent_by_id=by.pk,
    )


def note_job(letter: Letter, job_id: int) -> None:
    """Which job makes the file, so that the page can show it."""
    Letter.objects.filter(pk=letter.pk).update(job_id=job_id)


def make_receipt(*, by: User | None, letter: Letter, job_id: int | None = None) -> Letter:
    """Typeset a receipt and keep its file; once it is there nothing is done again."""
    candidacy = letter.candidacy
    name = letter_name("eingangsbestaetigung", candidacy.municipality.slug)
    upload = letter_upload(receipt_document(letter.content), name) if letter.file is None else None
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=letter.pk)
        if letter.file is None and upload is not None:
            letter.file = store_file(
                by=by,
                municipality=candidacy.municipality,
                upload=upload,
                what=f"receipt {letter.pk}",
            )
            letter.save(update_fields=["file"])
        if job_id:
            page = reverse(
                "selection:application", args=[candidacy.municipality.slug, candidacy.pk]
            )
            finish_job(job_id=job_id, result_url=page)
    return letter
