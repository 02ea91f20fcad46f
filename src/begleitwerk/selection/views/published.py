"""The published rules: read before applying, by those invited or by everybody."""

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import slugify

from begleitwerk.core.exports import file_response
from begleitwerk.core.pages import FilePage, Page, Values
from begleitwerk.core.permissions import PermissionMixin
from begleitwerk.selection.exports.published import published_pdf
from begleitwerk.selection.models import RuleSet
from begleitwerk.selection.presenters.published import published_rules
from begleitwerk.selection.selectors.published import (
    get_published_or_404,
    is_open_to_all,
    published_versions,
)


class OfPublished(PermissionMixin):
    """The version that holds; where the office opened it, nobody has to sign in."""

    permission = "selection.read_rules"
    kwargs: dict[str, Any]

    def is_for_everybody(self) -> bool:
        return is_open_to_all(self.kwargs["pk"])

    def permission_object(self) -> RuleSet:
        return get_published_or_404(self.user, self.kwargs["pk"])

    @cached_property
    def versions(self) -> tuple[RuleSet, ...]:
        return published_versions(self.kwargs["pk"])


class PublishedPage(OfPublished, Page):
    template_name = "selection/published.html"

    def values(self) -> Values:
        round = self.versions[0].round
        return {**super().values(), "published": published_rules(self.versions), "round": round}


class PublishedFile(OfPublished, FilePage):
    """The same as tagged PDF."""

    def back_url(self) -> str:
        return reverse("selection:published_rules", args=[self.kwargs["pk"]])

    def file(self) -> HttpResponse:
        rules = self.versions[0]
        name = slugify(f"regeln-{rules.round.name}-fassung-{rules.number}")
        content = published_pdf(self.versions)
        return file_response(content, name=f"{name}.pdf", content_type="application/pdf")
