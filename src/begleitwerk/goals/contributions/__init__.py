"""What goals and measures show on the pages of others."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.contributions import (
    Area,
    Column,
    Due,
    Panel,
    ReleasedKind,
    SearchKind,
    StationKind,
    areas,
    brief_parts,
    columns,
    due,
    panels,
    paper_parts,
    released,
    searches,
    stations,
)
from begleitwerk.core.presenters import register_history
from begleitwerk.core.services import UploadKind, register_uploads
from begleitwerk.core.waiting import file_line, waiting_files
from begleitwerk.goals.contributions import cockpit, findings, home, meetings, papers, thread, work
from begleitwerk.goals.papers import released as released_papers
from begleitwerk.goals.presenters import FIELDS, VERBS
from begleitwerk.goals.services.imports import (
    MEASURES_UPLOAD,
    measures_plan,
    read_measures,
    write_measures,
)
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import WorkspaceKind

register_history(verbs=VERBS, fields=FIELDS)
register_uploads(UploadKind(MEASURES_UPLOAD, read_measures, measures_plan, write_measures))
areas.add(
    Area(
        _("Goals"),
        "goals:goals",
        (P.GOALS_VIEW, P.GOALS_VIEW_RELEASED),
        ("goals:",),
        place=40,
    ),
    on=WorkspaceKind.MUNICIPALITY,
)
due.add(
    Due(
        "measure", (P.GOALS_EDIT,), rows=work.due_measures, line=work.measure_line, in_cockpit=True
    ),
    Due("needs", (P.GOALS_EDIT, P.QUALITY_VIEW), rows=work.due_needs, line=work.needs_line),
    Due("goal", (P.GOALS_EDIT,), rows=work.due_goals, line=work.goal_line),
    Due(
        "measures_file",
        (P.GOALS_EDIT,),
        rows=waiting_files(MEASURES_UPLOAD, work.own_place),
        line=file_line(work.measures_file),
    ),
)
searches.add(
    SearchKind(_("Goals"), work.goal_hits, place=10),
    SearchKind(_("Measures"), work.measure_hits, place=20),
)
stations.add(
    StationKind(thread.finding_station, place=10),
    StationKind(thread.goal_station, place=20),
    StationKind(thread.measures_station, place=30),
    StationKind(thread.decision_station, place=40),
)
panels.add(Panel("goals/panels/goals.html", home.our_goals, place=20), on="home.main")
panels.add(Panel("goals/panels/quality.html", home.quality, place=18), on="home.main")
panels.add(Panel("goals/panels/stuck.html", home.stuck, place=30), on="home.side")
panels.add(Panel("goals/panels/carried.html", meetings.carried, place=20), on="processes.meeting")
panels.add(
    Panel("goals/panels/derive.html", findings.derive, place=10), on="assessment.finding.action"
)
panels.add(
    Panel("goals/panels/thread.html", findings.thread_of_finding, place=10),
    on="assessment.finding.thread",
)
panels.add(
    Panel("goals/panels/answers.html", findings.on_finding, place=10), on="assessment.finding"
)
columns.add(
    Column(
        _("Goals"),
        "goals/cockpit/lights.html",
        cockpit.lights,
        place=20,
        key="goals/cockpit/lights_key.html",
    ),
)
paper_parts.add(*papers.PARTS)
brief_parts.add(*papers.FIGURES, on="figures")
brief_parts.add(*papers.SENTENCES, on="sentences")
released.add(ReleasedKind(released_papers.tables, place=20))
