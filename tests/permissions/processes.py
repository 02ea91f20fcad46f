"""The process of a municipality, its meetings and decisions, and meetings of the programme."""

from typing import Any

from tests.factories.processes import DecisionFactory, MeetingFactory
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

READERS = in_municipality(
    "follows its process",
    f"{STAFF} steering_member partner committee_member facilitator office lead state_office",
)
EDITORS = in_municipality("edits its process", STAFF)
STARTERS = in_municipality("begins its process", f"{STAFF} office")
MEETING_READERS = in_municipality(
    "reads its meetings and decisions", f"{STAFF} steering_member facilitator"
)
MEETING_EDITORS = in_municipality("keeps its meetings and decisions", f"{STAFF}")
PROGRAMME_READERS = in_programme("reads meetings of the programme", "office lead")
PROGRAMME_EDITORS = in_programme("keeps meetings of the programme", "office")

ROWS = (
    *below(
        "/k/{musterau}/prozess/",
        page("process", "", READERS),
        form("process_start", "beginnen/", STARTERS),
        page("process_at", "{process}/", READERS),
        question("process_edit", "{process}/bearbeiten/", EDITORS),
        form("phase_add", "{process}/phase/", EDITORS),
        form("phase_edit", "phasen/{phase}/bearbeiten/", EDITORS),
        form("phase_shift", "phasen/{phase}/verschieben/", EDITORS),
        action("phase_earlier", "phasen/{phase}/frueher/", EDITORS),
        action("phase_later", "phasen/{phase}/spaeter/", EDITORS),
        action("phase_remove", "phasen/{phase}/entfernen/", EDITORS),
    ),
    *below(
        "/k/{musterau}/sitzungen/",
        page("meetings", "", MEETING_READERS),
        form("meeting_plan", "planen/", MEETING_EDITORS),
        page("meeting", "{meeting}/", MEETING_READERS),
        page("minutes_pdf", "{meeting}/protokoll.pdf", MEETING_READERS),
        page("minutes_docx", "{meeting}/protokoll.docx", MEETING_READERS),
        form("meeting_edit", "{meeting}/bearbeiten/", MEETING_EDITORS),
        page("meeting_hold", "{meeting}/ergebnis/", MEETING_EDITORS),
        form("meeting_cancel", "{meeting}/absagen/", MEETING_EDITORS),
        form("decision_record", "{meeting}/beschluss/", MEETING_EDITORS),
    ),
    *below(
        "/k/{musterau}/beschluesse/",
        form("decision_edit", "{decision}/bearbeiten/", MEETING_EDITORS),
        form("decision_withdraw", "{decision}/zuruecknehmen/", MEETING_EDITORS),
    ),
    *below(
        "/p/{programme}/termine/",
        page("programme_meetings", "", PROGRAMME_READERS),
        form("programme_meeting_plan", "planen/", PROGRAMME_EDITORS),
        page("programme_meeting", "{programme_meeting}/", PROGRAMME_READERS),
        form("programme_meeting_edit", "{programme_meeting}/bearbeiten/", PROGRAMME_EDITORS),
        page("programme_meeting_hold", "{programme_meeting}/ergebnis/", PROGRAMME_EDITORS),
        form("programme_meeting_cancel", "{programme_meeting}/absagen/", PROGRAMME_EDITORS),
    ),
)


def places(world: World) -> dict[str, Any]:
    """Musterau's process with a meeting to come, and one meeting of the programme."""
    meeting = MeetingFactory(body=world.story.steering, municipality=world.musterau)
    joint = MeetingFactory(municipality=None, programme=world.programme)
    return {
        "process": world.story.process,
        "phase": world.story.phases[-1],
        "meeting": meeting,
        "decision": DecisionFactory(meeting=meeting),
        "programme_meeting": joint,
        "programme_decision": DecisionFactory(meeting=joint, municipality=None),
    }
