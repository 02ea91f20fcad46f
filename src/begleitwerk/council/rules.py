"""Who may see, write and release council papers and the brief."""

from typing import Any

import rules

from begleitwerk.accounts.models import User
from begleitwerk.council.enums import INTRODUCED
from begleitwerk.municipalities.enums import Permission as P
from begleitwerk.municipalities.rules import holds


@rules.predicate  # type: ignore[untyped-decorator]
def is_introduced(user: User, paper: Any = None) -> bool:
    return getattr(paper, "state", "") in INTRODUCED


rules.add_perm("council.list_papers", holds(P.PAPERS_VIEW) | holds(P.PAPERS_VIEW_INTRODUCED))
rules.add_perm(
    "council.view_paper",
    holds(P.PAPERS_VIEW) | (holds(P.PAPERS_VIEW_INTRODUCED) & is_introduced),
)
rules.add_perm("council.edit_paper", holds(P.PAPERS_EDIT))
rules.add_perm("council.release_paper", holds(P.PAPERS_RELEASE))
rules.add_perm("council.view_brief", holds(P.BRIEF_VIEW))
rules.add_perm("council.edit_brief", holds(P.BRIEF_EDIT))
