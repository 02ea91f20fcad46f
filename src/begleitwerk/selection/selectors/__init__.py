"""Reads of the selection, by part; import from the part."""

from begleitwerk.selection.selectors.candidates import visible_to

__all__ = ["visible_to"]
