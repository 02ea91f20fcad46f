"""What rests on the themes of an edition: records that name them, rules that count places."""

from collections.abc import Callable

from django.db.models import ManyToOneRel

from begleitwerk.programmes.models import Edition, EditionTheme

# Why themes and places of an edition stay as they are, in a sentence; empty where they need not.
Bond = Callable[[Edition], str]
_bonds: list[Bond] = []


def register_bonds(*bonds: Bond) -> None:
    """Called at start, in an app's `contributions`."""
    _bonds.extend(bonds)


def bond_of(edition: Edition) -> str:
    """Why themes and places of this edition stay; empty where they may change."""
    return next((words for say in _bonds if (words := say(edition))), "")


def is_named(theme: EditionTheme) -> bool:
    """Whether any record of any app names the theme, whatever would become of it without."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: theme}).exists()
        for relation in theme._meta.get_fields(include_hidden=True)
        if isinstance(relation, ManyToOneRel)
    )
