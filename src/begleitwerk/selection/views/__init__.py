"""Pages of the selection, by part."""
