"""Writes: erasing a person, and clearing out what is over."""

from begleitwerk.privacy.services.clearing import clear_out, clear_today
from begleitwerk.privacy.services.erasing import erase_person

__all__ = ["clear_out", "clear_today", "erase_person"]
