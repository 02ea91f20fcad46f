"""Begleitwerk: runs quality-development programmes for municipal networks."""
