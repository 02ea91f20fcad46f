"""The state of the quality in council papers, in the brief, and in what a programme keeps."""

from django.utils.translation import gettext_lazy as _

from begleitwerk.assessment.papers import state
from begleitwerk.core.contributions import BriefPart, PaperPart, ReleasedKind

PART = PaperPart(
    "quality",
    _("state of the quality"),
    _(
        "Agreed levels by dimension, what changed, and what follows, from the latest "
        "self-assessment a body released."
    ),
    "Stand der Qualität",
    state.quality,
    place=55,
    rests_on=("assessment.assessment",),
)
FIGURE = BriefPart(state.figure, place=15)
RELEASED = ReleasedKind(state.released_tables, place=15)
