"""What the demo tells of goals, through their services."""
