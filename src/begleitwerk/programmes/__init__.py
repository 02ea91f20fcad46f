"""Programmes, editions, themes, clusters and the engagement of municipalities."""
