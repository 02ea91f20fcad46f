"""What the demo tells of networks, through their services."""
