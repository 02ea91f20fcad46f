"""Reads about programmes, editions and the participation of municipalities."""

from begleitwerk.programmes.selectors.engagements import (
    cluster_peers,
    current_engagement,
    engagements_of,
    engagements_of_programme,
    engagements_visible_to,
    facilitator_or_404,
    facilitators_of,
    get_engagement_or_404,
    is_valid,
    next_steps,
    possible_replacements,
    with_parts,
)
from begleitwerk.programmes.selectors.history import history_of_edition, history_of_engagement
from begleitwerk.programmes.selectors.overview import (
    ClusterRow,
    EditionOverview,
    StateRow,
    ThemeRow,
    overview_of,
)
from begleitwerk.programmes.selectors.programmes import (
    cluster_or_404,
    edition_or_404,
    editions_of,
    get_edition_or_404,
    get_programme_or_404,
    programme_of,
    theme_or_404,
    visible_to,
)

__all__ = [
    "ClusterRow",
    "EditionOverview",
    "StateRow",
    "ThemeRow",
    "cluster_or_404",
    "cluster_peers",
    "current_engagement",
    "edition_or_404",
    "editions_of",
    "engagements_of",
    "engagements_of_programme",
    "engagements_visible_to",
    "facilitator_or_404",
    "facilitators_of",
    "get_edition_or_404",
    "get_engagement_or_404",
    "get_programme_or_404",
    "history_of_edition",
    "history_of_engagement",
    "is_valid",
    "next_steps",
    "overview_of",
    "possible_replacements",
    "programme_of",
    "theme_or_404",
    "visible_to",
    "with_parts",
]
