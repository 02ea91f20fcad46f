"""Council papers and the brief; the paper of the matrix is a draft."""

from typing import Any

from django.core.files.base import ContentFile

from begleitwerk.engine.documents.docx import default_template
from tests.factories.core import UploadFactory
from tests.factories.council import (
    BriefFactory,
    ConsultationStepFactory,
    PaperAttachmentFactory,
    PaperBlockFactory,
    PaperFactory,
    PaperSettingsFactory,
)
from tests.factories.files import StoredFileFactory
from tests.permissions.patterns import (
    DONE,
    STAFF,
    UNKNOWN,
    action,
    below,
    form,
    in_municipality,
    page,
    question,
)
from tests.permissions.world import World

LIST_READERS = in_municipality(
    "sees the list, the committee what was introduced",
    f"{STAFF} steering_member committee_member",
)
READERS = in_municipality("reads a draft", f"{STAFF} steering_member")
WRITERS = in_municipality("writes papers", STAFF)
UPLOADER = WRITERS.but(
    "whoever brought the template in, here the coordinator", head=UNKNOWN, planner=UNKNOWN
)
RELEASERS = in_municipality("releases papers", "head")
BRIEF_READERS = in_municipality(
    "reads the brief", f"{STAFF} steering_member committee_member facilitator"
)
BRIEF_WRITERS = in_municipality("writes the brief", STAFF)

ROWS = (
    *below(
        "/k/{musterau}/vorlagen/",
        page("papers", "", LIST_READERS),
        form("paper_new", "neu/", WRITERS),
        form("settings", "einstellungen/", WRITERS),
        page("settings_example", "einstellungen/beispiel/", WRITERS),
        form("template", "einstellungen/vorlage/", WRITERS),
        page("template_file", "einstellungen/vorlage/datei/", WRITERS),
        page("template_report", "einstellungen/vorlage/{template_upload}/", UPLOADER),
        action("template_write", "einstellungen/vorlage/{template_upload}/uebernehmen/", UPLOADER),
        page("paper", "{paper}/", READERS),
        form("section", "{paper}/abschnitt/kopf/", WRITERS),
        question("move", "{paper}/stand/pruefung/", WRITERS),
        form("move", "{paper}/stand/freigabe/", RELEASERS, get=DONE),
        page("paper_pdf", "{paper}/pdf/", READERS),
        page("paper_docx", "{paper}/docx/", READERS),
        action("amount_take", "{paper}/finanzen/uebernehmen/", WRITERS),
        form("amount_keep", "{paper}/finanzen/behalten/", WRITERS),
        form("step_new", "{paper}/beratungsfolge/neu/", WRITERS),
        form("step", "{paper}/beratungsfolge/{step}/", WRITERS),
        form("step_result", "{paper}/beratungsfolge/{step}/ergebnis/", WRITERS),
        action("step_move", "{paper}/beratungsfolge/{step}/verschieben/", WRITERS),
        action("step_remove", "{paper}/beratungsfolge/{step}/entfernen/", WRITERS),
        form("block_new", "{paper}/bausteine/neu/", WRITERS),
        action("blocks_usual", "{paper}/bausteine/uebliche/", WRITERS),
        action("block_take", "{paper}/bausteine/{block}/uebernehmen/", WRITERS),
        form("block_keep", "{paper}/bausteine/{block}/behalten/", WRITERS),
        action("block_reset", "{paper}/bausteine/{block}/zuruecksetzen/", WRITERS),
        action("block_move", "{paper}/bausteine/{block}/verschieben/", WRITERS),
        question("block_remove", "{paper}/bausteine/{block}/entfernen/", WRITERS),
        question("block_table", "{paper}/bausteine/{block}/tabelle/", WRITERS),
        form("attach", "{paper}/anlagen/neu/", WRITERS),
        page("attachment", "{paper}/anlagen/{attachment}/", READERS),
        action("attachment_remove", "{paper}/anlagen/{attachment}/entfernen/", WRITERS),
    ),
    *below(
        "/k/{musterau}/brief/",
        page("brief", "", BRIEF_READERS),
        action("brief_new", "neu/", BRIEF_WRITERS),
        page("brief_show", "{brief}/", BRIEF_READERS),
        form("brief_edit", "{brief}/bearbeiten/", BRIEF_WRITERS),
        page("brief_pdf", "{brief}/pdf/", BRIEF_READERS),
    ),
)


def places(world: World) -> dict[str, Any]:
    paper = PaperFactory(municipality=world.musterau)
    template = ContentFile(default_template(), name="vorlage.docx")
    file = StoredFileFactory(municipality=world.musterau, file=template)
    PaperSettingsFactory(municipality=world.musterau, template=file)
    return {
        "template_upload": UploadFactory(
            owner_id=world.people["coordinator"].pk,
            kind="council.template",
            subject_id=world.musterau.pk,
            file_name="vorlage.docx",
        ),
        "paper": paper,
        "block": PaperBlockFactory(paper=paper),
        "step": ConsultationStepFactory(paper=paper),
        "attachment": PaperAttachmentFactory(paper=paper),
        "brief": BriefFactory(municipality=world.musterau),
    }
