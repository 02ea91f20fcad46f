"""Who approves an application: named inside where nobody may, invited by the office (ADR 25)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.services import Refused, changing, claim, require
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import InvitedRole
from begleitwerk.municipalities.services import invite as invite_person
from begleitwerk.selection.models import Application, Candidacy
from begleitwerk.selection.rules.steps import CANDIDATE, CandidateStep
from begleitwerk.selection.selectors.applications import application_of, approvers_of
from begleitwerk.selection.selectors.stands import state_stand
from begleitwerk.selection.services.applications import check_open
from begleitwerk.selection.services.guards import check


def name_approver(
    *, by: User | None, application: Application, name: str, email: str, version: int | None = None
) -> Application:
    """Tell the office who shall approve, where nobody inside may; the office then invites her.

    Raises EditConflict, Refused at `name` or `email`, and where somebody may approve already.
    """
    name = require(name, "name", _("Say who it is."))
    verb = "selection.approver_named"
    with changing(application, by=by, version=version, verb=verb) as application:
        check_open(application)
        check_nobody_approves(application.candidacy)
        application.named_approver, application.named_approver_email = name, email.strip().lower()
    return application


def invite_approver(
    *, by: User | None, candidacy: Candidacy, email: str, name: str = ""
) -> InvitedRole:
    """Invite the person who approves the application. She reads what those inside ask her to
    approve, and nothing else.

    Raises Refused at `email`, where somebody may approve already or is invited to, and where the
    role is not hers to give (`municipalities.rules.powers`).
    """
    check(CANDIDATE, CandidateStep.INVITE_APPROVER, state_stand(candidacy))
    check_nobody_approves(candidacy)
    with transaction.atomic():
        offer = invite_person(
            by=by,
            workspace=candidacy.municipality.workspace,
            email=email,
            name=name,
            role=Role.APPROVER,
            valid_from=timezone.localdate(),
        )
        forget_name(candidacy)
    return offer


def forget_name(candidacy: Candidacy) -> None:
    """Whom they named is invited: the invitation tells the rest."""
    application = application_of(candidacy)
    if application is not None and application.named_approver_email:
        row = claim(application, version=None)
        row.named_approver = row.named_approver_email = ""
        row.save()


def check_nobody_approves(candidacy: Candidacy) -> None:
    if approvers_of(candidacy.municipality).exists():
        raise Refused(_("Somebody there may approve already. Ask that person to approve."))
