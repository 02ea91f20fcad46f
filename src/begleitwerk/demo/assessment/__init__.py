"""What the demo tells of self-assessments, through their services."""
