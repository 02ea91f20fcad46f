"""What the pages of a selection share: the programme of the address, its crumbs and rights."""

from functools import cached_property
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.programmes.models import Programme
from begleitwerk.programmes.selectors import get_programme_or_404
from begleitwerk.selection.models import Candidacy, SelectionRound
from begleitwerk.selection.selectors.candidates import candidacy_or_404
from begleitwerk.selection.selectors.rounds import round_or_404

Crumbs = list[tuple[str | Promise, str]]


class ProgrammeArea:
    """Loads the programme of the address; strangers get 404 before anything else happens.

    The rule is asked in the programme's workspace; a page about one record overrides
    `permission_object` to load and return that record.
    """

    request: HttpRequest
    kwargs: dict[str, Any]

    @property
    def user(self) -> User:
        return cast("User", self.request.user)

    @cached_property
    def programme(self) -> Programme:
        return get_programme_or_404(self.user, self.kwargs["slug"])

    def permission_object(self) -> Any:
        return self.programme

    def address(self, name: str, *ids: Any) -> str:
        """The address of a page of this programme's selection."""
        return reverse(f"selection:{name}", args=[self.programme.workspace.slug, *ids])

    def may(self, permission: str) -> bool:
        return self.user.has_perm(permission, self.programme)

    def crumbs(self) -> Crumbs:
        return [(_("Selection"), self.address("rounds"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {
            "programme": self.programme,
            "space": self.programme.workspace,
            "crumbs": self.crumbs(),
            "may_edit": self.may("selection.edit_round"),
            **context,
        }


class OfRound(ProgrammeArea):
    """A page about one round, or below it."""

    @cached_property
    def round(self) -> SelectionRound:
        return round_or_404(self.programme, self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.round

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (self.round.name, self.address("round", self.round.pk))]

    def get_success_url(self) -> str:
        return self.address("round", self.round.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(round=self.round, **kwargs)


class OfCandidacy(OfRound):
    """A page about one candidate; whoever declared a conflict of interest does not get in."""

    @cached_property
    def candidacy(self) -> Candidacy:
        return candidacy_or_404(self.round, self.kwargs["candidacy_pk"])

    def permission_object(self) -> Any:
        return self.candidacy

    def crumbs(self) -> Crumbs:
        return [
            *super().crumbs(),
            (_("Candidates"), self.address("candidates", self.round.pk)),
            (self.candidacy.municipality.name, self.get_success_url()),
        ]

    def get_success_url(self) -> str:
        return self.address("candidacy", self.round.pk, self.candidacy.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(candidacy=self.candidacy, **kwargs)
