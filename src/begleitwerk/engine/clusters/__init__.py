"""Clusters: groups of three or four municipalities that work on the same quality dimension.

`form_clusters` finds the best grouping, with proof; `move_cost` tells what a move by hand costs;
`clusters_of` values a grouping somebody made; `likeness` compares two municipalities.
"""

from begleitwerk.engine.clusters.form import form_clusters
from begleitwerk.engine.clusters.likeness import (
    Traits,
    Weights,
    likeness,
    likeness_of_pairs,
)
from begleitwerk.engine.clusters.moves import Exchange, Move, move_cost
from begleitwerk.engine.clusters.problem import (
    Broken,
    Cluster,
    ClusterFault,
    ClusterProblem,
    Clusters,
    FaultCode,
    FaultyClustersError,
    Member,
    broken_ties,
    cluster_faults,
    clusters_of,
    sizes_for,
)

__all__ = [
    "Broken",
    "Cluster",
    "ClusterFault",
    "ClusterProblem",
    "Clusters",
    "Exchange",
    "FaultCode",
    "FaultyClustersError",
    "Member",
    "Move",
    "Traits",
    "Weights",
    "broken_ties",
    "cluster_faults",
    "clusters_of",
    "form_clusters",
    "likeness",
    "likeness_of_pairs",
    "move_cost",
    "sizes_for",
]
