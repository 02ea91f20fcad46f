"""What the register and the access pages show on the pages of others."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import COCKPIT, Area, Hit, SearchKind, areas, searches
from begleitwerk.core.models import WrittenImport
from begleitwerk.core.presenters import register_history
from begleitwerk.core.selectors import alphabetical
from begleitwerk.core.services import UploadKind, register_uploads
from begleitwerk.core.services.undo import UndoKind, register_undo
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.presenters import FIELDS, VERBS
from begleitwerk.municipalities.selectors import access_of, search_register, visible_to
from begleitwerk.municipalities.services.contacts import (
    CONTACTS_UPLOAD,
    contact_plan,
    read_contact_file,
    write_contacts,
)
from begleitwerk.municipalities.services.imports import (
    REGISTER_UPLOAD,
    forget_places,
    in_their_places,
    read_register_file,
    register_plan,
    register_restored,
    write_register,
)
from begleitwerk.municipalities.services.settlement import (
    SETTLEMENT_UPLOAD,
    read_settlement_file,
    settlement_plan,
    write_settlement,
)

REGISTER = Area(
    _("Municipalities"),
    "municipalities:register",
    (P.REGISTER_VIEW,),
    ("municipalities:regist",),
    place=20,
    takes_slug=False,
)


def access_area(name: str, *permissions: P, takes_slug: bool = True) -> Area:
    return Area(
        _("Access"), name, permissions, ("municipalities:",), place=90, takes_slug=takes_slug
    )


def municipality_hits(user: User, query: str, most: int) -> list[Hit]:
    """The register for those who may read it, for others the places they can open."""
    if access_of(user).may(P.REGISTER_VIEW):
        rows = Municipality.objects.select_related("land", "workspace")
    else:
        rows = visible_to(user)
    return [
        Hit(row.name, str(row.land), reverse("municipalities:register_entry", args=[row.slug]))
        for row in rows.filter(search_register(query)).order_by(alphabetical("name"))[:most]
    ]


def undo_page(written: WrittenImport) -> str:
    return reverse("municipalities:register_import_undo", args=[written.pk])


register_history(verbs=VERBS, fields=FIELDS)
for kind in (WorkspaceKind.PROGRAMME, COCKPIT, WorkspaceKind.LAND, WorkspaceKind.PLATFORM):
    areas.add(REGISTER, on=kind)
areas.add(
    # the office of a programme lets in who accompanies the municipality
    access_area("municipalities:members", P.MEMBERS_VIEW, P.AUDIT_VIEW, P.ENGAGEMENT_EDIT),
    on=WorkspaceKind.MUNICIPALITY,
)
areas.add(
    access_area("municipalities:programme_members", P.MEMBERS_VIEW), on=WorkspaceKind.PROGRAMME
)
areas.add(
    Area(
        _("Accounts"),
        "municipalities:accounts",
        (P.PLATFORM_ACCOUNTS,),
        ("municipalities:account",),
        place=85,
        takes_slug=False,
    ),
    on=WorkspaceKind.PLATFORM,
)
areas.add(access_area("municipalities:land_members", P.MEMBERS_VIEW), on=WorkspaceKind.LAND)
areas.add(
    access_area("municipalities:platform_members", P.MEMBERS_VIEW, takes_slug=False),
    on=WorkspaceKind.PLATFORM,
)
searches.add(SearchKind(_("Municipalities"), municipality_hits, place=60))
register_uploads(
    UploadKind(REGISTER_UPLOAD, read_register_file, register_plan, write_register),
    UploadKind(CONTACTS_UPLOAD, read_contact_file, contact_plan, write_contacts),
    UploadKind(SETTLEMENT_UPLOAD, read_settlement_file, settlement_plan, write_settlement),
)
register_undo(
    REGISTER_UPLOAD,
    UndoKind(
        page=undo_page,
        hinders=in_their_places,
        restored=register_restored,
        forget=forget_places,
    ),
)
register_undo(SETTLEMENT_UPLOAD, UndoKind(page=undo_page))
