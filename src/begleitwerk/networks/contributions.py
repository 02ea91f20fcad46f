"""What networks and bodies show on the pages of others."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import (
    Area,
    Hit,
    PaperPart,
    SearchKind,
    areas,
    paper_parts,
    searches,
)
from begleitwerk.core.presenters import register_history
from begleitwerk.core.selectors import holding_all
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.networks.papers import groups
from begleitwerk.networks.presenters import FIELDS, VERBS
from begleitwerk.networks.selectors import visible_to


def body_hits(user: User, query: str, most: int) -> list[Hit]:
    rows = visible_to(user).filter(holding_all(query, "name", "task"))
    return [
        Hit(row.name, str(row.municipality), row.get_absolute_url())
        for row in rows.select_related("municipality__workspace")[:most]
    ]


register_history(verbs=VERBS, fields=FIELDS)
areas.add(
    Area(_("Network"), "networks:networks", (P.BODIES_VIEW,), ("networks:",), place=30),
    on=WorkspaceKind.MUNICIPALITY,
)
searches.add(SearchKind(_("Bodies"), body_hits, place=50))
paper_parts.add(
    PaperPart(
        "bodies",
        _("groups and who is in them"),
        _("Planning group, steering group and others, by function, never by name."),
        "Beteiligte Gruppen",
        groups,
        place=40,
        rests_on=("networks.body", "networks.bodymember", "networks.partnerorganisation"),
    )
)
