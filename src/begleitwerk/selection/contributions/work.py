"""What a selection makes due: replies, applications, reviews, decisions that wait.

An invitation is work from the day it comes, so these lines stand there however far the day is.
"""

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from begleitwerk.core.contributions import DueLine, DueRow, DueRows, DueScope
from begleitwerk.selection.enums import (
    AWAITED,
    DECIDED_ROUNDS,
    HANDED_IN,
    OPEN_TO_EDIT,
    ApplicationState,
    CandidacyState,
    CorrectionState,
    DecisionState,
    ReviewState,
    RoundState,
    RunState,
    WaiverState,
    WaiverStep,
)
from begleitwerk.selection.models import (
    Candidacy,
    Correction,
    Review,
    RuleRelaxation,
    SelectionDecision,
    SelectionRun,
    Waiver,
)

TO_DO = (ReviewState.ASSIGNED, ReviewState.OPEN)
WITH_OFFICE = (DecisionState.DRAFT, DecisionState.RETURNED)
OF_ROUND = "round__edition__programme__workspace"


def invitations(scope: DueScope) -> DueRows:
    """An invitation nobody answered yet."""
    rows = Candidacy.objects.filter(
        municipality__workspace__in=scope.workspaces,
        state=CandidacyState.INVITED,
        reply_by__isnull=False,
    ).exclude(round__state__in=DECIDED_ROUNDS)
    # invited again after it had declined, what it wrote before is there as withdrawn
    rows = rows.filter(Q(application=None) | Q(application__state=ApplicationState.WITHDRAWN))
    return DueRows(rows, title="round__name", on="reply_by")


def invitation_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("Invitation to apply: an answer is asked for by this day"),
        verb=pgettext("verb", "Answer"),
        url=reverse("selection:application", args=[row.slug, row.key]),
    )


def applications(scope: DueScope) -> DueRows:
    """An application that is being written, or came back incomplete."""
    rows = Candidacy.objects.filter(
        municipality__workspace__in=scope.workspaces,
        application__state__in=OPEN_TO_EDIT,
        state__in=(CandidacyState.INVITED, CandidacyState.APPLIED),
        round__apply_until__isnull=False,
    ).exclude(round__state__in=DECIDED_ROUNDS)
    return DueRows(rows, title="round__name", on="round__apply_until")


def application_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("The application has to be handed in by this day"),
        verb=_("Go on writing"),
        url=reverse("selection:application", args=[row.slug, row.key]),
    )


def approvals(scope: DueScope) -> DueRows:
    """Applications this person was asked to approve."""
    rows = Candidacy.objects.filter(
        municipality__workspace__in=scope.workspaces,
        application__state=ApplicationState.TO_APPROVE,
        application__approver=scope.person,
        state__in=AWAITED,
    ).exclude(round__state__in=DECIDED_ROUNDS)
    return DueRows(rows, title="round__name", on=TruncDate("application__saved_at"))


def approval_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("The application waits for your approval"),
        verb=_("Read and approve"),
        url=reverse("selection:application_check", args=[row.slug, row.key]),
    )


def corrections(scope: DueScope) -> DueRows:
    """Corrections of what this person handed in; whoever proposed one does not agree to it."""
    rows = Correction.objects.filter(
        application__candidacy__municipality__workspace__in=scope.workspaces,
        application__approver=scope.person,
        application__state__in=HANDED_IN,
        application__candidacy__state=CandidacyState.APPLIED,
        state=CorrectionState.ASKED,
    ).exclude(
        Q(application__candidacy__round__state__in=DECIDED_ROUNDS) | Q(asked_by_id=scope.person)
    )
    return DueRows(
        rows,
        title="application__candidacy__round__name",
        on=TruncDate("asked_at"),
        note="application__candidacy_id",
        workspace="application__candidacy__municipality__workspace",
    )


def correction_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("A correction of what you handed in waits for your consent"),
        verb=_("Read and answer"),
        url=reverse("selection:correction_agree", args=[row.slug, row.note, row.key]),
    )


def named(scope: DueScope) -> DueRows:
    """Whom a municipality named to approve its application, and nobody invited yet."""
    rows = Candidacy.objects.filter(
        state__in=AWAITED, **{f"{OF_ROUND}__in": scope.workspaces}
    ).exclude(Q(application__named_approver_email="") | Q(application=None))
    rows = rows.exclude(round__state__in=DECIDED_ROUNDS)
    return DueRows(
        rows,
        title="municipality__name",
        on=TruncDate("application__saved_at"),
        workspace=OF_ROUND,
    )


def named_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("It names who approves its application; that person is not invited yet"),
        verb=_("Invite"),
        url=reverse("selection:named_approver", args=[row.slug, row.key]),
    )


