"""What the pages of a programme share."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import Crumbs
from begleitwerk.programmes import selectors
from begleitwerk.programmes.models import Edition, Engagement, Programme
from begleitwerk.programmes.pages import ProgrammePage


class ProgrammeArea(ProgrammePage):
    """Editions, and who takes part in them."""

    area = "programmes"
    edit_permission = "programmes.edit_programme"

    def crumbs(self) -> Crumbs:
        return [(_("Editions"), self.address("editions"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{"may_engage": self.may("programmes.edit_engagement"), **kwargs}
        )


class OfEdition(ProgrammeArea):
    """A page about one edition, or below it."""

    @cached_property
    def edition(self) -> Edition:
        return selectors.get_edition_or_404(self.user, self.kwargs["slug"], self.kwargs["pk"])

    @cached_property
    def programme(self) -> Programme:
        return self.edition.programme

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
