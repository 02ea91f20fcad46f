"""Words about programmes: the history of editions and participations, and levels of release."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.accounts.selectors import names_of
from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.presenters import item_words
from begleitwerk.core.doors import Closed
from begleitwerk.core.enums import ReleaseLevel
from begleitwerk.core.presenters import (
    Field,
    HistoryLine,
    Wording,
    day_words,
    history_lines,
)
from begleitwerk.core.selectors import history_of_records
from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import InvitedRole, Municipality
from begleitwerk.municipalities.presenters import offer_lines
from begleitwerk.municipalities.selectors import open_invitations
from begleitwerk.programmes.models import (
    Contract,
    Edition,
    Engagement,
    EngagementFacilitator,
    FacilitatorOffer,
    Letterhead,
    ReleasedRecord,
)
from begleitwerk.programmes.rules.release import OPENS, ReleasePolicy
from begleitwerk.programmes.selectors import (
    cluster_peers,
    facilitator_offers,
    facilitators_of,
    known_party,
)
from begleitwerk.programmes.selectors.overview import clusters_of, themes_of


def account_words(value: Any) -> str:
    """The person behind an account; erased ones keep only their number."""
    return names_of({int(value)}).get(int(value)) or str(value)


def list_words(value: Any) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)


VERBS = {
    "programmes.programme_created": Wording(_("Programme created: %(subject)s")),
    "programmes.programme_changed": Wording(_("Programme changed"), lists_changes=True),
    "programmes.contract_template_changed": Wording(
        _("Template of contracts changed"), lists_changes=True
    ),
    "programmes.letterhead_changed": Wording(_("Letterhead changed"), lists_changes=True),
    "programmes.edition_created": Wording(_("Edition created: %(subject)s")),
    "programmes.edition_changed": Wording(_("Edition changed"), lists_changes=True),
    "programmes.theme_set": Wording(_("Theme “%(item)s” offered, places: %(places)s")),
    "programmes.theme_changed": Wording(_("Theme “%(subject)s” changed"), lists_changes=True),
    "programmes.theme_removed": Wording(_("Theme “%(subject)s” removed")),
    "programmes.theme_closed": Wording(_("Theme “%(subject)s” closed")),
    "programmes.theme_reopened": Wording(_("Theme “%(subject)s” offered again")),
    "programmes.cluster_created": Wording(_("Cluster “%(subject)s” created")),
    "programmes.cluster_changed": Wording(_("Cluster “%(subject)s” changed"), lists_changes=True),
    "programmes.cluster_removed": Wording(_("Cluster “%(subject)s” removed")),
    "programmes.engagement_opened": Wording(_("Participation opened, state “%(state)s”")),
    "programmes.engagement_moved": Wording(_("State from “%(old_state)s” to “%(state)s”")),
    "programmes.engagement_replaced": Wording(_("Place passed on to %(replaced_by)s")),
    "programmes.engagement_changed": Wording(_("Participation changed"), lists_changes=True),
    "programmes.way_in_opened": Wording(_("%(municipality)s lets the programme read")),
    "programmes.way_in_closed": Wording(_("The programme reads nothing new in %(municipality)s")),
    "programmes.contract_recorded": Wording(_("Contract recorded"), lists_changes=True),
    "programmes.facilitator_added": Wording(_("%(account)s accompanies from %(valid_from)s")),
    "programmes.facilitator_invited": Wording(_("Invited to accompany from %(valid_from)s")),
    "programmes.facilitator_invitation_withdrawn": Wording(_("Invitation to accompany withdrawn")),
    "programmes.facilitator_ended": Wording(_("%(account)s accompanies until %(valid_to)s")),
}
FIELDS = {
    "programmes.name": Field(_("Name")),
    "programmes.title_variants": Field(_("Other spellings"), list_words),
    "programmes.item": Field(_("Theme"), item_words(ContentKind.THEMES)),
    "programmes.theme": Field(_("Theme"), item_words(ContentKind.THEMES)),
    "programmes.dimensions": Field(_("Quality dimensions"), list_words),
    "programmes.contract.note": Field(_("Note on the contract")),
    "programmes.contract.file": Field(_("File of the contract")),
    "programmes.account": Field(_("Person"), account_words),
    "programmes.valid_from": Field(_("From"), day_words),
    "programmes.valid_to": Field(_("Until"), day_words),
}


def history_of_edition(edition: Edition, limit: int = 50) -> list[HistoryLine]:
    """What was decided about an edition, its themes and its clusters, newest first."""
    records = {
        "programmes.edition": [edition.pk],
        "programmes.editiontheme": [row.pk for row in themes_of(edition)],
        "programmes.cluster": [row.pk for row in clusters_of(edition)],
    }
    return history_lines(history_of_records(records, limit))


def history_of_letterhead(letterhead: Letterhead) -> list[HistoryLine]:
    """Who changed it and when, newest first."""
    if letterhead.pk is None:
        return []
    return history_lines(history_of_records({"programmes.letterhead": [letterhead.pk]}, 50))


def history_of_engagement(engagement: Engagement) -> list[HistoryLine]:
    """What was decided about a participation and its contract, newest first."""
    contract: Contract | None = getattr(engagement, "contract", None)
    records = {
        "programmes.engagement": [engagement.pk],
        "programmes.contract": [contract.pk] if contract else [],
    }
    return history_lines(history_of_records(records))


@dataclass(frozen=True)
class InvitedLine:
    """Somebody invited to accompany: what keeps the invitation from being used, and whether who
    looks at it may send it again or take it back."""

    row: FacilitatorOffer
    offer: InvitedRole
    stopped: str
    may_act: bool


@dataclass(frozen=True)
class Facilitators:
    """Who accompanies a participation, each with the day she accepted an invitation to it; and who
    is invited to."""

    assigned: list[tuple[EngagementFacilitator, datetime | None]]
    invited: list[InvitedLine]


def facilitators_told(user: User, engagement: Engagement, on: date) -> Facilitators:
    rows = facilitator_offers(engagement)
    accepted = {
        sent.accepted_by_id: sent.accepted_at
        for row in rows
        if (sent := row.offer.invitation).accepted_at
    }
    waiting = {row.offer_id: row for row in rows if row.offer.invitation.accepted_at is None}
    places = {row.offer.workspace_id: row.offer.workspace for row in waiting.values()}
    lines = [
        InvitedLine(waiting[line.row.pk], line.row, line.stopped, line.may_handle)
        for place in places.values()
        for line in offer_lines(
            user, place, open_invitations(place).filter(pk__in=waiting), all_of_them=True
        )
    ]
    assigned = facilitators_of(engagement, on)
    return Facilitators([(row, accepted.get(row.user_id)) for row in assigned], lines)


@dataclass(frozen=True)
class KeptTable:
    """A table of a record, each cell with the heading of its column."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]


