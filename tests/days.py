"""The day it is while a test runs; a suite that is under way at midnight sees two of them."""

from datetime import date, timedelta

from django.utils import timezone


def today() -> date:
    return timezone.localdate()


def in_days(number: int) -> date:
    """So many days from today; before it if below zero."""
    return today() + timedelta(days=number)
