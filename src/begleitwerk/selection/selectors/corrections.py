"""What the office may correct of an application, with consent, and what came of it.

Themes, evidence and attachments are the applicant's alone: about them the application goes back.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, override

from begleitwerk.core.once import once_per_page
from begleitwerk.core.selectors import row_at
from begleitwerk.core.templatetags.bw import number
from begleitwerk.engine.selection.protocol import Correction as ProtocolCorrection
from begleitwerk.selection.enums import CorrectionState
from begleitwerk.selection.models import Application, Correction, SelectionRun
from begleitwerk.selection.rules.steps import CANDIDATE, CandidateStand, CandidateStep, allowed
from begleitwerk.selection.selectors.applications.content import about_theme, yes_no
from begleitwerk.selection.selectors.applications.experience import (
    EXPERIENCE,
    OF_THEME,
    theme_of_field,
    themes_apart,
    value_of,
)
from begleitwerk.selection.selectors.conduct import inside

TEXT, YES_NO, YEAR, POSTS = "text", "yes_no", "year", "posts"
KINDS: dict[str, str] = {
    "motivation": TEXT,
    "experience": TEXT,
    "earlier_participation": YES_NO,
    "network_since": YEAR,
    "staff": TEXT,
    "staff_fte": POSTS,
    "has_backing": YES_NO,
    "backing": TEXT,
    "participants": TEXT,
}
ANSWERS = {"yes": True, "no": False}
READ: dict[str, Callable[[str], Any]] = {YES_NO: ANSWERS.get, YEAR: int, POSTS: Decimal}


# --- A value as the text it is kept as ------------------------------------------------------------


def as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return "" if value is None else str(value).strip()


def from_text(field: str, text: str) -> Any:
    """The value of a field; what was not given is None, or an empty text."""
    kind = kind_of(field)
    if kind == TEXT:
        return text
    if not text:
        return None
    return READ[kind](text)


def in_words(field: str, text: str) -> str:
    """As the page of the application says it."""
    value = from_text(field, text)
    if kind_of(field) == YES_NO:
        return yes_no(value)
    return number(value) if isinstance(value, Decimal) else text


def kind_of(field: str) -> str:
    return KINDS[EXPERIENCE if theme_of_field(field) else field]


def label_of(field: str, themes: Mapping[str, str] | None = None) -> str | Promise:
    """`themes` names those with a text of their own by their keys."""
    key = theme_of_field(field)
    if key in (themes or {}):
        return about_theme((themes or {})[key])
    field = EXPERIENCE if key else field
    return Application._meta.get_field(field).verbose_name  # type: ignore[union-attr]


# --- What may be corrected ------------------------------------------------------------------------


def correcting_stand(application: Application) -> CandidateStand:
    candidacy = application.candidacy
    return CandidateStand(candidacy.round.state, candidacy.state, application.state)


def may_be_corrected(application: Application | None) -> bool:
    if application is None:
        return False
    return CandidateStep.CORRECT in allowed(CANDIDATE, correcting_stand(application))


@dataclass(frozen=True)
class Correctable:
    """An entry as it was handed in; `waits` where a correction of it waits for consent."""

    field: str
    label: str | Promise
    value: str
    is_text: bool
    waits: bool


def entries_of(application: Application) -> list[str]:
    """The fields that can be corrected, in the order of the form: of several themes each text."""
    apart = [f"{OF_THEME}{key}" for key in themes_apart(application)]
    return [
        name for field in KINDS for name in (apart if field == EXPERIENCE and apart else [field])
    ]


def correctable(application: Application) -> list[Correctable]:
    """Every entry in the order of the form."""
    waiting = {row.field for row in waiting_for(application)}
    themes = themes_apart(application)
    return [
        Correctable(
            field,
            label_of(field, themes),
            in_words(field, as_text(value_of(application, field))),
            kind_of(field) == TEXT,
            field in waiting,
        )
        for field in entries_of(application)
    ]


def waiting_for(application: Application) -> list[Correction]:
    return [row for row in corrections_of(application) if row.state == CorrectionState.ASKED]


@once_per_page
def corrections_of(application: Application) -> tuple[Correction, ...]:
    """All of an application, the latest first; where the candidacy was read for a page it knows
    whether there is any (`has_corrections`)."""
    if not getattr(application.candidacy, "has_corrections", True):
        return ()
    return tuple(Correction.objects.filter(application=application).order_by("-pk"))


def correction_or_404(application: Application | None, pk: int) -> Correction:
    rows = Correction.objects.filter(application=application).select_related(
        "application__candidacy__round__edition__programme__workspace",
        "application__candidacy__municipality__workspace",
    )
    found = row_at(rows.filter(pk=pk)) if application else None
    if found is None:
        raise Http404
    return found


# --- As it is told --------------------------------------------------------------------------------


@dataclass(frozen=True)
class CorrectionLine:
    """One correction, both sides of it."""

    pk: int
    label: str | Promise
    handed_in: str
    corrected: str
    reason: str
    answer: str
    state: str
    words: str
    waits: bool
    asked_by: int | None
    asked_at: datetime
    answered_at: datetime | None


def correction_lines(rows: Iterable[Correction], *, is_open: bool) -> list[CorrectionLine]:
    """`is_open`: whether the application can still be corrected; else no answer comes."""
    return [
        CorrectionLine(
            pk=row.pk,
            label=correction_label(row),
            handed_in=in_words(row.field, row.handed_in),
            corrected=in_words(row.field, row.corrected),
            reason=row.reason,
            answer=row.answer,
            state=row.state,
            words=words_of(row, is_open=is_open),
            waits=is_open and row.state == CorrectionState.ASKED,
            asked_by=row.asked_by_id,
            asked_at=row.asked_at,
            answered_at=row.answered_at,
        )
        for row in rows
    ]


def entry_label(field: str, themes: Mapping[str, str] | None = None) -> str:
    """As history and protocol say it, which outlive the form: what is not known stays as it is."""
    known = theme_of_field(field) or field in KINDS
    return str(label_of(field, themes)) if known else field


def correction_label(row: Correction) -> str | Promise:
    themes = themes_apart(row.application) if theme_of_field(row.field) else None
    return label_of(row.field, themes)


def words_of(row: Correction, *, is_open: bool) -> str:
    if row.state == CorrectionState.ASKED and not is_open:
        return gettext("not answered, what was handed in counts")
    return row.get_state_display()


def lines_of(application: Application | None) -> list[CorrectionLine]:
    """As office and applicant read them, the latest first."""
    if application is None:
        return []
    is_open = may_be_corrected(application)
    return correction_lines(corrections_of(application), is_open=is_open)


def agreed_in(application: Application) -> dict[str, datetime]:
    """Which entries stand as they were corrected, in German, and when the applicant agreed."""
    rows = Correction.objects.filter(application=application, state=CorrectionState.AGREED)
    rows = rows.select_related("application")
    with override("de"):
        return {
            str(correction_label(row)): row.answered_at
            for row in rows.order_by("pk")
            if row.answered_at
        }


def corrections_in(run: SelectionRun) -> tuple[ProtocolCorrection, ...]:
    """Those that counted in a calculation, in a fixed order: what was said stays where it is."""
    candidacies = inside(run)
    rows = Correction.objects.filter(
        application__candidacy__in=candidacies,
        state=CorrectionState.AGREED,
        answered_at__lte=run.created_at,
    ).select_related("application")
    found = [
        ProtocolCorrection(
            candidacies[row.application.candidacy_id].key,
            row.field,
            timezone.localdate(row.answered_at),
        )
        for row in rows
        if row.answered_at
    ]
    return tuple(sorted(found, key=lambda row: (row.candidate, row.entry, row.agreed_on)))
