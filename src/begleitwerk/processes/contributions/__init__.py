"""What processes and meetings show on the pages of others."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.contributions import (
    Area,
    Column,
    Due,
    Headline,
    Panel,
    ReleasedKind,
    SearchKind,
    areas,
    brief_parts,
    columns,
    due,
    headlines,
    panels,
    paper_parts,
    released,
    searches,
)
from begleitwerk.core.presenters import register_history
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.processes.contributions import cockpit, home, papers, work
from begleitwerk.processes.papers import released as released_papers
from begleitwerk.processes.presenters import FIELDS, VERBS

register_history(verbs=VERBS, fields=FIELDS)
areas.add(
    Area(
        _("Process"),
        "processes:process",
        (P.PROCESS_VIEW,),
        (
            "processes:",
            "networks:body",
            "networks:bodies",
            "networks:member",
            "programmes:participation",
        ),
        place=20,
    ),
    on=WorkspaceKind.MUNICIPALITY,
)
areas.add(
    Area(
        _("Exchange"),
        "processes:programme_meetings",
        (P.COCKPIT_VIEW,),
        ("processes:",),
        place=50,
    ),
    on=WorkspaceKind.PROGRAMME,
)
# the programme office edits meetings, but only its own
ON_MEETINGS = (P.MEETINGS_VIEW, P.MEETINGS_EDIT)
due.add(
    Due("meeting", ON_MEETINGS, rows=work.due_meetings, line=work.meeting_line),
    Due(
        "unrecorded",
        ON_MEETINGS,
        rows=work.unrecorded,
        line=work.unrecorded_line,
        in_cockpit=True,
    ),
    Due("phase", (P.PROCESS_EDIT,), rows=work.due_phases, line=work.phase_line, in_cockpit=True),
)
searches.add(SearchKind(_("Meetings"), work.meeting_hits, place=40))
headlines.add(Headline(home.headline, place=10))
panels.add(Panel("processes/panels/phases.html", home.phases, place=10), on="home.top")
panels.add(Panel("processes/panels/no_process.html", home.no_process, place=90), on="home.main")
panels.add(Panel("processes/panels/next_meeting.html", home.next_meeting, place=10), on="home.side")
columns.add(
    Column(
        _("Phase"),
        "processes/cockpit/phase.html",
        cockpit.phases,
        place=10,
        permission="processes.view_process",
    ),
    Column(
        _("Last contact"),
        "processes/cockpit/contact.html",
        cockpit.contacts,
        place=40,
        permission="processes.view_process",
    ),
    Column(
        _("Dates"),
        "processes/cockpit/dates.html",
        cockpit.dates,
        place=50,
        permission="processes.view_process",
        head="processes/cockpit/dates_head.html",
        head_values=cockpit.months,
        key="processes/cockpit/dates_key.html",
        css="bw-chart bw-h28",
    ),
)
paper_parts.add(*papers.PARTS)
brief_parts.add(papers.PHASE, on="phase")
brief_parts.add(*papers.FIGURES, on="figures")
brief_parts.add(papers.SENTENCE, on="sentences")
released.add(ReleasedKind(released_papers.tables, place=10))
