"""Letterhead and signature of a programme's letters."""

from typing import Any

from django.db import transaction

from begleitwerk.accounts.models import User
from begleitwerk.core.services import EditConflict, save_changes
from begleitwerk.programmes.models import Letterhead, Programme


def change_letterhead(
    *, by: User | None, letterhead: Letterhead, version: int | None = None, **values: Any
) -> Letterhead:
    """Save who writes and who signs, from the next letter on. Raises EditConflict."""
    with transaction.atomic():
        if letterhead.pk is None:  # of two who enter the first one the second sees the other's
            programme = Programme.objects.select_for_update().get(pk=letterhead.programme_id)
            if there := Letterhead.objects.filter(programme=programme).first():
                raise EditConflict(there)
        return save_changes(
            by=by,
            row=letterhead,
            version=version,
            values=values,
            verb="programmes.letterhead_changed",
        )
