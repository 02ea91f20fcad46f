"""The worlds tests play in, and the one way to build each.

`cast` has the places and people of every test; `process` a municipality in the middle of its
process; `selection` a round of selection up to any stage. They build on each other: all take the
places of the cast. What a single test needs besides, it makes with the factories.
"""
