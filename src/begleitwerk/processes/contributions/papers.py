"""Programme, process and meetings in council papers and in the brief."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.contributions import BriefPart, Elsewhere, PaperPart
from begleitwerk.processes.papers import brief, meetings, process
from begleitwerk.processes.selectors import member_counts

OF_PROGRAMME = ("programmes.programme", "programmes.edition", "programmes.editiontheme")
MEETINGS = ("processes.meeting", "processes.decision")

PARTS = (
    PaperPart(
        "programme",
        _("programme and theme"),
        _("The programme, our theme, how many municipalities, the period."),
        "Programm und Thema",
        process.programme,
        place=10,
        rests_on=("programmes.engagement", *OF_PROGRAMME),
        reads=("processes.process",),
        shared=OF_PROGRAMME,
        elsewhere=Elsewhere("programmes.engagement", member_counts),
    ),
    PaperPart(
        "reason",
        _("why this municipality"),
        _("Why the municipality takes part, as the process says it."),
        "Warum wir teilnehmen",
        process.reason,
        place=20,
        rests_on=("processes.process",),
    ),
    PaperPart(
        "phases",
        _("phases so far and next"),
        _("What lies behind, what is under way, what comes next, with dates."),
        "Bisheriger Verlauf und nächste Phasen",
        process.phases,
        place=30,
        rests_on=("processes.phase",),
        reads=("processes.process",),
    ),
    PaperPart(
        "meetings",
        _("meetings"),
        _("The meetings held, with date, number of participants and result."),
        "Sitzungen und Treffen",
        meetings.meetings,
        place=50,
        rests_on=MEETINGS,
        reads=("processes.process", "processes.phase", "networks.body"),
        shared=MEETINGS,
    ),
    PaperPart(
        "outlook",
        _("outlook"),
        _("What the process says about the time ahead, and the next phase."),
        "Ausblick",
        process.outlook,
        place=90,
        rests_on=("processes.process", "processes.phase"),
    ),
)
PHASE = BriefPart(brief.phase, place=10)
FIGURES = (BriefPart(brief.months, place=10), BriefPart(brief.meetings, place=40))
SENTENCE = BriefPart(brief.since, place=10)
