"""What the demo tells of programmes, through their services."""
