"""What council papers and the brief say of goals and measures; German always."""
