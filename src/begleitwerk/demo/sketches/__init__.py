"""Municipalities in a few strokes: what is different about each; `draw` makes the rest."""
