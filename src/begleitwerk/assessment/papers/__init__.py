"""What papers and reports say of self-assessments."""
