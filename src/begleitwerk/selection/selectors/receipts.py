"""Receipts whose file is not made yet, and why."""

from dataclasses import dataclass

from begleitwerk.core.enums import JobState
from begleitwerk.core.models import Job
from begleitwerk.selection.enums import LetterKind
from begleitwerk.selection.models import Candidacy, Letter

AT_IT = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True)
class ReceiptState:
    """How the latest receipt stands; `job` makes its file, or could not."""

    letter: Letter
    job: Job | None

    @property
    def is_there(self) -> bool:
        return self.letter.file_id is not None

    @property
    def is_under_way(self) -> bool:
        return self.job is not None and self.job.state in AT_IT

    @property
    def may_be_made_again(self) -> bool:
        return not self.is_there and not self.is_under_way


def receipt_state(candidacy: Candidacy) -> ReceiptState | None:
    """Of the latest receipt; its letters are asked for with a municipality's own candidacy."""
    receipts = (row for row in candidacy.letters.all() if row.kind == LetterKind.RECEIPT)
    letter = next(receipts, None)
    if letter is None:
        return None
    job = Job.objects.filter(pk=letter.job_id or 0).first() if letter.file_id is None else None
    return ReceiptState(letter, job)


def to_be_made() -> list[Letter]:
    """Without a file, and nobody is at it."""
    rows = Letter.objects.filter(kind=LetterKind.RECEIPT, file=None)
    at_it = Job.objects.filter(state__in=AT_IT).values("pk")
    return list(rows.exclude(job_id__in=at_it).select_related("candidacy__municipality"))
