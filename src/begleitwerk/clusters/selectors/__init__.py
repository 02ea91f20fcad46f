"""Reads of the clusters; import from the part."""
