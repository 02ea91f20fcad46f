"""What the pages of a programme share."""

from functools import cached_property
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from begleitwerk.accounts.models import User
from begleitwerk.programmes import selectors
from begleitwerk.programmes.models import Edition, Engagement, Programme

Crumbs = list[tuple[str | Promise, str]]


class ProgrammeArea:
    """Loads the programme of the address; strangers get 404 before anything else happens."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @property
    def user(self) -> User:
        return cast("User", self.request.user)

    @cached_property
    def programme(self) -> Programme:
        return selectors.get_programme_or_404(self.user, self.kwargs["slug"])

    def permission_object(self) -> Any:
        return self.programme

    def address(self, name: str, *ids: Any) -> str:
        return reverse(f"programmes:{name}", args=[self.programme.workspace.slug, *ids])

    def may(self, permission: str) -> bool:
        return bool(self.request.user.has_perm(permission, self.programme))

    def crumbs(self) -> Crumbs:
        return [(_("Editions"), self.address("editions"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {
            "programme": self.programme,
            "space": self.programme.workspace,
            "crumbs": self.crumbs(),
            "may_edit": self.may("programmes.edit_programme"),
            "may_engage": self.may("programmes.edit_engagement"),
            **context,
        }


class OfEdition(ProgrammeArea):
    """A page about one edition, or below it."""

    @cached_property
    def edition(self) -> Edition:
        return selectors.edition_or_404(self.programme, self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.edition

    def crumbs(self) -> Crumbs:
        return [
            *super().crumbs(),
            (self.edition.name, self.address("edition", self.edition.pk)),
        ]

    def get_success_url(self) -> str:
        return self.address("edition", self.edition.pk)


class OfEngagement(ProgrammeArea):
    """A page about one participation, or below it."""

    @cached_property
    def engagement(self) -> Engagement:
        return selectors.engagement_or_404(self.programme, self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.engagement

    def crumbs(self) -> Crumbs:
        edition = self.engagement.edition
        return [
            *super().crumbs(),
            (edition.name, self.address("edition", edition.pk)),
            (self.engagement.title, self.get_success_url()),
        ]

    def get_success_url(self) -> str:
        return self.address("engagement", self.engagement.pk)