def to_close(scope: DueScope) -> DueRows:
    """Applications that were sent back and had not come in again when the round was decided."""
    rows = Candidacy.objects.filter(
        state=CandidacyState.APPLIED,
        application__state__in=OPEN_TO_EDIT,
        round__state__in=DECIDED_ROUNDS,
        **{f"{OF_ROUND}__in": scope.workspaces},
    )
    return DueRows(
        rows,
        title="municipality__name",
        note="round_id",
        on=TruncDate("application__saved_at"),
        workspace=OF_ROUND,
    )


def to_close_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("Its application was sent back and not completed; the selection is decided"),
        verb=_("Close the application"),
        url=reverse("selection:application_close", args=[row.slug, row.note, row.key]),
    )


def own_reviews(scope: DueScope) -> DueRows:
    """Applications this person reviews."""
    workspace = f"candidacy__{OF_ROUND}"
    rows = Review.objects.filter(
        reviewer_id=scope.person,
        position__isnull=False,
        state__in=TO_DO,
        candidacy__state=CandidacyState.APPLIED,
        candidacy__round__review_until__isnull=False,
        **{f"{workspace}__in": scope.workspaces},
    )
    return DueRows(
        rows,
        title="candidacy__municipality__name",
        note="candidacy__round__name",
        on="candidacy__round__review_until",
        workspace=workspace,
    )


def review_line(row: DueRow) -> DueLine:
    return row.line(
        why=row.note, verb=_("Review"), url=reverse("selection:reviews", args=[row.slug])
    )


def decisions(scope: DueScope) -> DueRows:
    """Decisions another person prepared; known by their calculation."""
    workspace = f"run__{OF_ROUND}"
    rows = SelectionDecision.objects.filter(
        state=DecisionState.PROPOSED, **{f"{workspace}__in": scope.workspaces}
    ).exclude(proposed_by_id=scope.person)
    return DueRows(
        rows,
        title="run__round__name",
        on=TruncDate("proposed_at"),
        key="run_id",
        note="run__round_id",
        workspace=workspace,
    )


def decision_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("A decision about the selection waits for you"),
        verb=_("Check and confirm"),
        url=reverse("selection:decision", args=[row.slug, row.note, row.key]),
    )


def relaxations(scope: DueScope) -> DueRows:
    """Rules to be relaxed for a replacement, proposed by another person."""
    workspace = f"run__{OF_ROUND}"
    rows = RuleRelaxation.objects.filter(
        state=DecisionState.PROPOSED, **{f"{workspace}__in": scope.workspaces}
    ).exclude(proposed_by_id=scope.person)
    return DueRows(
        rows,
        title="run__round__name",
        on=TruncDate("proposed_at"),
        key="run__replaces_id",
        note="run__round_id",
        workspace=workspace,
    )


def relaxation_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("Rules to be relaxed for a replacement wait for you"),
        verb=_("Check and confirm"),
        url=reverse("selection:replacement", args=[row.slug, row.note, row.key]),
    )


def waivers(scope: DueScope) -> DueRows:
    """Questions another person asked: may a calculation or letters go on all the same? Those of a
    decision are answered with it."""
    rows = Waiver.objects.filter(
        state=WaiverState.ASKED,
        step__in=(WaiverStep.CALCULATE, WaiverStep.SEND),
        **{f"{OF_ROUND}__in": scope.workspaces},
    ).exclude(asked_by_id=scope.person)
    return DueRows(
        rows,
        title="round__name",
        on=TruncDate("asked_at"),
        key="round_id",
        note="step",
        workspace=OF_ROUND,
    )


def waiver_line(row: DueRow) -> DueLine:
    page = "letters" if row.note == WaiverStep.SEND else "runs"
    return row.line(
        why=_("Whether it goes on all the same waits for your answer"),
        verb=_("Check and answer"),
        url=reverse(f"selection:{page}", args=[row.slug, row.key]),
    )


def proposals(scope: DueScope) -> DueRows:
    """The newest calculation of a round found a selection, and its decision is with the office."""
    newest = SelectionRun.objects.filter(round=OuterRef("round"), state=RunState.DONE)
    rows = SelectionRun.objects.filter(
        Q(decision=None) | Q(decision__state__in=WITH_OFFICE),
        state=RunState.DONE,
        pk=Subquery(newest.order_by("-pk").values("pk")[:1]),
        **{f"{OF_ROUND}__in": scope.workspaces},
    ).exclude(round__state=RoundState.CLOSED)
    return DueRows(
        rows,
        title="round__name",
        on=TruncDate("finished_at"),
        key="round_id",
        note="decision__state",
        workspace=OF_ROUND,
    )


def proposal_line(row: DueRow) -> DueLine:
    why, verb = _("A selection is calculated and waits for a decision"), _("See the result")
    if row.note == DecisionState.DRAFT:
        why, verb = _("The decision is prepared and not handed over"), _("Go on")
    if row.note == DecisionState.RETURNED:
        why, verb = _("The second person returned the decision"), _("Go on")
    return row.line(why=why, verb=verb, url=reverse("selection:round", args=[row.slug, row.key]))
