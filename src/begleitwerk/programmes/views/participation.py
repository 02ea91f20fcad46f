"""What a municipality sees of its own participation."""

from django.utils import timezone

from begleitwerk.core.pages import Page, Values
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.programmes import selectors


class Participation(MunicipalityPage, Page):
    """Its participations, the running one first; read-only, the programme records them."""

    permission = "programmes.view_participation"
    template_name = "programmes/participation.html"

    def values(self) -> Values:
        return {
            **super().values(),
            "cards": selectors.participation_cards(self.municipality, timezone.localdate()),
            "peers": selectors.cluster_peers(self.municipality),
            "sees_files": self.user.has_perm("files.view_file", self.municipality),
        }
