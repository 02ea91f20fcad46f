"""How many queries a page may make.

The walk over the matrix counts for every persona who gets the page; a page with too many is visited
once more, so that what a process remembers after its first visit does not count.
"""

LIMIT = 12
