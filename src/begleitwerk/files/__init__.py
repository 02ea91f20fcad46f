"""Stored files, each belonging to a municipality."""
