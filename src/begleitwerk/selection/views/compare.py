"""Two candidates side by side; all candidates on a map."""

from functools import cached_property

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.core.pages import DetailPage, Values
from begleitwerk.municipalities.enums import Pattern
from begleitwerk.municipalities.selectors import MapState, map_of
from begleitwerk.selection.enums import HAS_APPLIED, HOLDS_PLACE, CandidacyState
from begleitwerk.selection.models import Candidacy, SelectionRound, SelectionRun
from begleitwerk.selection.presenters.compare import ComparePart, compare_page
from begleitwerk.selection.rules import declared_by, kept_from
from begleitwerk.selection.selectors.candidates import candidates_of
from begleitwerk.selection.selectors.runs import finding_in, latest_run, run_or_404
from begleitwerk.selection.views.base import OfRound


def shown_run(user: User, round: SelectionRound) -> tuple[SelectionRun | None, tuple[str, ...]]:
    """The newest calculation as far as the person may see it, and because of whom she may not."""
    latest = latest_run(round)
    run = run_or_404(round, latest.pk, user) if latest else None
    kept = kept_from(user, run) if run else ()
    return (None if kept else run), kept


class Compare(OfRound, DetailPage):
    """Choose two; a candidate with a declared conflict of interest is not offered."""

    permission = "selection.view_round"
    template_name = "selection/compare.html"

    @cached_property
    def offered(self) -> list[Candidacy]:
        rows = candidates_of(self.round).filter(state__in=HAS_APPLIED)
        return list(rows.filter(~declared_by(self.user)))

    def chosen(self, name: str) -> Candidacy | None:
        wanted = self.request.GET.get(name, "")
        if not wanted:
            return None
        found = next((row for row in self.offered if str(row.pk) == wanted), None)
        if found is None:
            raise Http404
        return found

    def values(self) -> Values:
        left, right = self.chosen("a"), self.chosen("b")
        parts: list[ComparePart] = []
        kept: tuple[str, ...] = ()
        if left and right:
            run, kept = shown_run(self.user, self.round)
            parts = compare_page(self.user, self.round, (left, right), run)
        own = {"offered": self.offered, "left": left, "right": right, "parts": parts, "kept": kept}
        return {**super().values(), **own}


APPLIED = MapState(_("applied"), Pattern.DOTS)
PROPOSED = MapState(_("proposed"), Pattern.STRIPES)
SELECTED = MapState(_("selected"), Pattern.SOLID)
CANDIDATE = MapState(_("on the longlist or invited"), Pattern.PLAIN)
LEFT = MapState(_("declined, not selected or withdrawn"), Pattern.CROSSES)
OUT = frozenset(
    {
        CandidacyState.DECLINED,
        CandidacyState.NO_REPLY,
        CandidacyState.REJECTED,
        CandidacyState.WITHDRAWN,
    }
)


class CandidatesMap(OfRound, DetailPage):
    """Where candidates and chosen lie, and the same as a table."""

    permission = "selection.view_round"
    template_name = "selection/candidates_map.html"

    def values(self) -> Values:
        rows = list(candidates_of(self.round).select_related("municipality__workspace"))
        run, kept = shown_run(self.user, self.round)
        proposed = set(finding_in(run).members) if run else set()
        states = {row.municipality_id: self.state_of(row, proposed) for row in rows}
        urls = {
            row.municipality_id: self.address("candidacy", self.round.pk, row.pk) for row in rows
        }
        places = [row.municipality for row in rows]
        return {
            **super().values(),
            "atlas": map_of(places, states, urls),
            "rows": [(row, states[row.municipality_id].word) for row in rows],
            "selected": sum(states[row.municipality_id] == SELECTED for row in rows),
            "proposed": len(proposed),
            "kept": kept,
        }

    def state_of(self, row: Candidacy, proposed: set[str]) -> MapState:
        if row.state in HOLDS_PLACE:
            return SELECTED
        if row.state in OUT:
            return LEFT
        if row.state == CandidacyState.APPLIED and row.key in proposed:
            return PROPOSED
        return APPLIED if row.state in HAS_APPLIED else CANDIDATE
