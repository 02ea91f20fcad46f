"""How many queries a page may make, and the pages that still make more.

The walk over the matrix counts for every persona who gets the page; a page with too many is visited
once more, so that what a process remembers after its first visit does not count. A page that
became better fails too: its number here goes down, and at twelve its line goes away. Nobody adds
a line.
"""

LIMIT = 12

# Address: queries it makes now.
STILL: dict[str, int] = {
    "selection:deviation_add": 13,
    "selection:joint_score": 20,
    "selection:replacement": 17,
    "selection:review": 17,
    "selection:review_reassign": 14,
    "selection:review_replace": 15,
    "selection:review_score": 16,
    "selection:reviews_assign": 15,
    "selection:round_reviews": 15,
    "selection:runs": 24,
    "selection:story": 17,
}
