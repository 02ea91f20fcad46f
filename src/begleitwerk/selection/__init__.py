"""Selection: round, applications, reviews, choice, decision, contract."""
