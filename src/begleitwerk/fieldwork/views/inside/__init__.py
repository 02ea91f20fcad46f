"""Pages of those who ask."""
