"""What the demo tells of municipalities, through their services."""
