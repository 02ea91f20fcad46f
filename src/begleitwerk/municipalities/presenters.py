"""The log of a workspace: every decision, in words; and who gives which role."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.enums import InvitationState
from begleitwerk.accounts.models import User
from begleitwerk.accounts.selectors import names_of
from begleitwerk.core.models import AuditEvent
from begleitwerk.core.presenters import (
    UNKNOWN,
    Field,
    Wording,
    day_words,
    yes_no_words,
)
from begleitwerk.core.presenters import VERBS as KNOWN_VERBS
from begleitwerk.core.selectors import dictionary_order, events_of_workspace
from begleitwerk.core.templatetags.bw import number
from begleitwerk.municipalities.enums import PERMISSION_TEXT, Permission, Role, WorkspaceKind
from begleitwerk.municipalities.models import InvitedRole, Membership, Workspace
from begleitwerk.municipalities.rules import ROLES_WITHIN
from begleitwerk.municipalities.selectors import (
    Gap,
    access_of,
    current_members,
    guests_of,
    holding_good,
    let_in_by,
    may_end,
    may_handle,
    may_move,
    standing_of,
)

VERBS = {
    "municipalities.person_invited": Wording(_("Invited as %(role)s")),
    "municipalities.invitation_resent": Wording(_("Invitation as %(role)s sent again")),
    "municipalities.invitation_withdrawn": Wording(_("Invitation as %(role)s withdrawn")),
    "municipalities.invitation_accepted": Wording(_("Invitation as %(role)s accepted")),
    "municipalities.role_granted": Wording(_("Role given: %(role)s")),
    "municipalities.role_changed": Wording(_("Days of a role changed"), lists_changes=True),
    "municipalities.role_ended": Wording(_("Access ended"), lists_changes=True),
    "municipalities.account_blocked": Wording(_("Account blocked")),
    "municipalities.account_opened": Wording(_("Account opened again")),
    "municipalities.land_added": Wording(_("Land taken into the register")),
    "municipalities.municipality_added": Wording(_("Taken into the register")),
    "municipalities.municipality_changed": Wording(_("Register entry changed"), lists_changes=True),
    "municipalities.contact_changed": Wording(_("Address for letters changed"), lists_changes=True),
    "municipalities.notice_changed": Wording(
        _("Notice on children in danger changed"), lists_changes=True
    ),
    "municipalities.placed_within": Wording(_("%(within)s can read here")),
    "municipalities.taken_out_of": Wording(_("%(within)s reads nothing new here any more")),
    "municipalities.register_imported": Wording(_("Register imported from a file")),
    "municipalities.register_loaded": Wording(
        _("Shipped register loaded: %(new)s new, %(changed)s changed")
    ),
    "municipalities.settlement_types_imported": Wording(
        _("Settlement types of %(year)s imported: %(new)s new, %(changed)s changed")
    ),
    "municipalities.boundaries_loaded": Wording(
        _("Shipped boundaries drawn: %(new)s new, %(changed)s changed")
    ),
    "municipalities.cells_laid_out": Wording(_("Invented municipalities put on the map: %(new)s")),
}
FIELDS = {
    "municipalities.valid_from": Field(_("First day"), day_words),
    "municipalities.valid_to": Field(_("Last day"), day_words),
    "municipalities.youth_office_id": Field(_("Key")),
    "municipalities.population": Field(_("Population"), number),
    "municipalities.area_km2": Field(_("Area in km²"), number),
    "municipalities.source": Field(_("Source")),
    "municipalities.lettercontact.person": Field(_("name")),
    "municipalities.lettercontact.salutation": Field(_("salutation")),
    "municipalities.lettercontact.email": Field(_("mail address")),
    "municipalities.as_of": Field(_("As of"), day_words),
    "municipalities.is_invented": Field(_("Invented"), yes_no_words),
}


OFFER, MEMBERSHIP = "municipalities.invitedrole", "municipalities.membership"


def actor_words(event: AuditEvent, names: dict[int, str]) -> str:
    """Who acted; of an erased person only the number is left."""
    if event.actor_id is None:
        return gettext("Begleitwerk itself")
    known = names.get(event.actor_id)
    return known or gettext("account %(number)d, erased") % {"number": event.actor_id}


def whom_in(events: Iterable[AuditEvent]) -> dict[int, str]:
    """Whom invitations and roles were for, by the event: an event itself holds no name, so nobody
    is named who was erased."""
    rows = [row for row in events if row.subject_type in (OFFER, MEMBERSHIP)]
    accounts = {row.pk: int(row.after.get("account") or 0) for row in rows}
    names = names_of({pk for pk in accounts.values() if pk})
    offers = {int(row.subject_id) for row in rows if row.subject_type == OFFER}
    guests = guests_of(offers) if offers else {}
    return {
        row.pk: guests.get(int(row.subject_id), "")
        if row.subject_type == OFFER
        else names.get(accounts[row.pk], "")
        for row in rows
    }


def verb_words(verb: str) -> str:
    """A verb without its values, for the filter: "Adopted by … on …", "Light set to … (goal)"."""
    wording = KNOWN_VERBS.get(verb, UNKNOWN)
    if not wording.text:
        return str(UNKNOWN.text) % {"subject": wording.about}
    text = str(wording.text) % defaultdict(lambda: "…")
    return f"{text} ({wording.about})" if wording.about else text


def verbs_in(workspace: Workspace) -> list[tuple[str, str]]:
    """The verbs that occur in a workspace's log with their words, in the order of the words."""
    found = events_of_workspace(workspace.pk).order_by().values_list("verb", flat=True).distinct()
    words = {verb: verb_words(verb) for verb in found}
    return sorted(words.items(), key=lambda pair: dictionary_order(pair[1]))


