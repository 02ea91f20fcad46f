"""Goals and measures; those of the matrix were released to nobody."""

from typing import Any

from tests.factories.core import UploadFactory
from tests.factories.goals import AnsweringFactory
from tests.permissions.patterns import (
    STAFF,
    UNKNOWN,
    action,
    below,
    form,
    in_municipality,
    page,
)
from tests.permissions.world import World

LIST_READERS = in_municipality(
    "sees the list, of others' goals the released ones",
    f"{STAFF} steering_member partner parent committee_member facilitator"
    " office lead researcher state_office",
)
READERS = in_municipality(
    "reads a goal or measure that was not released",
    f"{STAFF} steering_member committee_member facilitator",
)
EDITORS = in_municipality("edits goals and measures", STAFF)
QUALITY_READERS = in_municipality(
    "reads findings from the inside", f"{STAFF} steering_member facilitator"
)
UPLOADER = EDITORS.but(
    "whoever brought the file in, here the coordination", head=UNKNOWN, planner=UNKNOWN
)
ADOPTERS = in_municipality("records that goals were adopted", f"{STAFF} steering_member")

ROWS = (
    *below(
        "/k/{musterau}/ziele/",
        page("goals", "", LIST_READERS),
        form("goal_add", "neu/", EDITORS),
        page("goal_order", "ordnen/", EDITORS),
        page("goal", "{goal}/", READERS),
        form("goal_edit", "{goal}/bearbeiten/", EDITORS),
        form("goal_report", "{goal}/stand/", EDITORS),
        form("goal_light", "{goal}/ampel/", EDITORS),
        form("goal_release", "{goal}/freigabe/", EDITORS),
        form("goal_remove", "{goal}/entfernen/", EDITORS),
        form("goal_adopt", "{goal}/beschluss/", ADOPTERS),
        action("goal_light_clear", "{goal}/ampel/aufheben/", EDITORS),
        action("goal_move", "{goal}/verschieben/", EDITORS),
        page("goal_finding", "{goal}/befund/", EDITORS),
        page("needs", "bedarfe/", QUALITY_READERS),
        form("goal_add_for", "befunde/{finding}/ziel/", EDITORS),
        form("measure_add_for", "befunde/{finding}/massnahme/", EDITORS),
        page("finding_link", "befunde/{finding}/verknuepfen/", EDITORS),
        # without naming what answers there is nothing to link
        action("finding_answer", "befunde/{finding}/verknuepfung/", EDITORS, post=UNKNOWN),
        action("finding_unlink", "verknuepfungen/{answering}/loesen/", EDITORS),
    ),
    *below(
        "/k/{musterau}/massnahmen/",
        page("measures", "", LIST_READERS),
        page("measures", "?export=csv", LIST_READERS),
        form("measure_add", "neu/", EDITORS),
        form("measures_import", "einlesen/", EDITORS),
        page("measures_import_report", "einlesen/{measures_file}/", UPLOADER),
        action("measures_import_write", "einlesen/{measures_file}/schreiben/", UPLOADER),
        page("measure", "{measure}/", READERS),
        form("measure_edit", "{measure}/bearbeiten/", EDITORS),
        form("measure_report", "{measure}/stand/", EDITORS),
        form("measure_light", "{measure}/ampel/", EDITORS),
        page("measure_finding", "{measure}/befund/", EDITORS),
        form("measure_remove", "{measure}/entfernen/", EDITORS),
        action("measure_light_clear", "{measure}/ampel/aufheben/", EDITORS),
    ),
)


def places(world: World) -> dict[str, Any]:
    goal = world.story.goals[-1]
    return {
        "answering": AnsweringFactory(goal=goal),
        "goal": goal,
        "measure": goal.measures.get(),
        "measures_file": UploadFactory(
            owner_id=world.people["coordinator"].pk,
            kind="goals.measures",
            subject_id=world.musterau.pk,
        ),
    }