def tables_of(record: ReleasedRecord) -> list[KeptTable]:
    """What a programme kept of a municipality, as its page shows it."""
    return [
        KeptTable(
            table["caption"],
            tuple(table["header"]),
            tuple(tuple(zip(table["header"], row, strict=True)) for row in table["rows"]),
        )
        for table in record.content
    ]


def release_choices(policy: ReleasePolicy, municipality: Municipality) -> list[tuple[str, str]]:
    """The levels a municipality can choose, each with the roles and places it lets in."""
    places = ", ".join(peer.name for peer in cluster_peers(municipality))
    beyond = gettext("Also our cluster, once we are in one: %(roles)s there")
    words = {
        ReleaseLevel.OWN: gettext("Only we: %(roles)s"),
        ReleaseLevel.CLUSTER: gettext("Also our cluster: %(roles)s in %(places)s")
        if places
        else beyond,
        ReleaseLevel.PROGRAMME: gettext("Also the programme and who works with us: %(roles)s"),
    }
    return [
        (level, words[level] % {"roles": _listed(policy.readers(level)), "places": places})
        for level in OPENS
    ]


def _listed(roles: Iterable[Role]) -> str:
    return ", ".join(str(role.label) for role in roles)


# --- Closed doors -------------------------------------------------------------------------------


def why_closed(user: User, slug: str) -> Closed | None:
    """Why somebody of a programme cannot open a municipality that is named in it."""
    party = known_party(user, slug)
    if party is None:
        return None
    name = {"name": party.municipality.name}
    if party.may_accept and party.closed_at is None:
        title = gettext("%(name)s has not accepted yet")
        text = gettext(
            "Its pages open to the programme once the municipality accepts to take part. Whoever"
            " heads the youth office there got a mail, and finds it under “Due”."
        )
    else:
        title = gettext("%(name)s lets the programme read nothing new")
        text = gettext(
            "The participation ended or the municipality took its acceptance back. What it had"
            " released until then the programme keeps."
        )
    url = party.engagement.get_absolute_url()
    return Closed(title % name, text, url, gettext("To the participation"))
