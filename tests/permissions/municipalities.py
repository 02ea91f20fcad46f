"""The register of municipalities, and who has access where."""

from typing import Any

from begleitwerk.municipalities.enums import Role
from begleitwerk.municipalities.models import Membership
from tests.factories.core import UploadFactory, WrittenImportFactory
from tests.factories.municipalities import InvitedRoleFactory, MunicipalityFactory
from tests.permissions.patterns import (
    EVERYBODY,
    FORBIDDEN,
    SIGNED_IN,
    STAFF,
    UNKNOWN,
    action,
    below,
    form,
    in_country,
    in_land,
    in_municipality,
    in_programme,
    on_platform,
    page,
    pattern,
    question,
)
from tests.permissions.world import World

REGISTER_READERS = in_country(
    "reads the register",
    f"{STAFF} steering_member facilitator neighbour office lead researcher state_office operator",
)
REGISTER_KEEPERS = in_country("keeps the register", "operator")
ENTRY_KEEPERS = in_country("keeps the register, or Musterau's own entry", f"{STAFF} operator")
LETTER_READERS = in_country("reads where letters go", "office lead operator")
LETTER_WRITERS = in_country("brings in lists of addresses", "office operator")
OWN_FILE = LETTER_WRITERS.but(operator=UNKNOWN)  # the office brought it
CONTACT_KEEPERS = in_country(
    "keeps Musterau's own address for letters, or writes to it", f"{STAFF} office operator"
)
PROFILE_KEEPERS = in_municipality("reads and answers the notice about its entry", STAFF)
LOG_READERS = in_municipality("reads who did what", "head protection_officer")
ACCESS_READERS = in_municipality(
    "sees who has access here; the office only whom it lets in itself",
    f"{STAFF} steering_member partner parent committee_member protection_officer facilitator"
    " office",
)
ROLE_GIVERS = in_municipality(
    "gives roles here; the office to those who accompany Musterau", "coordinator head office"
)
PARTNER_KEEPERS = in_municipality(
    "may do herself what the partner may, and lets people in", "coordinator head"
)
PROGRAMME_ACCESS_READERS = in_programme(
    "sees who has access to the programme", "office lead operator"
)
FIRST_NAMERS = pattern("named the first head where nobody is yet", "office", ["state_office"])
# an office and a lead are there: the operator opens the programme no more
PROGRAMME_ACCESS_KEEPERS = in_programme("gives access to the programme", "office lead").but(
    operator=FORBIDDEN
)
LAND_ACCESS_READERS = in_land("sees who has access to a Land", "operator state_office")
LAND_ACCESS_KEEPERS = in_land("gives access to a Land", "state_office").but(operator=FORBIDDEN)
OPERATORS = on_platform("sees and gives access to the platform", "operator")
ACCOUNT_KEEPERS = in_country("sees all accounts, blocks and opens them", "operator")

ROWS = (
    *below(
        "/kommunen/",
        page("register", "", REGISTER_READERS),
        form("register_add", "neu/", REGISTER_KEEPERS),
        form("register_import", "import/", REGISTER_KEEPERS),
        page("register_imports", "importe/", REGISTER_KEEPERS),
        form("register_import_undo", "importe/{written_import}/", REGISTER_KEEPERS),
        page("register_import_report", "import/{import}/", REGISTER_KEEPERS),
        action("register_import_write", "import/{import}/schreiben/", REGISTER_KEEPERS),
        page("register_map", "karte/", REGISTER_READERS),
        form("register_settlement", "raumtypen/", REGISTER_KEEPERS),
        page("register_settlement_report", "raumtypen/{settlement_list}/", REGISTER_KEEPERS),
        action(
            "register_settlement_write", "raumtypen/{settlement_list}/schreiben/", REGISTER_KEEPERS
        ),
        page("register_contacts", "anschriften/", LETTER_READERS),
        form("register_contacts_import", "anschriften/import/", LETTER_WRITERS),
        page("register_contacts_import_report", "anschriften/import/{addresses}/", OWN_FILE),
        action(
            "register_contacts_import_write", "anschriften/import/{addresses}/schreiben/", OWN_FILE
        ),
        question("register_contact", "{musterau}/anschrift/", CONTACT_KEEPERS),
        page("register_entry", "{musterau}/", REGISTER_READERS),
        page("register_edit", "{musterau}/bearbeiten/", ENTRY_KEEPERS),
    ),
    *below(
        "/k/{musterau}/",
        page("notice", "kommune/", PROFILE_KEEPERS),
        page("log", "protokoll/", LOG_READERS),
        page("members", "zugang/", ACCESS_READERS),
        form("invite", "zugang/einladen/", ROLE_GIVERS),
    ),
    *below(
        "/p/{programme}/zugang/",
        page("programme_members", "", PROGRAMME_ACCESS_READERS),
        page("programme_invite", "einladen/", PROGRAMME_ACCESS_KEEPERS),
    ),
    *below(
        "/l/{land}/zugang/",
        page("land_members", "", LAND_ACCESS_READERS),
        page("land_invite", "einladen/", LAND_ACCESS_KEEPERS),
    ),
    *below(
        "/betrieb/zugang/",
        page("platform_members", "", OPERATORS),
        page("platform_invite", "einladen/", OPERATORS),
    ),
    *below(
        "/betrieb/konten/",
        page("accounts", "", ACCOUNT_KEEPERS),
        page("account", "{account}/", ACCOUNT_KEEPERS),
        form("account_block", "{account}/sperren/", ACCOUNT_KEEPERS),
        form("account_open", "{account}/freigeben/", ACCOUNT_KEEPERS),
    ),
    *below(
        "/zugang/",
        page("membership_change", "{membership}/aendern/", PARTNER_KEEPERS),
        form("membership_end", "{membership}/beenden/", PARTNER_KEEPERS),
        action("offer_resend", "einladung/{offer}/erneut/", PARTNER_KEEPERS),
        action("offer_withdraw", "einladung/{offer}/zurueckziehen/", PARTNER_KEEPERS),
        action("offer_resend", "einladung/{first_offer}/erneut/", FIRST_NAMERS),
        action("offer_withdraw", "einladung/{first_offer}/zurueckziehen/", FIRST_NAMERS),
    ),
    *below(
        "/einladung/",
        page("invitation", "unbekannt/", EVERYBODY, get=UNKNOWN),
    ),
    *below(
        "/konto/",
        page("rights", "rechte/", SIGNED_IN),
    ),
)


def places(world: World) -> dict[str, Any]:
    owner = world.people["operator"].pk
    said = {"year": 2022, "source": "BBSR"}
    return {
        "account": world.people["partner"].pk,
        "membership": Membership.objects.get(user=world.people["partner"]),
        "offer": InvitedRoleFactory(workspace=world.musterau.workspace),
        "first_offer": InvitedRoleFactory(
            workspace=MunicipalityFactory().workspace, role=Role.YOUTH_OFFICE_HEAD
        ),
        "written_import": WrittenImportFactory(),
        "import": UploadFactory(owner_id=owner),
        "addresses": UploadFactory(
            owner_id=world.people["office"].pk, kind="municipalities.contacts"
        ),
        "settlement_list": UploadFactory(
            owner_id=owner, kind="municipalities.settlement", options=said
        ),
    }