def actors_in(workspace: Workspace) -> list[tuple[int, str]]:
    """The people who decided something in a workspace, by name."""
    rows = events_of_workspace(workspace.pk).exclude(actor_id=None).order_by()
    ids = {pk for pk in rows.values_list("actor_id", flat=True).distinct() if pk}
    return sorted(names_of(ids).items(), key=lambda pair: dictionary_order(pair[1]))


def account_state(user: User) -> str:
    return pgettext("account", "open") if user.is_active else gettext("blocked")


# --- Who gives which role -----------------------------------------------------------------------

GIVERS = {
    Role.YOUTH_OFFICE_HEAD: _(
        "The head of the youth office gives this role. Where there is none, the programme office"
        " names one."
    ),
    Role.APPROVER: _(
        "The head of the youth office gives this role. Where nobody may approve, the programme"
        " office that asks for an application invites somebody."
    ),
    Role.FACILITATOR: _(
        "The programme office invites and assigns facilitators while you take part."
    ),
    Role.REVIEWER: _("The programme office gives this role."),
}
BY_THE_HEAD = _("The head of the youth office gives this role.")
BY_ITS_LIKE = _("Who holds this role gives it to others, once somebody holds it.")


def who_gives(role: Role) -> str:
    """Whom to ask for a role one may not give or end oneself."""
    in_municipality = role in ROLES_WITHIN[WorkspaceKind.MUNICIPALITY]
    return str(GIVERS.get(role, BY_THE_HEAD if in_municipality else BY_ITS_LIKE))


def given_by_others(workspace: Workspace, given: tuple[Role, ...]) -> list[tuple[str, list[str]]]:
    """The roles of a place one may not give: by whom they are given, and their names."""
    found: dict[str, list[str]] = {}
    for role in ROLES_WITHIN[WorkspaceKind(workspace.kind)]:
        if role not in given:
            found.setdefault(who_gives(role), []).append(str(role.label))
    return list(found.items())


def officers_words(workspace: Workspace) -> str:
    """Who is data protection officer here already; empty where nobody is."""
    held = current_members(workspace).filter(role=Role.DATA_PROTECTION_OFFICER)
    names = ", ".join(str(row.user) for row in held)
    told = gettext("Data protection officer here already: %(names)s. A second one reads the same.")
    return told % {"names": names} if names else ""


def gap_lines(gap: Gap) -> list[str]:
    """What nobody at a place could do any more, each with its verb."""
    lines = [str(PERMISSION_TEXT[right]) for right in gap.rights]
    if gap.roles:
        roles = ", ".join(str(role.label) for role in gap.roles)
        lines.append(gettext("Give the role: %(roles)s") % {"roles": roles})
    return lines


def why_not_second(
    user: User, first: Iterable[int | None], workspace: Workspace, right: Permission
) -> str:
    """Why somebody cannot confirm what these accounts prepared; empty where she can."""
    accounts = {account for account in first if account is not None}
    if user.pk in accounts:
        return gettext("You prepared this decision. Another person has to confirm it.")
    if let_in_by(accounts, user, workspace, right):
        return gettext(
            "Who prepared this decision gave you your role. Somebody else has to confirm it."
        )
    return ""


@dataclass(frozen=True)
class RoleLine:
    """A role somebody holds, and what who looks at it may do about it."""

    row: Membership
    may_move: bool
    may_end: bool

    @property
    def may_act(self) -> bool:
        return self.may_move or self.may_end


@dataclass(frozen=True)
class OfferLine:
    """An open invitation: what keeps it from being used, empty where nothing does; and whether
    who looks at it may send it again or take it back."""

    row: InvitedRole
    stopped: str
    may_handle: bool

    @property
    def may_act(self) -> bool:
        return self.may_handle


def role_lines(user: User, workspace: Workspace, rows: Iterable[Membership]) -> list[RoleLine]:
    standing = standing_of(access_of(user), workspace)
    return [
        RoleLine(row, may_move(user, row, standing), may_end(user, row, standing)) for row in rows
    ]


def offer_lines(
    user: User, workspace: Workspace, rows: Iterable[InvitedRole], *, all_of_them: bool
) -> list[OfferLine]:
    """Open invitations: all of them for whoever lets people in, for others those to see to."""
    standing, offers = standing_of(access_of(user), workspace), list(rows)
    for row in offers:
        row.workspace = workspace  # what is known of the place need not be read again
    good = {row.pk for row in holding_good(offers)}
    lines = [
        OfferLine(row, what_stops(row, row.pk in good), may_handle(user, row, standing))
        for row in offers
    ]
    return [line for line in lines if all_of_them or line.may_handle]


def what_stops(offer: InvitedRole, holds_good: bool) -> str:
    """Why an invitation nobody used or withdrew lets nobody in all the same."""
    if offer.invitation.state == InvitationState.EXPIRED:
        return gettext("has run out")
    if not holds_good:
        return gettext(
            "lets nobody in: who sent it may not give this role any more, or the account has"
            " another role by now"
        )
    return ""
