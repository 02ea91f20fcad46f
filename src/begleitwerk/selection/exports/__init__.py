"""Lists of the selection as files, by part."""
