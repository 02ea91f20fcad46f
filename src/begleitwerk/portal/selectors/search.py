"""Search over everything a person may see, kind by kind as the apps contribute it."""

from dataclasses import dataclass

from begleitwerk.accounts.models import User
from begleitwerk.core.contributions import Hit, Text, searches

PER_KIND = 10
SHORTEST = 2


@dataclass(frozen=True)
class HitGroup:
    label: Text
    hits: list[Hit]


def kinds_searched() -> list[Text]:
    return [kind.label for kind in searches.on()]


def search(user: User, query: str) -> list[HitGroup]:
    """Groups with at most `PER_KIND` hits each; nothing for less than two letters."""
    query = " ".join(query.split())
    if len(query) < SHORTEST:
        return []
    groups = (HitGroup(kind.label, kind.hits(user, query, PER_KIND)) for kind in searches.on())
    return [group for group in groups if group.hits]
