"""Clusters: wishes of participations, a proposal, changes by hand, adoption by the edition."""
