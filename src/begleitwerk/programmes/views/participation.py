"""What a municipality sees of its own participation."""

from typing import Any

from django.utils import timezone

from begleitwerk.core.pages import Page
from begleitwerk.municipalities.pages import MunicipalityPage
from begleitwerk.programmes import selectors


class Participation(MunicipalityPage, Page):
    """Its participations, the running one first; read-only, the programme records them."""

    permission = "programmes.view_participation"
    template_name = "programmes/participation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        return super().get_context_data(
            cards=selectors.participation_cards(self.municipality, today),
            peers=selectors.cluster_peers(self.municipality),
            sees_files=self.request.user.has_perm("files.view_file", self.municipality),
            **kwargs,
        )
