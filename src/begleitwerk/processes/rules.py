"""Who may see and edit phases and meetings."""

from typing import Any

import rules

from begleitwerk.accounts.models import User
from begleitwerk.municipalities.enums import Permission, WorkspaceKind
from begleitwerk.municipalities.models import Workspace
from begleitwerk.municipalities.rules import holds


@rules.predicate  # type: ignore[untyped-decorator]
def of_programme(user: User, subject: Any = None) -> bool:
    """The programme's own meetings, asked about by its workspace."""
    return isinstance(subject, Workspace) and subject.kind == WorkspaceKind.PROGRAMME


rules.add_perm("processes.view_process", holds(Permission.PROCESS_VIEW))
rules.add_perm("processes.edit_process", holds(Permission.PROCESS_EDIT))
rules.add_perm(
    "processes.start_process", holds(Permission.PROCESS_EDIT) | holds(Permission.ENGAGEMENT_EDIT)
)
rules.add_perm("processes.view_meeting", holds(Permission.MEETINGS_VIEW))
# The programme office edits its own meetings, and none of a municipality it may not even see.
rules.add_perm(
    "processes.edit_meeting",
    holds(Permission.MEETINGS_EDIT) & (holds(Permission.MEETINGS_VIEW) | of_programme),
)
# Whoever accompanies municipalities of a programme sees what the programme holds for them.
rules.add_perm(
    "processes.view_programme_meeting",
    holds(Permission.COCKPIT_VIEW) | holds(Permission.MEETINGS_EDIT),
)
