"""A municipality's own candidacies, and who approves what it hands in."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.selectors import alphabetical, events_of_workspace, row_at
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.rules import GRANTS
from begleitwerk.municipalities.selectors import current_members, read_access
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.programmes.selectors import open_themes
from begleitwerk.selection.enums import (
    DECIDED_ROUNDS,
    OPEN_TO_EDIT,
    ApplicationState,
    CandidacyState,
    LetterKind,
)
from begleitwerk.selection.models import Application, ApplicationFile, Candidacy, Letter, RuleSet
from begleitwerk.selection.selectors.applications.form import Progress, progress_of

APPROVING = tuple(
    role for role, rights in GRANTS.items() if Permission.APPLICATION_APPROVE in rights
)
# Nothing of it goes on once the selection is decided.
UNTIL_DECIDED = OPEN_TO_EDIT | {"invited"}
# What tells an applicant how the selection ended.
RESULTS = (LetterKind.SELECTED, LetterKind.RESERVE, LetterKind.REJECTED, LetterKind.CLOSED)


def own_candidacies(municipality: Municipality) -> QuerySet[Candidacy]:
    """What a municipality was invited to, newest first; a longlist is the office's own matter.

    `has_rules`: rules of the round are frozen, so that they can be read.
    """
    frozen = RuleSet.objects.filter(round=OuterRef("round"), frozen_at__isnull=False)
    return (
        Candidacy.objects.filter(municipality=municipality)
        .annotate(has_rules=Exists(frozen))
        .exclude(state=CandidacyState.LONGLISTED)
        .select_related(
            "round__edition__programme__workspace",
            "municipality__workspace",
            "application__approver",
            "withdrawal",
        )
        .prefetch_related(
            Prefetch("application__themes", EditionTheme.objects.select_related("item")),
            "application__evidence",
            Prefetch("letters", Letter.objects.select_related("file")),
        )
        .order_by("-invited_on", "-pk")
    )


def own_candidacy_or_404(municipality: Municipality, pk: int) -> Candidacy:
    candidacy = row_at(own_candidacies(municipality).filter(pk=pk))
    if candidacy is None:
        raise Http404
    return candidacy


def application_of(candidacy: Candidacy) -> Application | None:
    """The application of a candidacy, begun or handed in; None before it was begun."""
    try:
        application: Application = candidacy.application
    except Application.DoesNotExist:
        return None
    application.candidacy = candidacy
    return application


def offered_themes(candidacy: Candidacy) -> QuerySet[EditionTheme]:
    """The themes a municipality was invited for; all of the edition where none was named."""
    invited = candidacy.themes.select_related("item")
    return invited if invited.exists() else open_themes(candidacy.round.edition)


def approvers_of(municipality: Municipality) -> QuerySet[User]:
    """Who may approve an application here today, by name."""
    members = current_members(municipality.workspace).filter(role__in=APPROVING)
    people: QuerySet[User] = User.objects.filter(
        pk__in=members.order_by().values("user"), is_active=True
    )
    return people.order_by(alphabetical("name"), "pk")


def may_approve(user: User, application: Application) -> bool:
    """Whether somebody may hand this one in: whoever approves and reads here, or was asked to."""
    access, place = read_access(user), application.municipality.workspace
    reads = access.may(Permission.APPLICATION_VIEW, place)
    asked = application.approver_id == user.pk
    return access.may(Permission.APPLICATION_APPROVE, place) and (reads or asked)


def letters_of(candidacy: Candidacy) -> QuerySet[Letter]:
    """What was sent to a municipality, newest first."""
    return candidacy.letters.select_related("file")


def letter_or_404(candidacy: Candidacy, pk: int) -> Letter:
    letter = row_at(letters_of(candidacy).filter(pk=pk))
    if letter is None:
        raise Http404
    return letter


def receipt_of(candidacy: Candidacy) -> Letter | None:
    """The latest receipt: what was handed in last, word for word, with its digest."""
    return letters_of(candidacy).filter(kind=LetterKind.RECEIPT).first()


def file_or_404(application: Application | None, pk: int) -> ApplicationFile:
    found = application.files.select_related("file").filter(pk=pk).first() if application else None
    if found is None:
        raise Http404
    return found


# --- Where it stands ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Overview:
    """Where a candidacy stands for the municipality: what to do next, until when.

    `stage` is invited, declined, draft, to_approve, incomplete, submitted, late, withdrawn, over
    (nothing was handed in, or not again, before the selection was decided) or decided; a
    result shows only once its letter has gone out. `due` is the day something is due.
    """

    candidacy: Candidacy
    application: Application | None
    stage: str
    progress: Progress | None
    due: date | None
    result: Letter | None


def result_of(candidacy: Candidacy) -> Letter | None:
    """The newest letter that tells how it ended."""
    return next((row for row in candidacy.letters.all() if row.kind in RESULTS), None)


def overview_of(candidacy: Candidacy) -> Overview:
    application, result = application_of(candidacy), result_of(candidacy)
    is_withdrawn = application is not None and application.state == ApplicationState.WITHDRAWN
    stage = "decided" if result and not is_withdrawn else stage_of(candidacy, application)
    if stage in UNTIL_DECIDED and candidacy.round.state in DECIDED_ROUNDS:
        stage = "over"
    writes = stage in OPEN_TO_EDIT
    until = candidacy.round.apply_until
    return Overview(
        candidacy=candidacy,
        application=application,
        stage=stage,
        progress=progress_of(application) if application else None,
        due=candidacy.reply_by if stage == "invited" else until if writes else None,
        result=result,
    )


def stage_of(candidacy: Candidacy, application: Application | None) -> str:
    if candidacy.state == CandidacyState.DECLINED:
        return "declined"
    begun = application is not None and application.state != ApplicationState.WITHDRAWN
    if begun and application is not None:
        return str(application.state)
    if candidacy.state in (CandidacyState.INVITED, CandidacyState.NO_REPLY):
        return "invited"
    return "withdrawn"


def own_events(candidacy: Candidacy, limit: int = 50) -> list[AuditEvent]:
    """What the municipality itself did; what the office does stands in the office's log."""
    about = Q(subject_type="selection.candidacy", subject_id=str(candidacy.pk))
    application = application_of(candidacy)
    if application is not None:
        about |= Q(subject_type="selection.application", subject_id=str(application.pk))
    rows = events_of_workspace(candidacy.municipality.workspace_id).filter(about)
    rows = rows.exclude(verb="selection.candidacy_moved")  # the act that moved it stands there
    return list(rows[:limit])
