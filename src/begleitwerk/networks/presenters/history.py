"""How bodies, their members and networks tell their history."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.catalogue.enums import ContentKind
from begleitwerk.catalogue.presenters import item_words
from begleitwerk.core.presenters import (
    Field,
    HistoryLine,
    Wording,
    history_lines,
    yes_no_words,
)
from begleitwerk.core.selectors import history_of, history_of_records
from begleitwerk.networks.models import Body, Network

VERBS = {
    "networks.network_created": Wording(_("Network created: %(subject)s")),
    "networks.network_changed": Wording(_("Network changed"), lists_changes=True),
    "networks.organisation_created": Wording(_("Organisation added: %(subject)s")),
    "networks.organisation_changed": Wording(
        _("Organisation changed: %(subject)s"), lists_changes=True
    ),
    "networks.body_created": Wording(_("Body created: %(subject)s")),
    "networks.body_changed": Wording(_("Body changed"), lists_changes=True),
    "networks.body_ended": Wording(_("%(subject)s met for the last time on %(ended_on)s")),
    "networks.member_added": Wording(_("New member: %(subject)s")),
    "networks.member_changed": Wording(_("Member changed: %(subject)s"), lists_changes=True),
    "networks.member_ended": Wording(_("%(subject)s is a member until %(valid_to)s")),
}
FIELDS = {
    "networks.note": Field(_("Note"), is_text=True),
    "networks.sector": Field(_("Sector"), item_words(ContentKind.PARTNER_SECTORS)),
    "networks.kind": Field(_("Kind"), item_words(ContentKind.BODY_KINDS)),
    "networks.predates_programme": Field(_("Older than the programme"), yes_no_words),
    "networks.people": Field(_("Person or substitute")),
}


def history_of_body(body: Body, limit: int = 50) -> list[HistoryLine]:
    """What was decided about a body and its seats, newest first."""
    records = {
        "networks.body": [body.pk],
        "networks.bodymember": body.members.values_list("pk", flat=True),
    }
    return history_lines(history_of_records(records, limit))


def history_of_network(network: Network) -> list[HistoryLine]:
    return history_lines(history_of("networks.network", network.pk))
