"""What the pages of a selection share: its crumbs and rights, round and candidate."""

from functools import cached_property

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import Crumbs, OneRecord, Values
from begleitwerk.municipalities.enums import Permission
from begleitwerk.municipalities.presenters import why_not_second
from begleitwerk.programmes.models import Programme
from begleitwerk.programmes.pages import ProgrammePage
from begleitwerk.selection.models import Candidacy, SelectionRound
from begleitwerk.selection.presenters.grounds import WaiverLine
from begleitwerk.selection.selectors.candidates import get_candidacy_or_404
from begleitwerk.selection.selectors.rounds import get_round_or_404


class SelectionArea(ProgrammePage):
    """All pages of a programme's selection."""

    area = "selection"
    edit_permission = "selection.edit_round"

    def crumbs(self) -> Crumbs:
        return [(_("Selection"), self.address("rounds"))]


class OfRound(OneRecord, SelectionArea):
    """A page about one round, or below it.

    `get_success_url` is the page it stands on: a form leads there, a button, and a file that
    cannot be made.
    """

    record_name = "round"

    @cached_property
    def round(self) -> SelectionRound:
        return get_round_or_404(self.user, self.kwargs["slug"], self.kwargs["pk"])

    @cached_property
    def programme(self) -> Programme:
        return self.round.edition.programme

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (self.round.name, self.address("round", self.round.pk))]

    def get_success_url(self) -> str:
        return self.address("round", self.round.pk)

    def target_url(self) -> str:
        return self.get_success_url()

    def back_url(self) -> str:
        return self.get_success_url()

    def may_answer(self, line: WaiverLine | None) -> bool:
        """Whether this person is the second one a waiver waits for."""
        if line is None or not self.may("selection.confirm_decision"):
            return False
        place, right = self.round.workspace, Permission.SELECTION_CONFIRM
        return not why_not_second(self.user, [line.waiver.asked_by_id], place, right)

    def values(self) -> Values:
        return {**super().values(), "round": self.round}


class OfCandidacy(OfRound):
    """A page about one candidate; whoever declared a conflict of interest does not get in."""

    record_name = "candidacy"
    wishes = True

    @cached_property
    def candidacy(self) -> Candidacy:
        address = (self.kwargs[name] for name in ("slug", "pk", "candidacy_pk"))
        return get_candidacy_or_404(self.user, *address, wishes=self.wishes)

    @cached_property
    def round(self) -> SelectionRound:
        return self.candidacy.round

    def crumbs(self) -> Crumbs:
        return [
            *super().crumbs(),
            (_("Candidates"), self.address("candidates", self.round.pk)),
            (self.candidacy.municipality.name, self.own_url()),
        ]

    def own_url(self) -> str:
        return self.address("candidacy", self.round.pk, self.candidacy.pk)

    def get_success_url(self) -> str:
        return self.own_url()

    def values(self) -> Values:
        return {**super().values(), "candidacy": self.candidacy}
