"""What the portal's own pages are in the navigation, and its column in the cockpit."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.contributions import COCKPIT, Area, Column, areas, columns
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.portal.selectors.cockpit import overdue_cells

areas.add(
    Area(
        _("Overview"), "portal:home", (P.WORKSPACE_VIEW,), ("portal:home", "portal:due"), place=10
    ),
    on=WorkspaceKind.MUNICIPALITY,
)
areas.add(
    Area(
        _("Cockpit"),
        "portal:cockpit",
        (P.COCKPIT_VIEW, P.WORKSPACE_VIEW),
        ("portal:",),
        place=10,
    ),
    on=WorkspaceKind.PROGRAMME,
)
areas.add(
    Area(
        _("Cockpit"),
        "portal:my_cockpit",
        (P.COCKPIT_VIEW,),
        ("portal:",),
        place=10,
        takes_slug=False,
    ),
    on=COCKPIT,
)
areas.add(
    Area(_("Cockpit"), "portal:land", (P.WORKSPACE_VIEW,), ("portal:",), place=10),
    on=WorkspaceKind.LAND,
)
areas.add(
    Area(
        _("Operation"),
        "portal:platform",
        (P.PLATFORM_PAGES,),
        ("portal:", "core:page"),
        place=10,
        takes_slug=False,
    ),
    Area(
        _("Outbox"),
        "core:outbox",
        (P.PLATFORM_OUTBOX,),
        ("core:outbox",),
        place=15,
        takes_slug=False,
    ),
    on=WorkspaceKind.PLATFORM,
)
columns.add(Column(_("Overdue"), "portal/cockpit/overdue.html", overdue_cells, place=30))
