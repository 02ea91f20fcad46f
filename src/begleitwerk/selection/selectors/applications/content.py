"""What an application says, as JSON and in words; and what the office may read of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext

from begleitwerk.core.templatetags.bw import number
from begleitwerk.engine.canonical import digest_of
from begleitwerk.selection.enums import HANDED_IN, OPEN_TO_EDIT, ApplicationState
from begleitwerk.selection.models import Application, Candidacy, SelectionRound
from begleitwerk.selection.rules.steps import (
    CANDIDATE,
    CandidateStand,
    CandidateStep,
    allowed,
)
from begleitwerk.selection.selectors.applications.experience import texts_apart
from begleitwerk.selection.selectors.applications.form import STEPS, what_is_missing
from begleitwerk.selection.selectors.applications.own import application_of, receipt_of
from begleitwerk.selection.selectors.applications.parts import (
    evidence_of,
    files_of,
    themes_said_in,
)

Text = str | Promise
Content = Mapping[str, Any]


def content_of(application: Application) -> dict[str, Any]:
    """Everything an application says, as JSON; what was handed in is kept in this form.

    `experience_by_theme` is there only where each theme has a text of its own.
    """
    apart = texts_apart(application)
    return {
        "themes": [
            {"key": theme.item.key, "label": theme.item.label_de}
            for theme in themes_said_in(application)
        ],
        "motivation": application.motivation,
        "experience": application.experience,
        **({"experience_by_theme": apart} if apart else {}),
        "evidence": [
            {"statement": row.statement, "proof": row.proof, "year": row.year}
            for row in evidence_of(application)
        ],
        "earlier_participation": application.earlier_participation,
        "network_since": application.network_since,
        "staff": application.staff,
        "staff_fte": None if application.staff_fte is None else f"{application.staff_fte:.2f}",
        "has_backing": application.has_backing,
        "backing": application.backing,
        "participants": application.participants,
        "files": [
            {
                "id": row.pk,
                "title": row.title,
                "name": row.file.name,
                "size": row.file.size,
                "sha256": row.file.sha256,
            }
            for row in files_of(application)
        ],
    }


def step_print(application: Application, slug: str) -> str:
    """A short digest of what one step says, to tell whether somebody changed this very step."""
    step = next(step for step in STEPS if step.slug == slug)
    content = content_of(application)
    names = {*step.fields, *(("experience_by_theme",) if "experience" in step.fields else ())}
    return digest_of({name: content.get(name) for name in names})[:16]


@dataclass(frozen=True)
class Entry:
    """A question and its answer in words; empty where nothing was given."""

    label: Text
    value: str
    is_text: bool = False


@dataclass(frozen=True)
class FileLine:
    pk: int
    title: str
    name: str
    size: str
    sha256: str
    is_there: bool


@dataclass(frozen=True)
class Section:
    """A part of an application as it is read: facts, texts, evidence."""

    slug: str
    title: Text
    entries: tuple[Entry, ...]
    evidence: tuple[Mapping[str, Any], ...] = ()


def yes_no(value: bool | None) -> str:
    if value is None:
        return ""
    return gettext("yes") if value else gettext("no")


def about_theme(theme: str) -> str:
    """What the text about one of several themes is called."""
    return gettext("our experience with the theme “%(theme)s”") % {"theme": theme}


def sections_of(content: Content, theme: str = "") -> tuple[Section, ...]:
    """An application in the order of its form, in the language of the reader.

    `theme` is the key of the only theme the experience is read about.
    """
    label: dict[str, Text] = {
        field.name: field.verbose_name
        for field in (*Application._meta.fields, *Application._meta.many_to_many)
    }

    def text(name: str) -> Entry:
        return Entry(label[name], content.get(name) or "", is_text=True)

    def experience() -> tuple[Entry, ...]:
        apart = content.get("experience_by_theme")
        if not apart:
            return (text("experience"),)
        return tuple(
            Entry(about_theme(row["label"]), apart[row["key"]], is_text=True)
            for row in content["themes"]
            if theme in ("", row["key"])
        )

    posts, since = content.get("staff_fte"), content.get("network_since")
    themes = ", ".join(theme["label"] for theme in content.get("themes", ()))
    entries: dict[str, tuple[Entry, ...]] = {
        "motivation": (Entry(label["themes"], themes), text("motivation")),
        "erfahrung": (
            *experience(),
            Entry(label["earlier_participation"], yes_no(content.get("earlier_participation"))),
            Entry(label["network_since"], str(since or "")),
        ),
        "personal": (
            text("staff"),
            Entry(label["staff_fte"], number(Decimal(posts)) if posts is not None else ""),
        ),
        "rueckhalt": (
            Entry(label["has_backing"], yes_no(content.get("has_backing"))),
            text("backing"),
        ),
        "beteiligte": (text("participants"),),
    }
    proofs = tuple(content.get("evidence", ()))
    return tuple(
        Section(
            step.slug, step.title, entries[step.slug], proofs if "evidence" in step.fields else ()
        )
        for step in STEPS
    )


def file_lines(content: Content, there: Iterable[int]) -> tuple[FileLine, ...]:
    """The attachments of a content; `there` are the ids of those that can still be opened."""
    known = set(there)
    return tuple(
        FileLine(
            pk=row["id"],
            title=row["title"],
            name=row["name"],
            size=size_words(row["size"]),
            sha256=row["sha256"],
            is_there=row["id"] in known,
        )
        for row in content.get("files", ())
    )


def size_words(size: int) -> str:
    """Bytes as people read them: 840 KB, 2,4 MB."""
    if size < 1_000_000:
        return f"{number(max(1, round(size / 1000)))} KB"
    return f"{number(Decimal(size) / 1_000_000, 1)} MB"


@dataclass(frozen=True)
class ApplicationView:
    """All a page may say about an application. Without `sections` it is not to be read (yet)."""

    candidacy: Candidacy
    application: Application | None
    state: str
    sections: tuple[Section, ...]
    files: tuple[FileLine, ...]
    missing: tuple[str, ...]
    handed_in_at: datetime | None
    completed_at: datetime | None
    digest: str

    @property
    def is_readable(self) -> bool:
        return bool(self.sections)

    @property
    def is_late(self) -> bool:
        return self.state == ApplicationState.LATE

    @property
    def is_sent_back(self) -> bool:
        """Handed in once and on its way again, whether somebody was asked to approve it or not."""
        return self.handed_in_at is not None and self.state in OPEN_TO_EDIT

    @property
    def may_return(self) -> bool:
        """The office may send it back while nothing is decided."""
        candidacy = self.candidacy
        stand = CandidateStand(candidacy.round.state, candidacy.state, self.state)
        return CandidateStep.SEND_BACK in allowed(CANDIDATE, stand)


def application_view(candidacy: Candidacy, theme: str = "") -> ApplicationView:
    """What office and reviewers read: what was handed in, never a draft.

    While a municipality completes or withdraws an application, the words last handed in are shown,
    from the receipt. With `theme` (its key) the experience is that with this theme alone. At most
    seven queries.
    """
    application = application_of(candidacy)
    if application is None:
        return ApplicationView(candidacy, None, "", (), (), (), None, None, "")
    return _view(candidacy, application, handed_in_content(candidacy, application), theme)


def handed_in_content(candidacy: Candidacy, application: Application) -> Content | None:
    """What was handed in last; None as long as nothing was."""
    if application.state in HANDED_IN:
        return content_of(application)
    receipt = receipt_of(candidacy) if application.submitted_at is not None else None
    return receipt.content.get("application") if receipt else None


def own_content(candidacy: Candidacy, application: Application) -> Content:
    """What the municipality itself reads: what it writes; once closed, what it had handed in."""
    is_closed = application.state == ApplicationState.CLOSED
    handed_in = handed_in_content(candidacy, application) if is_closed else None
    return handed_in or content_of(application)


def _view(
    candidacy: Candidacy, application: Application, content: Content | None, theme: str
) -> ApplicationView:
    there = [row.pk for row in files_of(application)] if content else []
    first, last = application.submitted_at, application.approved_at
    return ApplicationView(
        candidacy=candidacy,
        application=application,
        state=application.state,
        sections=sections_of(content, theme) if content else (),
        files=file_lines(content, there) if content else (),
        missing=tuple(text for _name, text in what_is_missing(application))
        if application.state in HANDED_IN
        else (),
        handed_in_at=first,
        completed_at=last if first and last and last != first else None,
        digest=digest_of(content) if content else "",
    )


def is_late(round: SelectionRound, moment: datetime) -> bool:
    """Whether something handed in at this moment comes after the deadline of the round."""
    return round.apply_until is not None and timezone.localdate(moment) > round.apply_until
