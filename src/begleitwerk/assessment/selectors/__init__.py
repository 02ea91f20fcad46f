"""Reads of self-assessments."""

from begleitwerk.assessment.selectors.access import visible_to

__all__ = ["visible_to"]
