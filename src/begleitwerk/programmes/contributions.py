"""What programmes show on the pages of others: who stands in a cockpit, and their editions."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.core.contributions import (
    COCKPIT,
    Area,
    Due,
    DueLine,
    DueRow,
    DueRows,
    DueScope,
    Look,
    Panel,
    Participants,
    Roster,
    Values,
    areas,
    due,
    panels,
    rosters,
)
from begleitwerk.core.doors import Door, doors
from begleitwerk.core.presenters import register_history
from begleitwerk.core.services import UploadKind, register_uploads
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.municipalities.services import register_acceptance
from begleitwerk.programmes.enums import MAY_BE_ACCEPTED
from begleitwerk.programmes.models import EngagementParty
from begleitwerk.programmes.presenters import FIELDS, VERBS, why_closed
from begleitwerk.programmes.selectors import editions_in, roster
from begleitwerk.programmes.services.contract_template import (
    CONTRACT_TEMPLATE_UPLOAD,
    contract_template_plan,
    read_contract_template,
    write_contract_template,
)
from begleitwerk.programmes.services.invited import assign_invited


def in_programme(space: Any, number: str, size: int) -> Participants:
    return roster.page_of(roster.of_programme(space), number, size, within=space)


def in_land(space: Any, number: str, size: int) -> Participants:
    return roster.page_of(roster.of_land(space), number, size)


def accompanied(user: Any, number: str, size: int) -> Participants:
    return roster.page_of(roster.of_facilitator(user), number, size)


def editions(look: Look) -> Values | None:
    """Links to the editions of the programme, for those who may open them."""
    if not look.user.has_perm("programmes.view_programme", look.subject):
        return None
    rows = list(editions_in(look.subject.pk))
    return {"editions": rows} if rows else None


def kept_records(look: Look) -> Values | None:
    """The way to what municipalities released until the programme's way in closed."""
    return {} if look.user.has_perm("programmes.view_released", look.subject) else None


def own_participation(look: Look) -> Values | None:
    """The way to how a municipality takes part."""
    may_open = look.user.has_perm("programmes.view_participation", look.subject)
    return {"municipality": look.subject} if may_open else None


def unanswered(scope: DueScope) -> DueRows:
    """Participations an office entered, which the municipality has yet to accept."""
    rows = EngagementParty.objects.filter(
        municipality__workspace__in=scope.workspaces,
        accepted_at=None,
        closed_at=None,
        engagement__state__in=MAY_BE_ACCEPTED,
        answer_by__lte=scope.until,
    )
    return DueRows(rows, title="engagement__edition__programme__short_name", on="answer_by")


def unanswered_line(row: DueRow) -> DueLine:
    return row.line(
        why=_("Nobody of the programme reads here until you accept"),
        verb=_("Accept the participation"),
        url=reverse("programmes:participation", args=[row.slug]),
    )


register_history(verbs=VERBS, fields=FIELDS)
register_acceptance(assign_invited)
register_uploads(
    UploadKind(
        CONTRACT_TEMPLATE_UPLOAD,
        read_contract_template,
        contract_template_plan,
        write_contract_template,
    )
)
areas.add(
    Area(_("Editions"), "programmes:editions", (P.COCKPIT_VIEW,), ("programmes:",), place=30),
    on=WorkspaceKind.PROGRAMME,
)
rosters.add(Roster(in_programme), on=WorkspaceKind.PROGRAMME)
rosters.add(Roster(in_land), on=WorkspaceKind.LAND)
rosters.add(Roster(accompanied), on=COCKPIT)
panels.add(Panel("programmes/panels/editions.html", editions, place=10), on="cockpit.programme")
panels.add(Panel("programmes/panels/released.html", kept_records, place=90), on="cockpit.programme")
due.add(Due("participation", (P.PARTICIPATION_ACCEPT,), rows=unanswered, line=unanswered_line))
doors.add(Door(why_closed))
panels.add(
    Panel("programmes/panels/participation.html", own_participation, place=5), on="home.side"
)
