"""Writes of the municipal survey, by part."""
