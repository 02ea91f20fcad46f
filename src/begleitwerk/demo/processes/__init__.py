"""What the demo tells of processes, through their services."""
