"""What pages, letters and protocol say about a selection, by part; import from the part."""
