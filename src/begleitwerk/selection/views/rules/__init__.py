"""The rule builder and the versions of the rules."""
