"""Lists of the selection, by part; import from the part."""
