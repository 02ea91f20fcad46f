"""The rules that hold, for those who may read them before they apply."""

from django.http import Http404

from begleitwerk.accounts.models import User
from begleitwerk.core.once import once_per_page
from begleitwerk.municipalities.selectors import reaches
from begleitwerk.selection.models import RuleSet
from begleitwerk.selection.selectors.versions import with_round


@once_per_page
def published_versions(round_pk: int) -> tuple[RuleSet, ...]:
    """The frozen versions of a round, the one that holds first.

    Without those that were relaxed for one replacement: nobody applies under them.
    """
    rows = with_round().filter(round=round_pk, frozen_at__isnull=False)
    return tuple(rows.filter(only_for=None))


def is_open_to_all(round_pk: int) -> bool:
    """Whether the office opened the version that holds to everybody."""
    return any(version.is_open for version in published_versions(round_pk)[:1])


def get_published_or_404(user: User, round_pk: int) -> RuleSet:
    """The version that holds; whoever was not invited learns nothing, unless it is open."""
    found = next(iter(published_versions(round_pk)), None)
    if found is None or not (
        user.has_perm("selection.read_rules", found) or reaches(user, found.workspace)
    ):
        raise Http404
    return found
