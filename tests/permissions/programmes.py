"""A programme with its editions and participations."""

from datetime import date
from typing import Any

from begleitwerk.municipalities.enums import Role
from tests.factories.core import UploadFactory
from tests.factories.files import StoredFileFactory
from tests.factories.programmes import (
    ClusterFactory,
    ContractFactory,
    ContractTemplateFactory,
    EngagementFacilitatorFactory,
    FacilitatorOfferFactory,
    ReleasedRecordFactory,
)
from tests.permissions.patterns import (
    STAFF,
    action,
    below,
    form,
    in_municipality,
    in_programme,
    page,
    question,
)
from tests.permissions.world import World

READERS = in_programme("reads editions and participations", "office lead")
EDITORS = in_programme("edits editions and participations", "office")
RELEASED_READERS = in_programme(
    "reads what a municipality had released until its end", "office lead researcher"
)
ACCEPTERS = in_municipality("lets a programme read here, and takes that back", "coordinator head")
PARTICIPANTS = in_municipality(
    "sees how it takes part",
    f"{STAFF} steering_member partner committee_member facilitator office lead state_office",
)

FILE_READERS = in_municipality("opens its files", f"{STAFF} steering_member facilitator")

ROWS = (
    *below(
        "/p/{programme}/",
        page("programme_edit", "programm/", EDITORS),
        question("letterhead", "briefkopf/", EDITORS),
        form("contract_template", "vertragsvorlage/", EDITORS),
        page("contract_template_file", "vertragsvorlage/datei/", EDITORS),
        page("contract_template_report", "vertragsvorlage/{contract_file}/", EDITORS),
        action("contract_template_write", "vertragsvorlage/{contract_file}/schreiben/", EDITORS),
    ),
    *below(
        "/p/{programme}/durchgaenge/",
        page("editions", "", READERS),
        page("edition_create", "neu/", EDITORS),
        page("edition", "{edition}/", READERS),
        page("edition_edit", "{edition}/bearbeiten/", EDITORS),
        page("theme_create", "{edition}/themen/neu/", EDITORS),
        page("theme_edit", "{edition}/themen/{theme}/", EDITORS),
        page("cluster_create", "{edition}/cluster/neu/", EDITORS),
        page("cluster_edit", "{edition}/cluster/{cluster}/", EDITORS),
        page("engagement_create", "{edition}/teilnahmen/neu/", EDITORS),
        action("theme_remove", "{edition}/themen/{theme}/entfernen/", EDITORS),
        action("theme_close", "{edition}/themen/{theme}/schliessen/", EDITORS),
        action("theme_reopen", "{edition}/themen/{theme}/anbieten/", EDITORS),
        action("cluster_remove", "{edition}/cluster/{cluster}/entfernen/", EDITORS),
    ),
    *below(
        "/p/{programme}/teilnahmen/",
        page("engagements", "", READERS),
        page("engagement", "{engagement}/", READERS),
        page("engagement_edit", "{engagement}/bearbeiten/", EDITORS),
        form("engagement_move", "{engagement}/schritt/withdrawn/", EDITORS),
        page("contract", "{engagement}/vertrag/", EDITORS),
        page("contract_file", "{engagement}/vertrag/datei/", EDITORS),
        page("engagement_replace", "{engagement}/ersetzen/", EDITORS),
        page("facilitators", "{engagement}/begleitung/", EDITORS),
        page("facilitator_add", "{engagement}/begleitung/neu/", EDITORS),
        action(
            "facilitator_offer_resend",
            "{engagement}/begleitung/einladung/{facilitator_offer}/erneut/",
            EDITORS,
        ),
        action(
            "facilitator_offer_withdraw",
            "{engagement}/begleitung/einladung/{facilitator_offer}/zuruecknehmen/",
            EDITORS,
        ),
        page("facilitator_end", "{engagement}/begleitung/{facilitator_row}/beenden/", EDITORS),
    ),
    *below(
        "/p/{programme}/freigegeben/",
        page("released_records", "", RELEASED_READERS),
        page("released_records", "?export=csv", RELEASED_READERS),
        page("released_record", "{released_record}/", RELEASED_READERS),
    ),
    *below(
        "/k/{musterau}/",
        page("participation", "teilnahme/", PARTICIPANTS),
        page("own_contract_file", "teilnahme/{engagement}/vertrag/", FILE_READERS),
        action("participation_accept", "teilnahme/{engagement}/annehmen/", ACCEPTERS),
        form("participation_revoke", "teilnahme/{engagement}/schliessen/", ACCEPTERS),
        page("own_released_record", "teilnahme/freigegeben/{released_record}/", PARTICIPANTS),
    ),
)


def places(world: World) -> dict[str, Any]:
    """The edition in which Musterau takes part, with its contract."""
    engagement = world.story.process.engagement
    file = StoredFileFactory(municipality=world.musterau)
    ContractFactory(
        engagement=engagement, municipality=world.musterau, file=file, sent_on=date(2026, 1, 5)
    )
    ContractTemplateFactory(programme=world.programme)
    upload = UploadFactory(
        owner_id=world.people["office"].pk,
        kind="programmes.contract_template",
        subject_id=world.programme.pk,
    )
    return {
        "contract_file": upload,
        "edition": world.edition,
        "theme": engagement.theme,
        "cluster": ClusterFactory(edition=world.edition),
        "engagement": engagement,
        "released_record": ReleasedRecordFactory(
            engagement=engagement, municipality=world.musterau
        ),
        "facilitator_row": EngagementFacilitatorFactory(engagement=engagement),
        "facilitator_offer": FacilitatorOfferFactory(
            engagement=engagement,
            offer__workspace=world.musterau.workspace,
            offer__role=Role.FACILITATOR,
        ),
    }
