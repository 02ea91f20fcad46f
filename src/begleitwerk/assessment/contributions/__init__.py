"""What self-assessments show on the pages of others."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from begleitwerk.assessment.contributions import home, meeting, papers, results, work
from begleitwerk.assessment.presenters import FIELDS, VERBS
from begleitwerk.assessment.services.rounds import KIND
from begleitwerk.core.contributions import (
    Area,
    Due,
    Panel,
    SearchKind,
    areas,
    brief_parts,
    due,
    panels,
    paper_parts,
    released,
    searches,
)
from begleitwerk.core.presenters import register_history
from begleitwerk.fieldwork.contributions import Owner, register_owner
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.processes.papers.minutes import MinutesPart, minutes_parts

register_history(verbs=VERBS, fields=FIELDS)
register_owner(KIND, Owner(_("Self-assessment"), work.page_of, work.close_page_of))
areas.add(
    Area(
        pgettext_lazy("area", "Quality"),
        "assessment:assessments",
        (P.QUALITY_VIEW, P.QUALITY_VIEW_RELEASED),
        ("assessment:", "fieldwork:"),
        place=35,
    ),
    on=WorkspaceKind.MUNICIPALITY,
)
due.add(
    Due("assessment_ends", (P.QUALITY_EDIT,), rows=work.ending, line=work.ending_line),
    Due("assessment_talk", (P.QUALITY_EDIT,), rows=work.to_talk_about, line=work.talk_line),
    Due(
        "assessment_release",
        (P.QUALITY_RELEASE,),
        rows=meeting.releasable,
        line=meeting.releasable_line,
    ),
)
searches.add(SearchKind(_("Self-assessments"), work.assessment_hits, place=15))
panels.add(Panel("assessment/panels/running.html", home.running, place=15), on="home.main")
panels.add(
    Panel("assessment/panels/way.html", results.of_assessment, place=10), on="assessment.assessment"
)
panels.add(
    Panel("assessment/panels/result.html", results.of_finding, place=5), on="assessment.finding"
)
paper_parts.add(papers.PART)
brief_parts.add(papers.FIGURE, on="figures")
released.add(papers.RELEASED)
for kind, name in (
    (WorkspaceKind.PROGRAMME, "assessment:programme_overview"),
    (WorkspaceKind.LAND, "assessment:land_overview"),
):
    areas.add(
        Area(
            pgettext_lazy("area", "Evaluation"),
            name,
            (P.QUALITY_VIEW_RELEASED,),
            (name,),
            place=70,
        ),
        on=kind,
    )
panels.add(
    Panel("assessment/panels/consensus.html", meeting.of_assessment, place=20),
    on="assessment.assessment",
)
panels.add(
    Panel("assessment/panels/meeting.html", meeting.on_meeting, place=20), on="processes.meeting"
)
minutes_parts.add(MinutesPart("Konsens zur Selbsteinschätzung", meeting.in_minutes, place=10))
