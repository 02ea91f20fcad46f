"""What the pages of a paper share: the paper, its part in the address, the way back."""

from functools import cached_property
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from begleitwerk.core.pages import AddPage, Crumbs, Values
from begleitwerk.council.models import ConsultationStep, Paper, PaperBlock
from begleitwerk.council.selectors import get_block_or_404, get_paper_or_404, get_step_or_404
from begleitwerk.municipalities.models import Municipality
from begleitwerk.municipalities.pages import MunicipalityPage

# The sections of a paper: in the address, in the document, for people.
SLUGS = {
    "kopf": "head",
    "beratungsfolge": "route",
    "beschluss": "resolution",
    "finanzen": "money",
    "zusammenfassung": "summary",
    "sachdarstellung": "body",
    "anlagen": "attachments",
}
SLUG_OF = {key: slug for slug, key in SLUGS.items()}


def slug_of(key: str) -> str:
    """The word for a section in the address: "finanzen", "baustein-12"."""
    return SLUG_OF.get(key, key.replace("block-", "baustein-"))


def papers_url(place: Municipality) -> str:
    return reverse("council:papers", args=[place.slug])


def list_crumbs(place: Municipality) -> Crumbs:
    return [(_("Council papers"), papers_url(place))]


def paper_url(paper: Paper, section: str = "", anchor: str = "") -> str:
    """The editor, at a section where one is named by its key."""
    query = f"?abschnitt={slug_of(section)}" if section else ""
    return f"{paper.get_absolute_url()}{query}{anchor}"


class PaperPage(MunicipalityPage):
    """A page or button about a paper or a part of it, which stand in the address.

    The rule is asked about the paper; what is done leads back to the `section` it stands in, or to
    that of the block.
    """

    permission = "council.edit_paper"
    record_name: ClassVar[str] = "paper"
    section = ""
    anchor = ""
    request: Any

    @cached_property
    def paper(self) -> Paper:
        return get_paper_or_404(self.user, self.municipality, self.kwargs["pk"])

    @cached_property
    def block(self) -> PaperBlock:
        return get_block_or_404(self.paper, self.kwargs["block"])

    @cached_property
    def step(self) -> ConsultationStep:
        return get_step_or_404(self.paper, self.kwargs["step"])

    def permission_object(self) -> Any:
        return self.paper

    @property
    def up(self) -> bool:
        """Whether the button moves the part up."""
        return bool(self.request.POST.get("richtung") != "ab")

    def crumbs(self) -> Crumbs:
        name = self.paper.reference or self.paper.title
        return [*list_crumbs(self.municipality), (name, self.paper.get_absolute_url())]

    def target_url(self) -> str:
        section = self.section or (self.block.section if "block" in self.kwargs else "")
        return paper_url(self.paper, section, self.anchor)

    def get_success_url(self) -> str:
        return self.target_url()

    def values(self) -> Values:
        return {**super().values(), "paper": self.paper}


class PartAdd(PaperPage, AddPage):
    """A further part of a paper."""

    def within(self) -> Values:
        return {"paper": self.paper}
