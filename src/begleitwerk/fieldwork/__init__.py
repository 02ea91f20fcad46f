"""Collections of answers: the one way in which people without an account answer something."""
