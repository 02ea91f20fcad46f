"""Versioned content as data: frameworks, themes, phase templates, ladders, roles, kinds."""
