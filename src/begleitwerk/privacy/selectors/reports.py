"""Reports of what went."""

from begleitwerk.privacy.models import Clearing


def last_clearings(most: int = 30) -> list[Clearing]:
    """The latest reports, newest first."""
    return list(Clearing.objects.order_by("-pk")[:most])
