"""What the pages of a paper share: the paper, the way back, the guard against two editors."""

from abc import abstractmethod
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from begleitwerk.core.pages import ActionPage, Crumbs, FormPage, Values
from begleitwerk.core.services import EditConflict, Refused
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


def list_crumbs(place: Municipality) -> Crumbs:
    return [(_("Council papers"), reverse("council:papers", args=[place.slug]))]


def paper_url(paper: Paper, section: str = "", anchor: str = "") -> str:
    """The editor, at a section where one is named by its key."""
    url = reverse("council:paper", args=[paper.municipality.slug, paper.pk])
    query = f"?abschnitt={slug_of(section)}" if section else ""
    return f"{url}{query}{anchor}"


class PaperPage(MunicipalityPage):
    """Loads the paper of the address; the rule is asked about it."""

    @cached_property
    def paper(self) -> Paper:
        return get_paper_or_404(self.user, self.municipality, self.kwargs["pk"])

    def permission_object(self) -> Any:
        return self.paper

    @cached_property
    def block(self) -> PaperBlock:
        return get_block_or_404(self.paper, self.kwargs["block"])

    @cached_property
    def step(self) -> ConsultationStep:
        return get_step_or_404(self.paper, self.kwargs["step"])

    def crumbs(self) -> Crumbs:
        name = self.paper.reference or self.paper.title
        return [*list_crumbs(self.municipality), (name, paper_url(self.paper))]


class PaperFormPage(PaperPage, FormPage):
    """A form about a part of a paper; saving and leaving lead back to its section."""

    section = ""
    permission = "council.edit_paper"

    def get_success_url(self) -> str:
        return paper_url(self.paper, self.section)

    def values(self) -> Values:
        return {**super().values(), "paper": self.paper}


class PaperAction(PaperPage, ActionPage):
    """A button on a part of a paper, back to the section it stands in."""

    section = ""
    anchor = ""
    permission = "council.edit_paper"

    def act(self) -> Any:
        try:
            return self.do()
        except EditConflict as conflict:
            raise Refused(
                _("Somebody else changed this part in the meantime. Please look at it again.")
            ) from conflict

    @abstractmethod
    def do(self) -> Any:
        """Call the one service."""

    @property
    def version(self) -> int | None:
        """What the person saw when she pressed the button."""
        seen = self.request.POST.get("version", "")
        return int(seen) if seen.isdecimal() else None

    @property
    def up(self) -> bool:
        return bool(self.request.POST.get("richtung") != "ab")

    def target_url(self) -> str:
        return paper_url(self.paper, self.section, self.anchor)


def block_section(block: PaperBlock) -> str:
    return f"block-{block.pk}"
