"""What the office of a Land reads of selections."""

from functools import cached_property

from django.utils.translation import gettext_lazy as _

from begleitwerk.core.pages import Page, Values
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.municipalities.models import Workspace
from begleitwerk.municipalities.selectors import get_workspace_or_404
from begleitwerk.selection.selectors.lands import results_in


class LandResults(Page):
    """Which municipalities of a Land applied, and what was decided about them."""

    permission = "selection.view_land_results"
    template_name = "selection/land_results.html"
    title = _("Selection")

    @cached_property
    def land(self) -> Workspace:
        return get_workspace_or_404(self.user, WorkspaceKind.LAND, self.kwargs["slug"])

    def permission_object(self) -> Workspace:
        return self.land

    def values(self) -> Values:
        return {**super().values(), "land": self.land, "rounds": results_in(self.land)}
