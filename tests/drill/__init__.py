"""Drills: people write while something is killed, or while a backup is made that is then put back.

`python -m tests.drill` is the long form, whose figures stand in docs/betrieb/ausfall.md.
"""
