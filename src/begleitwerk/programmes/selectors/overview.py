"""Everything the page of an edition says."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from begleitwerk.core.once import once_per_page
from begleitwerk.core.selectors import dictionary_order
from begleitwerk.programmes.enums import OCCUPYING, EngagementState
from begleitwerk.programmes.models import Cluster, Edition, EditionTheme, Engagement
from begleitwerk.programmes.selectors.engagements import with_parts

# More names than this are not listed on a page about an edition; the list shows all.
NAMES_SHOWN = 12


class Named:
    """A row that names the first of its participations."""

    engagements: tuple[Engagement, ...]

    @property
    def shown(self) -> tuple[Engagement, ...]:
        return self.engagements[:NAMES_SHOWN]

    @property
    def more(self) -> int:
        return len(self.engagements) - len(self.shown)


@dataclass(frozen=True)
class ThemeRow(Named):
    """A theme and who fills its places."""

    theme: EditionTheme
    taken: int
    engagements: tuple[Engagement, ...]

    @property
    def places(self) -> int:
        """A closed theme has no places but those that are taken."""
        return self.taken if self.theme.is_closed else self.theme.places

    @property
    def places_text(self) -> str:
        return gettext("%(taken)s of %(places)s places") % {
            "taken": self.taken,
            "places": self.places,
        }

    @property
    def is_overfull(self) -> bool:
        return self.taken > self.places

    @property
    def free(self) -> int:
        return max(0, self.places - self.taken)


@dataclass(frozen=True)
class ClusterRow(Named):
    """A cluster, what it works on and who belongs to it."""

    cluster: Cluster
    dimensions: tuple[str, ...]
    engagements: tuple[Engagement, ...]


@dataclass(frozen=True)
class StateRow(Named):
    """A state and the participations in it."""

    state: str
    label: str
    engagements: tuple[Engagement, ...]


@dataclass(frozen=True)
class EditionOverview:
    """Everything the page of an edition says.

    `taken` and `running` count places, the other two municipalities: one place may be shared.
    """

    themes: tuple[ThemeRow, ...]
    clusters: tuple[ClusterRow, ...]
    states: tuple[StateRow, ...]
    total: int
    taken: int
    running: int
    municipalities: int
    running_municipalities: int

    @property
    def places(self) -> int:
        return sum(row.places for row in self.themes)

    @property
    def without_theme(self) -> int:
        return self.taken - sum(row.taken for row in self.themes)


def overview_of(edition: Edition) -> EditionOverview:
    """Themes, clusters and participations of an edition, in a fixed number of queries."""
    rows = sorted(
        with_parts(Engagement.objects.filter(edition=edition)),
        key=lambda row: dictionary_order(row.title),
    )
    filling = [row for row in rows if row.state in OCCUPYING]
    by_theme = grouped(filling, "theme_id")
    by_cluster = grouped(filling, "cluster_id")
    by_state = grouped(rows, "state")
    return EditionOverview(
        themes=tuple(
            ThemeRow(theme, len(by_theme[theme.pk]), tuple(by_theme[theme.pk]))
            for theme in themes_of(edition)
        ),
        clusters=tuple(
            ClusterRow(
                cluster,
                tuple(item.label for item in cluster.dimensions.all()),
                tuple(by_cluster[cluster.pk]),
            )
            for cluster in clusters_of(edition)
        ),
        states=tuple(
            StateRow(state.value, str(state.label), tuple(by_state[state.value]))
            for state in EngagementState
            if by_state[state.value]
        ),
        total=len(rows),
        taken=len(filling),
        running=sum(row.is_running for row in rows),
        municipalities=parties_in(filling),
        running_municipalities=parties_in(row for row in rows if row.is_running),
    )


@once_per_page
def themes_of(edition: Edition) -> tuple[EditionTheme, ...]:
    return tuple(edition.themes.select_related("item"))


@once_per_page
def clusters_of(edition: Edition) -> tuple[Cluster, ...]:
    return tuple(edition.clusters.prefetch_related("dimensions"))


def parties_in(rows: Iterable[Engagement]) -> int:
    """How many municipalities take part in these, each counted once."""
    return len({party.municipality_id for row in rows for party in row.party_rows.all()})


def grouped(rows: Iterable[Engagement], name: str) -> defaultdict[object, list[Engagement]]:
    groups: defaultdict[object, list[Engagement]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return groups
