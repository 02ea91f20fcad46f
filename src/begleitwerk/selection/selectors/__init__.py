"""Reads of the selection, by part."""
