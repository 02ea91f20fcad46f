"""The funnel of a round: how many came how far."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.municipal_survey.models import SurveyRow
from begleitwerk.selection.models import SelectionRound
from begleitwerk.selection.selectors.candidates import reached_by_stage


@dataclass(frozen=True)
class Stage:
    """One step of the funnel: how many came so far, and where they are listed."""

    key: str
    label: str | Promise
    count: int
    query: str
    url: str


STAGES: dict[str, str | Promise] = {
    "longlisted": _("on the longlist"),
    "invited": _("invited"),
    "applied": _("applied"),
    "scored": _("scored"),
    "eligible": _("can be selected"),
    "selected": _("selected"),
    "contract": _("contract sent"),
    "active": _("take part"),
}


def funnel_of(round: SelectionRound) -> list[Stage]:
    """How many came how far, from the survey to the participation, each with its list.

    A stage counts everybody who once reached it, so that a municipality that left later is still
    counted where it has been.
    """
    slug = round.workspace.slug
    address = reverse("selection:candidates", args=[slug, round.pk])
    stages = []
    if round.wave:
        rows = reverse("municipal_survey:rows", args=[slug, round.wave_id])
        answered = SurveyRow.objects.filter(wave=round.wave).count()
        stages.append(Stage("surveyed", _("surveyed"), answered, "", rows))
    counts = reached_by_stage(round, STAGES)
    for key, label in STAGES.items():
        query = f"?stage={key}"
        stages.append(Stage(key, label, counts[key], query, address + query))
    return stages
