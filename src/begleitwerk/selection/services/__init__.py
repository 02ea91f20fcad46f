"""Writes of the selection, by part; each part is a module of its own."""
