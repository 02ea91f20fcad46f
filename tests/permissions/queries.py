"""How many queries a page may make, and the pages that still make more.

The walk over the matrix counts for every persona who gets the page; a page with too many is visited
once more, so that what a process remembers after its first visit does not count. A page that
became better fails too: its number here goes down, and at twelve its line goes away. Nobody adds
a line.
"""

LIMIT = 12

# Address: queries it makes now.
# Answers to contradictions count in every field that says the same: one table more.
STILL: dict[str, int] = {
    "selection:review_score": 13,
}
