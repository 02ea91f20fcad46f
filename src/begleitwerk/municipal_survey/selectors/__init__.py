"""Reads of the municipal survey; import from the part."""

from begleitwerk.municipal_survey.selectors.waves import visible_to

__all__ = ["visible_to"]
