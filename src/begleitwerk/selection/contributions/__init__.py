"""What a selection shows on the pages of others."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.contributions import Area, Due, Panel, areas, due, panels
from begleitwerk.core.presenters import register_history
from begleitwerk.core.processing import Needed, register_needed
from begleitwerk.core.services import Duty, Sealable, register_duties, register_sealable
from begleitwerk.core.services.undo import register_rests
from begleitwerk.municipal_survey.models import SurveyRow
from begleitwerk.municipal_survey.services.files import SURVEY_UPLOAD
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.municipalities.selectors import register_asking
from begleitwerk.municipalities.services import REGISTER_UPLOAD, SETTLEMENT_UPLOAD
from begleitwerk.privacy.selectors import register_obstacles
from begleitwerk.programmes.selectors import register_bonds
from begleitwerk.programmes.services.leaving import Departure, departures
from begleitwerk.selection.contributions import participation, work
from begleitwerk.selection.presenters.history import FIELDS, VERBS
from begleitwerk.selection.presenters.leaving import left_undone
from begleitwerk.selection.presenters.resting import (
    rests_on_answers,
    rests_on_register,
    rests_on_settlement,
)
from begleitwerk.selection.selectors.approvers import asks_to_apply
from begleitwerk.selection.selectors.lots import stated_digests as lot_digests
from begleitwerk.selection.selectors.places import bond_of_places
from begleitwerk.selection.selectors.presence import takes_part_in_selection
from begleitwerk.selection.selectors.protocols import found_digests, stated_digests
from begleitwerk.selection.selectors.rounds import answers_in_use
from begleitwerk.selection.services.facts import freeze_due
from begleitwerk.selection.services.reminders import send_reminders
from begleitwerk.selection.services.withdrawals import record_departure
from begleitwerk.selection.tasks.receipts import make_missing_receipts

register_history(verbs=VERBS, fields=FIELDS)
register_sealable(Sealable("selection.protocol", stated=stated_digests, found=found_digests))
register_sealable(Sealable("selection.lot", stated=lot_digests, found=lot_digests))
register_obstacles(left_undone)
register_bonds(bond_of_places)
departures.add(Departure(record_departure, place=50))
register_asking(asks_to_apply)
register_needed(
    SurveyRow._meta.label,
    Needed(answers_in_use, _("in a round that is still open: until it is decided for good")),
)
register_rests(SURVEY_UPLOAD, rests_on_answers)
register_rests(REGISTER_UPLOAD, rests_on_register)
register_rests(SETTLEMENT_UPLOAD, rests_on_settlement)
register_duties(Duty("selection.freeze_facts", freeze_due))
register_duties(Duty("selection.send_reminders", send_reminders))
register_duties(Duty("selection.make_missing_receipts", make_missing_receipts))
areas.add(
    Area(
        _("Selection"),
        "selection:applications",
        (P.APPLICATION_VIEW, P.SURVEY_VIEW_OWN, P.APPLICATION_APPROVE),
        ("selection:", "municipal_survey:", "clusters:"),
        place=60,
        is_there=takes_part_in_selection,
    ),
    on=WorkspaceKind.MUNICIPALITY,
)
areas.add(
    Area(
        _("Selection"),
        "selection:rounds",
        (P.SELECTION_VIEW, P.SELECTION_REVIEW),
        ("selection:", "municipal_survey:", "clusters:"),
        place=40,
    ),
    on=WorkspaceKind.PROGRAMME,
)
areas.add(
    Area(
        _("Selection"),
        "selection:land_results",
        (P.SELECTION_RESULTS,),
        ("selection:",),
        place=40,
    ),
    on=WorkspaceKind.LAND,
)
due.add(
    Due("invitation", (P.APPLICATION_EDIT,), rows=work.invitations, line=work.invitation_line),
    Due("application", (P.APPLICATION_EDIT,), rows=work.applications, line=work.application_line),
    Due("approval", (P.APPLICATION_APPROVE,), rows=work.approvals, line=work.approval_line),
    Due("correction", (P.APPLICATION_APPROVE,), rows=work.corrections, line=work.correction_line),
    Due("named_approver", (P.SELECTION_EDIT,), rows=work.named, line=work.named_line),
    Due("to_close", (P.SELECTION_EDIT,), rows=work.to_close, line=work.to_close_line),
    Due("own_review", (P.SELECTION_REVIEW,), rows=work.own_reviews, line=work.review_line),
    Due("decision", (P.SELECTION_CONFIRM,), rows=work.decisions, line=work.decision_line),
    Due("relaxation", (P.SELECTION_CONFIRM,), rows=work.relaxations, line=work.relaxation_line),
    Due("waiver", (P.SELECTION_CONFIRM,), rows=work.waivers, line=work.waiver_line),
    Due("proposal", (P.SELECTION_EDIT,), rows=work.proposals, line=work.proposal_line),
)
panels.add(
    Panel("selection/panels/rounds.html", participation.rounds, place=20), on="programmes.edition"
)
panels.add(
    Panel("selection/panels/candidacy.html", participation.candidacies, place=20),
    on="programmes.engagement",
)
panels.add(
    Panel("selection/panels/own_candidacy.html", participation.candidacies_of_own, place=20),
    on="programmes.participation",
)
