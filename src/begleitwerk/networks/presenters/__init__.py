"""What pages and papers say about networks and bodies."""

from begleitwerk.networks.presenters.composition import composition_sentence
from begleitwerk.networks.presenters.history import (
    FIELDS,
    VERBS,
    history_of_body,
    history_of_network,
)

__all__ = [
    "FIELDS",
    "VERBS",
    "composition_sentence",
    "history_of_body",
    "history_of_network",
]
