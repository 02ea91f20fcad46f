"""What stands in the history, in words: verbs and fields of each part of the selection."""

from begleitwerk.selection.presenters.history import (
    after,
    applications,
    reviews,
    rounds,
    runs,
)

PARTS = (rounds, applications, reviews, runs, after)
VERBS = {verb: text for part in PARTS for verb, text in part.VERBS.items()}
FIELDS = {name: text for part in PARTS for name, text in part.FIELDS.items()}
