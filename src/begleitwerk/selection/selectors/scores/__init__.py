"""Scores of the two reviewers, of talks and of data: what counts, what is missing, who sees what.

A score counts for another version of the rules where the criterion stayed the same: key, levels
and whether it is scored for each theme. Until both reviewers are done nothing of the one leaves
this module for anybody but herself: not as a level, not inside a mean.
"""

from begleitwerk.selection.selectors.scores.book import (
    ScoreBook,
    book_about,
    book_of,
    handed_in,
    reviews_in,
    scored_candidacies,
    themes_of,
    with_themes,
)
from begleitwerk.selection.selectors.scores.choice import Scores, final_scores
from begleitwerk.selection.selectors.scores.scale import (
    Level,
    Slot,
    SlotKey,
    carries,
    levels_of,
)
from begleitwerk.selection.selectors.scores.sight import (
    ScoreLine,
    ScoreSheet,
    SeenScore,
    visible_scores,
)

__all__ = [
    "Level",
    "ScoreBook",
    "ScoreLine",
    "ScoreSheet",
    "Scores",
    "SeenScore",
    "Slot",
    "SlotKey",
    "book_about",
    "book_of",
    "carries",
    "final_scores",
    "handed_in",
    "levels_of",
    "reviews_in",
    "scored_candidacies",
    "themes_of",
    "visible_scores",
    "with_themes",
]
