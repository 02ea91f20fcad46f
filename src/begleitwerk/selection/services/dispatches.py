"""Letters leave the house: when and how is recorded, and many are made one file."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from begleitwerk.accounts.models import User
from begleitwerk.core.models import Job
from begleitwerk.core.services import (
    Refused,
    changing,
    finish_job,
    not_in_future,
    recorded_together,
    start_job,
)
from begleitwerk.selection.exports.letters import letters_file
from begleitwerk.selection.models import Dispatch, Letter, LetterBundle, SelectionRound


def record_dispatch(
    *, by: User | None, letters: Sequence[Letter], on: date, way: str
) -> list[Dispatch]:
    """Record when and how letters were sent: all of them, or none. What was recorded before is
    corrected, and the history tells it.

    Raises Refused at `letters` where none is chosen, at `on` for a day to come or one before a
    letter was written.
    """
    if not letters:
        raise Refused(_("Choose at least one letter."), "letters")
    not_in_future(on, "on")
    for letter in letters:
        check_written(letter, on)
    with transaction.atomic(), recorded_together():
        # of two who record the same letters at once one comes second and corrects
        pks = [letter.pk for letter in letters]
        list(Letter.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
        known = {row.letter_id: row for row in Dispatch.objects.filter(letter__in=pks)}
        return [record_one(by, letter, known.get(letter.pk), on, way) for letter in letters]


def check_written(letter: Letter, on: date) -> None:
    written = timezone.localdate(letter.sent_at)
    if on < written:
        raise Refused(
            _("The letter to %(name)s was written on %(day)s. Enter that day or a later one.")
            % {"name": letter.municipality.name, "day": f"{written:%d.%m.%Y}"},
            "on",
        )


def record_one(
    by: User | None, letter: Letter, known: Dispatch | None, on: date, way: str
) -> Dispatch:
    row = known or Dispatch(letter=letter)
    row.letter = letter
    with changing(row, by=by, verb="selection.letter_dispatched", if_changed=True) as row:
        row.on, row.way = on, way
    return row


# --- One file -----------------------------------------------------------------------------------


def start_bundle(*, by: User, round: SelectionRound, count: int) -> Job:
    """The job whose progress the page shows while one file is made of many letters."""
    title = ngettext("%(count)s letter", "%(count)s letters", count) % {"count": count}
    return start_job(title=title, owner_id=by.pk, workspace_id=round.workspace.pk)


def make_bundle(
    *, by: User, round: SelectionRound, letters: Sequence[Letter], job_id: int
) -> LetterBundle:
    """All these letters as one PDF in this order, kept for a day for whoever asked for it.

    Raises Refused where it cannot be made.
    """
    file = letters_file(round.name, letters)
    with transaction.atomic():
        bundle = LetterBundle.objects.create(round=round, owner_id=by.pk, content=file)
        slug = round.workspace.slug
        finish_job(
            job_id=job_id,
            message=_("The file with all letters is ready. It is kept for a day."),
            result_url=reverse("selection:letter_bundle", args=[slug, round.pk, bundle.pk]),
        )
    return bundle
