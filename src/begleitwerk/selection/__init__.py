"""Selection: survey, round, applications, reviews, choice, decision, contract, clusters."""
