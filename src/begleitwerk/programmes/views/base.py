"""What the pages of a programme share."""

from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import AddPage, Crumbs, Values
from begleitwerk.programmes import selectors
from begleitwerk.programmes.models import Edition, Engagement, Programme
from begleitwerk.programmes.pages import ProgrammePage


class ProgrammeArea(ProgrammePage):
    """Editions, and who takes part in them."""

    area = "programmes"
    permission = "programmes.edit_programme"
    edit_permission = "programmes.edit_programme"
    record_name: ClassVar[str] = "programme"

    def crumbs(self) -> Crumbs:
        return [(_("Editions"), self.address("editions"))]

    def values(self) -> Values:
        return {**super().values(), "may_engage": self.may("programmes.edit_engagement")}


class OfEdition(ProgrammeArea):
    """A page about one edition, or below it."""

    record_name = "edition"

    @cached_property
    def edition(self) -> Edition:
        return selectors.get_edition_or_404(self.user, self.kwargs["slug"], self.kwargs["pk"])

    @cached_property
    def programme(self) -> Programme:
        return self.edition.programme

    def permission_object(self) -> Any:
        return self.edition

    def crumbs(self) -> Crumbs:
        return [*super().crumbs(), (self.edition.name, self.edition.get_absolute_url())]

    def get_success_url(self) -> str:
        return self.edition.get_absolute_url()

    def values(self) -> Values:
        return {**super().values(), "edition": self.edition}


class AddToEdition(OfEdition, AddPage):
    """A form for something new in an edition."""

    form_takes = ("edition",)

    def within(self) -> Values:
        return {"edition": self.edition}


class OfEngagement(ProgrammeArea):
    """A page about one participation, or below it."""

    permission = "programmes.edit_engagement"
    record_name = "engagement"

    @cached_property
    def engagement(self) -> Engagement:
        return selectors.engagement_or_404(self.programme, self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.engagement

    def crumbs(self) -> Crumbs:
        edition = self.engagement.edition
        return [
            *super().crumbs(),
            (edition.name, edition.get_absolute_url()),
            (self.engagement.title, self.engagement.get_absolute_url()),
        ]

    def get_success_url(self) -> str:
        return self.engagement.get_absolute_url()

    def values(self) -> Values:
        return {**super().values(), "engagement": self.engagement}
