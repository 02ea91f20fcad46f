"""Goals, measures and money in council papers and in the brief."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.contributions import BriefPart, PaperPart
from begleitwerk.goals.papers import brief, parts

PARTS = (
    PaperPart(
        "goals",
        _("goals and their state"),
        _("All goals with their state and deadline, as a table."),
        "Ziele",
        parts.goals,
        place=60,
        rests_on=("goals.goal", "goals.measure"),
        reads=("networks.body",),
    ),
    PaperPart(
        "measures",
        _("measures and their state"),
        _("All measures with who is responsible, state and deadline, as a table."),
        "Maßnahmen",
        parts.measures,
        place=70,
        rests_on=("goals.measure",),
        reads=("goals.goal",),
    ),
    PaperPart(
        "costs",
        _("costs"),
        _("What the measures cost together, by where the money comes from."),
        "Kosten",
        parts.costs,
        place=80,
        rests_on=("goals.measure",),
        reads=("goals.goal",),
        sums="cost",
    ),
)
FIGURES = (
    BriefPart(brief.goals, place=20),
    BriefPart(brief.measures, place=30),
    BriefPart(brief.money, place=50),
)
SENTENCES = (BriefPart(brief.achieved, place=20), BriefPart(brief.at_risk, place=30))
